package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.FailingDatabase;
import org.authorityledger.testsupport.FailingDatabase.Fault;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files for spreadsheets: whole, of one moment, and never cut short without a sign of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportFilesTest extends OnAQueryNode {

    /** Each appoints three, so that there is a second page of 1,000 rows to read. */
    private static final int GRANTORS = 40;
    private static final int INSTRUMENTS = 10;
    private static final String HISTORY = "/export/history.csv";
    private static final String DIFFERENCE = "/export/difference.csv?from.on=1990-01-01&on=2004-01-01";

    @BeforeAll
    void much_is_granted() {
        Acts acts = new Acts();
        acts.granted("first", says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER));
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        long last = 0;
        for (int grantor = 0; grantor < GRANTORS; grantor++) {
            GrantorId grantorId = GrantorId.of("exported-" + UUID.randomUUID());
            for (int n = 0; n < INSTRUMENTS; n++) {
                last = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), n,
                        new PowerOfAttorneyGranted(grantorId, PoaId.of("p" + n), new Party("Ed Exported", null), terms, null)).position()
                        .value();
            }
        }
        awaitRegister(last);
    }

    @Test
    void a_file_has_as_many_rows_as_its_header_says_and_says_what_it_holds_for() {
        HttpResponse<String> history = LedgerForTests.get(port, HISTORY);
        assertThat(history.statusCode()).isEqualTo(200);
        List<String> rows = history.body().lines().skip(1).toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(3 * GRANTORS * INSTRUMENTS);
        assertThat(LedgerForTests.header(history, "Ledger-Total")).isEqualTo(Integer.toString(rows.size()));
        assertThat(Instant.parse(LedgerForTests.header(history, "Ledger-Known-At"))).isBefore(Instant.now());

        HttpResponse<String> difference = LedgerForTests.get(port, DIFFERENCE);
        assertThat(difference.body().lines().count()).isGreaterThan(3L * GRANTORS * INSTRUMENTS);
        assertThat(LedgerForTests.header(difference, "Ledger-From-On")).isEqualTo("1990-01-01");
        assertThat(LedgerForTests.header(difference, "Ledger-On")).isEqualTo("2004-01-01");
        assertThat(LedgerForTests.header(difference, "Ledger-From-Known-At"))
                .isEqualTo(LedgerForTests.header(difference, "Ledger-Known-At"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_file_whose_second_page_cannot_be_read_lacks_its_end_and_one_whose_first_cannot_is_a_problem(Fault fault) {
        for (String[] file : new String[][]{ { HISTORY, "v.known_from limit"}, { DIFFERENCE, "group by v.source_position"},
                { HISTORY, "register.party_name"}, { DIFFERENCE, "register.party_name"}}) {
            RawAnswer whole = RawAnswer.to(port, "GET " + file[0], "");
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.complete()).isTrue();

            // Names are looked up after the first page was read, so the second look is in the middle of the file.
            FailingDatabase.failAt(file[1], 2, fault);
            RawAnswer broken = RawAnswer.to(port, "GET " + file[0], "");
            assertThat(FailingDatabase.hasFailed()).as(file[1]).isTrue();
            assertThat(broken.status()).isEqualTo(200);
            assertThat(broken.complete()).as("%s, %s", file[0], fault).isFalse();

            FailingDatabase.failAt(file[1], 1, fault);
            RawAnswer refused = RawAnswer.to(port, "GET " + file[0], "");
            assertThat(FailingDatabase.hasFailed()).isTrue();
            assertThat(refused.status()).isEqualTo(fault == Fault.CONNECTION_CUT ? 503 : 500);
            assertThat(refused.text()).contains("application/problem+json").doesNotContain("attachment");
        }
    }
}
