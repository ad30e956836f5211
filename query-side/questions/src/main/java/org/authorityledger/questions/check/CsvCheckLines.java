package org.authorityledger.questions.check;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Lines;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Checks in CSV: the first line names the fields. Several signers or capacities in one cell are separated by {@code |}.
 *
 * <p>No field has a line break, so each line is read by itself: a quote that is not closed spoils its own line and no other.
 */
final class CsvCheckLines implements CheckLines {

    private static final CsvReader.CsvReaderBuilder READER = CsvReader.builder().maxBufferSize(Limit.CHECK_LINE_BYTES.most())
            .allowUnclosedQuote(false);

    private final Lines lines;
    private @Nullable List<String> header;
    private long number;

    CsvCheckLines(InputStream body) {
        this.lines = new Lines(body, Limit.CHECK_LINE_BYTES.most());
    }

    @Override
    public @Nullable Unread next() throws IOException {
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.blank()) {
                continue;
            }
            if (header != null) {
                return unread(header, line, number);
            }
            header = header(line, number);
        }
        return null;
    }

    private static Unread unread(List<String> header, Lines.Line line, long number) {
        return new Unread(line.bytes().length, () -> CheckLine.read(number, () -> request(header, cells(line, number))));
    }

    private static List<String> header(Lines.Line line, long number) {
        List<String> header = cells(line, number).stream().map(String::strip).toList();
        Set<String> named = new HashSet<>();
        for (String name : header) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown column; known are " + CheckLines.knownFields());
            }
            if (!named.add(name)) {
                throw Problem.malformed(name, "is the name of two columns");
            }
        }
        return header;
    }

    private static List<String> cells(Lines.Line line, long number) {
        if (line.tooLong()) {
            throw Limit.CHECK_LINE_BYTES.tooLarge();
        }
        String text = line.text();
        if (text.indexOf('"') < 0) {
            return List.of(text.split(",", -1));
        }
        try {
            return READER.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            // Not in the words of the reader, which knows one line and calls it the first.
            throw Problem.malformed("", "line " + number
                    + " is not well-formed CSV: a quote is not closed, or something other than a comma follows a closed one");
        }
    }

    private static CheckRequest request(List<String> header, List<String> cells) {
        if (cells.size() > header.size()) {
            throw Problem.malformed("", "has more cells than the header");
        }
        return CheckRequest.of(cell(header, cells, "grantor"), cell(header, cells, "issuer"), cell(header, cells, "form"),
                parts(cell(header, cells, "signer")), parts(cell(header, cells, "capacity")), cell(header, cells, "on"),
                cell(header, cells, "knownAt"));
    }

    private static @Nullable String cell(List<String> header, List<String> cells, String name) {
        int column = header.indexOf(name);
        String text = column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
        return text.isEmpty() ? null : text;
    }

    /** What stands between bars; null for no cell. */
    static @Nullable List<String> parts(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String part : cell.split("\\|", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }
}
