package org.authorityledger.questions.files;

/**
 * Looks at runs of numbers within a page before they are decoded: the decoder takes as much memory as a run says that it has values. The format is
 * that of Parquet's hybrid of run lengths and packed bits.
 */
final class ParquetRuns {

    private static final int PACKED_TOGETHER = 8;
    /** Some writers fill up the last run, to a few hundred values at most. */
    private static final int FILLED_UP = 1_024;

    private final byte[] bytes;
    private final int to;
    private int next;

    ParquetRuns(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.next = from;
        this.to = to;
    }

    /**
     * Looks at levels and passes over them: their length, then their runs.
     *
     * @param highest the highest level; 0: none are written
     */
    void levels(int highest, int values) throws UnreadableFile {
        if (highest > 0) {
            long length = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                length |= (long) one() << shift;
            }
            if (length > to - next) {
                throw damaged();
            }
            int end = next + (int) length;
            new ParquetRuns(bytes, next, end).runs(width(highest), values);
            next = end;
        }
    }

    /** Looks at levels whose length is known. */
    void levelsAlone(int highest, int values) throws UnreadableFile {
        if (highest > 0) {
            runs(width(highest), values);
        } else if (next < to) {
            throw damaged();
        }
    }

    /** Looks at the indexes into a dictionary: the number of their bits, then their runs. Nulls have none, so there may be fewer than values. */
    void indexes(int values) throws UnreadableFile {
        if (next < to) {
            int width = one();
            if (width > Integer.SIZE) {
                throw damaged();
            }
            runs(width, values);
        }
    }

    private static int width(int highest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    }

    private void runs(int width, int values) throws UnreadableFile {
        long left = values;
        while (next < to && left > 0) {
            long header = number();
            long many = header >>> 1;
            if ((header & 1) == 0) {
                next += (width + Byte.SIZE - 1) / Byte.SIZE;
                left -= many;
            } else {
                if (many * PACKED_TOGETHER > left + FILLED_UP) {
                    throw damaged();
                }
                next = (int) Math.min(to, next + many * width);
                left -= many * PACKED_TOGETHER;
            }
            if (many == 0) {
                throw damaged();
            }
        }
    }

    private int one() throws UnreadableFile {
        if (next >= to) {
            throw damaged();
        }
        return bytes[next++] & 0xFF;
    }

    /** Seven bits a byte, the low ones first. */
    private long number() throws UnreadableFile {
        long number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int some = one();
            number |= (some & 0x7FL) << shift;
            if (some < 0x80) {
                return number;
            }
        }
        throw damaged();
    }

    private static UnreadableFile damaged() {
        return new UnreadableFile("cannot be read: a page is damaged");
    }
}
