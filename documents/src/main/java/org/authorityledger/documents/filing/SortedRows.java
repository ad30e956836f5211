package org.authorityledger.documents.filing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of their accession numbers, however many there are. At most about {@code held} characters are in memory; the rest waits, sorted,
 * in temporary files, which are merged. The tables of one data set are not sorted alike, so this is how their rows meet.
 */
final class SortedRows implements AutoCloseable {

    /** About this many characters are held before they are written to a file. */
    static final int HELD = 8 << 20;

    /**
     * A row of a table.
     *
     * @param cells the cells of {@link InsiderTable#columns}, the accession number first; an absent one is empty
     * @param number its line in the table
     */
    record Row(InsiderTable table, int number, List<String> cells) {
        String accession() {
            return cells.getFirst();
        }
    }

    private static final Comparator<Row> ORDER = Comparator.comparing(Row::accession).thenComparing(Row::table)
            .thenComparingInt(Row::number);

    private final int held;
    private final List<Row> rows = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final PriorityQueue<Run> merged = new PriorityQueue<>((one, other) -> ORDER.compare(one.row(), other.row()));
    private long characters;

    SortedRows(int held) {
        this.held = held;
    }

    void add(Row row) throws IOException {
        rows.add(row);
        for (String cell : row.cells()) {
            characters += cell.length() + 24;
        }
        if (characters > held) {
            spill();
        }
    }

    private void spill() throws IOException {
        rows.sort(ORDER);
        Path file = Files.createTempFile("ledger-filings", ".rows");
        files.add(file);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            for (Row row : rows) {
                out.writeByte(row.table().ordinal());
                out.writeInt(row.number());
                for (String cell : row.cells()) {
                    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
            }
        }
        rows.clear();
        characters = 0;
    }

    /** Called once, after the last row was added and before the first is taken. */
    void sort() throws IOException {
        rows.sort(ORDER);
        for (Path file : files) {
            Run run = new Run(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 14)), null);
            runs.add(run);
            if (run.advance()) {
                merged.add(run);
            }
        }
        Run last = new Run(null, rows.iterator());
        if (last.advance()) {
            merged.add(last);
        }
    }

    /** The next row, or null after the last. */
    @Nullable
    Row next() throws IOException {
        Run run = merged.poll();
        if (run == null) {
            return null;
        }
        Row row = run.row();
        if (run.advance()) {
            merged.add(run);
        }
        return row;
    }

    @Override
    public void close() throws IOException {
        for (Run run : runs) {
            run.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** A sorted stretch of rows, in a file or in memory. */
    private static final class Run {
        private final @Nullable DataInputStream in;
        private final java.util.@Nullable Iterator<Row> memory;
        private @Nullable Row row;

        Run(@Nullable DataInputStream in, java.util.@Nullable Iterator<Row> memory) {
            this.in = in;
            this.memory = memory;
        }

        Row row() {
            if (row == null) {
                throw new IllegalStateException("no row");
            }
            return row;
        }

        boolean advance() throws IOException {
            if (memory != null) {
                row = memory.hasNext() ? memory.next() : null;
            } else if (in != null) {
                row = read(in);
            }
            return row != null;
        }

        private static @Nullable Row read(DataInputStream in) throws IOException {
            int ordinal;
            try {
                ordinal = in.readByte();
            } catch (EOFException e) {
                return null;
            }
            InsiderTable table = InsiderTable.values()[ordinal];
            int number = in.readInt();
            List<String> cells = new ArrayList<>(table.columns.size());
            for (int i = 0; i < table.columns.size(); i++) {
                cells.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return new Row(table, number, List.copyOf(cells));
        }

        void close() throws IOException {
            if (in != null) {
                in.close();
            }
        }
    }
}
