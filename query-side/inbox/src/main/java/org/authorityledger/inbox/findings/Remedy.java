package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.authorityledger.events.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a person did about a finding. It changes no finding: it stands beside it, and the last one counts.
 *
 * @param words the words of the signature that it is about
 * @param signedOn when the grantor signed the writing that ratifies the signature; null for any other remedy
 * @param document that writing, where it is kept
 */
public record Remedy(UUID remedyId, Place finding, String words, Kind kind, @Nullable LocalDate signedOn, @Nullable Document document,
        String reason, Instant recordedAt, String recordedBy) {

    /** What was done. */
    public enum Kind {
        /** The grantor has approved the signature in a later signed writing. */
        RATIFIED,
        /** Someone looked at the finding, and nothing needs to be done. */
        DISMISSED,
        /** The remedy before does not hold. */
        WITHDRAWN
    }

    /**
     * A remedy before it is recorded.
     *
     * @param signedOn as above; only of what ratifies
     * @param document likewise
     */
    public record Said(Kind kind, @Nullable LocalDate signedOn, @Nullable Document document, String reason) {}

    /**
     * Which finding is meant.
     *
     * @param filing the accession number, or the SHA-256 of a form without one
     * @param signature its number in the filing
     * @param place which of those for whom it was made
     */
    public record Place(String filing, int signature, int place) {

        static Place of(KeptSignature signature, int place) {
            return new Place(signature.filing().filingId(), signature.number(), place);
        }
    }
}
