package org.authorityledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.authorityledger.query.register.RegisterPosition;
import org.authorityledger.store.LedgerAppender;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the register refuses, on a ledger of its own. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=1", "spring.datasource.hikari.maximum-pool-size=8"})
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class RegisterTest {

    private static final String EXCLUSION_VIOLATION = "23P01";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RegisterPosition position;

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
        await(() -> position.position() == 2);
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
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(EXCLUSION_VIOLATION));
    }

    @Test
    void the_database_refuses_two_versions_of_an_authority_known_at_one_moment() {
        String another = """
                insert into register.authority_version (source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, powers, forms,
                  amendable_forms, minimum_signatures, effective_from, known_from, opened_by)
                select source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, powers, forms, amendable_forms,
                  minimum_signatures, effective_from, known_from + ?::interval, opened_by
                from register.authority_version where attorney_id = 'judi-irving'
                """;

        assertRefused(() -> jdbc.update(another, "1 microsecond"));
        assertRefused(() -> jdbc.update(another, "1 year"));
        assertRefused(() -> jdbc.update(another, "-1 year"));
    }

    @Test
    void the_database_refuses_two_texts_of_an_instrument_known_at_one_moment() {
        assertRefused(() -> jdbc.update("""
                insert into register.instrument_version (grantor_id, poa_id, granted_at, issuer_id, terms, known_from, opened_by)
                select grantor_id, poa_id, granted_at, issuer_id, terms, known_from + interval '1 day', opened_by
                from register.instrument_version
                """));
    }

    @Test
    void a_batch_that_fails_leaves_no_rows_and_moves_no_token_and_goes_through_once_its_fault_is_gone() {
        List<Map<String, Object>> before = rows();
        String token = token();
        jdbc.execute("create table public.set_aside as select * from register.authority_version where attorney_id = 'judi-irving'");
        jdbc.execute("delete from register.authority_version where attorney_id = 'judi-irving'");

        RecordId revocation = acts.records().getLast().recordId();
        acts.delivered(revocation, Acts.IRVING, "2005-03-04");
        acts.delivered(revocation, Acts.STOVER, "2005-03-05");
        for (LedgerRecord record : acts.records().subList(2, 4)) {
            LedgerForTests.record(appender, record.recordId(), record.sequence(), record.act());
        }
        await(position::failing);

        assertThat(position.position()).isEqualTo(2);
        assertThat(token()).isEqualTo(token);
        assertThat(rows()).isEqualTo(before.stream().filter(row -> !"judi-irving".equals(row.get("attorney_id"))).toList());
        assertThat(LedgerForTests.get(port, "/actuator/health").statusCode()).isEqualTo(503);
        assertThat(LedgerForTests.get(port, "/api/grantors?minPosition=3").statusCode()).isEqualTo(503);

        String columns = "source_position, attorney_id, source, grantor_id, poa_id, issuer_id, role, in_place_of, powers, forms, "
                + "amendable_forms, minimum_signatures, effective_from, effective_until, end_cause, ended_by, known_from, known_until, "
                + "opened_by, closed_by";
        jdbc.execute("insert into register.authority_version (" + columns + ") select " + columns + " from public.set_aside");
        await(() -> position.position() == 4 && !position.failing());

        assertThat(token()).isNotEqualTo(token);
        assertThat(jdbc.queryForList(
                "select attorney_id || ' ' || effective_until from register.authority_version where end_cause = 'REVOKED' order by 1",
                String.class)).containsExactly("joann-stover 2005-03-05", "judi-irving 2005-03-04");
        assertThat(LedgerForTests.get(port, "/actuator/health").statusCode()).isEqualTo(200);
    }

    private List<Map<String, Object>> rows() {
        return jdbc.queryForList("select source_position, attorney_id, known_from, known_until, closed_by from register.authority_version "
                + "order by source_position, attorney_id, known_from");
    }

    private String token() {
        return String.valueOf(jdbc.queryForObject("select convert_from(token, 'UTF8') from register.token_entry", String.class));
    }
}
