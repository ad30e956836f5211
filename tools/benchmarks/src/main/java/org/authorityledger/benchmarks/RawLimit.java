package org.authorityledger.benchmarks;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.events.Position;
import org.authorityledger.store.LedgerScan;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The limit of the machine: all records are scanned and their JSON parsed, and the rows of the register, already computed, are copied into tables
 * with the same columns but no index and no constraint. The same number of threads does both, in any order. The law is not applied.
 */
final class RawLimit {

    static final List<String> TABLES = List.of("authority_version", "instrument_version", "event_party", "party_name");
    private static final int PARTS = 64;
    private static final int CHUNK = 1 << 20;

    private final BenchmarkLedger ledger;
    private final int threads;
    private long rows;

    private record Chunk(String table, byte[] lines) {}

    RawLimit(BenchmarkLedger ledger, int threads) {
        this.ledger = ledger;
        this.threads = threads;
    }

    /** The number of rows that were copied. */
    long rows() {
        return rows;
    }

    /** The seconds it takes. */
    double measure(long upToPosition) throws Exception {
        List<Chunk> chunks = new ArrayList<>();
        ledger.jdbc.execute("drop schema if exists raw cascade");
        ledger.jdbc.execute("create schema raw");
        rows = 0;
        for (String table : TABLES) {
            ledger.jdbc.execute("create table raw." + table + " (like register." + table + " including generated)");
            rows += lines(table, chunks);
        }
        ledger.jdbc.execute("checkpoint");
        LedgerScan scan = new LedgerScan(ledger.dataSource);
        AtomicLong parsed = new AtomicLong();
        Queue<Callable<Void>> work = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        scan.parts(PARTS, Position.of(upToPosition)).forEach(part -> work.add(() -> {
            scan.scan(part, Position.of(upToPosition), record -> parsed.incrementAndGet());
            return null;
        }));
        chunks.forEach(chunk -> work.add(() -> {
            copy(chunk);
            return null;
        }));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                running.add(pool.submit(() -> {
                    for (Callable<Void> next = work.poll(); next != null; next = work.poll()) {
                        next.call();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (parsed.get() != upToPosition) {
            throw new IllegalStateException("parsed " + parsed + " of " + upToPosition);
        }
        ledger.jdbc.execute("drop schema raw cascade");
        return seconds;
    }

    private long lines(String table, List<Chunk> chunks) throws Exception {
        long lines = 0;
        try (Connection connection = ledger.dataSource.getConnection()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy register." + table + " to stdout");
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK + 4_096);
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                lines++;
                chunk.writeBytes(line);
                if (chunk.size() >= CHUNK) {
                    chunks.add(new Chunk(table, chunk.toByteArray()));
                    chunk.reset();
                }
            }
            chunks.add(new Chunk(table, chunk.toByteArray()));
        }
        return lines;
    }

    private void copy(Chunk chunk) throws Exception {
        try (Connection connection = ledger.dataSource.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy raw." + chunk.table() + " from stdin");
            copy.writeToCopy(chunk.lines(), 0, chunk.lines().length);
            copy.endCopy();
        }
    }
}
