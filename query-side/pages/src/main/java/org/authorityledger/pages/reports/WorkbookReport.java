package org.authorityledger.pages.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.authorityledger.questions.files.WorkbookFile;

/** Writes a report as a workbook: a sheet that says what it holds for, then one for each table. */
final class WorkbookReport {

    private WorkbookReport() {}

    /** Writes it. A failure leaves the file without its end. */
    @SuppressWarnings("resource") // Closed only at the end: a file that was cut short must not look whole.
    static void write(Report report, OutputStream out) throws IOException {
        WorkbookFile file = new WorkbookFile(out);
        file.sheet("About", List.of("About this report", ""));
        file.row(List.of("Report", report.title()));
        for (Report.Fact fact : report.about()) {
            file.row(List.of(fact.name(), fact.value()));
        }
        file.row(List.of("Checkpoint of the log", report.note() == null ? "none was signed yet" : report.note()));
        file.row(List.of("How to verify", report.verifying()));
        for (Report.Section section : report.sections()) {
            file.row(List.of("Sheet: " + section.title(), section.explanation()));
        }
        for (Report.Section section : report.sections()) {
            file.sheet(section.title(), section.columns().stream().map(Report.Column::name).toList());
            try {
                section.rows().each(cells -> {
                    try {
                        file.row(Arrays.asList(cells));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        file.close();
    }
}
