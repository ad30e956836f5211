package org.authorityledger.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.RecordId;
import org.authorityledger.questions.QuerySideNode;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The pages while the register could not process some records, on a ledger of its own. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=1", "spring.datasource.hikari.maximum-pool-size=8"})
@DisplayNameGeneration(ReplaceUnderscores.class)
@DirtiesContext
class IncompleteAnswersOnPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private LedgerAppender appender;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RegisterPosition position;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_to_disturb_under_pages");
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

    private void awaitRegister(long reached) {
        await(() -> position.position().value() >= reached);
    }

    private String page(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html").body();
    }

    @Test
    void pages_say_that_records_of_a_grantor_wait_until_the_records_are_processed() {
        Acts acts = new Acts();
        acts.granted("heaton-2003", says -> says);
        RecordId revocation = acts.revoked("heaton-2003", "2005-03-01");
        awaitRegister(LedgerForTests.record(appender, acts.records()).getLast().position().value());
        jdbc.execute("create table public.set_aside as select * from register.authority_version where attorney_id = 'judi-irving'");
        jdbc.execute("delete from register.authority_version where attorney_id = 'judi-irving'");
        acts.delivered(revocation, Acts.IRVING, "2005-03-04");
        acts.delivered(revocation, Acts.STOVER, "2005-03-05");
        for (LedgerRecord record : acts.records().subList(2, 4)) {
            LedgerForTests.record(appender, record.recordId(), record.sequence().value(), record.act());
        }
        awaitRegister(LedgerForTests.randomHistory(appender, GrantorId.of("someone-else"), 2, 3).getLast().position().value());

        for (String path : List.of("/grantors/andrew-heaton", "/check?grantor=andrew-heaton", "/difference?grantor=andrew-heaton",
                "/grantors/andrew-heaton/powers-of-attorney/heaton-2003", "/attorneys/judi-irving", "/difference")) {
            assertThat(page(path)).as(path).contains("data-incomplete=\"andrew-heaton\"");
        }
        assertThat(page("/grantors/someone-else")).doesNotContain("data-incomplete");
        assertThat(page("/dead-letters")).contains("/ledger/" + acts.records().get(2).recordId(), "the version that a record closes",
                "/ledger/" + acts.records().get(3).recordId())
                .containsOnlyOnce("data-post=\"/api/dead-letters/andrew-heaton/retry\"");

        String columns = String.join(", ", AuthorityRows.WRITTEN);
        jdbc.execute("insert into register.authority_version (" + columns + ") select " + columns + " from public.set_aside");
        LedgerForTests.post(port, "/api/dead-letters/andrew-heaton/retry", "");

        assertThat(page("/attorneys/judi-irving")).doesNotContain("data-incomplete");
        assertThat(page("/dead-letters")).doesNotContain("data-post");
    }

    @Test
    void pages_that_need_a_record_that_cannot_be_read_are_refused() {
        GrantorId grantorId = GrantorId.of("of-a-later-build");
        LedgerForTests.randomHistory(appender, grantorId, 3, 2);
        RecordId unreadable = new RecordId(RecordIds.mint());
        LedgerForTests.recordByHand(jdbc, unreadable, 2, "9", new GrantorDied(grantorId, LocalDate.of(2020, 2, 1)));
        awaitRegister(LedgerForTests.randomHistory(appender, GrantorId.of("not-held-up"), 4, 3).getLast().position().value());

        for (String needed : List.of("/ledger/" + unreadable, "/grantors/of-a-later-build/replay")) {
            HttpResponse<String> refused = LedgerForTests.get(port, needed);
            assertThat(refused.statusCode()).as(needed + " " + refused.body()).isEqualTo(503);
            assertThat(LedgerForTests.json(refused).path("code").asString()).as(needed).isEqualTo("RECORD_UNREADABLE");
            assertThat(LedgerForTests.json(refused).path("detail").asString()).as(needed).contains(unreadable.toString(), "revision 9");
        }
    }
}
