package org.authorityledger.inbox.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.documents.sheet.SheetCell;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetInstrument;
import org.authorityledger.questions.files.SpreadsheetFile;
import org.authorityledger.questions.files.WorkbookFile;

/**
 * The rows that were not recorded, as they stood in the tracker, each with the reason beside it: to be put right and sent again. As CSV or as a
 * workbook, in which every cell is text.
 */
public final class RefusedSheet implements AutoCloseable {

    private static final int WIDTH_OF_REASON = 60;

    private final Lines lines;
    private final List<Boolean> skipped;

    private interface Lines {
        void line(List<String> cells) throws IOException;

        void end() throws IOException;
    }

    private RefusedSheet(Lines lines, List<Boolean> skipped) {
        this.lines = lines;
        this.skipped = skipped;
    }

    /** Begins it with the headings of the tracker. */
    static RefusedSheet begin(OutputStream out, List<SheetColumn> columns, boolean workbook) throws IOException {
        List<SheetColumn> own = columns.stream()
                .filter(column -> !column.heading().equals(SheetColumn.REASON) && !column.heading().equals(SheetColumn.ROW))
                .toList();
        List<String> headings = new ArrayList<>(List.of(SheetColumn.REASON, SheetColumn.ROW));
        own.forEach(column -> headings.add(column.heading().isEmpty() ? column.letters() : column.heading()));
        return new RefusedSheet(workbook ? new InWorkbook(out, headings) : new InCsv(out, headings),
                columns.stream().map(column -> !own.contains(column)).toList());
    }

    /** Adds the rows of an instrument that was not recorded. */
    void add(SheetItem item) throws IOException {
        for (SheetInstrument.Line line : item.instrument().lines()) {
            List<String> cells = new ArrayList<>(List.of(item.reason(), Integer.toString(line.number())));
            for (int i = 0; i < skipped.size(); i++) {
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

    private static final class InCsv implements Lines {
        private final SpreadsheetFile file;

        InCsv(OutputStream out, List<String> headings) throws IOException {
            file = new SpreadsheetFile(out, headings);
        }

        @Override
        public void line(List<String> cells) {
            file.row(cells);
        }

        @Override
        public void end() throws IOException {
            file.close();
        }
    }

    private static final class InWorkbook implements Lines {
        private final WorkbookFile file;

        InWorkbook(OutputStream out, List<String> headings) throws IOException {
            file = new WorkbookFile(out);
            file.sheet("Not recorded", headings);
            file.width(0, WIDTH_OF_REASON);
        }

        @Override
        public void line(List<String> cells) throws IOException {
            file.row(cells);
        }

        @Override
        public void end() throws IOException {
            file.close();
        }
    }
}
