package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What the register refuses, on a ledger of its own. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=1", "spring.datasource.hikari.maximum-pool-size=8"})
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class RegisterTest {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private LedgerReader reader;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RegisterPosition position;

    @Autowired
    private DeadLetters letters;

    private final Acts acts = new Acts();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_disturb");
    }

    @BeforeAll
    void heaton_grants_a_power_of_attorney_and_revokes_it() {
        acts.granted("heaton-2003", says -> says);
        acts.revoked("heaton-2003", "2005-03-01");
        LedgerForTests.record(appender, acts.records());
        await(() -> position.position().value() == 2);
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void assertRefused(Runnable insert) {
        assertThatThrownBy(insert::run).hasRootCauseInstanceOf(SQLException.class).rootCause()
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(UNIQUE_VIOLATION));
    }

    @Test
    void the_database_refuses_a_second_open_version_of_an_authority() {
        String another = """
                insert into register.authority_version (source_position, attorney_id, way, source, grantor_id, poa_id, issuer_id, role, powers, forms,
                  amendable_forms, minimum_signatures, effective_from, known_from, opened_by)
                select source_position, attorney_id, way, source, grantor_id, poa_id, issuer_id, role, powers, forms, amendable_forms,
                  minimum_signatures, effective_from, known_from + ?::interval, opened_by
                from register.authority_version where attorney_id = 'judi-irving'
                """;

        assertRefused(() -> jdbc.update(another, "0"));
        assertRefused(() -> jdbc.update(another, "1 microsecond"));
        assertRefused(() -> jdbc.update(another, "1 year"));
        assertRefused(() -> jdbc.update(another, "-1 year"));
    }

    @Test
    void the_database_refuses_a_second_open_text_of_an_instrument() {
        assertRefused(() -> jdbc.update("""
                insert into register.instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, opened_by)
                select grantor_id, poa_id, granted_at, issuer_id, terms, known_from + interval '1 day', opened_by
                from register.instrument_version
                """));
    }

    @Test
    void while_the_database_is_in_disorder_nothing_is_written_no_token_moves_and_it_goes_through_once_that_is_over() {
        List<Map<String, Object>> before = rows();
        String token = token();
        Position reached = position.position();
        jdbc.execute("alter table register.event_party rename to set_aside");

        LedgerForTests.randomHistory(appender, GrantorId.of("in-disorder"), 1, 3);
        await(position::failing);

        assertThat(position.position()).isEqualTo(reached);
        assertThat(token()).isEqualTo(token);
        assertThat(rows()).isEqualTo(before);
        assertThat(letters.waiting()).isEmpty();
        assertThat(LedgerForTests.get(port, "/actuator/health").statusCode()).isEqualTo(503);
        assertThat(LedgerForTests.get(port, "/api/grantors?minPosition=" + (reached.next())).statusCode()).isEqualTo(503);

        jdbc.execute("alter table register.set_aside rename to event_party");
        await(() -> position.position().value() == reached.value() + 3 && !position.failing());

        assertThat(token()).isNotEqualTo(token);
        assertThat(LedgerForTests.get(port, "/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void a_record_that_cannot_be_processed_waits_with_later_ones_of_its_grantor_stops_no_other_and_is_reported_until_corrected() {
        Position reached = position.position();
        String check = "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving&on=2005-03-04";
        assertThat(LedgerForTests.json(LedgerForTests.get(port, check)).path("authorized").asBoolean()).as("not delivered").isTrue();
        jdbc.execute("create table public.set_aside as select * from register.authority_version where attorney_id = 'judi-irving'");
        jdbc.execute("delete from register.authority_version where attorney_id = 'judi-irving'");
        RecordId revocation = acts.records().getLast().recordId();
        acts.delivered(revocation, Acts.IRVING, "2005-03-04");
        acts.delivered(revocation, Acts.STOVER, "2005-03-05");
        for (LedgerRecord record : acts.records().subList(2, 4)) {
            LedgerForTests.record(appender, record.recordId(), record.sequence().value(), record.act());
        }
        LedgerForTests.randomHistory(appender, GrantorId.of("someone-else"), 2, 3);

        await(() -> position.position().value() == reached.value() + 5);

        assertThat(position.failing()).isFalse();
        assertThat(jdbc.queryForObject("select count(*) from register.event_party where position > ?", Long.class, reached.value() + 2))
                .isPositive();
        JsonNode waiting = LedgerForTests.json(LedgerForTests.get(port, "/api/dead-letters"));
        assertThat(waiting.path("grantors").valueStream().map(JsonNode::asString)).containsExactly("andrew-heaton");
        assertThat(waiting.path("items").valueStream().map(letter -> letter.path("recordId").asString())).containsExactly(
                acts.records().get(2).recordId().toString(), acts.records().get(3).recordId().toString());
        assertThat(waiting.path("items").path(0).path("reason").asString()).contains("the version that a record closes");
        assertThat(waiting.path("items").path(1).has("reason")).isFalse();
        HttpResponse<String> health = LedgerForTests.get(port, "/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.json(health).path("status").asString()).isEqualTo("DEGRADED");
        for (String concerned : List.of("/api/authority/check?grantor=andrew-heaton&issuer=x&form=4&signer=y", "/api/authorities",
                "/api/authorities?grantor=andrew-heaton", "/api/authorities/history?grantor=andrew-heaton",
                "/api/authorities/diff?grantor=andrew-heaton", "/api/grantors", "/api/grantors/andrew-heaton",
                "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003", "/api/attorneys/judi-irving")) {
            assertThat(LedgerForTests.json(LedgerForTests.get(port, concerned)).path("incomplete").valueStream().map(JsonNode::asString))
                    .as(concerned).containsExactly("andrew-heaton");
        }
        assertThat(LedgerForTests.get(port, "/api/authorities", "Accept", "text/csv").headers().firstValue("Ledger-Incomplete"))
                .hasValue("andrew-heaton");
        for (String other : List.of("/api/authority/check?grantor=someone-else&issuer=x&form=4&signer=y",
                "/api/authorities?grantor=someone-else")) {
            assertThat(LedgerForTests.json(LedgerForTests.get(port, other)).has("incomplete")).as(other).isFalse();
        }
        assertThat(LedgerForTests.json(LedgerForTests.post(port, "/api/dead-letters/andrew-heaton/retry", "")).path("left").asLong())
                .as("not corrected yet").isEqualTo(2);

        String columns = "source_position, attorney_id, way, granted_at, source, grantor_id, poa_id, issuer_id, role, in_place_of, powers, forms, "
                + "amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, known_from, known_until, "
                + "opened_by, closed_by";
        jdbc.execute("insert into register.authority_version (" + columns + ") select " + columns + " from public.set_aside");
        assertThat(LedgerForTests.json(LedgerForTests.post(port, "/api/dead-letters/andrew-heaton/retry", "")).path("left").asLong())
                .isZero();

        assertThat(LedgerForTests.json(LedgerForTests.get(port, check)).path("reason").asString()).isEqualTo("REVOKED");
        assertThat(jdbc.queryForList("select attorney_id || ' ' || effective_until from register.authority_version "
                + "where grantor_id = 'andrew-heaton' and known_until = 'infinity' and end_cause = 'REVOKED' order by 1", String.class))
                .containsExactly("joann-stover 2005-03-05", "judi-irving 2005-03-04");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/actuator/health")).path("status").asString()).isEqualTo("UP");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/authorities")).has("incomplete")).isFalse();
        HttpResponse<String> none = LedgerForTests.post(port, "/api/dead-letters/andrew-heaton/retry", "");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(LedgerForTests.json(none).path("code").asString()).isEqualTo("NO_DEAD_LETTERS");
        assertThat(LedgerForTests.post(port, "/api/dead-letters/-/retry", "").statusCode()).isEqualTo(400);
    }

    @Test
    void a_record_that_cannot_even_be_read_waits_like_any_other_also_beside_a_rebuild_and_is_tried_again_at_the_start() {
        GrantorId grantorId = GrantorId.of("of-a-later-build");
        LedgerForTests.randomHistory(appender, grantorId, 3, 2);
        RecordId unreadable = new RecordId(RecordIds.mint());
        LedgerForTests.recordByHand(jdbc, unreadable, 2, "9", new GrantorDied(grantorId, LocalDate.of(2020, 2, 1)));
        Position head = reader.head();
        await(() -> position.position().value() == head.value());
        LedgerForTests.randomHistory(appender, GrantorId.of("not-held-up"), 4, 3);
        LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 3, new GrantorDied(grantorId, LocalDate.of(2020, 3, 1)));

        await(() -> position.position().value() == head.value() + 4);

        assertThat(position.failing()).isFalse();
        JsonNode waiting = LedgerForTests.json(LedgerForTests.get(port, "/api/dead-letters"));
        assertThat(waiting.path("items").valueStream().map(letter -> letter.path("position").asLong())).containsExactly(head.value(),
                head.value() + 4);
        assertThat(waiting.path("items").path(0).path("recordId").asString()).isEqualTo(unreadable.toString());
        assertThat(waiting.path("items").path(0).path("reason").asString()).contains("GrantorDied of revision 9");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/authorities?grantor=of-a-later-build")).path("incomplete")
                .valueStream().map(JsonNode::asString)).containsExactly("of-a-later-build");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/authorities?grantor=not-held-up")).has("incomplete")).isFalse();
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/events?grantor=of-a-later-build")).path("items")).hasSize(4);
        HttpResponse<String> refused = LedgerForTests.get(port, "/api/grantors/of-a-later-build/replay");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(LedgerForTests.json(refused).path("code").asString()).isEqualTo("RECORD_UNREADABLE");
        assertThat(LedgerForTests.json(refused).path("detail").asString()).contains(unreadable.toString(), "revision 9");
        String checks = "line,authorized,reason,explanation,poaId,clauses,from,until,endCause,endedBy,on,knownAt,position,problem,incomplete,chain,remarks,chains";
        assertThat(LedgerForTests
                .post(port, "/api/authority/checks", "grantor,issuer,form,signer\nof-a-later-build,x,4,y\nnot-held-up,x,4,y\n",
                        "Content-Type", "text/csv")
                .body().lines()).satisfiesExactly(line -> assertThat(line).isEqualTo(checks),
                        line -> assertThat(line).contains(",of-a-later-build,,"), line -> assertThat(line).endsWith(","));

        String rebuildId = LedgerForTests.json(LedgerForTests.post(port, "/api/rebuilds", "{}", "Content-Type", "application/json"))
                .path("rebuildId").asString();
        await(() -> !LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + rebuildId)).path("finishedAt").isMissingNode());
        JsonNode rebuilt = LedgerForTests.json(LedgerForTests.get(port, "/api/rebuilds/" + rebuildId));
        assertThat(rebuilt.path("state").asString()).isEqualTo("DONE");
        assertThat(rebuilt.path("differences").asLong()).isZero();
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/dead-letters")).path("items").valueStream()
                .map(letter -> letter.path("position").asLong())).containsExactly(head.value(), head.value() + 4);

        // As if the build that wrote it ran now.
        LedgerForTests.changeByHand(jdbc, unreadable, "revision = '1'");
        letters.stop();
        letters.start();
        await(() -> letters.waiting().isEmpty());

        assertThat(jdbc.queryForObject("select count(*) from register.event_party where position in (?, ?)", Long.class, head.value(),
                head.value() + 4))
                .isPositive();
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/authorities?grantor=of-a-later-build")).has("incomplete")).isFalse();
    }

    private List<Map<String, Object>> rows() {
        return jdbc.queryForList("select source_position, attorney_id, known_from, known_until, closed_by from register.authority_version "
                + "order by source_position, attorney_id, known_from");
    }

    private String token() {
        return String.valueOf(jdbc.queryForObject("select convert_from(token, 'UTF8') from register.token_entry", String.class));
    }
}
