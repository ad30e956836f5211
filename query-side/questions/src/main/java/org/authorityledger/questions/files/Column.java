package org.authorityledger.questions.files;

/**
 * A column of a file.
 *
 * @param name as in the view that it is read from
 */
public record Column(String name, Type type) {

    /** What its values are, in Java; any of them may be null. */
    public enum Type {
        /** A {@code String}. */
        TEXT,
        /** A {@code List<String>}. */
        TEXTS,
        /** JSON as a {@code String}. */
        JSON,
        /** A {@code LocalDate}. */
        DATE,
        /** An {@code Instant}. */
        INSTANT,
        /** An {@code Integer}. */
        INTEGER,
        /** A {@code Long}. */
        LONG,
        /** A {@code Boolean}. */
        TRUTH
    }
}
