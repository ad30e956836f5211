package org.authorityledger.documents.sheet;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a sheet.
 *
 * @param text what it shows, without spaces around it; empty: nothing. A date is written as 2004-03-01
 * @param day the day that it holds as a spreadsheet keeps days; null: it holds none
 * @param fault why it cannot be used, to follow the name of a column; null: it can
 * @param strike whether it is struck through: its author may have withdrawn it
 * @param hidden whether the sheet hides its row
 * @param comment what someone wrote about it beside the sheet; null: nothing
 */
public record SheetCell(String text, @Nullable LocalDate day, @Nullable String fault, Strike strike, boolean hidden,
        @Nullable String comment) {

    /** A cell without anything. */
    public static final SheetCell EMPTY = new SheetCell("", null, null, Strike.NONE, false, null);
    /** What stands before a text that was struck through, in a file that cannot strike through; it is read as that again. */
    private static final String MARK = "[struck through]";
    /** The same for one in a hidden row, and for one with a comment. */
    private static final String HIDDEN = "[in a hidden row]";
    private static final Pattern COMMENT = Pattern.compile("\\[comment: ([^\\[\\]]{0,2000})\\]\\s*(.*)", Pattern.DOTALL);

    /** How much of a cell is struck through. */
    public enum Strike {
        NONE, PART, WHOLE
    }

    static SheetCell of(String text) {
        String plain = text.replace('\u00A0', ' ').replace("\u200B", "").replace("\r\n", "\n").replace('\r', '\n').strip();
        if (plain.startsWith(MARK)) {
            return of(plain.substring(MARK.length())).struck(Strike.WHOLE);
        }
        if (plain.startsWith(HIDDEN)) {
            return of(plain.substring(HIDDEN.length())).marked(true, null);
        }
        Matcher comment = COMMENT.matcher(plain);
        if (comment.matches()) {
            return of(comment.group(2)).marked(false, comment.group(1));
        }
        return plain.isEmpty() ? EMPTY : new SheetCell(plain, null, null, Strike.NONE, false, null);
    }

    static SheetCell on(String text, LocalDate day) {
        return new SheetCell(text, day, null, Strike.NONE, false, null);
    }

    static SheetCell unusable(String text, String fault) {
        return new SheetCell(text, null, fault, Strike.NONE, false, null);
    }

    SheetCell struck(Strike how) {
        return how == Strike.NONE ? this : new SheetCell(text, day, fault, how, hidden, comment);
    }

    /** The same in a hidden row, or with a comment. */
    SheetCell marked(boolean inHiddenRow, @Nullable String commented) {
        return !inHiddenRow && commented == null
                ? this
                : new SheetCell(text, day, fault, strike, hidden || inHiddenRow, commented == null ? comment : commented);
    }

    boolean empty() {
        return text.isEmpty() && fault == null;
    }

    /** Its text in a file without formats: what is struck through, hidden or commented says so, and is read as that again. */
    public String written() {
        StringBuilder written = new StringBuilder();
        if (hidden && !text.isEmpty()) {
            written.append(HIDDEN).append(' ');
        }
        if (comment != null) {
            written.append("[comment: ").append(comment.replaceAll("[\\[\\]]", " ")).append("] ");
        }
        if (strike != Strike.NONE && !text.isEmpty()) {
            written.append(MARK).append(' ');
        }
        return written.append(text).toString().stripTrailing();
    }

    /** As one date. */
    WrittenDate date() {
        if (fault != null) {
            return WrittenDate.unreadable(fault);
        }
        return day != null ? WrittenDate.of(day) : WrittenDate.of(text);
    }
}
