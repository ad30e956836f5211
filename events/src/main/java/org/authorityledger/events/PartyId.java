package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a party in whatever part: one party has one id, as grantor, as attorney and as signatory.
 *
 * @param value 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit
 */
public record PartyId(@JsonValue String value) implements Comparable<PartyId> {

    public PartyId {
        Identifiers.require(value);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PartyId of(String value) {
        return new PartyId(value);
    }

    @Override
    public int compareTo(PartyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
