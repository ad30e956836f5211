package org.authorityledger.proof.receipt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a receipt, in the order in which they are written.
 *
 * @param receipt always {@link ReceiptText#FORMAT}
 * @param key the verifier key of the log that signed it, to be compared with one that is trusted
 * @param names display names used in the explanation, as the ledger had them; they prove nothing
 * @param checkpoint the signed note
 * @param stream the grantor's place in the tree of streams
 * @param records the grantor's complete stream up to the checkpoint, in order
 */
record Receipt(String receipt, String key, QuestionText question, AnswerText answer, Map<String, String> names, String checkpoint,
        StreamText stream, List<EntryText> records) {

    /** @param knownAt as of when: exactly the records with {@code recordedAt <= knownAt} count */
    record QuestionText(String grantor, String issuer, String form, List<String> signers, List<String> capacities, String on,
            String knownAt) {}

    /** @param basis every authority that was considered, in the order of recording */
    record AnswerText(boolean authorized, String reason, String explanation, List<BasisText> basis) {}

    /** One authority considered. */
    record BasisText(String poaId, String issuerId, String attorneyId, String role, @Nullable String inPlaceOf, String reason,
            List<String> clauses, int minimumSignatures, String from, @Nullable String until, @Nullable String endCause,
            @Nullable String endedBy, String recordId) {}

    /**
     * The proof that the stream is complete.
     *
     * @param found the head at the end of the path; absent: none
     * @param siblings the hashes beside the path, from the root down, in Base64
     */
    record StreamText(@Nullable HeadText found, List<String> siblings) {}

    /** The end of a stream. */
    record HeadText(String key, long count, String head) {}

    /**
     * One record.
     *
     * @param entry the leaf's text
     * @param payload the payload, if the entry has only its hash
     * @param path its inclusion in the checkpointed tree, from the leaf's sibling up, in Base64
     */
    record EntryText(String entry, @Nullable String payload, List<String> path) {}
}
