package org.authorityledger.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.authorityledger.benchmarks.Measurements.Measurement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a user waits for, of the built ledger in a process of its own, each beside what the machine gives for such work in the same run.
 * Where a limit is a rate, ledger and limit are measured in turns, and the median of the rounds counts.
 *
 * <p>usage: {@code all [--grants=200000] [--checks=1000000] [--rounds=3] [--seconds=5] [--warm-up=15] [--heap=1g] [--jar=FILE]
 * [--json=FILE]}; 4,000,000 grants with {@code --heap=4g} are the load W20.
 */
final class WholeBenchmark {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FORMS = List.of("3", "4", "5", "144", "ID", "13D", "13G");
    private static final Duration STILL = Duration.ofSeconds(4);
    private static final int ROWS_COPIED = 100_000;
    private static final int COMMANDS_WARM_UP_LONGER = 4;

    private final int grants;
    private final int checks;
    private final int rounds;
    private final double seconds;
    private final double warmUp;
    private final Path directory;
    private final ServedLedger ledger;
    private final Measurements measured = new Measurements();
    private final AtomicLong next = new AtomicLong();

    private WholeBenchmark(Map<String, String> options, Path directory) {
        this.grants = Integer.parseInt(options.getOrDefault("grants", "200000"));
        this.checks = Integer.parseInt(options.getOrDefault("checks", "1000000"));
        this.rounds = Integer.parseInt(options.getOrDefault("rounds", "3"));
        this.seconds = Double.parseDouble(options.getOrDefault("seconds", "5"));
        this.warmUp = Double.parseDouble(options.getOrDefault("warm-up", "15"));
        this.directory = directory;
        this.ledger = new ServedLedger(Path.of(options.getOrDefault("jar", "standalone/target/authority-ledger.jar")).toAbsolutePath(),
                directory,
                options.getOrDefault("heap", "1g"));
    }

    static void run(String... arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        Path directory = Files.createTempDirectory("benchmark");
        WholeBenchmark benchmark = new WholeBenchmark(options, directory);
        try (ServedLedger ledger = benchmark.ledger) {
            benchmark.measure();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        benchmark.measured.print();
        if (options.containsKey("json")) {
            benchmark.measured.write(Path.of(options.get("json")));
        }
    }

    private void measure() throws Exception {
        measured.add("first start, empty directory", Measurement.of(ledger.start(), "s"));
        ledger.stop();
        measured.add("start, empty", Measurement.of(ledger.start(), "s"));
        try (BenchmarkLedger machine = BenchmarkLedger.start()) {
            machine.jdbc.execute("create table raw_event (like ledger.event including indexes)");
            load(machine);
            restart();
            commands(machine);
        }
        checks();
        files();
        questions();
        background();
        measured.add("resident memory of the Java process", Measurement.of(ledger.residentMebibytes(), "MiB"));
        measured.add("files of the database", Measurement.of(ledger.bytesOnDisk() / 1048576.0, "MiB"));
    }

    private void load(BenchmarkLedger machine) throws Exception {
        Path lines = directory.resolve("load.ndjson");
        long records = StandardImport.write(grants, lines);
        double imported = ledger.post("/api/import", "application/x-ndjson", lines, directory.resolve("imported.ndjson"));
        long begun = System.nanoTime();
        ledger.get("/api/grantors?limit=1&minPosition=" + records);
        double behind = (System.nanoTime() - begun) / 1e9;
        try (Stream<String> answers = Files.lines(directory.resolve("imported.ndjson"))) {
            long recorded = answers.filter(answer -> answer.contains("\"status\":201")).count();
            if (recorded != records) {
                throw new IllegalStateException("recorded " + recorded + " of " + records);
            }
        }
        measured.add("import of " + records + " records", Measurement.of(records / imported, "/s").beside(copied(machine), "raw COPY"));
        measured.add("the register behind the last record of it", Measurement.of(behind, "s"));
        Files.delete(lines);
        Files.delete(directory.resolve("imported.ndjson"));
    }

    /** How many rows of events a second the database takes by COPY, a thousand a commit, with the indexes of the ledger. */
    private static double copied(BenchmarkLedger machine) throws SQLException, IOException {
        machine.jdbc.execute("truncate raw_event");
        String payload = "{\\\"grantorId\\\":\\\"g\\\",\\\"text\\\":\\\"" + "x".repeat(500) + "\\\"}";
        long began = System.nanoTime();
        try (Connection connection = machine.dataSource.getConnection()) {
            for (int from = 0; from < ROWS_COPIED; from += 1000) {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                        "copy raw_event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload) from stdin");
                StringBuilder rows = new StringBuilder();
                for (int n = from; n < from + 1000; n++) {
                    rows.append(n).append('\t').append(UUID.randomUUID()).append("\tg").append(n).append("\t0\tPowerOfAttorneyGranted\t1\t")
                            .append(Instant.EPOCH.plusMillis(n)).append("\tadmin\t").append(payload).append('\n');
                }
                byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
            }
        }
        return ROWS_COPIED / ((System.nanoTime() - began) / 1e9);
    }

    private void restart() throws Exception {
        ledger.stop();
        measured.add("start with the load", Measurement.of(ledger.start(), "s"));
        measured.add("what is remembered is read after it", Measurement.of(remembered(), "s"));
    }

    /** Seconds until the memory of the register has stopped growing, which goes on beside the first requests. */
    private double remembered() throws IOException, InterruptedException {
        long began = System.nanoTime();
        long grown = began;
        double before = -1;
        while (System.nanoTime() - grown < STILL.toNanos()) {
            double now = JSON.readTree(ledger.get("/actuator/metrics/ledger.register.memory.bytes")).path("measurements").path(0)
                    .path("value")
                    .asDouble();
            if (now != before) {
                grown = System.nanoTime();
                before = now;
            }
            Thread.sleep(200);
        }
        return (grown - began) / 1e9;
    }

    private void commands(BenchmarkLedger machine) throws Exception {
        // A command runs through much more code than a check, and some ten thousand of them are needed before most of it is compiled.
        Load.run(8, COMMANDS_WARM_UP_LONGER * warmUp, next, Load.sending(ledger.port, 201, WholeBenchmark::command));
        for (int clients : new int[]{ 1, 8, 32}) {
            List<Load.Result> own = new ArrayList<>();
            List<Load.Result> limit = new ArrayList<>();
            Load.run(clients, seconds, next, Load.sending(ledger.port, 201, WholeBenchmark::command));
            for (int round = 0; round < rounds; round++) {
                own.add(Load.run(clients, seconds, next, Load.sending(ledger.port, 201, WholeBenchmark::command)));
                limit.add(Load.run(clients, seconds, next, () -> inserting(machine)));
            }
            measured.add("commands, " + clients + (clients == 1 ? " client" : " clients"),
                    Measurement.of(Load.Result.median(own)).beside(Load.Result.median(limit).perSecond(), "insert of such a row"));
        }
    }

    private static byte[] command(long n) {
        return Wire.post("/api/grantors/c" + n % 20_000 + "/powers-of-attorney", ServedLedger.CREDENTIALS, """
                {"poaId": "c%1$d", "grantor": {"name": "Grantor %2$d"}, "issuer": {"issuerId": "i%3$d", "name": "Issuer %3$d"},
                 "executedOn": "2020-05-08", "attorneys": [{"attorneyId": "a%3$d", "name": "Attorney %3$d"}],
                 "powers": [{"clause": "a", "forms": ["3", "4", "5"]}]}
                """.formatted(n, n % 20_000, n % 500));
    }

    private static Load.Client inserting(BenchmarkLedger machine) throws SQLException {
        Connection connection = machine.dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(
                """
                        insert into raw_event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                        values (?, ?, ?, 0, 'PowerOfAttorneyGranted', '1', timestamptz '2000-01-01 00:00:00Z' + ? * interval '1 microsecond', 'admin',
                          ?::json)
                        """);
        String payload = "{\"text\":\"" + "x".repeat(500) + "\"}";
        return new Load.Client() {
            @Override
            public void once(long n) throws SQLException {
                long position = (1L << 40) + n;
                insert.setLong(1, position);
                insert.setObject(2, UUID.randomUUID());
                insert.setString(3, "c" + position);
                insert.setLong(4, position);
                insert.setString(5, payload);
                insert.executeUpdate();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private void checks() throws Exception {
        Instant past = Instant.parse(JSON.readTree(ledger.get("/api/events?limit=1")).path("items").path(0).path("recordedAt").asString())
                .plusSeconds(3);
        Process bare = bare();
        int port = Integer.parseInt(bare.info().arguments().map(arguments -> arguments[arguments.length - 1]).orElseThrow());
        try {
            Load.run(8, warmUp, next, Load.sending(ledger.port, 200, n -> check(n, "")));
            for (int clients : new int[]{ 1, 8, 32}) {
                measured.add("check, " + clients + (clients == 1 ? " client" : " clients"), beside(clients, port, n -> check(n, "")));
            }
            measured.add("check, 8 clients, past knownAt", beside(8, port, n -> check(n, "&knownAt=" + past)));
        } finally {
            bare.destroyForcibly();
        }
    }

    private static Process bare() throws IOException, InterruptedException {
        int port = ServedLedger.freePort();
        String jar = Path.of(ProcessHandle.current().info().arguments().map(arguments -> {
            List<String> all = List.of(arguments);
            return all.get(all.indexOf("-jar") + 1);
        }).orElseThrow()).toAbsolutePath().toString();
        Process bare = new ProcessBuilder(ServedLedger.java(), "-Xmx1g", "-jar", jar, "bare", Integer.toString(port))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        for (int tried = 0; tried < 300; tried++) {
            try (Wire wire = new Wire(port)) {
                return bare;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the bare servlet did not start");
    }

    private Measurement beside(int clients, int bare, Load.RequestOf request) throws Exception {
        List<Load.Result> own = new ArrayList<>();
        List<Load.Result> limit = new ArrayList<>();
        Load.run(clients, seconds, next, Load.sending(ledger.port, 200, request));
        Load.run(clients, seconds, next, Load.sending(bare, 200, request));
        for (int round = 0; round < rounds; round++) {
            own.add(Load.run(clients, seconds, next, Load.sending(ledger.port, 200, request)));
            limit.add(Load.run(clients, seconds, next, Load.sending(bare, 200, request)));
        }
        return Measurement.of(Load.Result.median(own)).beside(Load.Result.median(limit).perSecond(), "bare servlet");
    }

    /** Another question each time; the same for the same number. */
    private byte[] check(long n, String more) {
        Random random = new Random(n);
        return Wire.get("/api/authority/check?grantor=g" + random.nextInt(Math.max(1, grants / 4)) + "&issuer=i"
                + random.nextInt(Math.max(1, grants / 40)) + "&form=" + FORMS.get(random.nextInt(FORMS.size())) + "&signer=a"
                + random.nextInt(Math.max(3, grants / 40)) + "&on=" + LocalDate.of(2004, 1, 1).plusDays(random.nextInt(7000)) + more,
                ServedLedger.CREDENTIALS);
    }

    /** The same signatures, half of them covered, as CSV and as Parquet; DuckDB answers from the register's versions and writes a file, too. */
    private void files() throws Exception {
        Path versions = directory.resolve("versions.parquet");
        Path csv = directory.resolve("checks.csv");
        Path parquet = directory.resolve("checks.parquet");
        Path answers = directory.resolve("answers");
        ledger.download("/api/export/authority_history", PARQUET, versions);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); Statement sql = duck.createStatement()) {
            sql.execute("set threads = 2");
            sql.execute(
                    "create table v as select grantor_id, issuer_id, attorney_id, forms, effective_from, effective_until from '" + versions
                            + "' where known_until is null");
            write(sql, csv);
            sql.execute("copy (select * from read_csv('" + csv + "', all_varchar = true)) to '" + parquet + "' (format parquet)");
            List<Double> duckCsv = new ArrayList<>();
            List<Double> duckParquet = new ArrayList<>();
            List<Double> ownCsv = new ArrayList<>();
            List<Double> ownParquet = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ownCsv.add(ledger.post("/api/authority/checks", "text/csv", csv, answers));
                duckCsv.add(duck(sql, "read_csv('" + csv + "', all_varchar = true)", "format csv"));
                ownParquet.add(ledger.post("/api/authority/checks", PARQUET, parquet, answers));
                duckParquet.add(duck(sql, "'" + parquet + "'", "format parquet"));
            }
            measured.add(checks + " checks, CSV in and out", Measurement.of(median(ownCsv), "s").beside(median(duckCsv), "DuckDB"));
            measured.add(checks + " checks, Parquet in and out",
                    Measurement.of(median(ownParquet), "s").beside(median(duckParquet), "DuckDB"));
        }
    }

    private void write(Statement sql, Path csv) throws SQLException, IOException {
        Random random = new Random(7);
        List<String> covered = new ArrayList<>();
        try (ResultSet rows = sql
                .executeQuery("select grantor_id, issuer_id, attorney_id, forms[1], effective_from::varchar from v using sample "
                        + checks / 2 + " rows")) {
            while (rows.next()) {
                covered.add(rows.getString(1) + "," + rows.getString(2) + "," + rows.getString(4) + "," + rows.getString(3) + ","
                        + rows.getString(5));
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("grantor,issuer,form,signer,on\n");
            for (int n = 0; n < checks; n++) {
                if (n % 2 == 0 && !covered.isEmpty()) {
                    out.write(covered.get(random.nextInt(covered.size())));
                } else {
                    out.write("g" + random.nextInt(Math.max(1, grants / 4)) + ",i" + random.nextInt(Math.max(1, grants / 40)) + ","
                            + FORMS.get(random.nextInt(FORMS.size())) + ",a" + random.nextInt(Math.max(3, grants / 40)) + ","
                            + LocalDate.of(2004, 1, 1).plusDays(random.nextInt(7000)));
                }
                out.write('\n');
            }
        }
    }

    private double duck(Statement sql, String from, String format) throws SQLException {
        long began = System.nanoTime();
        sql.execute("copy (select c.*, exists (select 1 from v where v.grantor_id = c.grantor and v.issuer_id = c.issuer"
                + " and v.attorney_id = c.signer and list_contains(v.forms, c.form) and v.effective_from <= c.\"on\"::date"
                + " and (v.effective_until is null or c.\"on\"::date < v.effective_until)) as covered from " + from + " as c) to '"
                + directory.resolve("duck") + "' (" + format + ")");
        return (System.nanoTime() - began) / 1e9;
    }

    private void questions() throws Exception {
        List<String> grantors = ids("/api/grantors?q=grantor&limit=100", "grantorId");
        List<String> records = ids("/api/events?limit=100", "recordId");
        Map<String, Load.RequestOf> questions = new LinkedHashMap<>();
        questions.put("authorities of an attorney", n -> Wire.get("/api/authorities?attorney=a" + n % Math.max(3, grants / 40),
                ServedLedger.CREDENTIALS));
        questions.put("history of a grantor",
                n -> Wire.get("/api/authorities/history?grantor=g" + n % Math.max(1, grants / 4), ServedLedger.CREDENTIALS));
        questions.put("difference of a grantor", n -> Wire.get("/api/authorities/diff?grantor=g" + n % Math.max(1, grants / 4)
                + "&from.on=2010-01-01&to.on=2015-01-01", ServedLedger.CREDENTIALS));
        questions.put("changes of a quarter", n -> Wire.get("/api/authorities/changes?from=2012-01-01&until=2012-04-01&limit=50",
                ServedLedger.CREDENTIALS));
        questions.put("gaps, 50", n -> Wire.get("/api/gaps?form=4&limit=50", ServedLedger.CREDENTIALS));
        questions.put("search for a name", n -> Wire.get("/api/grantors?q=grantor%20" + n % 1000, ServedLedger.CREDENTIALS));
        questions.put("page of instruments, sorted", n -> page("/instruments?sort=-signed"));
        questions.put("page of a grantor", n -> page("/grantors/" + grantors.get((int) (n % grantors.size()))));
        questions.put("proof of a record", n -> Wire.get("/api/proof/inclusion?recordId=" + records.get((int) (n % records.size())),
                ServedLedger.CREDENTIALS));
        for (Map.Entry<String, Load.RequestOf> question : questions.entrySet()) {
            Load.run(1, seconds / 2, next, Load.sending(ledger.port, 200, question.getValue()));
            measured.add(question.getKey(),
                    Measurement.of(Load.run(1, seconds / 2, next, Load.sending(ledger.port, 200, question.getValue()))));
        }
    }

    private List<String> ids(String path, String field) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        JSON.readTree(ledger.get(path)).path("items").forEach(item -> ids.add(item.path(field).asString()));
        return ids;
    }

    private static byte[] page(String path) {
        return new String(Wire.get(path, ServedLedger.CREDENTIALS), StandardCharsets.UTF_8)
                .replace("Accept: application/json", "Accept: text/html").getBytes(StandardCharsets.UTF_8);
    }

    private void background() throws Exception {
        JsonNode rebuild = JSON.readTree(ledger.send(ledger.request("/api/rebuilds").POST(HttpRequest.BodyPublishers.noBody()).build()));
        measured.add("rebuild of the register",
                Measurement.of(until("/api/rebuilds/" + rebuild.path("rebuildId").asString(), "DONE"), "s"));
        String leftOut = JSON.readTree(ledger.get("/api/events?grantor=g1&limit=1")).path("items").path(0).path("recordId").asString();
        for (String replay : List.of("OVERLAY", "FULL")) {
            long began = System.nanoTime();
            JsonNode investigation = JSON.readTree(ledger.send(ledger.request("/api/investigations")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"benchmark\", \"knownAt\": \"" + Instant.now().minusSeconds(2)
                            + "\", \"without\": [\"" + leftOut + "\"], \"replay\": \"" + replay + "\"}"))
                    .build()));
            until("/api/investigations/" + investigation.path("investigationId").asString(), "OPEN");
            measured.add("an investigation without one record opens, " + (replay.equals("FULL") ? "everything replayed" : "as an overlay"),
                    Measurement.of((System.nanoTime() - began) / 1e9, "s"));
        }
    }

    private double until(String path, String state) throws Exception {
        long began = System.nanoTime();
        while (true) {
            String now = JSON.readTree(ledger.get(path)).path("state").asString();
            if (now.equals(state)) {
                return (System.nanoTime() - began) / 1e9;
            }
            if (now.equals("FAILED")) {
                throw new IllegalStateException(path + " failed");
            }
            Thread.sleep(20);
        }
    }

    private static double median(List<Double> some) {
        return some.stream().sorted().toList().get(some.size() / 2);
    }
}
