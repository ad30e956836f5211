package org.authorityledger.documents.filing;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.filing.SortedRows.Row;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.documents.signature.SignatureReader;
import org.authorityledger.events.Accession;
import org.jspecify.annotations.Nullable;

/**
 * One quarter of the SEC's "Insider Transactions Data Sets". Its tables are taken in any order; the rows of one filing meet in {@link SortedRows}, so
 * that memory stays flat whatever the size of the tables.
 */
final class InsiderDataSet implements AutoCloseable {

    private static final int MOST_ROWS_OF_A_FILING = 1_000;

    private final FilingSink sink;
    private final SortedRows rows;
    private boolean submissions;

    InsiderDataSet(FilingSink sink) {
        this(sink, SortedRows.HELD);
    }

    InsiderDataSet(FilingSink sink, int held) {
        this.sink = sink;
        this.rows = new SortedRows(held);
    }

    /** Takes all rows of a table. Rows that cannot be read are named. */
    void take(InsiderTable table, String name, InputStream in) throws IOException {
        TableLines lines = new TableLines(in);
        String header = lines.next();
        int[] columns = columns(table, name, header == null ? "" : header);
        if (columns.length == 0) {
            return;
        }
        int width = header == null ? 0 : header.split("\t", -1).length;
        submissions |= table == InsiderTable.SUBMISSION;
        for (String line = lines.next(); line != null; line = lines.next()) {
            String problem = lines.tooLong() ? "The row is longer than " + TableLines.LONGEST + " bytes." : null;
            if (problem == null && !line.isEmpty()) {
                problem = row(table, lines.number(), columns, width, line.split("\t", -1));
            }
            if (problem != null) {
                sink.problem(new FilingProblem(name + " row " + lines.number(), problem));
            }
        }
    }

    /** Where the columns stand; empty where one is missing that must be there. */
    private int[] columns(InsiderTable table, String name, String header) {
        List<String> names = Arrays.stream(header.split("\t", -1))
                .map(column -> column.replace("\uFEFF", "").strip().toUpperCase(Locale.ROOT)).toList();
        int[] columns = table.columns.stream().mapToInt(names::indexOf).toArray();
        for (int i = 0; i < table.required; i++) {
            if (columns[i] < 0) {
                sink.problem(
                        new FilingProblem(name + " row 1", "The table has no column " + table.columns.get(i) + ". It is passed over."));
                return new int[0];
            }
        }
        return columns;
    }

    private @Nullable String row(InsiderTable table, int number, int[] columns, int width, String[] cells) throws IOException {
        if (cells.length != width) {
            return "The row has " + cells.length + " columns, the header " + width + ".";
        }
        List<String> values = new ArrayList<>(columns.length);
        for (int column : columns) {
            values.add(column < 0 ? "" : unquoted(cells[column]));
        }
        if (!Accession.is(values.getFirst())) {
            return "The row has no accession number.";
        }
        rows.add(new Row(table, number, List.copyOf(values)));
        return null;
    }

    /** A cell with quotation marks in it stands between quotation marks, and doubles those within. */
    private static String unquoted(String cell) {
        String bare = cell.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).replace("\"\"", "\"")
                : bare;
    }

    /** Hands over the filings in the order of their accession numbers. */
    void handOver() throws IOException {
        rows.sort();
        List<Row> ofOne = new ArrayList<>();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            if (!ofOne.isEmpty() && !ofOne.getFirst().accession().equals(row.accession())) {
                filing(ofOne);
                ofOne.clear();
            }
            if (ofOne.size() < MOST_ROWS_OF_A_FILING) {
                ofOne.add(row);
            } else {
                sink.problem(new FilingProblem(where(row), "The filing " + row.accession() + " has more than " + MOST_ROWS_OF_A_FILING
                        + " rows. This one is passed over."));
            }
        }
        if (!ofOne.isEmpty()) {
            filing(ofOne);
        }
    }

    private void filing(List<Row> ofOne) {
        Row submission = ofOne.getFirst();
        if (submission.table() != InsiderTable.SUBMISSION) {
            if (submissions) {
                ofOne.forEach(
                        row -> sink.problem(new FilingProblem(where(row), "No filing " + row.accession() + " is in SUBMISSION.tsv.")));
            }
            return;
        }
        List<Party> owners = new ArrayList<>();
        List<Row> signatures = new ArrayList<>();
        for (Row row : ofOne) {
            switch (row.table()) {
                case SUBMISSION -> {
                    if (row != submission) {
                        sink.problem(new FilingProblem(where(row),
                                "The filing " + row.accession() + " is in the table twice. The first counts."));
                    }
                }
                case REPORTINGOWNER -> {
                    if (row.cells().get(2).isEmpty()) {
                        sink.problem(new FilingProblem(where(row), "The row does not name the owner."));
                    } else {
                        owners.add(new Party(row.cells().get(2), FormXml.cik(row.cells().get(1))));
                    }
                }
                case OWNER_SIGNATURE -> signatures.add(row);
            }
        }
        List<String> cells = submission.cells();
        LocalDate filedOn = date(submission, 1);
        List<String> names = owners.stream().map(Party::name).filter(name -> !name.isEmpty()).toList();
        List<FiledSignature> read = new ArrayList<>();
        signatures.forEach(row -> read.add(signature(row, filedOn, names)));
        Party issuer = cells.get(4).isEmpty() ? null : new Party(cells.get(4), FormXml.cik(cells.get(3)));
        Filing filing = new Filing(submission.accession(), cells.get(2), filedOn, date(submission, 5), date(submission, 6), issuer, owners,
                cells.get(8).isEmpty() ? null : cells.get(8), List.of(), FormXml.truth(cells.get(7)), read);
        sink.filing(filing);
        FilingChecks.checkFilingDate(where(submission), filing, sink);
        if (!read.isEmpty()) {
            // Without its table of signatures none is known.
            FilingChecks.checkSigned(where(submission), filing, sink);
        }
    }

    private FiledSignature signature(Row row, @Nullable LocalDate filedOn, List<String> owners) {
        LocalDate signedOn = date(row, 2);
        String doubt = FilingChecks.doubt(signedOn, filedOn);
        if (doubt != null) {
            sink.problem(new FilingProblem(where(row), doubt));
        }
        String text = row.cells().get(1);
        Signature reading = SignatureReader.read(text, null, owners);
        boolean none = signedOn == null && !row.cells().get(2).isBlank();
        return new FiledSignature(text, null, null, signedOn, none ? reading.withImpossibleDate() : reading);
    }

    private @Nullable LocalDate date(Row row, int column) {
        String text = row.cells().get(column);
        LocalDate day = FilingDates.read(text);
        if (day == null && !text.isBlank()) {
            sink.problem(new FilingProblem(where(row), "\"" + text.substring(0, Math.min(40, text.length())) + "\" is no date."));
        }
        return day;
    }

    private static String where(Row row) {
        return row.table().fileName() + " row " + row.number();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
