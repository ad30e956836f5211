package org.authorityledger.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.authorityledger.authority.RandomHistories;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ActJson;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.NewEvent;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real PostgreSQL for the tests of several modules, with what they need to record in it and to ask questions. */
public final class LedgerForTests {

    public static final String PASSWORD = "a password for tests";
    private static final AtomicBoolean NODES = new AtomicBoolean();
    private static final EmbeddedPostgres POSTGRES = start();
    private static final Path KEYS = keys();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private LedgerForTests() {}

    /** No test switches the machine off. */
    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().setRegisterShutdownHook(false).setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (!NODES.get()) {
                    close(postgres);
                }
            }));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where nodes work with it, it is stopped after them: they would wait for one that is gone. */
    private static void stopAfterTheNodes() {
        if (NODES.compareAndSet(false, true)) {
            SpringApplication.getShutdownHandlers().add(() -> close(POSTGRES));
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keys() {
        try {
            return Files.createTempDirectory("log-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void properties(DynamicPropertyRegistry registry) {
        properties("postgres", registry);
    }

    /** For a context with its own database. */
    public static void propertiesOfAnotherLedger(DynamicPropertyRegistry registry, String database) {
        new JdbcTemplate(POSTGRES.getPostgresDatabase()).execute("create database " + database);
        properties(database, registry);
    }

    /** For a context with its own database, whose role is held to the policies of rows, as that of the application is. */
    public static void propertiesOfALedgerWithPolicies(DynamicPropertyRegistry registry, String database) {
        JdbcTemplate owner = new JdbcTemplate(POSTGRES.getPostgresDatabase());
        owner.execute("create role " + database + " login nosuperuser nobypassrls");
        owner.execute("create database " + database + " owner " + database);
        properties(database, database, registry);
    }

    /**
     * The ledger and the register of the nodes that share one, as a role that may read them: nodes of tests work as a superuser, to whom no policy
     * of a row applies.
     */
    public static DataSource readAs(String role) {
        JdbcTemplate owner = new JdbcTemplate(POSTGRES.getPostgresDatabase());
        owner.execute("create role " + role + " login");
        owner.execute("grant usage on schema ledger, register to " + role);
        owner.execute("grant select on all tables in schema ledger, register to " + role);
        return POSTGRES.getDatabase(role, "postgres");
    }

    /** An empty database, as its superuser. */
    public static DataSource emptyDatabase(String database) {
        new JdbcTemplate(POSTGRES.getPostgresDatabase()).execute("create database " + database);
        return POSTGRES.getDatabase("postgres", database);
    }

    /** The settings with which a node uses a database. */
    public static void properties(String database, DynamicPropertyRegistry registry) {
        properties(database, "postgres", registry);
    }

    private static void properties(String database, String role, DynamicPropertyRegistry registry) {
        stopAfterTheNodes();
        registry.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl(role, database));
        registry.add("spring.datasource.username", () -> role);
        registry.add("spring.datasource.password", () -> "");
        registry.add("LEDGER_ADMIN_PASSWORD", () -> PASSWORD);
        // A key belongs to one database: it remembers what was signed there.
        registry.add("ledger.log.key-file", () -> KEYS.resolve(database + "-key").toString());
    }

    /** Records acts, each in the next place of its grantor's stream. */
    public static List<LedgerRecord> record(LedgerAppender appender, List<LedgerRecord> history) {
        List<LedgerRecord> recorded = new ArrayList<>();
        for (LedgerRecord record : history) {
            recorded.add(record(appender, record.recordId(), recorded.size(), record.act()));
        }
        return recorded;
    }

    public static LedgerRecord record(LedgerAppender appender, RecordId recordId, long sequence, LegalAct act) {
        return appender
                .append(List
                        .of(new NewEvent(recordId, Sequence.of(sequence), act,
                                new Provenance("corporate.secretary", "192.0.2.7", "correlation", null))))
                .getFirst();
    }

    /** Records an act without the checks of the ledger, as a later build or a person with database access might. */
    public static void recordByHand(JdbcTemplate jdbc, RecordId recordId, long sequence, String revision, LegalAct act) {
        jdbc.update(
                """
                        insert into ledger.event (position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload)
                        select max(position) + 1, ?, ?, ?, ?, ?, greatest(clock_timestamp(), max(recorded_at) + interval '1 microsecond'), 'admin', ?::json
                        from ledger.event
                        """,
                recordId.value(), act.grantorId().value(), sequence, ActJson.type(act), revision, ActJson.write(act));
    }

    /** Changes a record, which the ledger otherwise refuses. */
    public static void changeByHand(JdbcTemplate jdbc, RecordId recordId, String change) {
        jdbc.execute("alter table ledger.event disable trigger user");
        jdbc.update("update ledger.event set " + change + " where record_id = ?", recordId.value());
        jdbc.execute("alter table ledger.event enable trigger user");
    }

    /** Records a random history of a grantor. */
    public static List<LedgerRecord> randomHistory(LedgerAppender appender, GrantorId grantorId, long seed, int length) {
        RandomHistories acts = RandomHistories.of(grantorId, seed);
        List<LedgerRecord> history = new ArrayList<>();
        while (history.size() < length) {
            history.add(record(appender, new RecordId(RecordIds.mint()), history.size(), acts.next(history)));
        }
        return history;
    }

    public static HttpResponse<String> get(int port, String pathAndQuery, String... headers) {
        return send(request(port, pathAndQuery, headers).GET().build());
    }

    /** Sends a request without authentication. */
    public static HttpResponse<String> getAnonymously(int port, String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public static HttpResponse<String> post(int port, String pathAndQuery, String body, String... headers) {
        return send(request(port, pathAndQuery, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public static HttpResponse<String> post(int port, String pathAndQuery, byte[] body, String... headers) {
        return send(request(port, pathAndQuery, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    public static HttpRequest.Builder request(int port, String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    public static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
