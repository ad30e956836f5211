package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A Central Index Key, the number EDGAR knows a filer or issuer by.
 *
 * @param value ten digits, padded with zeros on the left
 */
public record Cik(@JsonValue String value) {

    private static final int DIGITS = 10;

    public Cik {
        if (value.isEmpty() || value.length() > DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a CIK has 1 to 10 digits");
        }
        value = "0".repeat(DIGITS - value.length()) + value;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Cik of(String value) {
        return new Cik(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
