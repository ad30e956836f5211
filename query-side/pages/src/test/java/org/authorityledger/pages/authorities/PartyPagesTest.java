package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the page of a grantor shows, beyond what a browser is needed for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PartyPagesTest extends OnAQueryNode {

    private static final Pattern ROW = Pattern.compile("<a href=\"[^\"]*/powers-of-attorney/([^\"?]+)[^\"]*\">[^<]*</a></td>");

    private String page(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html").body();
    }

    private GrantorId granted(int instruments, Terms terms) {
        GrantorId grantorId = GrantorId.of("shown-" + UUID.randomUUID());
        long last = 0;
        for (int n = 0; n < instruments; n++) {
            last = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), n,
                    new PowerOfAttorneyGranted(grantorId, PoaId.of("p" + n), new Party("Sam Shown", null), terms, null)).position();
        }
        awaitRegister(last);
        return grantorId;
    }

    private static Terms terms(int signatures) {
        Acts acts = new Acts();
        acts.granted("first", says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER).atLeast(signatures));
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }

    @Test
    void who_signs_jointly_is_shown_with_how_many_of_how_many_must_and_who_signs_alone_is_not() {
        assertThat(page("/grantors/" + granted(1, terms(2)))).contains(">2 of 3<", ">jointly, 2 of 3<", "with others, 2 of 3: why");
        assertThat(page("/grantors/" + granted(1, terms(1)))).contains(">singly<").doesNotContain("jointly");
    }

    @Test
    void a_long_table_goes_on_after_the_last_row_of_the_page_before() {
        GrantorId grantorId = granted(12, terms(1));
        String first = page("/grantors/" + grantorId);
        Matcher next = Pattern.compile("rel=\"next\" href=\"\\?cursor=([^\"]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = page("/grantors/" + grantorId + "?cursor=" + next.group(1));

        assertThat(instruments(first)).hasSize(30);
        assertThat(instruments(second)).hasSize(6);
        List<String> all = new ArrayList<>(instruments(first));
        all.addAll(instruments(second));
        for (int n = 0; n < 12; n++) {
            String instrument = "p" + n;
            assertThat(all.stream().filter(instrument::equals)).as(instrument).hasSize(3);
        }
        assertThat(second).doesNotContain("rel=\"next\"");
        assertThat(LedgerForTests.get(port, "/grantors/" + grantorId + "?cursor=none").statusCode()).isEqualTo(400);
    }

    @Test
    void the_second_page_of_a_table_is_of_the_moment_of_the_first_and_of_its_party() {
        GrantorId grantorId = granted(12, terms(1));
        Matcher next = Pattern.compile("rel=\"next\" href=\"\\?cursor=([^\"]+)\"").matcher(page("/grantors/" + grantorId));
        assertThat(next.find()).isTrue();
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 12,
                new PowerOfAttorneyGranted(grantorId, PoaId.of("recorded-later"), new Party("Sam Shown", null), terms(1), null))
                .position());

        assertThat(instruments(page("/grantors/" + grantorId + "?cursor=" + next.group(1)))).hasSize(6).doesNotContain("recorded-later");
        assertThat(page("/grantors/" + grantorId)).contains("recorded-later");
        for (String other : List.of("/grantors/" + granted(1, terms(1)) + "?", "/grantors/" + grantorId + "?on=2001-01-01&",
                "/grantors/" + grantorId + "?knownAt=2026-01-01T00:00:00Z&")) {
            assertThat(LedgerForTests.get(port, other + "cursor=" + next.group(1)).statusCode()).as(other).isEqualTo(400);
        }
    }

    @Test
    void an_instruments_page_lists_only_the_acts_that_concern_it() {
        GrantorId grantorId = granted(1, terms(1));
        Acts acts = new Acts();
        acts.granted("other", says -> says.appointing(Acts.KWIAT).forIssuer(Acts.AAR));
        Terms other = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        List<LegalAct> more = new ArrayList<>(List.of(
                new PowerOfAttorneyGranted(grantorId, PoaId.of("other"), new Party("Sam Shown", null), other, null),
                new GrantorCeasedReporting(grantorId, Acts.AAR, Set.of(Regime.SECTION_16), LocalDate.parse("2021-01-01"), null),
                new GrantorCeasedReporting(grantorId, Acts.HEMACARE, Set.of(Regime.RULE_144), LocalDate.parse("2021-02-01"), null),
                new AttorneyEmploymentEnded(grantorId, Acts.KWIAT, LocalDate.parse("2021-03-01")),
                new AttorneyEmploymentEnded(grantorId, Acts.STOVER, LocalDate.parse("2021-04-01")),
                new GrantorIncapacitated(grantorId, LocalDate.parse("2022-01-01"))));
        List<LedgerRecord> records = new ArrayList<>();
        for (LegalAct act : more) {
            records.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), records.size() + 1, act));
        }
        records.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), records.size() + 1,
                new RecordRetracted(grantorId, records.get(3).recordId(), "another Kwiat")));
        records.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), records.size() + 1,
                new RecordRetracted(grantorId, records.get(4).recordId(), "another Stover")));
        awaitRegister(records.getLast().position());

        String first = acts(page("/grantors/" + grantorId + "/powers-of-attorney/p0"));
        assertThat(first).contains("HemaCare", "another Stover", "JoAnn Stover", "lost capacity").doesNotContain("AAR", "Kwiat", "other,");
        String second = acts(page("/grantors/" + grantorId + "/powers-of-attorney/other"));
        assertThat(second).contains("AAR", "another Kwiat", "lost capacity").doesNotContain("HemaCare", "Stover");
        assertThat(acts(page("/grantors/" + grantorId))).as("the grantor's page has all").contains("AAR", "HemaCare", "Kwiat", "Stover");
    }

    private LedgerRecord signs(GrantorId entity, int sequence, String who, String name, SignatoryCapacity capacity, String from,
            @Nullable String until, @Nullable Integer minimum) {
        LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence,
                new SignatoryRecorded(entity, new Party("Shown Fund LP", null), new Signatory(PartyId.of(who), name, null, null), capacity,
                        null, LocalDate.parse(from), until == null ? null : LocalDate.parse(until), Set.of(), minimum, null, null, null));
        awaitRegister(record.position());
        return record;
    }

    @Test
    void the_page_of_an_entity_says_who_signs_for_it_in_which_capacity_from_when_to_when_and_how_many_must() {
        GrantorId entity = GrantorId.of("fund-" + UUID.randomUUID());
        signs(entity, 0, "gp-" + entity, "Shown GP \u202E<b>LLC</b>", SignatoryCapacity.GENERAL_PARTNER, "2020-01-01", "2021-06-01", null);
        LedgerRecord first = signs(entity, 1, "tim-" + entity, "Tim Trustee", SignatoryCapacity.TRUSTEE, "2021-01-01", null, null);
        signs(entity, 2, "never-" + entity, "Nell Never", SignatoryCapacity.TRUSTEE, "2021-01-01", "2021-01-01", 2);

        String page = page("/grantors/" + entity + "?on=2021-05-31");
        String signers = section(page, "signers-title");
        assertThat(text(signers)).contains("At least 2 of them must sign together.", "general partner", "Jan 1, 2020", "May 31, 2021",
                "Left the office", "Tim Trustee", "trustee", "every form", "open").doesNotContain("Nell Never", "None is", "not yet");
        assertThat(signers).contains("Shown GP [U+202E]&lt;b&gt;LLC", "href=\"/attorneys/tim-" + entity).doesNotContain("<b>");
        assertThat(signers.split("in force<", -1)).hasSize(3);
        assertThat(section(page("/grantors/" + entity + "?on=2021-06-01"), "signers-title").split("in force<", -1)).hasSize(2);
        assertThat(text(section(page("/grantors/" + entity + "?on=2021-05-31&knownAt=" + first.recordedAt()), "signers-title")))
                .contains("Each signs alone.");
        assertThat(text(section(page("/grantors/" + entity + "?on=2019-12-31"), "signers-title"))).contains("None was in force", "not yet");
        assertThat(text(page)).contains("0 authorities in force under powers of attorney, 0 ever · 2 signatories in force",
                "No authority under a power of attorney is in force");
        assertThat(page).as("the as-of bar steps to the end of a signatory").contains("id=\"change-after\"", "on=2021-06-01");
        assertThat(page("/attorneys/tim-" + entity)).contains("Tim Trustee");
    }

    @Test
    void a_dead_signatory_is_shown_as_ended_and_an_incapacitated_one_as_such() {
        GrantorId entity = GrantorId.of("fund-" + UUID.randomUUID());
        signs(entity, 0, "ann-" + entity, "Ann", SignatoryCapacity.TRUSTEE, "2020-01-01", null, null);
        signs(entity, 1, "bob-" + entity, "Bob", SignatoryCapacity.TRUSTEE, "2020-01-01", null, null);
        LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 2,
                new AttorneyDied(entity, AttorneyId.of("ann-" + entity), LocalDate.parse("2020-06-01")));
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 3,
                new AttorneyIncapacitated(entity, AttorneyId.of("bob-" + entity), LocalDate.parse("2020-07-01"))).position());

        String alive = section(page("/grantors/" + entity + "?on=2020-05-31"), "signers-title");
        assertThat(alive.split("in force<", -1)).hasSize(3);
        String dead = section(page("/grantors/" + entity + "?on=2020-06-01"), "signers-title");
        assertThat(dead.split("in force<", -1)).hasSize(2);
        assertThat(text(dead)).contains("May 31, 2020", "ended").doesNotContain("incapacitated");
        String incapacitated = section(page("/grantors/" + entity + "?on=2020-07-01"), "signers-title");
        assertThat(incapacitated).doesNotContain("in force<");
        assertThat(text(incapacitated)).contains("incapacitated on Jul 1, 2020", "may be represented by an attorney");
    }

    @Test
    void the_page_of_a_person_has_no_signatories() {
        assertThat(page("/grantors/" + granted(1, terms(1)))).doesNotContain("signers-title");
    }

    private LedgerRecord amended(GrantorId grantorId, int sequence, String effectiveOn) {
        Acts acts = new Acts();
        acts.granted("first", says -> says.appointing(Acts.IRVING).executedOn("2020-05-01").effectiveOn(effectiveOn).withoutExpiry());
        Terms terms = ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
        LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence,
                new PowerOfAttorneyAmended(grantorId, PoaId.of("p0"), null, terms, null, null));
        awaitRegister(record.position());
        return record;
    }

    @Test
    void the_page_of_an_amended_instrument_shows_which_terms_hold_from_which_day_to_which() {
        GrantorId grantorId = granted(1, terms(1));
        String path = "/grantors/" + grantorId + "/powers-of-attorney/p0?on=2021-12-31";
        assertThat(page(path)).as("without riders there is nothing to cut").doesNotContain("terms-title");
        LedgerRecord displaced = amended(grantorId, 1, "2022-01-01");
        LedgerRecord second = amended(grantorId, 2, "2022-01-01");
        LedgerRecord earlier = amended(grantorId, 3, "2021-03-01");

        String page = page(path);
        String cut = page.substring(page.indexOf("class=\"segments\""), page.indexOf("</figure>"));
        String[] rows = cut.split("<li", -1);
        assertThat(rows).hasSize(5);
        assertThat(text(rows[1])).contains("The grant:", "through February 28, 2021").doesNotContain("on the day shown");
        assertThat(text(rows[2])).contains("Rider signed May 1, 2020: March 1, 2021 through December 31, 2021, on the day shown");
        assertThat(rows[2]).contains("aria-current=\"true\"", "/ledger/" + earlier.recordId());
        assertThat(text(rows[3])).contains("on no day");
        assertThat(rows[3]).contains("/ledger/" + displaced.recordId());
        assertThat(text(rows[4])).contains("from January 1, 2022").doesNotContain("on the day shown");
        assertThat(rows[4]).contains("/ledger/" + second.recordId());
        assertThat(page.substring(page.indexOf("over-time"), page.indexOf("class=\"segments\"")).split("class=\"body\"", -1))
                .as("a bar for each that holds on some day").hasSize(4);
        assertThat(page).as("the as-of bar steps to the day of a rider").contains("on=2022-01-01");
        assertThat(page(path + "&knownAt=" + second.recordedAt())).as("before the last rider was recorded")
                .doesNotContain("March 1, 2021");
    }

    private static String section(String page, String title) {
        int from = page.indexOf("aria-labelledby=\"" + title);
        return page.substring(from, page.indexOf("</section>", from));
    }

    private static String text(String html) {
        return html.substring(html.indexOf('>') + 1).replaceAll("<[^>]*>", "").replaceAll("[\\s\u00a0]+", " ");
    }

    private static String acts(String page) {
        return page.substring(page.indexOf("id=\"acts-title\"")).replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    /** The instruments of the rows of the table. */
    private static List<String> instruments(String page) {
        List<String> instruments = new ArrayList<>();
        Matcher row = ROW.matcher(page.substring(page.indexOf("id=\"table-title\"")));
        while (row.find()) {
            instruments.add(row.group(1));
        }
        return instruments;
    }
}
