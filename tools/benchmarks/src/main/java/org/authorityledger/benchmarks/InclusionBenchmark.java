package org.authorityledger.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.RecordIds;
import org.authorityledger.transparencylog.LogTables;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proofs of inclusion from a large log, requested over HTTP one after the other; one in a hundred is verified. The tiles are written as
 * the log writes
 * them. Most leaves are made up; for one in a hundred the ledger has a record, and its proof is requested.
 *
 * <p>usage: {@code inclusion [leaves]}; ten million by default.
 */
final class InclusionBenchmark {

    private static final int BATCH = 50_000;
    private static final int ONE_IN = 100;
    private static final int WARM_UP = 2_000;
    private static final int ASKED = 10_000;

    private InclusionBenchmark() {}

    static void run(String... arguments) throws Exception {
        long leaves = arguments.length == 0 ? 10_000_000 : Long.parseLong(arguments[0]);
        try (BenchmarkLedger ledger = BenchmarkLedger.start()) {
            ledger.migrations.migrate("proof");
            long began = System.nanoTime();
            List<LoggedRecord> records = fill(ledger, leaves);
            System.out.printf("%,d leaves written in %.1f s%n", leaves, (System.nanoTime() - began) / 1e9);
            ledger.jdbc.execute("vacuum analyze");
            ledger.jdbc.execute("checkpoint");
            try (Node node = Node.logAlone(ledger)) {
                measure(node, records);
            }
        }
    }

    private static List<LoggedRecord> fill(BenchmarkLedger ledger, long leaves) {
        LogTables tables = new LogTables(ledger.jdbc);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(ledger.dataSource));
        tables.begin("benchmark.example/log");
        Random random = new Random(7);
        List<LoggedRecord> records = new ArrayList<>();
        for (long from = 0; from < leaves; from += BATCH) {
            long start = from;
            long end = Math.min(leaves, from + BATCH);
            transaction.executeWithoutResult(status -> {
                TileGrowth growth = new TileGrowth(TreeSize.of(start), tables.tiles());
                List<LoggedRecord> some = new ArrayList<>();
                for (long index = start; index < end; index++) {
                    if (index % ONE_IN == ONE_IN - 1 || index == leaves - 1) {
                        LoggedRecord record = record(index + 1, random);
                        some.add(record);
                        growth.add(record.leaf());
                    } else {
                        growth.add(MerkleTree.leaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array()));
                    }
                }
                tables.write(growth.changed());
                tables.grow(growth.size());
                insert(ledger, some);
                records.addAll(some);
            });
        }
        return records;
    }

    private static LoggedRecord record(long position, Random random) {
        return new LoggedRecord(position, RecordIds.mint(), "grantor-" + random.nextInt(50_000), position, "GrantorDied", "1",
                Instant.parse("2026-01-01T00:00:00Z").plusMillis(position), "admin", "127.0.0.1", null, null,
                "{\"grantorId\":\"anyone\",\"on\":\"2026-01-01\"}");
    }

    private static void insert(BenchmarkLedger ledger, List<LoggedRecord> records) {
        ledger.jdbc.batchUpdate(
                """
                        insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address,
                          payload) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                        """,
                records, records.size(), (PreparedStatement row, LoggedRecord record) -> {
                    row.setLong(1, record.position());
                    row.setObject(2, record.recordId());
                    row.setString(3, record.grantorId());
                    row.setLong(4, record.sequence());
                    row.setString(5, record.type());
                    row.setString(6, record.revision());
                    row.setObject(7, record.recordedAt().atOffset(ZoneOffset.UTC));
                    row.setString(8, record.recordedBy());
                    row.setString(9, record.sourceAddress());
                    row.setString(10, record.payload());
                });
    }

    private static void measure(Node node, List<LoggedRecord> records) {
        Random random = new Random(8);
        JsonMapper mapper = JsonMapper.shared();
        Map<String, Integer> sizes = new HashMap<>();
        double[] millis = new double[ASKED];
        double first = 0;
        for (int n = 0; n < WARM_UP + ASKED; n++) {
            LoggedRecord record = records.get(random.nextInt(records.size()));
            long began = System.nanoTime();
            String answer = node.get("/api/proof/inclusion?recordId=" + record.recordId());
            double took = (System.nanoTime() - began) / 1e6;
            if (n == 0) {
                first = took;
            } else if (n >= WARM_UP) {
                millis[n - WARM_UP] = took;
            }
            if (n % 100 == 0) {
                JsonNode proof = mapper.readTree(answer);
                LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(SignedNote.parse(proof.path("checkpoint").asString()).text());
                List<Hash> path = new ArrayList<>();
                proof.path("path").forEach(hash -> path.add(Hash.ofBase64(hash.asString())));
                if (!MerkleProof.includes(MerkleTree.leaf(proof.path("entry").asString().getBytes(StandardCharsets.UTF_8)),
                        record.leafIndex(), checkpoint.checkpoint().size(), path, checkpoint.checkpoint().root())) {
                    throw new IllegalStateException("a proof does not hold: " + answer);
                }
                sizes.merge(checkpoint.checkpoint().size() + " records, " + path.size() + " hashes", 1, Integer::sum);
            }
        }
        Arrays.sort(millis);
        System.out.printf("proofs verified, by tree and length: %s%n", sizes);
        System.out.printf("first %.1f ms; then median %.2f ms, p99 %.2f ms, p99.9 %.2f ms, longest %.2f ms of %,d%n", first,
                millis[ASKED / 2], millis[ASKED * 99 / 100], millis[ASKED * 999 / 1000], millis[ASKED - 1], ASKED);
    }
}
