package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.authorityledger.testsupport.FailingDatabase;
import org.authorityledger.testsupport.FailingDatabase.Fault;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No answer ends as if it were complete when the database or the program fails in the middle of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenOffAnswersTest extends OnHeatonsLedger {

    private static final String CHECKS = "register.authority_version a";
    private static final String LINE = """
            {"grantor": "%s", "issuer": "hemacare", "form": "4", "signer": "judi-irving"}
            """;
    private static final String ROWS = "grantor,issuer,form,signer\n";
    private static final String ROW = "%s,hemacare,4,judi-irving\n";
    private static final int CHECKED = 1_100;
    /** Answered in one batch. */
    private static final int FEW = 100;
    private static final List<String> FORMATS = List.of("application/x-ndjson", "text/csv");

    /** Checks about strangers: nothing is remembered of them, so the database is asked. */
    private static String checks(String format, int number) {
        String line = format.equals("text/csv") ? ROW : LINE;
        String strangers = "stranger-" + UUID.randomUUID() + "-";
        return IntStream.range(0, number).mapToObj(n -> line.formatted(strangers + n))
                .collect(Collectors.joining("", format.equals("text/csv") ? ROWS : "", ""));
    }

    private static int status(Fault fault) {
        return fault == Fault.CONNECTION_CUT ? 503 : 500;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_bulk_check_that_fails_in_one_of_its_batches_lacks_its_end_and_one_that_fails_in_its_only_one_is_a_problem(Fault fault) {
        for (String in : FORMATS) {
            for (String out : FORMATS) {
                RawAnswer whole = RawAnswer.to(port, "POST /api/authority/checks", checks(in, CHECKED), "Content-Type", in, "Accept", out);
                assertThat(whole.status()).isEqualTo(200);
                assertThat(whole.complete()).isTrue();

                FailingDatabase.failAt(CHECKS, 3, fault);
                RawAnswer broken = RawAnswer.to(port, "POST /api/authority/checks", checks(in, CHECKED), "Content-Type", in, "Accept", out);
                assertThat(FailingDatabase.hasFailed()).isTrue();
                assertThat(broken.status()).isEqualTo(200);
                assertThat(broken.complete()).as("%s to %s: %s", in, out, fault).isFalse();

                FailingDatabase.failAt(CHECKS, 1, fault);
                RawAnswer refused = RawAnswer.to(port, "POST /api/authority/checks", checks(in, FEW), "Content-Type", in, "Accept", out);
                assertThat(FailingDatabase.hasFailed()).isTrue();
                assertThat(refused.status()).isEqualTo(status(fault));
                assertThat(refused.text()).contains("application/problem+json");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_list_whose_rows_or_names_cannot_be_read_is_a_problem_in_every_format(Fault fault) {
        for (String accept : List.of("application/json", "text/csv", "application/x-ndjson")) {
            for (String[] list : new String[][]{ { "/api/authorities?grantor=andrew-heaton", "register.authority_version"},
                    { "/api/authorities?grantor=andrew-heaton&on=2004-01-01", "register.party_name"},
                    { "/api/authorities/history?grantor=andrew-heaton", "register.party_name"},
                    { "/api/authorities/diff?from.on=2004-01-01&grantor=andrew-heaton", "register.authority_version"},
                    { "/api/grantors", "register.party_name"}, { "/api/events", "order by e.position"},
                    { "/api/grantors/andrew-heaton/replay", "register.party_name"}}) {
                FailingDatabase.failAt(list[1], 1, fault);
                RawAnswer answer = RawAnswer.to(port, "GET " + list[0], "", "Accept", accept);
                assertThat(FailingDatabase.hasFailed()).as(list[0]).isTrue();
                assertThat(answer.status()).as(list[0]).isEqualTo(status(fault));
                assertThat(answer.text()).contains("application/problem+json");
                assertThat(answer.complete()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_bundle_of_the_log_that_cannot_be_read_is_a_problem_and_one_that_was_read_has_its_length(Fault fault) {
        LedgerForTests.get(port, "/api/proof/inclusion?recordId=" + story().ceased.recordId());
        for (String path : List.of("/log/tile/entries/000.p/1", "/log/tile/0/000.p/1")) {
            assertThat(RawAnswer.to(port, "GET " + path, "").text()).contains(" 200 ", "Content-Length: ");
            FailingDatabase.failInRequestAt("proof.", 1, fault);
            RawAnswer answer = RawAnswer.to(port, "GET " + path, "");
            if (FailingDatabase.hasFailed()) {
                assertThat(answer.status()).isNotEqualTo(200);
            }
            assertThat(answer.complete()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_stream_of_events_that_cannot_go_on_lacks_its_end_and_continues_after_the_last_event_it_sent(Fault fault) {
        FailingDatabase.failAt("e.grantor_id = ?", 1, fault);
        RawAnswer first = RawAnswer.to(port, "GET /api/events/stream?grantor=andrew-heaton", "", "Accept", "text/event-stream",
                "Last-Event-ID", "0");
        assertThat(FailingDatabase.hasFailed()).isTrue();
        assertThat(first.complete()).isFalse();
    }
}
