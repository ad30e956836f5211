package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A record's place in its grantor's stream: 0, 1, 2 and so on, without gaps.
 *
 * @param value from 0
 */
public record Sequence(@JsonValue long value) implements Comparable<Sequence> {

    /** The place of the first record. */
    public static final Sequence FIRST = new Sequence(0);

    public Sequence {
        if (value < 0) {
            throw new IllegalArgumentException("a place in a stream is not negative");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Sequence of(long value) {
        return new Sequence(value);
    }

    /** Whether no record of the stream is before this one. */
    public boolean isFirst() {
        return value == 0;
    }

    public boolean isAfter(Sequence other) {
        return value > other.value;
    }

    public boolean isBefore(Sequence other) {
        return value < other.value;
    }

    /** The place of the next record. */
    public Sequence next() {
        return new Sequence(value + 1);
    }

    /** The grantor's version when this is its last record. */
    public Version version() {
        return new Version(value + 1);
    }

    @Override
    public int compareTo(Sequence other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
