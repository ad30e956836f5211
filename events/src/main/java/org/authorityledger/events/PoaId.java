package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an instrument, unique within its grantor.
 *
 * @param value 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit
 */
public record PoaId(@JsonValue String value) implements Comparable<PoaId> {

    public PoaId {
        Identifiers.require(value);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PoaId of(String value) {
        return new PoaId(value);
    }

    @Override
    public int compareTo(PoaId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
