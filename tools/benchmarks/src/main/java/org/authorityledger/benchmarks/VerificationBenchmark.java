package org.authorityledger.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.verify.BundleFiles;
import org.authorityledger.proof.verify.BundleWriter;
import org.authorityledger.proof.verify.LedgerCopy;
import org.authorityledger.proof.verify.Progress;
import org.authorityledger.proof.verify.Verification;
import org.authorityledger.proof.witness.Quorum;
import org.authorityledger.register.rebuild.RegisterAudit;
import org.authorityledger.transparencylog.LedgerDatabase;

/**
 * A whole ledger verified by one thread: every record against its leaf, the tree, every checkpoint. From its database and from an export,
 * by the clock
 * and by the time that the thread used a processor. Then every row of the register against what the law computes from the records.
 *
 * <p>usage: {@code verification [grants]}; 200,000 grants make the standard load.
 */
final class VerificationBenchmark {

    private static final int ROUNDS = 5;

    private VerificationBenchmark() {}

    static void run(String... arguments) throws Exception {
        int grants = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
        Path export = Files.createTempDirectory("benchmark").resolve("export");
        try (BenchmarkLedger ledger = BenchmarkLedger.start()) {
            long records = ledger.record(new StandardLoad(grants));
            try (Node node = Node.whole(ledger)) {
                long began = System.nanoTime();
                while (!node.get("/log/checkpoint").contains("\n" + records + "\n")) {
                    Thread.sleep(100);
                }
                System.out.printf("%,d records logged within %.1f s of the start%n", records, (System.nanoTime() - began) / 1e9);
                while (register(node) < records) {
                    Thread.sleep(500);
                }
            }
            List<VerifierKey> keys = new ArrayList<>();
            LedgerDatabase.read(ledger.dataSource, null, copy -> {
                copy.keys().forEach(key -> keys.add(key.verifierKey()));
                return BundleWriter.write(copy, export, Progress.NONE);
            });
            for (int round = 0; round < ROUNDS; round++) {
                measure("export", () -> verify(new BundleFiles(export), keys));
                measure("database", () -> LedgerDatabase.read(ledger.dataSource, null, copy -> verify(copy, keys)));
                measure("register against the law", () -> LedgerDatabase.read(ledger.dataSource, null, copy -> {
                    audit(copy);
                    return records;
                }));
            }
        }
    }

    private static long register(Node node) {
        return Long.parseLong(node.get("/actuator/health").replaceAll("(?s).*\"position\":(\\d+).*", "$1"));
    }

    private static long verify(LedgerCopy copy, List<VerifierKey> keys) {
        Verification.Result result = Verification.verify(copy, keys, Quorum.NONE, List.of(), Progress.NONE);
        if (!result.holds()) {
            throw new IllegalStateException(result.findings().toString());
        }
        return result.records();
    }

    private static void audit(LedgerDatabase copy) {
        RegisterAudit.compare(copy.jdbc(), (grantor, words) -> {
            throw new IllegalStateException(grantor + ": " + words);
        });
    }

    private static void measure(String what, Supplier<Long> work) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long began = System.nanoTime();
        long records = work.get();
        double elapsed = (System.nanoTime() - began) / 1e9;
        double onProcessor = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf("%8.2f s %,10.0f records/s by the clock, %,10.0f by one core  %s%n", elapsed, records / elapsed,
                records / onProcessor, what);
    }
}
