package org.authorityledger.proof.receipt;

/**
 * One thing that verification found to be wrong.
 *
 * @param code what is wrong, as a stable code
 * @param where the record, size or member concerned; may be empty
 * @param words in one plain sentence
 */
public record Finding(Code code, String where, String words) {

    /** What can be wrong. */
    public enum Code {
        /** The file or input does not have the right form. */
        MALFORMED,
        /** No trusted key signed it. */
        NOT_SIGNED,
        /** Fewer witnesses cosigned it than required. */
        NOT_WITNESSED,
        /** It says it is signed by a trusted key, and is not. */
        SIGNATURE_WRONG,
        /** A record is not in the tree that was signed. */
        NOT_INCLUDED,
        /** The records are not the complete stream of the grantor. */
        STREAM_INCOMPLETE,
        /** The law gives another answer. */
        ANSWER_DIFFERS,
        /** It was made by another edition of the law than this verifier reads. */
        OTHER_EDITION,
        /** The question's moment is after the checkpoint: records between the two are not covered. */
        KNOWN_AT_AFTER_CHECKPOINT,
        /** A record is not the one that was logged. */
        CHANGED,
        /** A record that was logged is not there. */
        MISSING,
        /** A record is there that was never logged at its place. */
        ADDED,
        /** Records are in another order than they were logged. */
        REORDERED,
        /** Records at the end that were logged are not there. */
        TRUNCATED,
        /** The whole ledger is older than what was signed. */
        ROLLED_BACK,
        /** A tile of the tree does not have the hashes of the records or of the tiles below. */
        TILE_CHANGED,
        /** A signed checkpoint has another root than the records give. */
        ROOT_DIFFERS,
        /** A signed checkpoint has another root of streams than the records give. */
        STREAMS_DIFFER,
        /** Two signed checkpoints contradict each other. */
        FORKED,
        /** The log's key is there, and the checkpoint that it signed last is not: whether this is an older state is unknown. */
        LAST_SIGNED_MISSING,
        /** A table of the log other than its tiles is not as it follows from the records. */
        LOG_DIFFERS,
        /** The grantors for whom someone could ever sign are not those of the records. */
        APPOINTMENTS_DIFFER,
        /** What records say of what a party is, a person or an entity, is not kept as they say it. */
        STATED_KINDS_DIFFER,
        /** The database may hide rows from those who read it. */
        ROWS_HIDDEN,
        /** What keeps the database from changing the ledger is gone, switched off, or not that of this build. */
        UNGUARDED,
        /** A row of the register does not follow from the records. */
        REGISTER_DIFFERS,
        /** The register does not have records that it should have: its answers may be old. */
        REGISTER_BEHIND,
        /** Records wait because the register could not process them: its answers about their grantors are incomplete. */
        RECORDS_WAIT
    }

    @Override
    public String toString() {
        return code + (where.isEmpty() ? "" : " " + where) + ": " + words;
    }
}
