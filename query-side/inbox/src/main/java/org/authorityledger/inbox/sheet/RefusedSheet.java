package org.authorityledger.inbox.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.authorityledger.documents.sheet.SheetCell;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetInstrument;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * The rows that were not recorded, as they stood in the tracker, each with the reason beside it: to be put right and sent again. As CSV or as a
 * workbook, in which every cell is text.
 */
public final class RefusedSheet implements AutoCloseable {

    /** The media type of an Excel workbook. */
    public static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final int MOST_CHARACTERS = 32_000;
    private static final int AT_ONCE = 500;
    /** What begins a formula, also in full width. */
    private static final Pattern FORMULA = Pattern.compile("\\s*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

    private final Lines lines;
    private final int columns;

    private interface Lines {
        void line(List<String> cells) throws IOException;

        void end() throws IOException;
    }

    private RefusedSheet(Lines lines, int columns) {
        this.lines = lines;
        this.columns = columns;
    }

    /** Begins it with the headings of the tracker. */
    static RefusedSheet begin(OutputStream out, List<SheetColumn> columns, boolean workbook) throws IOException {
        List<SheetColumn> own = columns.stream()
                .filter(column -> !column.heading().equals(SheetColumn.REASON) && !column.heading().equals(SheetColumn.ROW))
                .toList();
        RefusedSheet sheet = new RefusedSheet(workbook ? new InWorkbook(out) : new InCsv(out), columns.size());
        List<String> headings = new ArrayList<>(List.of(SheetColumn.REASON, SheetColumn.ROW));
        own.forEach(column -> headings.add(column.heading().isEmpty() ? column.letters() : column.heading()));
        sheet.skipped = columns.stream().map(column -> !own.contains(column)).toList();
        sheet.lines.line(headings);
        return sheet;
    }

    private List<Boolean> skipped = List.of();

    /** Adds the rows of an instrument that was not recorded. */
    void add(SheetItem item) throws IOException {
        for (SheetInstrument.Line line : item.instrument().lines()) {
            List<String> cells = new ArrayList<>(List.of(item.reason(), Integer.toString(line.number())));
            for (int i = 0; i < columns; i++) {
                if (!skipped.get(i)) {
                    SheetCell cell = i < line.cells().size() ? line.cells().get(i) : SheetCell.EMPTY;
                    cells.add(cell.text());
                }
            }
            lines.line(cells);
        }
    }

    @Override
    public void close() throws IOException {
        lines.end();
    }

    /** With a mark that says it is UTF-8, and an apostrophe before what a spreadsheet would take for a formula. */
    private static final class InCsv implements Lines {
        private final CsvWriter csv;

        InCsv(OutputStream out) throws IOException {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write('\uFEFF');
            csv = CsvWriter.builder().build(text);
        }

        @Override
        public void line(List<String> cells) {
            csv.writeRecord(cells.stream().map(cell -> FORMULA.matcher(cell).matches() ? "'" + cell : cell).toList());
        }

        @Override
        public void end() throws IOException {
            csv.flush();
        }
    }

    private static final class InWorkbook implements Lines {
        private final Workbook workbook;
        private final Worksheet sheet;
        private int row;

        InWorkbook(OutputStream out) {
            workbook = new Workbook(out, "Authority Ledger", "1.0");
            sheet = workbook.newWorksheet("Not recorded");
            sheet.freezePane(0, 1);
            sheet.width(0, 60);
        }

        @Override
        public void line(List<String> cells) throws IOException {
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                sheet.inlineString(row, i, cell.length() > MOST_CHARACTERS ? cell.substring(0, MOST_CHARACTERS) : cell);
            }
            if (++row % AT_ONCE == 0) {
                sheet.flush();
            }
        }

        @Override
        public void end() throws IOException {
            workbook.finish();
        }
    }
}
