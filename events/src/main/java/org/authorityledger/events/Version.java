package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How many records a grantor's stream has: what was decided on a version holds as long as none was added. It is the {@code ETag} of a grantor.
 *
 * @param value 0 without a record
 */
public record Version(@JsonValue long value) implements Comparable<Version> {

    /** Of a grantor without records. */
    public static final Version NONE = new Version(0);

    public Version {
        if (value < 0) {
            throw new IllegalArgumentException("a version is not negative");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Version of(long value) {
        return new Version(value);
    }

    /** Whether the grantor has no record. */
    public boolean isNone() {
        return value == 0;
    }

    /** Whether the stream was shorter then. */
    public boolean isBefore(Version other) {
        return value < other.value;
    }

    /** The version after one more record. */
    public Version next() {
        return new Version(value + 1);
    }

    /** The place that the stream's next record takes. */
    public Sequence nextSequence() {
        return new Sequence(value);
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
