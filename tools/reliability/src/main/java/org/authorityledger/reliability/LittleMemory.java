package org.authorityledger.reliability;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * All that needs memory, at once, with a small heap: the largest permitted instruments, an import with long notes, investigations
 * over all of it, and readers of the largest grantor. It may be slow; it must stay alive, and serve and record afterward.
 *
 * <p>Settings: {@code heap} ({@code 700m}), {@code megabytes} of the import (300), {@code investigations} (20), {@code readers} (6).
 */
final class LittleMemory {

    /** As long as a note may be. */
    private static final int NOTE = 20_000;
    private static final int MEGABYTE = 1 << 20;

    private LittleMemory() {}

    static String run(Settings settings) throws Exception {
        int megabytes = settings.number("megabytes", 300);
        int investigations = settings.number("investigations", 20);
        int readers = settings.number("readers", 6);
        String heap = settings.text("heap", "700m");
        Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        try (LedgerProcess ledger = LedgerProcess.ofTheJar("-Xmx" + heap)) {
            ledger.start();
            Path first = load(ledger, Math.max(1, megabytes / 2), "first");
            requireAllRecorded(ledger.imported(first));
            for (int n = 0; n < investigations; n++) {
                HttpResponse<String> opened = ledger.post("/api/investigations", "{\"reason\": \"memory " + n + "\"}");
                if (opened.statusCode() >= 500) {
                    throw new AssertionError("an investigation was answered " + opened.statusCode() + ": " + opened.body());
                }
            }
            List<Thread> threads = new ArrayList<>();
            Path second = load(ledger, Math.max(1, megabytes / 2), "second");
            threads.add(started(faults, () -> requireAllRecorded(ledger.imported(second))));
            for (int n = 0; n < readers; n++) {
                threads.add(started(faults, () -> {
                    for (String path : List.of("/api/authorities?grantor=large&limit=1000",
                            "/api/authorities/history?grantor=large&limit=1000",
                            "/grantors/large", "/export/history.csv?grantor=large", "/api/export/authority_history",
                            "/api/grantors/large/replay")) {
                        HttpResponse<InputStream> answer = ledger.streamed(path);
                        try (InputStream body = answer.body()) {
                            body.transferTo(java.io.OutputStream.nullOutputStream());
                        }
                        if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
                            throw new AssertionError(path + " was answered " + answer.statusCode());
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (!ledger.alive()) {
                throw new AssertionError("the ledger ended; its last words:\n" + ledger.lastWords());
            }
            HttpResponse<String> recorded = ledger.post("/api/grantors/afterward/powers-of-attorney", Grants.body("poa", 1, "afterward"));
            if (recorded.statusCode() != 201 || !ledger.healthy()) {
                throw new AssertionError("afterward, a command was answered " + recorded.statusCode() + ", healthy: " + ledger.healthy());
            }
            @Nullable
            Throwable fault = faults.poll();
            if (fault != null) {
                throw new AssertionError(fault.toString(), fault);
            }
            for (String line : ledger.printed()) {
                if (line.contains("OutOfMemoryError")) {
                    throw new AssertionError("out of memory: " + line);
                }
            }
        }
        return "%d MB imported, %d investigations and %d readers with a heap of %s: alive and recording".formatted(megabytes,
                investigations,
                readers, heap);
    }

    /** What a thread does. */
    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static Thread started(Queue<Throwable> faults, Task task) {
        return Thread.ofPlatform().start(() -> {
            try {
                task.run();
            } catch (Exception | AssertionError e) {
                faults.add(e);
            }
        });
    }

    /** Grants with long notes, a third of them by one grantor, and instruments with many attorneys. */
    private static Path load(LedgerProcess ledger, int megabytes, String name) throws IOException {
        Path file = ledger.data().resolveSibling(name + ".ndjson");
        String note = "n".repeat(NOTE);
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int n = 0; n < megabytes * (MEGABYTE / NOTE); n++) {
                lines.write(Grants.line(n % 3 == 0 ? "large" : name + "-" + n, name + "-poa-" + n, n % 50 == 0 ? 100 : 2, note));
                lines.newLine();
            }
        }
        return file;
    }

    private static void requireAllRecorded(HttpResponse<String> imported) {
        for (String line : imported.body().split("\n")) {
            if (LedgerProcess.json(line).path("status").asInt() != 201) {
                throw new AssertionError("a line of the import was answered " + line);
            }
        }
    }
}
