package org.authorityledger.questions.check;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.files.ParquetRows;
import org.authorityledger.questions.files.UnreadableFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Checks in a Parquet file, a row each: {@code signer} and {@code capacity} are lists of texts, or texts separated by {@code |}; {@code on} is a
 * date, {@code knownAt} an instant, or both are text. Such a file is read from its end, so it is kept in a temporary file meanwhile.
 */
final class ParquetCheckLines implements CheckLines, Closeable {

    private static final int BUFFER = 1 << 16;
    /** Each may have pages of all its columns in memory. */
    private static final int MOST = 4;
    private static final Semaphore READING = new Semaphore(MOST);

    private final Path file;
    private final ParquetRows rows;
    private final List<String> columns;
    private long number;

    /**
     * Takes the whole file.
     *
     * @throws Problem if it is too large, not a Parquet file, or of other columns, or if several others are being answered
     */
    ParquetCheckLines(InputStream body) throws IOException {
        file = Files.createTempFile("ledger-checks", ".parquet");
        boolean ready = false;
        try {
            receive(body);
            if (!READING.tryAcquire()) {
                throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_CHECK_FILES",
                        "This node already answers " + MOST + " Parquet files. Try again when one of them is done.", List.of());
            }
            rows = opened();
            ready = true;
        } finally {
            if (!ready) {
                Files.delete(file);
            }
        }
        columns = rows.columns();
    }

    /** Gives the place back if the file cannot be read. */
    private ParquetRows opened() throws IOException {
        boolean ready = false;
        ParquetRows open = null;
        try {
            open = open();
            requireKnown(open.columns());
            ready = true;
            return open;
        } finally {
            if (!ready) {
                READING.release();
                if (open != null) {
                    open.close();
                }
            }
        }
    }

    private void receive(InputStream body) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long received = 0;
            for (int some = body.read(buffer); some >= 0; some = body.read(buffer)) {
                received += some;
                if (received > Limit.CHECK_FILE_BYTES.most()) {
                    throw Limit.CHECK_FILE_BYTES.tooLarge();
                }
                out.write(buffer, 0, some);
            }
        }
    }

    private ParquetRows open() throws IOException {
        try {
            return new ParquetRows(file, Limit.CHECK_LINE_BYTES.most());
        } catch (UnreadableFile unreadable) {
            throw problem(unreadable);
        }
    }

    private static Problem problem(UnreadableFile unreadable) {
        return Problem.malformed("", "the file " + unreadable.getMessage());
    }

    private static void requireKnown(List<String> names) {
        Set<String> named = new HashSet<>();
        for (String name : names) {
            if (!FIELDS.contains(name)) {
                throw Problem.malformed(name, "unknown column; known are " + CheckLines.knownFields());
            }
            if (!named.add(name)) {
                throw Problem.malformed(name, "is the name of two columns");
            }
        }
    }

    @Override
    public @Nullable Unread next() throws IOException {
        ParquetRows.Row row;
        try {
            row = rows.next();
        } catch (UnreadableFile unreadable) {
            throw problem(unreadable);
        }
        if (row == null) {
            return null;
        }
        long ofNumber = ++number;
        return new Unread(row.bytes(), () -> CheckLine.read(ofNumber, () -> {
            if (row.tooLong()) {
                throw Limit.CHECK_LINE_BYTES.tooLarge();
            }
            return CheckRequest.of(text(row, "grantor"), text(row, "issuer"), text(row, "form"), texts(row, "signer"),
                    texts(row, "capacity"), text(row, "on"), text(row, "knownAt"));
        }));
    }

    private @Nullable Object value(ParquetRows.Row row, String name) {
        int column = columns.indexOf(name);
        return column < 0 ? null : row.values().get(column);
    }

    private @Nullable String text(ParquetRows.Row row, String name) {
        return switch (value(row, name)) {
            case null -> null;
            case Instant instant -> Dates.format(instant);
            case List<?> list -> throw Problem.malformed(name, "is a list");
            case Object value -> {
                String text = value.toString().strip();
                yield text.isEmpty() ? null : text;
            }
        };
    }

    private @Nullable List<String> texts(ParquetRows.Row row, String name) {
        if (value(row, name) instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        String text = text(row, name);
        return text == null ? null : CsvCheckLines.parts(text);
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            READING.release();
            Files.delete(file);
        }
    }
}
