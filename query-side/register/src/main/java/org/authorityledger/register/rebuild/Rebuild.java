package org.authorityledger.register.rebuild;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild has come, and what it found.
 *
 * @param done how many records are in the new generation
 * @param total how many there are to be
 * @param rate records a second, on average so far; null once it is over
 * @param remainingSeconds until all records are in, at this rate; the indexes and the comparison come after; null where it cannot be said
 * @param position up to which position the new generation was built when it took over
 * @param comparedTo as of which position both generations were compared
 * @param differences in how many rows they differed
 * @param differing the first of them
 * @param reason why it failed
 */
public record Rebuild(UUID rebuildId, String register, State state, String startedBy, Instant startedAt, @Nullable Instant finishedAt,
        long done, long total, @Nullable Long rate, @Nullable Long remainingSeconds, @Nullable Long position, @Nullable Long comparedTo,
        @Nullable Long differences, @Nullable List<RegisterDifference> differing, @Nullable String reason) {

    /** What a rebuild is doing. */
    public enum State {
        /** Every grantor's life is folded and copied in. */
        LOADING,
        /** The indexes are made. */
        INDEXING,
        /** What was recorded meanwhile is added. */
        FOLLOWING,
        /** Old and new are held against each other. */
        COMPARING,
        /** The new generation takes over. */
        SWITCHING,
        /** It took over. */
        DONE,
        /** It was cancelled, and nothing of it is left. */
        CANCELLED,
        /** It failed, and nothing of it is left. */
        FAILED;

        /** Whether nothing more will happen. */
        public boolean over() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }
}
