package org.authorityledger.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs one benchmark by its name. */
public final class Benchmarks {

    /** Measures something and prints the result. */
    @FunctionalInterface
    interface Benchmark {
        void run(String... arguments) throws Exception;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("all", WholeBenchmark::run);
        BENCHMARKS.put("compare", Measurements::compare);
        BENCHMARKS.put("load", StandardImport::run);
        BENCHMARKS.put("bare", BareServlet::run);
        BENCHMARKS.put("rebuild", RebuildBenchmark::run);
        BENCHMARKS.put("inclusion", InclusionBenchmark::run);
        BENCHMARKS.put("verification", VerificationBenchmark::run);
        BENCHMARKS.put("log", LogBenchmark::run);
        BENCHMARKS.put("moment", PositionOfMoment::run);
    }

    private Benchmarks() {}

    public static void main(String... arguments) throws Exception {
        Benchmark benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            System.err.println("Name a benchmark: " + String.join(", ", BENCHMARKS.keySet()));
            System.exit(2);
            return;
        }
        benchmark.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        System.exit(0);
    }
}
