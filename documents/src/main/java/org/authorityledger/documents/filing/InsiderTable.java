package org.authorityledger.documents.filing;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of the SEC's quarterly "Insider Transactions Data Sets" that say who reports and who signed. */
enum InsiderTable {
    SUBMISSION(5, "ACCESSION_NUMBER", "FILING_DATE", "DOCUMENT_TYPE", "ISSUERCIK", "ISSUERNAME", "PERIOD_OF_REPORT", "DATE_OF_ORIG_SUB",
            "NOT_SUBJECT_SEC16", "REMARKS"), //
    REPORTINGOWNER(3, "ACCESSION_NUMBER", "RPTOWNERCIK", "RPTOWNERNAME"), //
    OWNER_SIGNATURE(3, "ACCESSION_NUMBER", "OWNERSIGNATURENAME", "OWNERSIGNATUREDATE");

    /** The columns that are read, the accession number first. */
    final List<String> columns;
    /** This many of them, the first ones, must be there. */
    final int required;

    InsiderTable(int required, String... columns) {
        this.required = required;
        this.columns = List.of(columns);
    }

    String fileName() {
        return name() + ".tsv";
    }

    static @Nullable InsiderTable named(String fileName) {
        for (InsiderTable table : values()) {
            if (fileName.toUpperCase(Locale.ROOT).equals(table.fileName().toUpperCase(Locale.ROOT))) {
                return table;
            }
        }
        return null;
    }
}
