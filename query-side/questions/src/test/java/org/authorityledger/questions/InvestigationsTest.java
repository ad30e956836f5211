package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.authorityledger.access.people.Changer;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Roles;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.TouchedSignatures;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.investigations.Investigation;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What was known at a moment, replayed without some records into a workspace of its own, on a ledger of its own. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=1", "spring.datasource.hikari.maximum-pool-size=12", "ledger.investigations.most=3",
        "ledger.investigations.most-records=60", "ledger.investigations.sweep=300ms"})
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class InvestigationsTest {

    private static final String PATH = "/api/investigations";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("ledger.seed", System.nanoTime());
    private static final String FIRST = "first-grantor";
    private static final String SECOND = "second-grantor";
    private static final String LATER = "later-grantor";
    private static final String SECRET = "a secret of tests";

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private People people;

    private List<LedgerRecord> first = List.of();
    private List<LedgerRecord> second = List.of();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_investigate");
    }

    @BeforeAll
    void two_lives_are_recorded_and_then_a_third() {
        first = LedgerForTests.randomHistory(appender, GrantorId.of(FIRST), SEED, 19);
        // The random acts may leave the first grantor without an instrument. This one stands.
        PowerOfAttorneyGranted grant = first.stream().map(LedgerRecord::act).filter(PowerOfAttorneyGranted.class::isInstance)
                .map(PowerOfAttorneyGranted.class::cast).findFirst().orElseThrow();
        first.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), first.size(),
                new PowerOfAttorneyGranted(grant.grantorId(), PoaId.of("stands"), grant.grantor(), grant.terms(), null)));
        second = LedgerForTests.randomHistory(appender, GrantorId.of(SECOND), SEED + 1, 15);
        List<LedgerRecord> later = LedgerForTests.randomHistory(appender, GrantorId.of(LATER), SEED + 2, 40);
        assertThat(get("/api/grantors?limit=1&minPosition=" + later.getLast().position()).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void all_are_closed() {
        for (String state : List.of("OPEN", "REPLAYING")) {
            json(get(PATH + "?state=" + state)).path("items").forEach(one -> close(one.path("investigationId").asString()));
        }
    }

    private long point() {
        return second.getLast().position().value();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return LedgerForTests.get(port, path, headers);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return LedgerForTests.json(response);
    }

    private HttpResponse<String> post(String body) {
        return LedgerForTests.post(port, PATH, body, "Content-Type", "application/json");
    }

    private JsonNode close(String id) {
        return json(LedgerForTests.send(LedgerForTests.request(port, PATH + "/" + id).DELETE().build()));
    }

    private JsonNode opened(String body) {
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode investigation = LedgerForTests.json(response);
        assertThat(LedgerForTests.header(response, "Location")).endsWith(PATH + "/" + investigation.path("investigationId").asString());
        await(() -> !state(investigation).equals("REPLAYING"));
        return json(get(PATH + "/" + investigation.path("investigationId").asString()));
    }

    private String state(JsonNode investigation) {
        return json(get(PATH + "/" + investigation.path("investigationId").asString())).path("state").asString();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience, seed " + SEED).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String below(JsonNode investigation, String path) {
        return PATH + "/" + investigation.path("investigationId").asString() + path;
    }

    private static List<LedgerRecord> without(List<LedgerRecord> life, LedgerRecord record) {
        return life.stream().filter(one -> !one.equals(record)).toList();
    }

    @ParameterizedTest
    @EnumSource(Investigation.Replay.class)
    void a_workspace_answers_as_if_what_is_left_out_had_never_been_recorded(Investigation.Replay replay) {
        for (int n : new int[]{ 0, 3, 7}) {
            LedgerRecord leftOut = first.get(n);
            JsonNode investigation = opened(
                    "{\"name\": \"n\", \"position\": " + point() + ", \"without\": [\"" + leftOut.recordId() + "\"], \"replay\": \""
                            + replay
                            + "\"}");
            assertThat(investigation.path("state").asString()).as("seed " + SEED).isEqualTo("OPEN");
            assertThat(investigation.path("replay").asString()).isEqualTo(replay.name());
            long replayed = (replay == Investigation.Replay.FULL ? point() : first.size()) - 1;
            assertThat(investigation.path("total").asLong()).isEqualTo(replayed);
            assertThat(investigation.path("done").asLong()).isEqualTo(replayed);
            List<Authority> law = GrantorRecords.of(without(first, leftOut)).authorities();
            for (int i = 0; i < 30; i++) {
                LocalDate day = LocalDate.of(2018, 1, 1).plusDays(Math.floorMod(SEED + 131L * i, 3000));
                List<String> expected = law.stream().filter(authority -> !authority.neverWas() && authority.inForceOn(day))
                        .map(InvestigationsTest::described).sorted().toList();
                JsonNode items = json(get(below(investigation, "/authorities?limit=1000&grantor=" + FIRST + "&on=" + day))).path("items");
                assertThat(StreamSupport.stream(items.spliterator(), false).map(InvestigationsTest::described).sorted().toList())
                        .as("seed " + SEED).isEqualTo(expected);
            }
            differs(investigation, Consequences.between(GrantorRecords.of(first).authorities(), law), leftOut);
            close(investigation.path("investigationId").asString());
        }
    }

    private static String described(Authority authority) {
        return authority.source() + " " + authority.attorneyId() + " " + authority.from() + " " + authority.until() + " "
                + authority.forms();
    }

    private static String described(JsonNode item) {
        List<String> forms = StreamSupport.stream(item.path("forms").spliterator(), false).map(JsonNode::asString).toList();
        return item.path("recordId").asString() + " " + item.path("attorneyId").asString() + " " + item.path("from").asString() + " "
                + (item.has("until") ? item.path("until").asString() : "null") + " " + forms;
    }

    private void differs(JsonNode investigation, Consequences law, LedgerRecord leftOut) {
        JsonNode difference = json(get(below(investigation, "/difference?limit=1000")));
        assertThat(difference.path("gained").size()).as("seed " + SEED).isEqualTo(law.gained().size());
        assertThat(difference.path("lost").size()).as("seed " + SEED).isEqualTo(law.lost().size());
        assertThat(difference.path("changed").size()).as("seed " + SEED).isEqualTo(law.changed().size());
        for (String kind : List.of("gained", "lost", "changed")) {
            difference.path(kind).forEach(item -> {
                JsonNode behind = item.path("changedBy").path(0);
                assertThat(behind.path("recordId").asString()).as("seed " + SEED).isEqualTo(leftOut.recordId().toString());
                assertThat(behind.path("how").asString()).isEqualTo("LEFT_OUT");
            });
        }
        // An authority that differs only in why it ended touches no signature.
        assertThat(difference.path("signatures").size()).as("seed " + SEED).isEqualTo(TouchedSignatures.by(law).size());
        assertThat(difference.path("sentences").isEmpty()).as("seed " + SEED).isEqualTo(law.none());
        assertThat(difference.path("filings").path("considered").asBoolean(true)).isFalse();
    }

    @Test
    void what_is_replayed_unchanged_differs_in_nothing_and_answers_like_the_live_ledger_at_that_point() {
        JsonNode investigation = opened("{\"name\": \"as it was\", \"knownAt\": \"" + second.getLast().recordedAt() + "\"}");
        JsonNode difference = json(get(below(investigation, "/difference")));
        for (String kind : List.of("gained", "lost", "changed", "signatures", "sentences")) {
            assertThat(difference.path(kind).size()).as(kind).isZero();
        }
        String knownAt = "&knownAt=" + second.getLast().recordedAt();
        for (String path : List.of("/authorities?on=2020-06-01&limit=1000", "/authorities?on=2022-06-01&limit=1000&grantor=" + SECOND)) {
            assertThat(json(get(below(investigation, path + knownAt))).path("items"))
                    .isEqualTo(json(get("/api" + path + knownAt)).path("items"));
        }
        assertThat(json(get(below(investigation, "/events?limit=1000"))).path("items"))
                .isEqualTo(json(get("/api/events?limit=1000&before=" + (point() + 1))).path("items"));
        assertThat(json(get(below(investigation, "/grantors/" + FIRST + "/replay"))).path("steps"))
                .isEqualTo(json(get("/api/grantors/" + FIRST + "/replay")).path("steps"));
        assertThat(get(below(investigation, "/grantors/" + LATER)).statusCode()).as("nothing was known of them").isEqualTo(404);
    }

    @Test
    void no_question_to_the_workspace_of_a_full_replay_touches_a_live_table() throws SQLException {
        JsonNode investigation = opened("{\"name\": \"alone\", \"position\": " + point() + ", \"replay\": \"FULL\"}");
        String grantor = "/grantors/" + FIRST;
        String poaId = json(get("/api" + grantor)).path("powersOfAttorney").path(0).path("poaId").asString();
        // From the workspace: a party that only later records name is unknown there.
        String attorney = json(get(below(investigation, "/attorneys"))).path("items").path(0).path("attorneyId").asString();
        String issuer = json(get(below(investigation, "/issuers"))).path("items").path(0).path("issuerId").asString();
        String check = "grantor=" + FIRST + "&issuer=" + issuer + "&form=4&signer=" + attorney;
        List<String> questions = List.of("/authority/check?" + check, "/authorities?on=2020-01-01", "/authorities/history?grantor=" + FIRST,
                "/authorities/diff?from.on=2019-01-01&to.on=2021-01-01", "/grantors", "/grantors?q=a", grantor, "/attorneys",
                "/attorneys/" + attorney, "/issuers", "/issuers/" + issuer, grantor + "/powers-of-attorney/" + poaId, "/events",
                "/events?attorney=" + attorney + "&issuer=" + issuer, grantor + "/replay");
        try (Connection connection = dataSource.getConnection(); Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> tables = jdbc.queryForList(
                    "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'register'",
                    String.class);
            assertThat(tables).contains("register.authority_version", "register.event_party");
            // A reader of one of these tables would wait until this ends, which is after the answers are there.
            lock.execute("lock table " + String.join(", ", tables) + " in access exclusive mode");
            for (String question : questions) {
                HttpResponse<String> answer = LedgerForTests
                        .send(LedgerForTests.request(port, below(investigation, question)).timeout(PATIENCE).GET().build());
                assertThat(answer.statusCode()).as(question + ": " + answer.body()).isEqualTo(200);
            }
            HttpResponse<String> bulk = LedgerForTests.send(LedgerForTests
                    .request(port, below(investigation, "/authority/checks"), "Content-Type", "application/x-ndjson").timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"grantor\": \"" + FIRST + "\", \"issuer\": \"" + issuer + "\", \"form\": \"4\", \"signer\": \"" + attorney
                                    + "\"}"))
                    .build());
            assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(200);
            assertThat(bulk.body()).contains("\"reason\"");
            connection.rollback();
        }
    }

    @Test
    void an_overlay_of_another_edition_of_the_register_ends_and_everything_is_replayed_where_the_register_cannot_stand_for_it() {
        String asked = "{\"name\": \"n\", \"position\": " + first.size() + "}";
        JsonNode overlay = opened(asked);
        assertThat(overlay.path("replay").asString()).isEqualTo("OVERLAY");
        assertThat(overlay.path("total").asLong()).as("no record is left out or assumed").isZero();
        assertThat(get(below(overlay, "/grantors/" + FIRST)).statusCode()).isEqualTo(200);
        jdbc.update("update register.generation set edition = edition + 1");
        try {
            JsonNode full = opened(asked);
            assertThat(full.path("replay").asString()).isEqualTo("FULL");
            assertThat(get(below(full, "/grantors/" + FIRST)).statusCode()).isEqualTo(200);
            problem(get(below(overlay, "/grantors/" + FIRST)), 410, "INVESTIGATION_CLOSED", null);
            assertThat(json(get(below(overlay, ""))).path("reason").asString()).contains("not the one that it was laid over");
            await(() -> workspaces(overlay.path("investigationId").asString()) == 0);
        } finally {
            jdbc.update("update register.generation set edition = edition - 1");
        }
    }

    @Test
    void while_a_record_up_to_the_point_waits_everything_is_replayed() {
        LedgerRecord waits = first.getLast();
        jdbc.update("""
                insert into ledger_operations.dead_letter (letter_id, processing_group, sequence_identifier, sequence_index, message_type,
                  event_identifier, timestamp, payload_type, payload, enqueued_at)
                values ('x', 'register', ?, 0, 'x', ?, 'x', 'x', '', '2026-01-01T00:00:00Z')
                """, FIRST, waits.recordId().toString());
        try {
            JsonNode after = opened("{\"name\": \"n\", \"position\": " + waits.position() + "}");
            JsonNode before = opened("{\"name\": \"n\", \"position\": " + waits.position().previous() + "}");
            assertThat(after.path("replay").asString()).isEqualTo("FULL");
            assertThat(before.path("replay").asString()).isEqualTo("OVERLAY");
        } finally {
            jdbc.update("delete from ledger_operations.dead_letter");
        }
    }

    @Test
    void questions_are_read_as_strictly_as_live_and_nothing_else_is_served() {
        JsonNode investigation = opened("{\"name\": \"strict\", \"position\": " + point() + "}");
        problem(get(below(investigation, "/authorities?colour=red")), 400, "MALFORMED", "colour");
        problem(get(below(investigation, "/authorities?limit=0")), 400, "MALFORMED", "limit");
        problem(get(below(investigation, "/authority/check?grantor=a&issuer=b&form=4")), 400, "MALFORMED", "signer");
        problem(get(below(investigation, "/grantors/no-one-at-all")), 404, "UNKNOWN_GRANTOR", null);
        problem(get(below(investigation, "/authorities?minPosition=" + (point() + 1))), 503, "POSITION_NOT_REACHED", null);
        problem(get(below(investigation, "/nothing")), 404, "NOT_FOUND", null);
        problem(get(below(investigation, "/investigations")), 404, "NOT_FOUND", null);
        problem(LedgerForTests.post(port, below(investigation, "/authorities"), "{}", "Content-Type", "application/json"), 405,
                "METHOD_NOT_ALLOWED", null);
        problem(get(PATH + "/not-an-id/grantors"), 400, "MALFORMED", "investigationId");
        problem(get(PATH + "/not-an-id"), 400, "MALFORMED", "investigationId");
        String unknown = PATH + "/" + new UUID(1, 2);
        problem(get(unknown), 404, "UNKNOWN_INVESTIGATION", null);
        problem(get(unknown + "/grantors"), 404, "UNKNOWN_INVESTIGATION", null);
        problem(get(unknown + "/difference"), 404, "UNKNOWN_INVESTIGATION", null);
        problem(get(below(investigation, "/difference?limit=x")), 400, "MALFORMED", "limit");
        problem(get(PATH + "?state=ASLEEP"), 400, "MALFORMED", "state");
    }

    private static void problem(HttpResponse<String> response, int status, String code, @Nullable String path) {
        JsonNode problem = LedgerForTests.json(response);
        assertThat(problem.path("code").asString()).as(response.uri() + ": " + response.body()).isEqualTo(code);
        assertThat(response.statusCode()).isEqualTo(status);
        if (path != null) {
            assertThat(problem.path("errors").path(0).path("path").asString()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"position": 1}                                              | 400 | MALFORMED               | name
            {"name": " ", "position": 1}                                 | 400 | MALFORMED               | name
            {"name": "n"}                                                | 400 | MALFORMED               | knownAt
            {"name": "n", "position": 1, "knownAt": "2026-01-01T00:00:00Z"} | 400 | MALFORMED            | knownAt
            {"name": "n", "knownAt": "yesterday"}                        | 400 | MALFORMED               | knownAt
            {"name": "n", "position": -1}                                | 400 | MALFORMED               | position
            {"name": "n", "position": "1"}                               | 400 | MALFORMED               | position
            {"name": "n", "position": 1, "colour": "red"}                | 400 | MALFORMED               | colour
            {"name": "n", "position": 1, "grantors": ["not an id"]}      | 400 | MALFORMED               | grantors[0]
            {"name": "n", "position": 1, "grantors": ["a", "a"]}         | 400 | MALFORMED               | grantors[1]
            {"name": "n", "position": 1, "without": ["x"]}               | 400 | MALFORMED               | without[0]
            {"name": "n", "position": 1, "assuming": ["x"]}              | 400 | MALFORMED               | assuming[0]
            {"name": "n", "position": 0}                                 | 422 | BEFORE_THE_FIRST_RECORD | position
            {"name": "n", "knownAt": "2001-01-01T00:00:00Z"}             | 422 | BEFORE_THE_FIRST_RECORD | knownAt
            {"name": "n", "position": 999999}                            | 422 | AHEAD_OF_THE_LEDGER     | position
            {"name": "n", "knownAt": "2999-01-01T00:00:00Z"}             | 422 | AHEAD_OF_THE_LEDGER     | knownAt
            {"name": "n", "position": 5, "grantors": ["first-grantor", "second-grantor"]} | 404 | UNKNOWN_GRANTOR | grantors[1]
            {"name": "n", "position": 5, "attorneys": ["no-one-at-all"]} | 404 | UNKNOWN_ATTORNEY        | attorneys[0]
            {"name": "n", "position": 5, "issuers": ["nowhere"]}         | 404 | UNKNOWN_ISSUER          | issuers[0]
            {"name": "n", "position": 5, "without": ["0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f"]} | 404 | UNKNOWN_RECORD | without[0]
            {"name": "n", "position": 5, "assuming": [{"command": "RecordGrantorDeath", "grantorId": "first-grantor", "on": "2020-01-01"}]} | 501 | CANNOT_JUDGE_COMMANDS | assuming
            {"name": "n", "position": 1, "replay": "full"}               | 400 | MALFORMED               | replay
            {"name": "n", "position": 1, "replay": ""}                   | 400 | MALFORMED               | replay
            {"name": "n", "position": 1, "replay": true}                 | 400 | MALFORMED               | replay
            {"name": "n", "position": 75, "replay": "FULL"}              | 422 | INVESTIGATION_TOO_LARGE |
            """)
    void a_request_that_cannot_be_met_is_refused_and_nothing_is_opened(String body, int status, String code, @Nullable String path) {
        Long before = jdbc.queryForObject("select count(*) from investigation.opened", Long.class);
        problem(post(body), status, code, path);
        assertThat(jdbc.queryForObject("select count(*) from investigation.opened", Long.class)).isEqualTo(before);
    }

    @Test
    void a_page_of_investigations_ends_early_where_their_requests_are_large_and_goes_on_from_there() {
        String large = "{\"name\": \"large\", \"assuming\": [{\"note\": \"" + "x".repeat(1_000_000) + "\"}]}";
        List<UUID> opened = IntStream.range(0, 20).mapToObj(n -> new UUID(0xffff_ffff_ffff_0000L + n, n)).toList();
        for (UUID id : opened) {
            jdbc.update("""
                    insert into investigation.opened (investigation_id, name, request, position, known_at, records, opened_by, opened_at,
                      closes_at, process)
                    values (?, 'large', ?::json, 1, now(), 1, 'test', now(), now() + interval '1 day', 0)
                    """, id, large);
            jdbc.update("insert into investigation.turn (investigation_id, turn) values (?, 'CLOSED')", id);
        }
        List<String> listed = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            JsonNode found = json(get(PATH + "?state=CLOSED&limit=1000" + next));
            List<String> ids = StreamSupport.stream(found.path("items").spliterator(), false)
                    .map(one -> one.path("investigationId").asString()).toList();
            assertThat(ids).hasSizeGreaterThanOrEqualTo(page == 2 ? 4 : 8);
            listed.addAll(ids);
            next = "&cursor=" + found.path("next").asString();
        }
        assertThat(listed).doesNotHaveDuplicates().startsWith(opened.reversed().stream().map(UUID::toString).toArray(String[]::new));
    }

    @Test
    void a_record_that_came_after_the_point_is_not_known_at_it() {
        String later = second.getLast().recordId().toString();
        problem(post("{\"name\": \"n\", \"position\": " + (point() - 1) + ", \"without\": [\"" + later + "\"]}"), 404, "UNKNOWN_RECORD",
                "without[0]");
        assertThat(opened("{\"name\": \"n\", \"position\": " + point() + ", \"without\": [\"" + later + "\"]}").path("state").asString())
                .isEqualTo("OPEN");
    }

    @Test
    void the_same_request_gives_the_same_digest_and_another_another() {
        String leftOut = "\"without\": [\"" + first.get(2).recordId() + "\"]";
        String asked = "{\"name\": \"one\", \"position\": " + point() + ", " + leftOut + "}";
        JsonNode one = opened(asked);
        JsonNode other = opened(asked.replace("\"one\"", "\"other\", \"note\": \"for the same reason\""));
        JsonNode third = opened("{\"name\": \"one\", \"position\": " + point() + "}");
        assertThat(one.path("digest").asString()).matches("[0-9a-f]{64}").isEqualTo(other.path("digest").asString());
        assertThat(third.path("digest").asString()).matches("[0-9a-f]{64}").isNotEqualTo(one.path("digest").asString());
    }

    private double gauge(String name) {
        return meters.get("ledger.investigations." + name).gauge().value();
    }

    @Test
    void two_are_replayed_at_a_time_the_next_waits_in_a_queue_and_can_be_closed_there() throws SQLException {
        String request = "{\"name\": \"n\", \"position\": " + point() + "}";
        JsonNode waiting;
        try (Connection hold = dataSource.getConnection()) {
            hold.setAutoCommit(false);
            // No replay can say that it is done.
            hold.createStatement().execute("lock table investigation.turn in share row exclusive mode");
            List<JsonNode> three = List.of(LedgerForTests.json(post(request)), LedgerForTests.json(post(request)),
                    LedgerForTests.json(post(request)));
            waiting = three.getLast();

            assertThat(three).extracting(one -> one.path("state").asString()).containsOnly("REPLAYING");
            assertThat(three).extracting(one -> one.path("queuePosition").asInt(0)).containsExactly(0, 0, 1);
            assertThat(json(get(below(waiting, ""))).path("queuePosition").asInt()).isEqualTo(1);
            HttpResponse<String> asked = get(below(waiting, "/grantors"));
            assertThat(asked.statusCode()).isEqualTo(503);
            assertThat(asked.body()).contains("INVESTIGATION_NOT_READY", "queue");
            await(() -> gauge("replaying") == 2 && gauge("still.seconds") > 0);
            assertThat(gauge("waiting")).isEqualTo(1);
            hold.rollback();
            hold.setAutoCommit(true);
        }
        JsonNode closed = close(waiting.path("investigationId").asString());
        assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
        assertThat(closed.has("queuePosition")).isFalse();
        await(() -> json(get(PATH + "?state=OPEN")).path("items").size() == 2);
        assertThat(json(get(PATH + "?state=REPLAYING")).path("items").isEmpty()).isTrue();
        await(() -> gauge("waiting") == 0 && gauge("replaying") == 0 && gauge("still.seconds") == 0);
    }

    @Test
    void only_the_maximum_number_is_open_at_a_time() {
        String asked = "{\"name\": \"n\", \"position\": 1}";
        IntStream.range(0, 3).forEach(n -> opened(asked));
        problem(post(asked), 409, "TOO_MANY_INVESTIGATIONS", null);
        close(json(get(PATH + "?state=open&limit=1")).path("items").path(0).path("investigationId").asString());
        opened(asked);
    }

    @Test
    void an_investigation_covers_the_parties_it_names_and_no_others() {
        JsonNode investigation = opened("{\"name\": \"n\", \"position\": 75, \"grantors\": [\"" + SECOND + "\"]}");
        assertThat(investigation.path("total").asLong()).isEqualTo(second.size());
        assertThat(json(get(below(investigation, "/grantors"))).path("items").size()).isEqualTo(1);
        assertThat(json(get(below(investigation, "/events?limit=1000"))).path("items").size()).isEqualTo(second.size());
        assertThat(json(get(below(investigation, "/difference"))).path("lost").size()).isZero();

        String check = "/authority/check?issuer=hemacare&form=4&signer=judi-irving&on=2020-01-01&grantor=";
        JsonNode ofAnother = json(get(below(investigation, check + FIRST)));
        assertThat(ofAnother.path("incomplete").path(0).asString()).as("of whom it does not cover it knows nothing").isEqualTo(FIRST);
        assertThat(json(get(below(investigation, check + SECOND))).has("incomplete")).isFalse();
        assertThat(json(get(below(investigation, "/authorities?grantor=" + FIRST))).path("incomplete").path(0).asString()).isEqualTo(FIRST);

        String attorney = json(get("/api/grantors/" + FIRST)).path("powersOfAttorney").path(0).path("attorneys").path(0).path("attorneyId")
                .asString();
        JsonNode ofAnAttorney = opened("{\"name\": \"n\", \"position\": " + point() + ", \"attorneys\": [\"" + attorney + "\"]}");
        assertThat(json(get(below(ofAnAttorney, "/grantors"))).path("items").findValuesAsString("grantorId")).contains(FIRST);
    }

    @Test
    void that_one_was_opened_and_closed_is_kept_and_its_workspace_dropped() {
        JsonNode investigation = opened("{\"name\": \"to be closed\", \"position\": 3, \"note\": \"audit of June\"}");
        String id = investigation.path("investigationId").asString();
        assertThat(workspaces(id)).isEqualTo(1);
        JsonNode closed = close(id);
        assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
        assertThat(closed.path("endedBy").asString()).isEqualTo("admin");
        assertThat(close(id)).as("closing it again changes nothing").isEqualTo(closed);
        assertThat(workspaces(id)).isZero();
        problem(get(PATH + "/" + id + "/grantors"), 410, "INVESTIGATION_CLOSED", null);
        problem(get(PATH + "/" + id + "/difference"), 410, "INVESTIGATION_CLOSED", null);
        JsonNode listed = json(get(PATH + "?state=CLOSED&limit=1")).path("items").path(0);
        assertThat(listed.path("note").asString()).isEqualTo("audit of June");
        assertThat(listed.path("openedBy").asString()).isEqualTo("admin");
        assertThat(listed.path("digest").asString()).isEqualTo(investigation.path("digest").asString());

        for (String forget : List.of("delete from investigation.opened", "update investigation.opened set note = null",
                "truncate investigation.turn", "delete from investigation.turn", "update investigation.turn set reason = 'x'")) {
            assertThatThrownBy(() -> jdbc.update(forget)).as(forget).hasMessageContaining("is refused");
        }
    }

    private long workspaces(String id) {
        Long workspaces = jdbc.queryForObject("select count(*) from pg_namespace where nspname = ?", Long.class,
                "investigation_" + id.replace("-", ""));
        return Objects.requireNonNull(workspaces);
    }

    private UUID openedElsewhere(String closesAt) {
        UUID id = UUID.randomUUID();
        jdbc.update(
                """
                        insert into investigation.opened (investigation_id, name, request, position, known_at, records, opened_by, opened_at, closes_at, process)
                        values (?, 'elsewhere', '{}', 1, now(), 1, 'anna', now() - interval '2 hours', %s, 4711)
                        """
                        .formatted(closesAt),
                id);
        jdbc.execute("create schema investigation_" + id.toString().replace("-", ""));
        return id;
    }

    @Test
    void one_whose_process_was_killed_is_marked_failed_and_its_workspace_dropped() {
        UUID id = openedElsewhere("now() + interval '1 day'");
        await(() -> json(get(PATH + "/" + id)).path("state").asString().equals("FAILED"));
        await(() -> workspaces(id.toString()) == 0);
        problem(get(PATH + "/" + id + "/grantors"), 410, "INVESTIGATION_FAILED", null);
    }

    @Test
    void one_whose_process_lives_is_left_alone_until_its_time_is_over() throws SQLException {
        UUID id;
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            id = openedElsewhere("clock_timestamp() + interval '2 seconds'");
            problem(get(PATH + "/" + id + "/grantors"), 503, "INVESTIGATION_NOT_READY", null);
            await(() -> json(get(PATH + "/" + id)).path("state").asString().equals("EXPIRED"));
            statement.execute("select pg_advisory_unlock(4711)");
        }
        await(() -> workspaces(id.toString()) == 0);
        problem(get(PATH + "/" + id + "/grantors"), 410, "INVESTIGATION_CLOSED", null);
    }

    @Test
    void a_workspace_without_an_investigation_is_dropped() {
        String id = UUID.randomUUID().toString();
        jdbc.execute("create schema investigation_" + id.replace("-", ""));
        await(() -> workspaces(id) == 0);
    }

    @Test
    void its_progress_comes_as_server_sent_events_until_it_can_be_asked() {
        JsonNode investigation = LedgerForTests.json(post("{\"name\": \"watched\", \"position\": " + point() + "}"));
        HttpResponse<String> events = get(below(investigation, ""), "Accept", "text/event-stream");
        assertThat(events.statusCode()).as(events.body()).isEqualTo(200);
        assertThat(LedgerForTests.header(events, "Content-Type")).startsWith("text/event-stream");
        assertThat(events.body()).contains("event:open").contains("\"digest\":\"");
        problem(get(PATH + "/" + new UUID(1, 2), "Accept", "text/event-stream, application/problem+json"), 404, "UNKNOWN_INVESTIGATION",
                null);
    }

    @Test
    void they_are_listed_the_newest_first_page_by_page_and_as_csv() {
        JsonNode one = opened("{\"name\": \"one\", \"position\": 1}");
        JsonNode two = opened("{\"name\": \"two\", \"position\": 1}");
        JsonNode page = json(get(PATH + "?state=OPEN&limit=1"));
        assertThat(page.path("items").path(0).path("investigationId")).isEqualTo(two.path("investigationId"));
        JsonNode next = json(get(PATH + "?state=OPEN&limit=1&cursor=" + page.path("next").asString()));
        assertThat(next.path("items").path(0).path("investigationId")).isEqualTo(one.path("investigationId"));
        assertThat(next.has("next")).isFalse();
        assertThat(get(PATH, "Accept", "text/csv").body()).startsWith("investigationId,name,note,state");
        problem(get(PATH + "?cursor=x"), 400, "MALFORMED", "cursor");
        HttpResponse<String> rows = get(below(one, "/difference"), "Accept", "text/csv");
        assertThat(rows.body()).startsWith("change,changedBy,before,grantorId");
    }

    @Test
    void an_auditor_may_read_them_and_an_investigator_open_and_close_them() {
        user("auditor-anna", Roles.AUDITOR);
        user("investigator-ines", Roles.INVESTIGATOR);
        user("recorder-rita", Roles.RECORDER);
        String asked = "{\"name\": \"n\", \"position\": 1}";
        assertThat(as("auditor-anna", "POST", PATH, asked).statusCode()).isEqualTo(403);
        assertThat(as("recorder-rita", "POST", PATH, asked).statusCode()).isEqualTo(403);
        HttpResponse<String> opened = as("investigator-ines", "POST", PATH, asked);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String one = PATH + "/" + LedgerForTests.json(opened).path("investigationId").asString();
        await(() -> as("auditor-anna", "GET", one + "/grantors", "").statusCode() == 200);
        assertThat(as("auditor-anna", "GET", one + "/difference", "").statusCode()).isEqualTo(200);
        assertThat(as("auditor-anna", "POST", one + "/authority/checks", "{}").statusCode()).isEqualTo(200);
        assertThat(as("recorder-rita", "GET", one, "").statusCode()).isEqualTo(403);
        assertThat(as("auditor-anna", "DELETE", one, "").statusCode()).isEqualTo(403);
        HttpResponse<String> closed = as("investigator-ines", "DELETE", one, "");
        assertThat(LedgerForTests.json(closed).path("endedBy").asString()).isEqualTo("investigator-ines");
    }

    private void user(String name, String role) {
        people.make(new Changer("admin", null, null), name, name, Set.of(role), People.Scope.EVERYTHING, "a first password");
        people.changePassword(new Changer(name, null, null), "a first password", SECRET);
    }

    private HttpResponse<String> as(String user, String method, String path, String body) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return LedgerForTests.send(LedgerForTests.request(port, path).setHeader("Authorization", "Basic " + credentials)
                .setHeader("Content-Type", path.endsWith("checks") ? "application/x-ndjson" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    @Test
    void the_description_tells_every_question_below_an_investigation() {
        JsonNode paths = json(get("/v3/api-docs")).path("paths");
        List<String> described = new ArrayList<>();
        paths.propertyNames().forEach(described::add);
        assertThat(described).contains(PATH, PATH + "/{investigationId}", PATH + "/{investigationId}/difference",
                PATH + "/{investigationId}/authority/check", PATH + "/{investigationId}/authority/checks",
                PATH + "/{investigationId}/grantors/{grantorId}/replay", PATH + "/{investigationId}/events");
        assertThat(paths.path(PATH).path("post").path("requestBody").path("content").has("application/json")).isTrue();
        assertThat(parameters(paths, "/api/authority/check")).contains("grantor", "signer", "receipt");
        assertThat(parameters(paths, PATH + "/{investigationId}/authority/check")).contains("grantor", "signer").doesNotContain("receipt");
    }

    private static List<String> parameters(JsonNode paths, String path) {
        List<String> names = new ArrayList<>();
        paths.path(path).path("get").path("parameters").forEach(parameter -> names.add(parameter.path("name").asString()));
        return names;
    }
}
