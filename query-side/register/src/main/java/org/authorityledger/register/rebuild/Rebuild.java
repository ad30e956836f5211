package org.authorityledger.register.rebuild;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild has come, and what it found.
 *
 * @param done how many records are in the new generation
 * @param total how many it will have
 * @param rate records a second, on average so far; null once it is over
 * @param remainingSeconds until all records are in, at this rate; the indexes and the comparison come after; null if not known
 * @param position up to which position the new generation was built when it took over
 * @param comparedTo as of which position both generations were compared
 * @param differences how many rows differed
 * @param differing the first of them
 * @param reason why it failed
 */
public record Rebuild(UUID rebuildId, String register, State state, String startedBy, Instant startedAt, @Nullable Instant finishedAt,
        long done, long total, @Nullable Long rate, @Nullable Long remainingSeconds, @Nullable Position position,
        @Nullable Position comparedTo,
        @Nullable Long differences, @Nullable List<RegisterDifference> differing, @Nullable String reason) {

    /** What a rebuild is doing. */
    public enum State {
        /** All records are processed and copied in, grantor by grantor. */
        LOADING,
        /** The indexes are created. */
        INDEXING,
        /** What was recorded in the meantime is added. */
        FOLLOWING,
        /** Old and new generation are compared. */
        COMPARING,
        /** The new generation takes over. */
        SWITCHING,
        /** It took over. */
        DONE,
        /** It was canceled, and nothing of it is left. */
        CANCELLED,
        /** It failed, and nothing of it is left. */
        FAILED;

        /** Whether nothing more will happen. */
        public boolean over() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }
}
