package org.authorityledger.pages.reports;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows of texts and days that wait in a file until they are written, however many they are. The file goes when this is closed. */
final class SpooledRows implements Closeable {

    /** Before each text and day, to tell which it is. */
    private static final String TEXT = "t";
    private static final String DAY = "d";

    private final JsonMapper json;
    private final Path directory;
    private @Nullable Path file;
    private @Nullable BufferedWriter writer;

    /**
     * No rows yet, and no file.
     *
     * @param directory where the file will be
     */
    SpooledRows(JsonMapper json, Path directory) {
        this.json = json;
        this.directory = directory;
    }

    void add(List<@Nullable Object> cells) {
        try {
            if (writer == null) {
                file = Files.createTempFile(directory, "ledger-report", ".rows");
                writer = Files.newBufferedWriter(file);
            }
            writer.write(json.writeValueAsString(
                    cells.stream().map(cell -> cell == null ? null : (cell instanceof LocalDate ? DAY : TEXT) + cell).toArray()));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void each(Report.Taker taker) {
        if (file == null || writer == null) {
            return;
        }
        try {
            writer.flush();
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    taker.row(Arrays.stream(json.readValue(line, String[].class)).map(SpooledRows::cell).toArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object cell(@Nullable String kept) {
        return kept == null ? null : kept.startsWith(DAY) ? LocalDate.parse(kept.substring(1)) : kept.substring(1);
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
