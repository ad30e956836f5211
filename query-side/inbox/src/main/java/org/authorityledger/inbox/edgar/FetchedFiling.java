package org.authorityledger.inbox.edgar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.authorityledger.events.Cik;
import org.jspecify.annotations.Nullable;

/**
 * A filing that a fetch has to get.
 *
 * @param batchId the batch that it became; null: none yet
 * @param attempts how often it failed
 * @param error why it was, the last time; null: it was not
 * @param nextTry when it is tried again; null: when it is its turn, or not by this fetch
 */
record FetchedFiling(String accession, Cik cik, String form, LocalDate filedOn, State state, @Nullable UUID batchId, int attempts,
        @Nullable String error, @Nullable Instant nextTry) {

    /** What becomes of it. */
    enum State {
        /** It was not fetched yet. */
        WAITING,
        /** It was fetched and is a batch. */
        FILED,
        /** It could not be fetched or read. The next fetch of its CIK tries again. */
        FAILED
    }
}
