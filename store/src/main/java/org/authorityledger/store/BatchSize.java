package org.authorityledger.store;

/** How many records to read at once, by the size of those read last: a few megabytes, where records differ in size by a factor of a thousand. */
public final class BatchSize {

    private static final int FIRST = 64;
    private static final int FEWEST = 8;
    private static final int CHARACTERS = 4_000_000;

    private final int most;
    private volatile int now = FIRST;

    /** @param most the number of records at once where all are short */
    public BatchSize(int most) {
        this.most = most;
    }

    /** How many to read next. */
    public int next() {
        return now;
    }

    /** Some were read, the longest with this number of characters. More are read next only if this batch was full. */
    public void read(int records, int longest) {
        int grown = records < now ? now : 2 * now;
        now = Math.clamp(CHARACTERS / Math.max(1, longest), FEWEST, Math.min(most, grown));
    }
}
