package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The number under which EDGAR accepted a filing.
 *
 * @param value 10, 2 and 6 digits with hyphens between, such as {@code 0001181431-04-028213}
 */
public record Accession(@JsonValue String value) {

    private static final Pattern DASHED = Pattern.compile("[0-9]{10}-[0-9]{2}-[0-9]{6}");
    private static final Pattern BARE = Pattern.compile("([0-9]{10})([0-9]{2})([0-9]{6})");

    public Accession {
        if (!is(value)) {
            throw new IllegalArgumentException("an accession number has 10, 2 and 6 digits, such as 0001181431-04-028213");
        }
    }

    /** Whether a text is one, with its hyphens. */
    public static boolean is(String value) {
        return DASHED.matcher(value).matches();
    }

    /** Reads it with its hyphens or without. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Accession of(String value) {
        return new Accession(BARE.matcher(value.strip()).replaceFirst("$1-$2-$3"));
    }

    @Override
    public String toString() {
        return value;
    }
}
