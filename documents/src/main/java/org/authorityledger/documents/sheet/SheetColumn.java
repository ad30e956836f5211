package org.authorityledger.documents.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A column of a tracker.
 *
 * @param letters as a spreadsheet calls it, such as {@code C}
 * @param heading what stands above it; empty: nothing
 * @param field what it holds; null: it is not read
 * @param dismissed whether someone said that it is not read, whatever it says
 */
public record SheetColumn(String letters, String heading, @Nullable SheetField field, boolean dismissed) {

    /** Above the reasons in a sheet of rows that came back. */
    public static final String REASON = "Why it was not recorded";
    /** Above the numbers that they had. */
    public static final String ROW = "Row of the sheet";

    private static final int LETTERS = 26;

    /** By its heading, or else its letters. */
    public String shown() {
        return heading.isEmpty() ? letters : "\u201c" + heading + "\u201d";
    }

    int place() {
        int place = 0;
        for (int i = 0; i < letters.length(); i++) {
            place = place * LETTERS + letters.charAt(i) - 'A' + 1;
        }
        return place - 1;
    }

    static String letters(int place) {
        StringBuilder letters = new StringBuilder();
        for (int rest = place + 1; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }
}
