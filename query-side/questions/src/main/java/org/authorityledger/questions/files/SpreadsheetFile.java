package org.authorityledger.questions.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV that a spreadsheet opens. A byte-order mark says that the text is UTF-8, and a cell that would be taken for a formula begins with an
 * apostrophe. A program that needs the values as they are takes the API's CSV.
 */
public final class SpreadsheetFile implements TableFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char APOSTROPHE = '\'';
    /** What begins a formula, also in full width, and what some spreadsheets skip before one. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final CsvWriter csv;

    /** Begins the file with its first line. */
    public SpreadsheetFile(OutputStream out, List<String> columns) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().build(text);
        row(columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> cells) {
        csv.writeRecord(cells.stream().map(cell -> cell == null ? "" : defused(cell.toString())).toList());
    }

    static String defused(String cell) {
        String shown = cell.stripLeading();
        boolean formula = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0
                || !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0;
        return formula ? APOSTROPHE + cell : cell;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
