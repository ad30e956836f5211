package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.authorityledger.documents.filing.SortedRows.Row;
import org.junit.jupiter.api.Test;

/** However little is held at a time, no row is lost and each meets its filing. */
class SortedRowsTest {

    @Test
    void rows_come_in_the_order_of_their_filings_whatever_is_held() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            rows.add(new Row(InsiderTable.OWNER_SIGNATURE, i, List.of(Read.accession(i % 50), "/s/ Nóra Field " + i, "")));
            if (i <= 50) {
                rows.add(new Row(InsiderTable.REPORTINGOWNER, i, List.of(Read.accession(i % 50), "1", "Field Nora")));
            }
        }
        Collections.shuffle(rows, new Random(42));
        List<Row> expected = sorted(rows, SortedRows.HELD);
        assertThat(expected).hasSize(550).isSortedAccordingTo((one, other) -> one.accession().compareTo(other.accession()));
        for (int held : new int[]{ 1, 100, 3000}) {
            assertThat(sorted(rows, held)).isEqualTo(expected);
        }
    }

    private static List<Row> sorted(List<Row> rows, int held) throws IOException {
        List<Row> out = new ArrayList<>();
        try (SortedRows sorted = new SortedRows(held)) {
            for (Row row : rows) {
                sorted.add(row);
            }
            sorted.sort();
            for (Row row = sorted.next(); row != null; row = sorted.next()) {
                out.add(row);
            }
        }
        return out;
    }

    @Test
    void tables_that_are_sorted_against_each_other_lose_no_signature() throws IOException {
        int filings = 3000;
        StringBuilder submissions = new StringBuilder(Read.SUBMISSIONS);
        StringBuilder signatures = new StringBuilder(Read.SIGNATURES);
        for (int i = 0; i < filings; i++) {
            submissions.append(Read.submission(i));
            signatures.append(Read.accession(filings - 1 - i)).append("\t/s/ Nora Field\t12-AUG-2024\n");
        }
        long before = spilled();
        Read read = new Read();
        try (InsiderDataSet tables = new InsiderDataSet(read, 10_000)) {
            tables.take(InsiderTable.SUBMISSION, "SUBMISSION.tsv", bytes(submissions));
            tables.take(InsiderTable.OWNER_SIGNATURE, "OWNER_SIGNATURE.tsv", bytes(signatures));
            tables.handOver();
        }
        assertThat(read.problems).isEmpty();
        assertThat(read.filings).hasSize(filings).allSatisfy(filing -> assertThat(filing.signatures()).hasSize(1));
        assertThat(spilled()).as("temporary files are removed").isEqualTo(before);
    }

    private static ByteArrayInputStream bytes(StringBuilder text) {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long spilled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".rows")).count();
        }
    }
}
