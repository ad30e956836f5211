package org.authorityledger.documents.sheet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a sheet.
 *
 * @param text what it shows, without spaces around it; empty: nothing. A date is written as 2004-03-01
 * @param day the day that it holds as a spreadsheet keeps days; null: it holds none
 * @param fault why it cannot be used, to follow the name of a column; null: it can
 */
public record SheetCell(String text, @Nullable LocalDate day, @Nullable String fault) {

    /** A cell without anything. */
    public static final SheetCell EMPTY = new SheetCell("", null, null);

    static SheetCell of(String text) {
        String plain = text.replace('\u00A0', ' ').replace("\u200B", "").replace("\r\n", "\n").replace('\r', '\n').strip();
        return plain.isEmpty() ? EMPTY : new SheetCell(plain, null, null);
    }

    static SheetCell unusable(String text, String fault) {
        return new SheetCell(text, null, fault);
    }

    boolean empty() {
        return text.isEmpty() && fault == null;
    }

    /** As one date. */
    WrittenDate date() {
        if (fault != null) {
            return WrittenDate.unreadable(fault);
        }
        return day != null ? WrittenDate.of(day) : WrittenDate.of(text);
    }
}
