package org.authorityledger.benchmarks;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.authorityledger.register.rebuild.Rebuild;
import org.authorityledger.register.rebuild.Rebuilds;
import org.authorityledger.register.reporting.ReportingViews;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rebuild of the register, against two things measured in the same run on the same records: the raw limit, and plain Axon handlers.
 *
 * <p>usage: {@code rebuild [grants]}; 200,000 grants make the standard load.
 */
final class RebuildBenchmark {

    private static final int ROUNDS = 3;
    private static final int WORKERS = 2;

    private RebuildBenchmark() {}

    static void run(String... arguments) throws Exception {
        int grants = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
        try (BenchmarkLedger ledger = BenchmarkLedger.start()) {
            long began = System.nanoTime();
            long records = ledger.record(new StandardLoad(grants));
            print("recorded", records, seconds(began));
            Rebuilds rebuilds = new Rebuilds(ledger.migrations, new ReportingViews(ledger.migrations, ZoneId.of("America/New_York")),
                    ledger.dataSource, ledger.reader, JsonMapper.shared(), WORKERS);
            rebuild(rebuilds, "first, cold, the live register empty");
            List<Double> raw = new ArrayList<>();
            List<Double> rebuilt = new ArrayList<>();
            List<Double> loaded = new ArrayList<>();
            RawLimit limit = new RawLimit(ledger, WORKERS);
            for (int round = 1; round <= ROUNDS; round++) {
                raw.add(limit.measure(records));
                print("raw limit: scan, JSON, copy of " + limit.rows() + " rows without an index", records, raw.getLast());
                vacuum(ledger);
                Map<Rebuild.State, Double> took = rebuild(rebuilds, "round " + round);
                rebuilt.add(took.values().stream().mapToDouble(Double::doubleValue).sum());
                loaded.add(took.getOrDefault(Rebuild.State.LOADING, 0.0) + took.getOrDefault(Rebuild.State.INDEXING, 0.0));
            }
            double whole = median(rebuilt);
            double load = median(loaded);
            double limited = median(raw);
            double one = PlainHandlers.measure(ledger, 1, Math.min(records, 8_000));
            double thousand = PlainHandlers.measure(ledger, 1_000, Math.min(records, 80_000));
            System.out.printf("%nmedians over %d records:%n", records);
            print("raw limit", records, limited);
            print("rebuild, load with indexes", records, load);
            print("rebuild, whole", records, whole);
            System.out.printf("plain handler, one record a transaction   %,12.0f records/s%n", one);
            System.out.printf("plain handler, 1,000 a transaction        %,12.0f records/s%n", thousand);
            System.out.printf("of the raw limit: load %.2f, whole %.2f%n", limited / load, limited / whole);
            System.out.printf("times a plain handler: load %.1f and %.1f, whole %.1f and %.1f%n", records / load / one,
                    records / load / thousand, records / whole / one, records / whole / thousand);
        }
    }

    /** Rebuilds, and measures how long it was in each state. */
    private static Map<Rebuild.State, Double> rebuild(Rebuilds rebuilds, String which) {
        long began = System.nanoTime();
        Rebuild rebuild = rebuilds.start(null, "benchmark");
        Map<Rebuild.State, Double> took = new EnumMap<>(Rebuild.State.class);
        long last = began;
        Rebuild.State state = rebuild.state();
        while (!state.over()) {
            LockSupport.parkNanos(1_000_000);
            rebuild = rebuilds.find(rebuild.rebuildId());
            long now = System.nanoTime();
            took.merge(state, (now - last) / 1e9, Double::sum);
            last = now;
            state = rebuild.state();
        }
        if (state != Rebuild.State.DONE) {
            throw new IllegalStateException("the rebuild ended as " + state + ": " + rebuild.reason());
        }
        print("rebuild (" + which + "; " + rebuild.differences() + " differences) " + words(took), rebuild.done(), seconds(began));
        return took;
    }

    /** What the server still has to do for the last round must not slow down this one. */
    private static void vacuum(BenchmarkLedger ledger) {
        RawLimit.TABLES.forEach(table -> ledger.jdbc.execute("vacuum analyze register." + table));
        ledger.jdbc.execute("checkpoint");
    }

    private static String words(Map<Rebuild.State, Double> took) {
        return took.entrySet().stream().map(state -> "%s %.2f s".formatted(state.getKey(), state.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static double median(List<Double> some) {
        return some.stream().sorted().toList().get(some.size() / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void print(String what, long records, double seconds) {
        System.out.printf("%8.2f s %,10.0f records/s  %s%n", seconds, records / seconds, what);
    }
}
