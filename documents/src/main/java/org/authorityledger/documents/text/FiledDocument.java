package org.authorityledger.documents.text;

import org.jspecify.annotations.Nullable;

/**
 * One document of a submission, or a paper of its own.
 *
 * @param type its type on EDGAR, such as {@code EX-24}; null: it is no part of a submission
 * @param fileName its file name, where given
 * @param description how the submission describes it, where given
 * @param text the text that is shown, to which all offsets refer; null where there is no text to read
 * @param notRead why there is no text; null where there is one
 */
public record FiledDocument(@Nullable String type, @Nullable String fileName, @Nullable String description, @Nullable String text,
        @Nullable String notRead) {

    /** No paper that gives a power comes near this many characters. A longer one is not read. */
    public static final int LONGEST_TEXT = 200_000;

    /** A paper of which only the text is known. */
    public static FiledDocument of(String text) {
        return new FiledDocument(null, null, null, text, null);
    }

    static FiledDocument refused(@Nullable String type, @Nullable String fileName, @Nullable String description, String why) {
        return new FiledDocument(type, fileName, description, null, why);
    }

    /** Whether it is a power of attorney by its type. */
    public boolean exhibit24() {
        return type != null && type.toUpperCase(java.util.Locale.ROOT).startsWith("EX-24");
    }
}
