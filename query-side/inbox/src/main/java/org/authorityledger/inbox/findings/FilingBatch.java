package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.util.UUID;
import org.authorityledger.documents.filing.FilingProblem;
import org.jspecify.annotations.Nullable;

/**
 * A file of filings that was brought, and how far it has been read.
 *
 * @param arrival its place in the queue
 * @param sha256 of the file
 * @param size of the file, in bytes
 * @param reason why it failed, as a code; null: it did not
 * @param attempts how often reading began since it last came further
 * @param progress what was read so far
 */
public record FilingBatch(UUID batchId, long arrival, String sha256, long size, String name, State state, @Nullable String reason,
        Instant receivedAt, String receivedBy, @Nullable Instant startedAt, @Nullable Instant endedAt, int attempts, Progress progress) {

    /** What becomes of a batch. */
    public enum State {
        /** It was received, and others are before it. */
        WAITING,
        /** It is being read, or goes on when a node is there again. */
        READING,
        /** All of it was read. What could not be read is named. */
        DONE,
        /** It has no filing, or reading it failed again and again. What was kept of it stays. */
        FAILED;

        /** Whether nothing more will happen. */
        public boolean over() {
            return this == DONE || this == FAILED;
        }
    }

    /**
     * What was read of a file.
     *
     * @param filings that it has
     * @param signatures that these have
     * @param newFilings of them of which no reading was kept before, by their accession number or, without one, their content
     * @param newSignatures that these have
     * @param problems how many were named
     */
    public record Progress(long filings, long signatures, long newFilings, long newSignatures, long problems) {}

    /**
     * All files that were ever brought.
     *
     * @param notRead how many of them still wait or are being read
     * @param failed how many failed
     * @param problems how many problems they have together
     */
    public record Totals(long files, long notRead, long failed, long problems) {}

    /**
     * A problem in its place in the file.
     *
     * @param number its place, from 0
     */
    public record Named(long number, FilingProblem problem) {}

    static final String NO_FILING = "NO_FILING";
    static final String NOT_READ = "NOT_READ";

    /** In words why it failed. */
    public @Nullable String failure() {
        if (reason == null) {
            return null;
        }
        return reason.equals(NO_FILING)
                ? "No filing was found in this file."
                : "Reading this file failed again and again. What was kept of it stays. Send it again, or ask the operator to look at the log.";
    }
}
