package org.authorityledger.authority;

import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a lawyer would attach to an answer.
 *
 * @param recordId the record it rests on; null: it rests on none
 */
public record Remark(Code code, @Nullable RecordId recordId) {

    /** What it says. */
    public enum Code {
        /** The clauses, or the substitution, are for some standings of the grantor only, and none was asked. */
        ONLY_IN_CAPACITY,
        /** No filing is recorded that has the instrument: it is to be attached. */
        CONFIRMATION_NOT_ON_FILE,
        /** The instrument is for every issuer and stays in force, but the duty that keeps it so has ceased at this one. */
        CEASED_AT_THIS_ISSUER,
        /** The grantor is not required to file this form at the issuer on that day. */
        NOT_REQUIRED_NOW,
        /** The instrument does not say whether it survives the grantor's incapacity; many states presume that it does. */
        DURABILITY_UNSTATED,
        /** No notice of the grantor's death or incapacity is recorded: acts in good faith before notice may bind. */
        WITHOUT_NOTICE,
        /** The recorder did not see the writing. */
        TERMS_NOT_SEEN,
        /** The writing has no date. */
        EXECUTION_DATE_UNCERTAIN,
        /** The authority ended on that very day: whole days count. */
        ENDS_THAT_DAY,
        /** The ledger knows nothing of the grantor. */
        UNKNOWN_GRANTOR,
        /** Only the records that concern the issuers of a scope were considered: any other may say otherwise. */
        WITHIN_SCOPE,
        /** The grantor or a signer is known by other ids too, and what is recorded under those was not considered. The law knows ids only. */
        KNOWN_BY_OTHER_IDS
    }
}
