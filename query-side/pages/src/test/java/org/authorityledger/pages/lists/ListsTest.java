package org.authorityledger.pages.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Accession;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of everything: who is on them, in which order, page by page, and as files. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListsTest extends OnAQueryNode {

    private static final Pattern MORE = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    private String page(String path) {
        HttpResponse<String> answer = LedgerForTests.get(port, path, "Accept", "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** The rows of a list, its ids, from all of its pages. */
    private List<String> all(String path, Pattern row) {
        List<String> rows = new ArrayList<>();
        for (String next = path; next != null;) {
            String page = page(next);
            Matcher matcher = row.matcher(page);
            while (matcher.find()) {
                rows.add(matcher.group(1));
            }
            Matcher more = MORE.matcher(page);
            next = more.find() ? more.group(1).replace("&amp;", "&") : null;
        }
        return rows;
    }

    private List<String> instruments(String query) {
        return all("/instruments?" + query, Pattern.compile("<th scope=\"row\"><a href=\"[^\"]*\">([^<]*)</a></th>"));
    }

    private long sequence;

    private LedgerRecord record(LegalAct act) {
        LedgerRecord recorded = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence++, act);
        awaitRegister(recorded.position().value());
        return recorded;
    }

    private GrantorId someone() {
        sequence = 0;
        return GrantorId.of("listed-" + UUID.randomUUID());
    }

    private LedgerRecord grant(GrantorId grantorId, String poa, java.util.function.UnaryOperator<Acts.Writing> says) {
        Acts writing = new Acts();
        writing.granted("first", says);
        return record(new PowerOfAttorneyGranted(grantorId, PoaId.of(poa), new Party("Lea Listed", null),
                ((PowerOfAttorneyGranted) writing.records().getFirst().act()).terms(), null));
    }

    private static String poa() {
        return "p-" + UUID.randomUUID();
    }

    @Test
    void what_expires_is_listed_from_the_day_it_is_near_enough_through_the_day_before_its_last() {
        String poa = poa();
        grant(someone(), poa, says -> says.executedOn("2004-01-01").expiresOn("2004-06-30"));

        // Its first day no longer is July 1.
        assertThat(instruments("show=expiring-30&on=2004-05-31")).doesNotContain(poa);
        assertThat(instruments("show=expiring-30&on=2004-06-01")).contains(poa);
        assertThat(instruments("show=expiring-60&on=2004-05-31")).contains(poa);
        assertThat(instruments("show=expiring-90&on=2004-04-01")).doesNotContain(poa);
        assertThat(instruments("show=expiring-90&on=2004-04-02")).contains(poa);
        assertThat(instruments("show=expiring-30&on=2004-06-30")).contains(poa);
        assertThat(instruments("show=expiring-30&on=2004-07-01")).doesNotContain(poa);
        assertThat(instruments("show=ended-EXPIRED&on=2004-06-30")).doesNotContain(poa);
        assertThat(instruments("show=ended-EXPIRED&on=2004-07-01")).contains(poa);
        assertThat(instruments("show=ended-REVOKED&on=2004-07-01")).doesNotContain(poa);
        assertThat(instruments("show=in-force&on=2004-06-30")).contains(poa);
        assertThat(instruments("show=in-force&on=2004-07-01")).doesNotContain(poa);
        assertThat(instruments("show=not-in-force&on=2004-07-01")).contains(poa);
    }

    @Test
    void what_was_recorded_later_is_not_on_a_list_as_known_before() {
        String poa = poa();
        LedgerRecord granted = grant(someone(), poa, says -> says);

        assertThat(instruments("knownAt=" + granted.recordedAt())).contains(poa);
        assertThat(instruments("knownAt=" + granted.recordedAt().minusNanos(1_000))).doesNotContain(poa);
    }

    @Test
    void a_revocation_that_reached_one_of_two_keeps_its_instrument_on_the_list_of_the_undelivered() {
        GrantorId grantorId = someone();
        String poa = poa();
        grant(grantorId, poa, says -> says.appointing(Acts.IRVING, Acts.FRACTOR).executedOn("2004-01-01"));
        LedgerRecord revoked = record(new PowerOfAttorneyRevoked(grantorId, PoaId.of(poa), LocalDate.parse("2004-02-01"), List.of(),
                List.of(), null, null, null, null));

        assertThat(instruments("show=undelivered&on=2004-01-31")).doesNotContain(poa);
        assertThat(instruments("show=undelivered&on=2004-02-01")).contains(poa);
        assertThat(instruments("show=undelivered&on=2004-02-01&knownAt=" + revoked.recordedAt().minusNanos(1_000))).doesNotContain(poa);
    }

    @Test
    void what_is_on_file_leaves_the_list_of_what_is_not_on_the_day_it_is_filed() {
        GrantorId grantorId = someone();
        String poa = poa();
        grant(grantorId, poa, says -> says.executedOn("2004-01-01"));
        record(new ConfirmationFiled(grantorId, PoaId.of(poa), Accession.of("0001181431-04-028213"), Form.FORM_4, "24",
                LocalDate.parse("2004-02-01"), false, null, null, null));

        assertThat(instruments("show=not-on-file&on=2004-01-31")).contains(poa);
        assertThat(instruments("show=not-on-file&on=2004-02-01")).doesNotContain(poa);
    }

    @ParameterizedTest
    @ValueSource(strings = { "recorded", "signed", "grantor"})
    void each_order_has_every_instrument_once_and_the_other_way_around_is_its_reverse(String sort) {
        GrantorId grantorId = someone();
        for (int n = 0; n < 120; n++) {
            LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence++, granted(grantorId, "many-" + n, n));
        }
        grant(grantorId, poa(), says -> says);
        List<String> there = instruments("sort=" + sort);
        List<String> back = instruments("sort=-" + sort);

        assertThat(there).hasSizeGreaterThan(120).hasSameSizeAs(back);
        assertThat(back).isEqualTo(there.reversed());
        assertThat(page("/instruments?sort=" + sort)).contains("id=\"total\">" + "%,d".formatted(there.size()) + "<");
    }

    @Test
    void a_list_to_be_printed_has_all_rows_on_one_page_as_its_pages_have_them() {
        GrantorId grantorId = someone();
        for (int n = 0; n < 120; n++) {
            LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence++, granted(grantorId, "printed-" + n, n));
        }
        LedgerRecord last = grant(grantorId, poa(), says -> says);
        String query = "sort=-signed&show=in-force&on=2004-02-01&knownAt=" + last.recordedAt();
        String whole = page("/instruments?print=all&" + query);

        assertThat(MORE.matcher(whole).find()).isFalse();
        assertThat(instruments("print=all&" + query)).hasSizeGreaterThan(120).isEqualTo(instruments(query));
        assertThat(whole).contains("Page by page").doesNotContain("id=\"not-all\"");
        Matcher more = MORE.matcher(page("/instruments?" + query));
        assertThat(more.find()).isTrue();
        assertThat(LedgerForTests.get(port, more.group(1).replace("&amp;", "&") + "&print=all").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/instruments?print=some").statusCode()).isEqualTo(400);
    }

    private PowerOfAttorneyGranted granted(GrantorId grantorId, String poa, int n) {
        Acts writing = new Acts();
        writing.granted("first", says -> says.executedOn("2004-01-" + String.format("%02d", 1 + n % 28)));
        return new PowerOfAttorneyGranted(grantorId, PoaId.of(poa), new Party("Many Listed", null),
                ((PowerOfAttorneyGranted) writing.records().getFirst().act()).terms(), null);
    }

    @Test
    void parties_are_listed_by_the_name_last_recorded_and_found_by_any_of_their_names() {
        GrantorId grantorId = someone();
        record(new PowerOfAttorneyGranted(grantorId, PoaId.of("p1"), new Party("Weiß, Anna-" + grantorId, null),
                granted(grantorId, "p1", 1).terms(), null));
        record(new PowerOfAttorneyGranted(grantorId, PoaId.of("p2"), new Party("Anna Schwarz", null),
                granted(grantorId, "p2", 1).terms(), null));

        assertThat(page("/grantors?q=WEISS+anna")).contains(">Anna Schwarz<").doesNotContain(">Weiß");
        assertThat(page("/grantors?q=WEISS+anna&show=none&on=2003-12-31")).contains("Anna Schwarz");
        assertThat(page("/grantors?q=WEISS+anna&show=in-force&on=2003-12-31")).doesNotContain("Anna Schwarz");
        assertThat(page("/grantors?q=WEISS+anna&show=in-force&on=2004-01-02")).contains("Anna Schwarz");
        assertThat(page("/attorneys?q=Irving")).contains("Judi Irving");
        assertThat(page("/issuers?q=hemacare&sort=-name")).contains("HemaCare");
    }

    /** Whether a party of this name is on a list. */
    private boolean lists(String list, String name, String show, String on) {
        String page = page("/" + list + "?q=" + name + "&show=" + show + "&on=" + on);
        boolean listed = page.contains("<tbody>");
        assertThat(page).contains("id=\"total\">" + (listed ? 1 : 0) + "<");
        return listed;
    }

    @Test
    void grantors_for_whom_no_one_may_sign_a_form_are_chosen_from_the_first_day_of_the_gap() {
        GrantorId grantorId = someone();
        String name = "Gapname" + UUID.randomUUID().toString().replace("-", "");
        // Someone of their own: another test states that Irving is an entity, which has no hand.
        AttorneyId attorney = AttorneyId.of("a-" + name);
        record(new PowerOfAttorneyGranted(grantorId, PoaId.of("p1"), new Party(name, null), terms(says -> says.appointing(attorney)
                .executedOn("2004-01-01").expiresOn("2004-06-30").onlyPower("a", Form.FORM_4)), null));

        assertThat(lists("grantors", name, "gap-FORM_4", "2004-06-30")).isFalse();
        assertThat(lists("grantors", name, "gap-FORM_4", "2004-07-01")).isTrue();
        assertThat(lists("grantors", name, "gap-FORM_144", "2004-06-30")).isTrue();
        record(new GrantorCeasedReporting(grantorId, Acts.HEMACARE, Set.of(Regime.SECTION_16), LocalDate.parse("2004-08-01"), null));
        assertThat(lists("grantors", name, "gap-FORM_4", "2004-07-31")).isTrue();
        assertThat(lists("grantors", name, "gap-FORM_4", "2004-08-01")).isFalse();
        assertThat(LedgerForTests.get(port, "/export/grantors.csv?show=gap-FORM_4&on=2004-07-31&q=" + name).body()).contains(name);
        assertThat(LedgerForTests.get(port, "/grantors?show=gap-FORM_ID").statusCode()).isEqualTo(400);
        assertThat(LedgerForTests.get(port, "/issuers?show=gap-FORM_4").statusCode()).isEqualTo(400);
    }

    @Test
    void parties_are_chosen_by_what_is_not_on_file_not_delivered_or_ended() {
        GrantorId grantorId = someone();
        String name = "Chosenname" + UUID.randomUUID().toString().replace("-", "");
        AttorneyId attorney = AttorneyId.of("a-" + name);
        IssuerId issuer = IssuerId.of("i-" + name);
        record(new PowerOfAttorneyGranted(grantorId, PoaId.of("p1"), new Party(name, null),
                terms(says -> says.appointing(attorney).forIssuer(issuer).executedOn("2004-01-01").expiresOn("2004-06-30")), null));
        record(new ConfirmationFiled(grantorId, PoaId.of("p1"), Accession.of("0001181431-04-028213"), Form.FORM_4, "24",
                LocalDate.parse("2004-02-01"), false, null, null, null));
        record(new PowerOfAttorneyRevoked(grantorId, PoaId.of("p1"), LocalDate.parse("2004-03-01"), List.of(), List.of(), null, null, null,
                null));

        for (String list : List.of("grantors", "attorneys", "issuers")) {
            assertThat(lists(list, name, "not-on-file", "2004-01-31")).as(list).isTrue();
            assertThat(lists(list, name, "not-on-file", "2004-02-01")).as(list).isFalse();
            assertThat(lists(list, name, "undelivered", "2004-02-29")).as(list).isFalse();
            assertThat(lists(list, name, "undelivered", "2004-03-01")).as(list).isTrue();
            assertThat(lists(list, name, "undelivered", "2004-06-30")).as(list).isTrue();
            assertThat(lists(list, name, "undelivered", "2004-07-01")).as(list).isFalse();
            assertThat(lists(list, name, "ended-EXPIRED", "2004-06-30")).as(list).isFalse();
            assertThat(lists(list, name, "ended-EXPIRED", "2004-07-01")).as(list).isTrue();
            assertThat(lists(list, name, "ended-REVOKED", "2004-07-01")).as(list).isFalse();
        }
    }

    @Test
    void what_is_chosen_is_counted_while_the_ledger_is_small() {
        GrantorId grantorId = someone();
        String name = "Counted" + UUID.randomUUID().toString().replace("-", "");
        for (int n = 0; n < 120; n++) {
            LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence++, new PowerOfAttorneyGranted(grantorId,
                    PoaId.of("many-" + n), new Party(name, null), terms(says -> says.executedOn("1987-01-01").expiresOn("1987-06-30")),
                    null));
        }
        grant(grantorId, poa(), says -> says.executedOn("1987-01-01"));

        for (String query : List.of("show=in-force&on=1987-03-01", "show=not-in-force&on=1987-03-01", "show=not-on-file&on=1987-03-01",
                "show=ended-EXPIRED&on=1987-07-01", "show=in-force&on=1987-07-01", "show=undelivered")) {
            assertThat(page("/instruments?" + query)).as(query)
                    .contains("id=\"total\">" + "%,d".formatted(instruments(query).size()) + "<");
        }
        assertThat(instruments("show=in-force&on=1987-03-01")).hasSizeGreaterThan(120);
    }

    private static Terms terms(java.util.function.UnaryOperator<Acts.Writing> says) {
        Acts writing = new Acts();
        writing.granted("first", says);
        return ((PowerOfAttorneyGranted) writing.records().getFirst().act()).terms();
    }

    @Test
    void signatories_and_holders_of_offices_are_listed_from_their_first_day() {
        GrantorId fund = someone();
        String gina = "gina-" + UUID.randomUUID();
        record(new SignatoryRecorded(fund, new Party("Listed Fund", null), new Signatory(PartyId.of(gina), "Gina Listed", null, null),
                SignatoryCapacity.GENERAL_PARTNER, null, LocalDate.parse("2004-03-01"), null, java.util.Set.of(), null, null, null, null));
        assertThat(page("/signatories?on=2004-02-29")).doesNotContain(gina);
        assertThat(page("/signatories?on=2004-03-01")).contains(gina);

        GrantorId grantorId = someone();
        String poa = poa();
        grant(grantorId, poa, says -> says.executedOn("2004-01-01").appointingOffice(Acts.TREASURER));
        record(new IncumbencyRecorded(grantorId, PoaId.of(poa), Acts.TREASURER,
                new Person(Acts.KWIAT, "Katherine Kwiat", null, null), LocalDate.parse("2004-03-01"), null));
        assertThat(page("/offices?show=in-force&on=2004-02-29")).doesNotContain(poa);
        assertThat(page("/offices?show=in-force&on=2004-03-01")).contains(poa);
        assertThat(page("/offices?on=2004-02-29")).contains(poa, "not yet");
    }

    @Test
    void files_have_all_rows_and_are_named_for_what_they_hold() {
        String poa = poa();
        grant(someone(), poa, says -> says.executedOn("2004-01-01").expiresOn("2004-06-30"));
        HttpResponse<String> csv = LedgerForTests.get(port, "/export/instruments.csv?show=expiring-30&on=2004-06-15");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).startsWith("\uFEFFInstrument,Grantor,Grantor id,").contains(poa, "2004-06-30");
        assertThat(LedgerForTests.header(csv, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"instruments-expiring-30-2004-06-15.csv\"");
        for (String list : List.of("grantors", "attorneys", "issuers", "instruments", "signatories", "offices")) {
            assertThat(LedgerForTests.get(port, "/export/" + list + ".csv").statusCode()).as(list).isEqualTo(200);
            HttpResponse<String> workbook = LedgerForTests.get(port, "/export/" + list + ".xlsx");
            assertThat(workbook.statusCode()).as(list).isEqualTo(200);
            assertThat(workbook.body()).startsWith("PK");
        }
        assertThat(LedgerForTests.get(port, "/export/instruments.csv").body().lines().count() - 1).isEqualTo(instruments("").size());
    }

    @ParameterizedTest
    @CsvSource({ "/instruments?show=gone, show", "/instruments?sort=name, sort", "/instruments?sort=-, sort",
            "/instruments?show=expiring-31, show", "/instruments?show=expiring, show",
            "/instruments?days=30, days", "/instruments?cause=REVOKED, cause", "/instruments?show=ended-GONE, show",
            "/instruments?cursor=x, cursor", "/instruments?issuer=x, issuer", "/grantors?sort=signed, sort", "/grantors?show=ended, show",
            "/export/instruments.csv?cursor=x, cursor", "/export/grantors.xlsx?show=x, show", "/offices?show=x, show",
            "/signatories?show=x, show"})
    void what_no_list_has_is_refused_by_its_name(String path, String field) {
        HttpResponse<String> answer = LedgerForTests.get(port, path, "Accept", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Objects.requireNonNull(LedgerForTests.header(answer, "Content-Type"))).startsWith("application/problem+json");
        assertThat(LedgerForTests.json(answer).path("errors").get(0).path("path").asString()).isEqualTo(field);
    }
}
