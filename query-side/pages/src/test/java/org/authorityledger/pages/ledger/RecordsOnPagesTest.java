package org.authorityledger.pages.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the pages of records say, beyond what a browser is needed for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordsOnPagesTest extends OnAQueryNode {

    private static final PoaId POA = PoaId.of("first");

    private final GrantorId grantorId = GrantorId.of("recorded-" + UUID.randomUUID());
    private final List<LedgerRecord> recorded = new ArrayList<>();

    private LedgerRecord record(LegalAct act) {
        recorded.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), recorded.size(), act));
        awaitRegister(recorded.getLast().position().value());
        return recorded.getLast();
    }

    private LedgerRecord revoked(String name) {
        Acts acts = new Acts();
        acts.granted("first", says -> says.executedOn("2020-01-02").withoutExpiry());
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        record(new PowerOfAttorneyGranted(grantorId, POA, new Party(name, null), terms, null));
        return record(new PowerOfAttorneyRevoked(grantorId, POA, LocalDate.parse("2021-03-01"), List.of(), List.of(), null));
    }

    private String html(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html").body();
    }

    private String page(String path) {
        String html = html(path);
        return html.substring(html.indexOf("<article")).replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    @Test
    void a_revocation_that_has_not_reached_everyone_names_who_may_still_sign() {
        LedgerRecord revocation = revoked("Rae Corded");
        String still = "Until the revocation is delivered to them, ";

        assertThat(page("/ledger/" + revocation.recordId())).contains(still, "Judi Irving", "David Fractor", "JoAnn Stover",
                "may still sign under power of attorney first.");
        assertThat(page("/grantors/" + grantorId + "/replay?step=2")).contains(still, "may still sign under power of attorney first.");
        assertThat(page("/ledger/" + revocation.recordId() + "?on=2021-02-28")).as("the day before it was signed").doesNotContain(still);

        LedgerRecord one = record(new RevocationDelivered(grantorId, POA, revocation.recordId(), Acts.IRVING, LocalDate.parse("2021-03-05"),
                DeliveryMeans.NOT_STATED));
        assertThat(page("/ledger/" + one.recordId())).contains(still + "David Fractor and JoAnn Stover may still sign");
        assertThat(page("/grantors/" + grantorId + "/replay?step=3")).contains(still + "David Fractor and JoAnn Stover may still sign");

        record(new RevocationDelivered(grantorId, POA, revocation.recordId(), Acts.FRACTOR, LocalDate.parse("2021-03-06"),
                DeliveryMeans.NOT_STATED));
        LedgerRecord last = record(
                new RevocationDelivered(grantorId, POA, revocation.recordId(), Acts.STOVER, LocalDate.parse("2021-03-06"),
                        DeliveryMeans.NOT_STATED));
        assertThat(page("/ledger/" + last.recordId())).doesNotContain("may still sign");
        assertThat(page("/ledger/" + revocation.recordId())).as("known now").doesNotContain(still);
    }

    @Test
    void a_retraction_names_what_was_retracted_wherever_it_is_shown() {
        LedgerRecord revocation = revoked("Rae Tracted");
        LedgerRecord retraction = record(new RecordRetracted(grantorId, revocation.recordId(), "signed by someone else"));
        String said = "It said: Rae Tracted revoked power of attorney first";

        assertThat(page("/ledger/" + retraction.recordId())).contains(said, "What it said");
        assertThat(html("/ledger/" + retraction.recordId())).contains("href=\"/ledger/" + revocation.recordId());
        assertThat(page("/ledger?grantor=" + grantorId)).contains(said);
        assertThat(page("/grantors/" + grantorId + "/replay?step=3")).contains(said);
        assertThat(page("/grantors/" + grantorId)).contains("(Signed a revocation of first)");
        assertThat(page("/")).contains("(Signed a revocation of first)");
    }

    @Test
    void a_name_that_would_turn_its_sentence_around_is_isolated_and_marked_on_every_page() {
        revoked("Evil\u202Eeman \u05D3\u05DF");
        for (String path : List.of("/grantors/" + grantorId, "/grantors/" + grantorId + "/powers-of-attorney/first",
                "/check?grantor=" + grantorId + "&form=4&signer=judi-irving", "/check?grantor=" + grantorId + "&form=4",
                "/ledger?grantor=" + grantorId, "/ledger/" + recorded.getFirst().recordId(), "/grantors/" + grantorId + "/replay",
                "/difference?grantor=" + grantorId + "&from.on=2019-01-01&on=2020-07-01", "/changes?from=2020-01-01&grantor=" + grantorId,
                "/")) {
            String html = html(path);
            String content = html.substring(html.indexOf("<article")).replaceAll("(?s)<[^>]*=\"[^>]*>", "");
            assertThat(content).as(path).contains("<bdi>Evil[U+202E]eman \u05D3\u05DF</bdi>").doesNotContain("\u202E");
        }
        assertThat(html("/grantors/" + grantorId)).containsPattern("<title>Evil\\[U\\+202E]eman");
    }

    @Test
    void a_name_that_a_spreadsheet_takes_for_a_formula_is_defused_in_files_for_spreadsheets_and_raw_in_the_api() {
        revoked("=HYPERLINK(\"http://example.com\",\"click\")");
        String file = LedgerForTests.get(port, "/export/history.csv?grantor=" + grantorId).body();

        assertThat(file).startsWith("\uFEFFgrantorId,").contains("\"'=HYPERLINK(").doesNotContain("\"=HYPERLINK(");
        assertThat(LedgerForTests.get(port, "/export/difference.csv?from.on=2019-01-01&on=2020-07-01&grantor=" + grantorId).body())
                .startsWith("\uFEFFchange,").contains("\"'=HYPERLINK(");
        assertThat(LedgerForTests.get(port, "/api/authorities?on=2020-07-01&grantor=" + grantorId, "Accept", "text/csv").body())
                .startsWith("grantorId,").contains("\"=HYPERLINK(");
    }
}
