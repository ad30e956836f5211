package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a reporting person.
 *
 * @param value 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit
 */
public record GrantorId(@JsonValue String value) implements Comparable<GrantorId> {

    public GrantorId {
        Identifiers.require(value);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static GrantorId of(String value) {
        return new GrantorId(value);
    }

    @Override
    public int compareTo(GrantorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
