package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an attorney-in-fact, a substitute, an office or its holder.
 *
 * @param value 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit
 */
public record AttorneyId(@JsonValue String value) implements Comparable<AttorneyId> {

    public AttorneyId {
        Identifiers.require(value);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AttorneyId of(String value) {
        return new AttorneyId(value);
    }

    @Override
    public int compareTo(AttorneyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
