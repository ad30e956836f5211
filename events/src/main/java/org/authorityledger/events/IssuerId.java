package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies the issuer of the securities reported on, or {@link #ANY}: all issuers, present and future.
 *
 * @param value 1 to 64 characters: letters, digits, dot, underscore and hyphen, the first a letter or digit
 */
public record IssuerId(@JsonValue String value) implements Comparable<IssuerId> {

    /** All issuers. An instrument for {@code ANY} covers every issuer; a fact for {@code ANY} holds for every issuer. */
    public static final IssuerId ANY = new IssuerId("ANY");

    public IssuerId {
        Identifiers.require(value);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static IssuerId of(String value) {
        return new IssuerId(value);
    }

    /** Whether what is said of this issuer is said of {@code asked} too. */
    public boolean covers(IssuerId asked) {
        return equals(ANY) || equals(asked);
    }

    @Override
    public int compareTo(IssuerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
