package org.authorityledger.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} at random moments while clients record. Every round kills the ledger's process, or its PostgreSQL with it, and
 * starts it again; each client then sends its last request again, with the same key. In the end, every acknowledged record is
 * there once, each key has recorded once, positions have no gaps, and the register equals one that is built again from the events.
 *
 * <p>Settings: {@code rounds} (10), {@code clients} (8), {@code seed}.
 */
final class Kills {

    private static final int LONGEST_LIFE_MILLIS = 1_500;

    private Kills() {}

    static String run(Settings settings) throws Exception {
        int rounds = settings.number("rounds", 10);
        int clients = settings.number("clients", 8);
        long seed = settings.seed();
        Random random = new Random(seed);
        // By key: the record that was acknowledged under it.
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        int[] numbers = new int[clients];
        Queue<AssertionError> faults = new ConcurrentLinkedQueue<>();
        try (LedgerProcess ledger = LedgerProcess.extracted("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")) {
            for (int round = 0; round < rounds; round++) {
                ledger.start();
                Thread[] threads = new Thread[clients];
                for (int client = 0; client < clients; client++) {
                    int number = client;
                    threads[client] = Thread.ofPlatform().start(() -> {
                        try {
                            record(ledger, number, numbers, acknowledged);
                        } catch (AssertionError e) {
                            faults.add(e);
                        }
                    });
                }
                Thread.sleep(200 + random.nextInt(LONGEST_LIFE_MILLIS));
                boolean databaseToo = random.nextInt(3) == 0;
                if (databaseToo) {
                    killDatabase(ledger);
                }
                ledger.kill();
                for (Thread thread : threads) {
                    thread.join();
                }
                if (!faults.isEmpty()) {
                    throw faults.remove();
                }
            }
            ledger.start();
            for (int client = 0; client < clients; client++) {
                retry(ledger, client, numbers[client], acknowledged);
            }
            verify(ledger, clients, numbers, acknowledged);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        return "%d kills, %d clients, %d acknowledged commands: none lost, none doubled (seed %d)".formatted(rounds, clients,
                acknowledged.size(), seed);
    }

    /** Records one after the other until no answer comes. The first is the one that the client does not know the fate of. */
    private static void record(LedgerProcess ledger, int client, int[] numbers, Map<String, String> acknowledged) {
        try {
            while (retry(ledger, client, numbers[client], acknowledged)) {
                numbers[client]++;
            }
        } catch (UncheckedIOException e) {
            // Killed. What became of this command is asked with its key, in the next round.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a client's command under its key; whether it is acknowledged. */
    private static boolean retry(LedgerProcess ledger, int client, int number, Map<String, String> acknowledged)
            throws InterruptedException {
        String key = key(client, number);
        HttpResponse<String> answer = ledger.post("/api/grantors/client-" + client + "/powers-of-attorney",
                Grants.body("poa-" + number, 1, key), "Idempotency-Key", key);
        if (answer.statusCode() == 503) {
            // Its database is gone: recorded or not, as with no answer at all.
            return false;
        }
        if (answer.statusCode() != 201) {
            throw new AssertionError(key + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        String record = LedgerProcess.json(answer.body()).path("recordId").asString();
        String earlier = acknowledged.putIfAbsent(key, record);
        if (earlier != null && !earlier.equals(record)) {
            throw new AssertionError(key + " was acknowledged as " + earlier + " and as " + record);
        }
        return true;
    }

    private static String key(int client, int number) {
        return "client-" + client + "-command-" + number;
    }

    private static void killDatabase(LedgerProcess ledger) throws IOException {
        @Nullable
        String pid;
        try {
            pid = Files.readAllLines(ledger.data().resolve("postgresql/postmaster.pid")).getFirst().strip();
        } catch (java.nio.file.NoSuchFileException e) {
            return;
        }
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void verify(LedgerProcess ledger, int clients, int[] numbers, Map<String, String> acknowledged)
            throws InterruptedException {
        List<JsonNode> events = ledger.events();
        Map<String, String> recorded = new HashMap<>();
        Set<String> records = new HashSet<>();
        for (JsonNode event : events) {
            String key = event.path("payload").path("note").asString();
            if (recorded.put(key, event.path("recordId").asString()) != null || !records.add(event.path("recordId").asString())) {
                throw new AssertionError("recorded twice: " + event);
            }
        }
        acknowledged.forEach((key, record) -> {
            if (!record.equals(recorded.get(key))) {
                throw new AssertionError(key + " was acknowledged as " + record + " and is recorded as " + recorded.get(key));
            }
        });
        int sent = 0;
        for (int client = 0; client < clients; client++) {
            sent += numbers[client] + 1;
        }
        if (recorded.size() != sent) {
            throw new AssertionError(sent + " commands were sent, and " + recorded.size() + " records are there");
        }
        String rebuild = LedgerProcess.json(ledger.post("/api/rebuilds", "{}").body()).path("rebuildId").asString();
        JsonNode state = ledger.get("/api/rebuilds/" + rebuild);
        while (!state.has("finishedAt")) {
            Thread.sleep(100);
            state = ledger.get("/api/rebuilds/" + rebuild);
        }
        if (!state.path("state").asString().equals("DONE") || state.path("differences").asLong() != 0) {
            throw new AssertionError("the register differs from the events: " + state);
        }
    }
}
