package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A place in the whole ledger: 1, 2, 3 and so on, without gaps. How far someone has read or follows the ledger is a position too: that of the last
 * record.
 *
 * @param value from 1; 0 before the first record
 */
public record Position(@JsonValue long value) implements Comparable<Position> {

    /** Before the first record: nothing is recorded, or nothing was read yet. */
    public static final Position START = new Position(0);

    /** After every record there will ever be: no limit. */
    public static final Position END = new Position(Long.MAX_VALUE);

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException("a position is not negative");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Position of(long value) {
        return new Position(value);
    }

    /** The earlier of two. */
    public static Position min(Position one, Position other) {
        return one.isAfter(other) ? other : one;
    }

    /** The later of two. */
    public static Position max(Position one, Position other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether no record is at this position or before it. */
    public boolean isStart() {
        return value == 0;
    }

    /** The place of the next record; of {@link #END} it is {@link #END}. */
    public Position next() {
        return value == Long.MAX_VALUE ? END : new Position(value + 1);
    }

    /** The place before this one. */
    public Position previous() {
        return new Position(value - 1);
    }

    public boolean isAfter(Position other) {
        return value > other.value;
    }

    public boolean isBefore(Position other) {
        return value < other.value;
    }

    /** How many records are after an earlier position, up to this one; 0 if that is not earlier. */
    public long recordsSince(Position earlier) {
        return Math.max(0, value - earlier.value);
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
