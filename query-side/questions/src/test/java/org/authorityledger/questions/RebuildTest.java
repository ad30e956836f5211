package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.Position;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.register.rebuild.Rebuild;
import org.authorityledger.register.rebuild.RebuildWatch;
import org.authorityledger.register.rebuild.Rebuilds;
import org.authorityledger.register.reporting.ReportingViews;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The register is rebuilt while it answers questions. */
@Tag("nodes")
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "spring.datasource.hikari.maximum-pool-size=16")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
@Timeout(120)
class RebuildTest {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCHEMAS = "select count(*) from pg_namespace where nspname like 'register\\_%' or nspname like 'reporting\\_%'";

    private static final String TABLE_READ_BY_DASHBOARDS = """
            select distinct d.refobjid::text from pg_rewrite r join pg_depend d on d.objid = r.oid join pg_class c on c.oid = d.refobjid
            where r.ev_class = 'reporting.authority_history'::regclass and c.relname = 'authority_version'
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Migrations migrations;

    @Autowired
    private ReportingViews views;

    @Autowired
    private LedgerReader reader;

    @Autowired
    private JsonMapper mapper;

    @Autowired
    private Rebuilds rebuilds;

    @Autowired
    private RegisterPosition position;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_rebuild");
    }

    @BeforeAll
    void random_histories_are_recorded() {
        Random random = new Random(SEED);
        for (int n = 0; n < 30; n++) {
            LedgerForTests.randomHistory(appender, GrantorId.of("before-" + n), random.nextLong(), 5 + random.nextInt(15));
        }
        await(() -> position.lag() == 0);
    }

    @AfterEach
    void nothing_is_left_beside_the_live_register() {
        await(() -> Long.valueOf(0).equals(jdbc.queryForObject(SCHEMAS, Long.class)));
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private JsonNode rebuild() {
        HttpResponse<String> started = LedgerForTests.post(port, "/api/rebuilds", "{}", "Content-Type", "application/json");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return over(LedgerForTests.json(started).path("rebuildId").asString());
    }

    private JsonNode over(String rebuildId) {
        await(() -> rebuilds.find(UUID.fromString(rebuildId)).state().over());
        return LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + rebuildId));
    }

    private static void assertCode(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(LedgerForTests.json(response).path("code").asString()).isEqualTo(code);
    }

    @Test
    void under_write_load_it_ends_without_a_difference_and_no_query_fails_or_goes_back_in_time() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService pool = Executors.newCachedThreadPool(); AutoCloseable ending = () -> over.set(true)) {
            List<Future<?>> load = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                Random random = new Random(SEED + writer);
                String name = "during-" + UUID.randomUUID() + "-";
                load.add(pool.submit(() -> {
                    for (int n = 0; !over.get(); n++) {
                        LedgerForTests.randomHistory(appender, GrantorId.of(name + n), random.nextLong(), 4 + random.nextInt(10));
                    }
                }));
            }
            AtomicLong asked = new AtomicLong();
            List<String> questions = List.of("/api/authorities?grantor=before-1&", "/api/events?limit=5&", "/api/grantors?limit=3&",
                    "/api/authorities/history?grantor=before-2&", "/api/authority/check?grantor=before-3&issuer=x&form=4&signer=y&");
            for (String question : questions) {
                load.add(pool.submit(() -> {
                    long last = 0;
                    while (!over.get()) {
                        HttpResponse<String> answer = LedgerForTests.get(port, question + "minPosition=" + last);
                        assertThat(answer.statusCode()).as(question + answer.body()).isEqualTo(200);
                        long reached = LedgerForTests.json(answer).path("position").asLong();
                        assertThat(reached).isGreaterThanOrEqualTo(last);
                        last = reached;
                        asked.incrementAndGet();
                    }
                    return last;
                }));
            }
            for (int n = 0; n < 3; n++) {
                JsonNode done = rebuild();

                assertThat(done.path("state").asString()).as("-Dledger.seed=%d: %s", SEED, done).isEqualTo("DONE");
                assertThat(done.path("differences").asLong()).as("-Dledger.seed=%d: %s", SEED, done).isZero();
                assertThat(done.path("comparedTo").asLong()).isPositive();
                assertThat(done.path("position").asLong()).isGreaterThanOrEqualTo(done.path("comparedTo").asLong());
            }
            long before = asked.get();
            await(() -> asked.get() > before + 50);
            over.set(true);
            for (Future<?> each : load) {
                each.get();
            }
        }
        await(() -> position.lag() == 0);
        assertThat(position.failing()).isFalse();
        JsonNode quiet = rebuild();

        assertThat(quiet.path("differences").asLong()).as("-Dledger.seed=%d: %s", SEED, quiet).isZero();
        assertThat(quiet.path("comparedTo").asLong()).isEqualTo(reader.head().value());
        assertThat(quiet.path("done").asLong()).isEqualTo(reader.head().value());
        assertThat(
                jdbc.queryForList("select relname from pg_class where relnamespace = 'register'::regnamespace and reloptions is not null",
                        String.class))
                .as("tables that the server does not vacuum as it does all").isEmpty();
    }

    @Test
    void a_record_that_comes_at_the_last_moment_and_cannot_be_taken_in_waits_and_ends_no_rebuild() throws Exception {
        GrantorId grantorId = GrantorId.of("with-a-gap");
        LedgerForTests.randomHistory(appender, grantorId, SEED, 2);
        await(() -> position.lag() == 0);
        String rebuildId;
        RecordId late = new RecordId(RecordIds.mint());
        try (Connection connection = dataSource.getConnection(); Statement holding = connection.createStatement()) {
            holding.execute("select pg_advisory_lock_shared(" + AdvisoryLock.REGISTER_SWITCH + ")");
            rebuildId = LedgerForTests.json(LedgerForTests.post(port, "/api/rebuilds", "{}", "Content-Type", "application/json"))
                    .path("rebuildId").asString();
            await(() -> rebuilds.find(UUID.fromString(rebuildId)).state() == Rebuild.State.SWITCHING);
            LedgerForTests.recordByHand(jdbc, late, 3, "1", new GrantorDied(grantorId, LocalDate.of(2024, 3, 9)));
            holding.execute("select pg_advisory_unlock_shared(" + AdvisoryLock.REGISTER_SWITCH + ")");
        }
        JsonNode done = over(rebuildId);

        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("differences").asLong()).as(done.toString()).isZero();
        assertThat(done.path("position").asLong()).isEqualTo(reader.head().value());
        JsonNode waiting = LedgerForTests.json(LedgerForTests.get(port, "/api/dead-letters"));
        assertThat(waiting.path("items").valueStream().map(letter -> letter.path("recordId").asString())).containsExactly(late.toString());
        assertThat(waiting.path("items").path(0).path("reason").asString()).contains("gave record 3");

        LedgerForTests.changeByHand(jdbc, late, "sequence = 2");
        HttpResponse<String> retried = LedgerForTests.post(port, "/api/dead-letters/with-a-gap/retry", "");
        assertThat(LedgerForTests.json(retried).path("left").asLong()).as(retried.body()).isZero();
    }

    @Test
    void dashboards_read_the_new_register_from_the_switch_on_by_the_views_they_read_before_and_none_is_refused() throws Exception {
        await(() -> position.lag() == 0);
        String all = "select count(*) from reporting.authority_history";
        long before = Objects.requireNonNull(jdbc.queryForObject(all, Long.class));
        String read = jdbc.queryForObject(TABLE_READ_BY_DASHBOARDS, String.class);
        AtomicBoolean over = new AtomicBoolean();
        try (Connection dashboard = dataSource.getConnection();
                PreparedStatement asked = dashboard.prepareStatement(all);
                ExecutorService others = Executors.newSingleThreadExecutor()) {
            for (int n = 0; n < 8; n++) {
                // After five times the server has a plan of its own.
                assertThat(number(asked)).isEqualTo(before);
            }
            Future<Integer> answered = others.submit(() -> {
                int answers = 0;
                while (!over.get()) {
                    jdbc.queryForObject("select count(*) from reporting.authority_as_of('2024-01-01')", Long.class);
                    jdbc.queryForObject("select count(*) from reporting.signatory", Long.class);
                    answers++;
                }
                return answers;
            });
            rebuild();
            over.set(true);
            assertThat(answered.get()).isPositive();
            assertThat(jdbc.queryForObject(TABLE_READ_BY_DASHBOARDS, String.class)).isNotEqualTo(read)
                    .isEqualTo(jdbc.queryForObject("select 'register.authority_version'::regclass::oid::text", String.class));
            Acts acts = new Acts(GrantorId.of("seen-by-dashboards"), null);
            acts.granted("seen", says -> says.appointing(Acts.IRVING));
            Position seen = LedgerForTests.record(appender, acts.records()).getLast().position();
            assertThat(LedgerForTests.get(port, "/api/grantors?limit=1&minPosition=" + seen).statusCode()).isEqualTo(200);
            assertThat(number(asked)).as("the plan of before reads the new register").isEqualTo(before + 1);
        }
        // A part of the register that has no work stores its place once a second.
        await(() -> Long.valueOf(reader.head().value()).equals(jdbc.queryForObject("select position from reporting.version", Long.class)));
        for (String lost : List.of("drop schema reporting cascade", "revoke usage on schema reporting from ledger_reporting",
                "comment on schema reporting is 'made by another build'")) {
            jdbc.execute(lost);
            views.prepare();
            assertThat(jdbc.queryForObject("select has_schema_privilege('ledger_reporting', 'reporting', 'usage')", Boolean.class)).as(lost)
                    .isTrue();
            assertThat(jdbc.queryForObject(all, Long.class)).as(lost).isEqualTo(before + 1);
        }
    }

    private static long number(PreparedStatement asked) throws java.sql.SQLException {
        try (ResultSet answer = asked.executeQuery()) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Test
    void a_row_changed_removed_or_added_by_hand_is_found_and_named_with_the_records_behind_it_and_healed() throws Exception {
        // A grantor of whom nothing was asked yet: nothing of theirs is remembered.
        Acts acts = new Acts();
        acts.granted("first", says -> says.appointing(Acts.IRVING));
        PowerOfAttorneyGranted grant = (PowerOfAttorneyGranted) acts.records().getFirst().act();
        LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 0, new PowerOfAttorneyGranted(GrantorId.of("not-asked-about"),
                grant.poaId(), new Party("Not Asked About", null), grant.terms(), null));
        await(() -> position.lag() == 0);
        String rows = "select json_agg(to_jsonb(v) - 'known' - 'effective' order by source_position, attorney_id, way, known_from)::text "
                + "from register.authority_version v";
        String healthy = jdbc.queryForObject(rows, String.class);
        String names = jdbc.queryForObject("select json_agg(p order by kind, id, name)::text from register.party_name p", String.class);
        List<Long> sources = jdbc.queryForList(
                "select source_position from register.authority_version group by 1 having count(*) = 1 order by 1 limit 2", Long.class);
        sources.set(0, jdbc.queryForObject("select source_position from register.authority_version where grantor_id = 'not-asked-about'",
                Long.class));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement asked = connection.prepareStatement(
                        "select count(*) from register.authority_version where effective_from = '1999-12-31' or source_position = 999999999")) {
            jdbc.update("update register.authority_version set effective_from = '1999-12-31' where source_position = ?", sources.get(0));
            jdbc.update("delete from register.authority_version where source_position = ?", sources.get(1));
            jdbc.update(
                    """
                            insert into register.authority_version (source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, powers, forms,
                              amendable_forms, minimum_signatures, effective_from, known_from, opened_by)
                            select 999999999, 'an-impostor', source, grantor_id, poa_id, issuer_id, 'NAMED', powers, forms, amendable_forms,
                              minimum_signatures, effective_from, now(), opened_by from register.authority_version limit 1
                            """);
            jdbc.update("update register.instrument_version set issuer_id = 'elsewhere' where granted_at = (select min(granted_at) from "
                    + "register.instrument_version) and known_until = "
                    + "(select max(known_until) from register.instrument_version i where granted_at = (select min(granted_at) from register.instrument_version))");
            jdbc.update("delete from register.event_party where position = (select min(position) from register.event_party)");
            jdbc.update("update register.party_name set cik = '0000000001', cik_position = 1 where kind = 'GRANTOR' and id = "
                    + "(select min(id) from register.party_name where kind = 'GRANTOR')");
            Map<String, Object> planted = jdbc.queryForMap("select grantor_id, issuer_id, attorney_id from register.authority_version "
                    + "where effective_from = '1999-12-31'");
            String check = "/api/authority/check?grantor=%s&issuer=%s&form=4&signer=%s&on=1999-12-31"
                    .formatted(planted.get("grantor_id"), planted.get("issuer_id"), planted.get("attorney_id"));
            assertThat(LedgerForTests.get(port, check).body()).contains("\"from\":\"1999-12-31\"");
            for (int n = 0; n < 10; n++) {
                // So that the server keeps a plan for it.
                assertThat(count(asked)).isEqualTo(2);
            }

            JsonNode done = rebuild();

            assertThat(count(asked)).as("the statement prepared before the switch reads the new register").isZero();
            await(() -> !LedgerForTests.get(port, check).body().contains("\"from\":\"1999-12-31\""));
            assertThat(done.path("state").asString()).isEqualTo("DONE");
            List<String> found = new ArrayList<>();
            done.path("differing").forEach(difference -> {
                found.add(difference.path("kind").asString() + " " + difference.path("table").asString());
                assertThat(difference.path("recordIds")).as(difference.toString()).isNotEmpty();
            });
            assertThat(found).contains("CHANGED authority_version", "MISSING authority_version", "SURPLUS authority_version",
                    "CHANGED instrument_version", "MISSING event_party", "CHANGED party_name");
            assertThat(done.path("differences").asLong()).isEqualTo(found.size());
            JsonNode changed = done.path("differing").valueStream()
                    .filter(difference -> difference.path("kind").asString().equals("CHANGED"))
                    .findFirst().orElseThrow();
            assertThat(changed.path("key").path("source_position").asLong()).isEqualTo(sources.get(0));
            assertThat(changed.path("before").path("effective_from").asString()).isEqualTo("1999-12-31");
            assertThat(changed.path("after").path("effective_from").asString()).isNotEqualTo("1999-12-31");
            assertThat(jdbc.queryForObject(rows, String.class)).isEqualTo(healthy);
            assertThat(jdbc.queryForObject("select json_agg(p order by kind, id, name)::text from register.party_name p", String.class))
                    .isEqualTo(names);
            Rebuild kept = anotherNode().find(UUID.fromString(done.path("rebuildId").asString()));
            assertThat(kept.differing()).as("reported after a restart too").hasSize(found.size());
        }
        assertThat(rebuild().path("differences").asLong()).isZero();
    }

    private static long count(PreparedStatement asked) throws Exception {
        try (ResultSet row = asked.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Rebuilds anotherNode() {
        return new Rebuilds(migrations, views, dataSource, reader, mapper, 2);
    }

    @Test
    void one_under_way_can_be_watched_and_cancelled_and_a_second_one_is_refused() throws Exception {
        String rebuildId;
        try (Connection hold = dataSource.getConnection()) {
            hold.setAutoCommit(false);
            hold.createStatement().execute("lock table ledger.event in access exclusive mode");
            HttpResponse<String> started = LedgerForTests.post(port, "/api/rebuilds", "{\"register\": \"authorities\"}", "Content-Type",
                    "application/json");
            assertThat(started.statusCode()).isEqualTo(202);
            rebuildId = LedgerForTests.json(started).path("rebuildId").asString();
            assertThat(started.headers().firstValue("Location")).hasValue("/api/rebuilds/" + rebuildId);

            assertCode(LedgerForTests.post(port, "/api/rebuilds", "", "Content-Type", "application/json"), 409, "REBUILD_UNDER_WAY");
            assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + rebuildId)).path("state").asString())
                    .isEqualTo("LOADING");
            assertThat(LedgerForTests.json(LedgerForTests.get(port, "/actuator/health")).path("status").asString()).isEqualTo("UP");
            assertThat(LedgerForTests.send(LedgerForTests.request(port, "/api/rebuilds/" + rebuildId).DELETE().build()).statusCode())
                    .isEqualTo(202);
            hold.rollback();
            hold.setAutoCommit(true);
        }
        HttpResponse<String> watched = LedgerForTests.get(port, "/api/rebuilds/" + rebuildId, "Accept", "text/event-stream");

        assertThat(watched.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(watched.body()).contains("event:progress", "\"state\":\"CANCELLED\"");
        assertCode(LedgerForTests.send(LedgerForTests.request(port, "/api/rebuilds/" + rebuildId).DELETE().build()), 409, "REBUILD_OVER");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds")).path("items").path(0).path("rebuildId").asString())
                .isEqualTo(rebuildId);
        assertThat(rebuild().path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void any_node_can_cancel_it() throws Exception {
        String rebuildId;
        try (Connection hold = dataSource.getConnection()) {
            hold.setAutoCommit(false);
            hold.createStatement().execute("lock table ledger.event in access exclusive mode");
            rebuildId = LedgerForTests.json(LedgerForTests.post(port, "/api/rebuilds", "", "Content-Type", "application/json"))
                    .path("rebuildId").asString();

            assertThat(anotherNode().cancel(UUID.fromString(rebuildId)).state()).isEqualTo(Rebuild.State.LOADING);
            hold.rollback();
            hold.setAutoCommit(true);
        }

        assertThat(over(rebuildId).path("state").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void what_a_killed_node_left_is_cleared_away_by_the_next_start() {
        String hex = UUID.randomUUID().toString().replace("-", "");
        migrations.migrate("register", "register_next_" + hex);
        jdbc.execute("create schema register_old_" + hex);
        UUID killed = UUID.randomUUID();
        jdbc.update("""
                insert into ledger_operations.rebuild (rebuild_id, register, state, started_by, started_at, done, total)
                values (?, 'authorities', 'LOADING', 'admin', now(), 5, 10)
                """, killed);

        Rebuilds next = anotherNode();
        RebuildWatch watch = new RebuildWatch(next);
        watch.start();

        await(() -> Long.valueOf(0).equals(jdbc.queryForObject(SCHEMAS, Long.class)));
        await(() -> next.find(killed).state() == Rebuild.State.FAILED);
        watch.stop();
    }

    @Test
    void a_register_of_an_older_edition_is_rebuilt_by_the_first_node_of_a_newer_one() {
        jdbc.update("update register.generation set edition = 1, built_to = 0");

        Rebuilds newer = anotherNode();
        RebuildWatch watch = new RebuildWatch(newer);
        watch.start();

        await(() -> Integer.valueOf(Generation.EDITION)
                .equals(jdbc.queryForObject("select edition from register.generation", Integer.class)));
        await(() -> {
            Rebuild last = newer.here();
            return last != null && last.state() == Rebuild.State.DONE && "ledger".equals(last.startedBy());
        });
        watch.stop();
    }

    @Test
    void what_cannot_be_done_is_refused_with_a_code() {
        assertCode(LedgerForTests.post(port, "/api/rebuilds", "{\"register\": \"filings\"}", "Content-Type", "application/json"), 404,
                "UNKNOWN_REGISTER");
        assertCode(LedgerForTests.post(port, "/api/rebuilds", "{\"registre\": \"authorities\"}", "Content-Type", "application/json"), 400,
                "MALFORMED");
        assertCode(LedgerForTests.post(port, "/api/rebuilds", "[]", "Content-Type", "application/json"), 400, "MALFORMED");
        assertCode(LedgerForTests.get(port, "/api/rebuilds/" + UUID.randomUUID()), 404, "UNKNOWN_REBUILD");
        assertCode(LedgerForTests.get(port, "/api/rebuilds/1"), 400, "MALFORMED");
        assertCode(LedgerForTests.get(port, "/api/rebuilds?register=authorities"), 400, "MALFORMED");
        assertCode(LedgerForTests.send(LedgerForTests.request(port, "/api/rebuilds/" + UUID.randomUUID()).DELETE().build()), 404,
                "UNKNOWN_REBUILD");
        assertThat(LedgerForTests.getAnonymously(port, "/api/rebuilds").statusCode()).isEqualTo(401);
    }
}
