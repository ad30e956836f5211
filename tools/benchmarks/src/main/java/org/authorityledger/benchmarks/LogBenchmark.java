package org.authorityledger.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.transparencylog.TransparencyLog;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log costs commands, and how soon a record can be proven. Clients record grants over HTTP, as fast as they get answers, in turns: for some
 * seconds with the log at work, for some with it at rest. Between turns, log and register catch up. In some more turns another client records one act
 * at a time and looks until a signed checkpoint covers it.
 *
 * <p>usage: {@code log [seconds a turn] [clients]}; 10 seconds, 8 clients.
 */
final class LogBenchmark {

    private static final int WARM_UPS = 3;
    private static final int PAIRS = 7;
    private static final int WATCHED = 3;
    private static final String GRANT = """
            {"poaId": "p%1$d", "grantor": {"name": "Grantor %2$d"}, "issuer": {"issuerId": "i%3$d", "name": "Issuer %3$d"},
             "executedOn": "2020-05-08", "attorneys": [{"attorneyId": "a%3$d", "name": "Attorney %3$d"},
             {"attorneyId": "b%3$d", "name": "Attorney B %3$d"}], "powers": [{"clause": "a", "forms": ["3", "4", "5"]}]}
            """;

    private final Node node;
    private final TransparencyLog log;
    private final AtomicLong next = new AtomicLong();

    private LogBenchmark(Node node) {
        this.node = node;
        this.log = node.bean(TransparencyLog.class);
    }

    static void run(String... arguments) throws Exception {
        int seconds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        int clients = arguments.length < 2 ? 8 : Integer.parseInt(arguments[1]);
        try (BenchmarkLedger ledger = BenchmarkLedger.start(); Node node = Node.whole(ledger)) {
            new LogBenchmark(node).run(seconds, clients);
        }
    }

    private void run(int seconds, int clients) throws InterruptedException {
        for (int warm = 0; warm < WARM_UPS; warm++) {
            record(seconds, clients, null);
            catchUp();
        }
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean restFirst = pair % 2 == 1;
            double first = turn(restFirst, seconds, clients);
            double second = turn(!restFirst, seconds, clients);
            double working = restFirst ? second : first;
            double resting = restFirst ? first : second;
            ratios.add(working / resting);
            System.out.printf("log at work %,8.0f commands/s, at rest %,8.0f, ratio %.3f%n", working, resting, working / resting);
        }
        System.out.printf("median ratio with %d clients: %.3f%n", clients, median(ratios));
        List<Double> delays = new ArrayList<>();
        for (int turn = 0; turn < WATCHED; turn++) {
            record(seconds, clients, delays);
            catchUp();
        }
        System.out.printf("a record was under a signed checkpoint after: median %.0f ms, longest %.0f ms of %d%n", median(delays),
                delays.stream().mapToDouble(Double::doubleValue).max().orElse(0), delays.size());
    }

    private double turn(boolean rest, int seconds, int clients) throws InterruptedException {
        if (rest) {
            log.stop();
        }
        double rate = record(seconds, clients, null);
        if (rest) {
            log.start();
        }
        catchUp();
        return rate;
    }

    /** Commands per second. */
    private double record(int seconds, int clients, @Nullable List<Double> delays) throws InterruptedException {
        long began = System.nanoTime();
        long end = began + seconds * 1_000_000_000L;
        AtomicLong done = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    grant();
                    done.incrementAndGet();
                }
            }));
        }
        if (delays != null) {
            while (System.nanoTime() < end - 2_500_000_000L) {
                long position = grant();
                long answered = System.nanoTime();
                while (signed() < position) {
                    Thread.sleep(5);
                }
                delays.add((System.nanoTime() - answered) / 1e6);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.get() / ((System.nanoTime() - began) / 1e9);
    }

    private long grant() {
        long number = next.incrementAndGet();
        String answer = node.post("/api/grantors/g" + number % 20_000 + "/powers-of-attorney",
                GRANT.formatted(number, number % 20_000, number % 500));
        return JsonMapper.shared().readTree(answer).path("position").asLong();
    }

    private long signed() {
        return Checkpoint.parse(SignedNote.parse(node.get("/log/checkpoint")).text()).size().value();
    }

    /** Waits until log and register have every record. */
    private void catchUp() throws InterruptedException {
        long position = grant();
        node.get("/api/proof/checkpoint?minPosition=" + position);
        while (!node.get("/actuator/health").contains("\"position\":" + position)) {
            Thread.sleep(100);
        }
    }

    private static double median(List<Double> some) {
        return some.stream().sorted().toList().get(some.size() / 2);
    }
}
