package org.authorityledger.inbox.edgar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.events.Cik;
import org.jspecify.annotations.Nullable;

/**
 * The filings of a company or person being fetched, and how far that came.
 *
 * @param arrival its place in the queue
 * @param since filings before this day are left alone; null: all are fetched
 * @param name what EDGAR calls the company or person; null: not known yet
 * @param progress what came of it so far
 * @param trouble why it waits or is tried again; null: it does not
 * @param nextTry when it is tried again; null: at once
 * @param reason why it failed, as a code; null: it did not
 * @param detail the same as a sentence
 * @param scheduled whether it was started by the schedule
 * @param endedBy who stopped it; null: no one did
 */
public record EdgarFetch(UUID fetchId, long arrival, Cik cik, @Nullable LocalDate since, State state, @Nullable String name,
        Progress progress, int attempts, @Nullable String trouble, @Nullable Instant nextTry, @Nullable String reason,
        @Nullable String detail, Instant requestedAt, String requestedBy, boolean scheduled, @Nullable Instant startedAt,
        @Nullable Instant endedAt, @Nullable String endedBy) {

    /** What becomes of a fetch. */
    public enum State {
        /** Others are before it. */
        WAITING,
        /** It is under way, or goes on when a node is there again. */
        FETCHING,
        /** All that it had to get is filed. */
        DONE,
        /** Something is missing: the list, or some filings. What was filed stays. */
        FAILED,
        /** Someone stopped it. What was filed stays. */
        CANCELLED;

        /** Whether nothing more will happen. */
        public boolean over() {
            return this != WAITING && this != FETCHING;
        }
    }

    /**
     * What came of a fetch.
     *
     * @param listed whether all of EDGAR's list has been read: before, the other numbers still grow
     * @param found filings of the forms that are read here
     * @param leftOut how many filings of other forms there are, by form
     * @param toGet those found that no fetch before had filed
     * @param filed those of them that became a batch
     * @param failed those of them that could not be fetched or read
     */
    public record Progress(boolean listed, int found, Map<String, Integer> leftOut, int toGet, int filed, int failed) {

        public Progress {
            leftOut = Map.copyOf(leftOut);
        }

        /** Those found that were filed by a fetch before. */
        public int known() {
            return Math.max(0, found - toGet);
        }

        /** How many filings are of forms that are not read here. */
        public int leftOutCount() {
            return leftOut.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
