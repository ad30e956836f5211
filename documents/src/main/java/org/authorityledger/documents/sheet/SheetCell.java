package org.authorityledger.documents.sheet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a sheet.
 *
 * @param text what it shows, without spaces around it; empty: nothing. A date is written as 2004-03-01
 * @param day the day that it holds as a spreadsheet keeps days; null: it holds none
 * @param fault why it cannot be used, to follow the name of a column; null: it can
 * @param strike whether it is struck through: its author may have withdrawn it
 */
public record SheetCell(String text, @Nullable LocalDate day, @Nullable String fault, Strike strike) {

    /** A cell without anything. */
    public static final SheetCell EMPTY = new SheetCell("", null, null, Strike.NONE);
    /** What stands before a text that was struck through, in a file that cannot strike through; it is read as that again. */
    private static final String MARK = "[struck through]";

    /** How much of a cell is struck through. */
    public enum Strike {
        NONE, PART, WHOLE
    }

    static SheetCell of(String text) {
        String plain = text.replace('\u00A0', ' ').replace("\u200B", "").replace("\r\n", "\n").replace('\r', '\n').strip();
        if (plain.startsWith(MARK)) {
            return of(plain.substring(MARK.length())).struck(Strike.WHOLE);
        }
        return plain.isEmpty() ? EMPTY : new SheetCell(plain, null, null, Strike.NONE);
    }

    static SheetCell on(String text, LocalDate day) {
        return new SheetCell(text, day, null, Strike.NONE);
    }

    static SheetCell unusable(String text, String fault) {
        return new SheetCell(text, null, fault, Strike.NONE);
    }

    SheetCell struck(Strike how) {
        return how == Strike.NONE ? this : new SheetCell(text, day, fault, how);
    }

    boolean empty() {
        return text.isEmpty() && fault == null;
    }

    /** Its text in a file without formats: what is struck through says so, and is read as struck through again. */
    public String written() {
        return strike == Strike.NONE || text.isEmpty() ? text : MARK + " " + text;
    }

    /** As one date. */
    WrittenDate date() {
        if (fault != null) {
            return WrittenDate.unreadable(fault);
        }
        return day != null ? WrittenDate.of(day) : WrittenDate.of(text);
    }
}
