package org.authorityledger.inbox.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.documents.sheet.SheetCell;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetInstrument;
import org.authorityledger.questions.files.TableFile;
import org.authorityledger.questions.files.WorkbookFile;

/**
 * The rows that were not recorded, as they stood in the tracker, each with the reason beside it: to be put right and sent again. As CSV or as a
 * workbook, in which every cell is text; what was struck through says so in words.
 */
public final class RefusedSheet implements AutoCloseable {

    private static final int WIDTH_OF_REASON = 60;

    private final TableFile file;
    private final List<Boolean> skipped;

    private RefusedSheet(TableFile file, List<Boolean> skipped) {
        this.file = file;
        this.skipped = skipped;
    }

    /** Begins it with the headings of the tracker. */
    static RefusedSheet begin(OutputStream out, List<SheetColumn> columns, boolean workbook) throws IOException {
        List<SheetColumn> own = columns.stream()
                .filter(column -> !column.heading().equals(SheetColumn.REASON) && !column.heading().equals(SheetColumn.ROW))
                .toList();
        List<String> headings = new ArrayList<>(List.of(SheetColumn.REASON, SheetColumn.ROW));
        own.forEach(column -> headings.add(column.heading().isEmpty() ? column.letters() : column.heading()));
        TableFile file = TableFile.begin(out, workbook, "Not recorded", headings);
        if (file instanceof WorkbookFile reasons) {
            reasons.width(0, WIDTH_OF_REASON);
        }
        return new RefusedSheet(file, columns.stream().map(column -> !own.contains(column)).toList());
    }

    /** Adds the rows of an instrument that was not recorded. */
    void add(SheetItem item) throws IOException {
        for (SheetInstrument.Line line : item.instrument().lines()) {
            List<String> cells = new ArrayList<>(List.of(item.reason(), Integer.toString(line.number())));
            for (int i = 0; i < skipped.size(); i++) {
                if (!skipped.get(i)) {
                    SheetCell cell = i < line.cells().size() ? line.cells().get(i) : SheetCell.EMPTY;
                    cells.add(cell.written());
                }
            }
            file.row(cells);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
