package org.authorityledger.documents.filing;

import org.authorityledger.documents.instrument.Evidence;
import org.jspecify.annotations.Nullable;

/** What a form says, written out line by line, so that evidence can refer to it: rows of tables have no text of their own. */
final class ExtractText {

    /** How sure the reader is of what a form says in a field of its own. */
    static final double CLEAR = 0.95;
    static final double LIKELY = 0.75;

    private final StringBuilder text = new StringBuilder();

    /** A stretch of the text. */
    record Stretch(int start, int end) {

        Evidence as(String field, double confidence, String rule) {
            return new Evidence(field, start, end, confidence, rule);
        }
    }

    /** Adds a line, and gives where its value stands; without a value it adds none. */
    Stretch line(String label, @Nullable Object value) {
        if (value == null) {
            return new Stretch(text.length(), text.length());
        }
        text.append(label).append(": ");
        int start = text.length();
        text.append(plain(value)).append('\n');
        return new Stretch(start, text.length() - 1);
    }

    /** A value as a line has it, without breaks. */
    static String plain(Object value) {
        return value.toString().strip().replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
