package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Records of before there were limits, on a ledger of their own, and the largest that the limits permit. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=1", "spring.datasource.hikari.maximum-pool-size=8"})
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@DirtiesContext
class LargeRecordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RegisterPosition position;

    @Autowired
    private DeadLetters letters;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_with_large_records");
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static PowerOfAttorneyGranted grant(String grantor, String poa, int attorneys, int powers, String text) {
        List<Attorney> named = IntStream.range(0, attorneys)
                .mapToObj(n -> new Attorney(AttorneyId.of("a" + n), "Attorney " + n, null, null, false, false)).toList();
        List<Power> given = IntStream.range(0, powers).mapToObj(n -> new Power("a" + n, Set.of(Form.FORM_4), true, Set.of(), text))
                .toList();
        Terms terms = new Terms(new Issuer(IssuerId.of("acme"), "Acme Corp", null), named, given, 1, LocalDate.of(2020, 1, 15), null,
                null, Set.of(), false, false, false, null);
        return new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of(poa), new Party("Ann Vale", null), terms, null);
    }

    private LedgerRecord record(long sequence, LegalAct act) {
        return LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence, act);
    }

    private JsonNode get(String path) {
        return LedgerForTests.json(LedgerForTests.get(port, path));
    }

    private long rows(String grantor) {
        Long rows = jdbc.queryForObject("select count(*) from register.authority_version where grantor_id = ?", Long.class, grantor);
        return rows == null ? 0 : rows;
    }

    @Test
    void a_record_too_large_for_the_register_waits_and_holds_up_no_other_grantor() {
        record(0, grant("vast", "p1", 3_000, 12_000, "x"));
        record(1, new GrantorDied(GrantorId.of("vast"), LocalDate.of(2021, 1, 1)));
        LedgerRecord other = record(0, grant("usual", "p1", 2, 2, "to sign"));

        await(() -> !position.position().isBefore(other.position()));

        assertThat(position.failing()).isFalse();
        assertThat(rows("vast")).isZero();
        assertThat(rows("usual")).isEqualTo(2);
        JsonNode waiting = get("/api/dead-letters");
        assertThat(waiting.path("items").size()).isEqualTo(2);
        assertThat(waiting.path("items").path(0).path("reason").asString()).contains("too large for the register");
        assertThat(get("/api/authorities?grantor=vast").path("incomplete").path(0).asString()).isEqualTo("vast");
        assertThat(get("/actuator/health").path("status").asString()).isEqualTo("DEGRADED");

        String id = LedgerForTests.json(LedgerForTests.post(port, "/api/rebuilds", "{\"register\": \"authorities\"}", "Content-Type",
                "application/json")).path("rebuildId").asString();
        await(() -> get("/api/rebuilds/" + id).path("state").asString().equals("DONE"));

        assertThat(rows("vast")).isZero();
        assertThat(rows("usual")).isEqualTo(2);
        letters.look();
        assertThat(letters.waiting()).containsExactly(GrantorId.of("vast"));
    }

    @Test
    void the_largest_instruments_that_are_permitted_are_listed_page_by_page() {
        String text = "x".repeat(10_000);
        for (int n = 0; n < 6; n++) {
            record(n, grant("largest", "p" + n, 40, 5, text));
        }
        LedgerRecord last = record(6, grant("largest", "many", 500, 10, ""));

        await(() -> !position.position().isBefore(last.position()));

        assertThat(rows("largest")).isEqualTo(740);
        assertThat(get("/api/authorities?grantor=largest&limit=1000").path("items").size()).isEqualTo(740);
        assertThat(get("/api/authorities/history?grantor=largest&limit=1000").path("items").size()).isEqualTo(740);
        JsonNode first = get("/api/grantors/largest?limit=6");
        assertThat(first.path("powersOfAttorney").size()).isEqualTo(6);
        JsonNode second = get("/api/grantors/largest?limit=6&cursor=" + first.path("next").asString());
        assertThat(second.path("powersOfAttorney").path(0).path("poaId").asString()).isEqualTo("many");
        assertThat(second.path("powersOfAttorney").path(0).path("authorities").size()).isEqualTo(500);
        assertThat(second.has("next")).isFalse();
    }
}
