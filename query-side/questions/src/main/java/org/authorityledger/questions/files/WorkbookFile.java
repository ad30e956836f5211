package org.authorityledger.questions.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.authorityledger.http.Dates;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook (XLSX) that is written row by row, sheet after sheet. Numbers and dates are cells of their kind; all else is text, and no text is a
 * formula. A sheet that is full goes on in another one.
 */
public final class WorkbookFile implements TableFile {

    /** The media type of a workbook. */
    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** What a sheet holds at most. */
    private static final int MOST_ROWS = 1_048_576;
    /** What a cell holds at most. */
    private static final int MOST_CHARACTERS = 32_767;
    private static final String TOO_LONG = " … (too long for a cell)";
    private static final int LONGEST_NAME = 31;
    private static final int AT_ONCE = 500;
    private static final int WIDTH = 22;
    /** Spreadsheets count days from here, and get those of the first weeks wrong. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private final Workbook workbook;
    private final Set<String> names = new HashSet<>();
    private @Nullable Worksheet sheet;
    private List<String> columns = List.of();
    private String name = "";
    private int row;

    public WorkbookFile(OutputStream out) {
        workbook = new Workbook(out, "Authority Ledger", "1.0");
    }

    /** Begins a sheet with its headings. */
    public void sheet(String title, List<String> headings) throws IOException {
        endSheet();
        name = title;
        columns = headings;
        Worksheet begun = workbook.newWorksheet(named(title));
        for (int column = 0; column < headings.size(); column++) {
            begun.width(column, WIDTH);
            begun.inlineString(0, column, headings.get(column));
            begun.style(0, column).bold().set();
        }
        begun.freezePane(0, 1);
        sheet = begun;
        row = 1;
    }

    /** Sets how wide a column of the present sheet is shown, in characters. */
    public void width(int column, int characters) {
        if (sheet != null) {
            sheet.width(column, characters);
        }
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        if (row == MOST_ROWS) {
            sheet(name, columns);
        }
        Worksheet current = sheet;
        if (current == null) {
            throw new IllegalStateException("a row without a sheet");
        }
        for (int column = 0; column < cells.size(); column++) {
            put(current, column, cells.get(column));
        }
        row++;
        if (row % AT_ONCE == 0) {
            current.flush();
        }
    }

    private void put(Worksheet current, int column, @Nullable Object value) {
        switch (value) {
            case null -> {
                // An empty cell.
            }
            case Number number -> current.value(row, column, number);
            case LocalDate day when !day.isBefore(FIRST_DAY) -> {
                current.value(row, column, day);
                current.style(row, column).format("yyyy-mm-dd").set();
            }
            case Instant moment -> current.inlineString(row, column, Dates.format(moment));
            default -> current.inlineString(row, column, text(value.toString()));
        }
    }

    /** What XML cannot say is written by its number. */
    private static String text(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(cp -> {
            boolean sayable = cp == '\t' || cp == '\n' || cp == '\r' || cp >= 0x20 && cp <= 0xD7FF || cp >= 0xE000 && cp <= 0xFFFD
                    || cp >= 0x10000;
            if (sayable) {
                text.appendCodePoint(cp);
            } else {
                text.append(String.format(Locale.ROOT, "[U+%04X]", cp));
            }
        });
        return text.length() <= MOST_CHARACTERS ? text.toString() : text.substring(0, MOST_CHARACTERS - TOO_LONG.length()) + TOO_LONG;
    }

    /** A name of a sheet: short, without the characters that it may not have, and of no other sheet. */
    private String named(String title) {
        String plain = title.replaceAll("[\\[\\]:*?/\\\\]", " ");
        String first = plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
        String free = first;
        for (int n = 2; !names.add(free.toLowerCase(Locale.ROOT)); n++) {
            String number = " (" + n + ")";
            free = first.substring(0, Math.min(first.length(), LONGEST_NAME - number.length())) + number;
        }
        return free;
    }

    private void endSheet() throws IOException {
        if (sheet != null) {
            sheet.finish();
            sheet = null;
        }
    }

    @Override
    public void close() throws IOException {
        endSheet();
        workbook.finish();
    }
}
