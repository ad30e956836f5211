package org.authorityledger.questions.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table for a spreadsheet program, written row by row. It is closed when it is complete, and not when writing fails: it would look whole. */
public interface TableFile extends AutoCloseable {

    /** Begins a table with its headings: as a workbook, in a sheet of this title, or as CSV. */
    static TableFile begin(OutputStream out, boolean workbook, String title, List<String> headings) throws IOException {
        if (!workbook) {
            return new SpreadsheetFile(out, headings);
        }
        WorkbookFile file = new WorkbookFile(out);
        file.sheet(title, headings);
        return file;
    }

    /** Adds a row: texts, numbers, days, moments, lists of them, or nothing. */
    void row(List<? extends @Nullable Object> cells) throws IOException;

    @Override
    void close() throws IOException;
}
