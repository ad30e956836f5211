package org.authorityledger.questions.check;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/** Checks in CSV: the first line names the fields. Several signers or capacities in one cell are separated by {@code |}. */
final class CsvCheckLines implements CheckLines {

    private final Iterator<NamedCsvRecord> records;
    private long last;
    private boolean broken;

    CsvCheckLines(InputStream body) {
        CsvReader<NamedCsvRecord> reader = CsvReader.builder().maxBufferSize(Limit.CHECK_LINE_BYTES.most()).detectBomHeader(false)
                .allowMissingFields(true).allowExtraFields(true).ofNamedCsvRecord(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.records = reader.iterator();
    }

    @Override
    public @Nullable CheckLine next() {
        try {
            if (broken || !records.hasNext()) {
                return null;
            }
            NamedCsvRecord record = records.next();
            if (last == 0) {
                requireKnown(record.getHeader());
            }
            last = record.getStartingLineNumber();
            return CheckLine.read(last, () -> request(record));
        } catch (CsvParseException e) {
            Problem problem = Problem.malformed("", "is not well-formed CSV: " + e.getMessage());
            if (last == 0) {
                throw problem;
            }
            // The lines answered so far stand. Where the next line would begin is unknown.
            broken = true;
            return CheckLine.malformed(last + 1, problem);
        }
    }

    private static void requireKnown(List<String> header) {
        for (String name : header) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown column; known are " + CheckLines.knownFields());
            }
        }
    }

    private static CheckRequest request(NamedCsvRecord record) {
        if (record.getFieldCount() > record.getHeader().size()) {
            throw Problem.malformed("", "has more cells than the header");
        }
        return CheckRequest.of(cell(record, "grantor"), cell(record, "issuer"), cell(record, "form"), cells(record, "signer"),
                cells(record, "capacity"), cell(record, "on"), cell(record, "knownAt"));
    }

    private static @Nullable String cell(NamedCsvRecord record, String name) {
        return record.findField(name).map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
    }

    private static @Nullable List<String> cells(NamedCsvRecord record, String name) {
        String cell = cell(record, name);
        if (cell == null) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        for (String part : cell.split("\\|", -1)) {
            cells.add(part.strip());
        }
        return cells;
    }
}
