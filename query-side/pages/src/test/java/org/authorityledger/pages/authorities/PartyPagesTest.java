package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstitutionPower;
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
                    new PowerOfAttorneyGranted(grantorId, PoaId.of("p" + n), new Party("Sam Shown", null), terms, null)).position().value();
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

    private static Terms says(UnaryOperator<Acts.Writing> says) {
        Acts acts = new Acts();
        acts.granted("first", says);
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }

    @Test
    void a_rule_of_groups_is_shown_as_who_must_sign_with_whom() {
        GrantorId grantorId = granted(1, says(says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER).groups(
                new SigningRule.Group(List.of(Acts.IRVING), 1), new SigningRule.Group(List.of(Acts.FRACTOR, Acts.STOVER), 1))));
        String rule = "Judi Irving with at least 1 of David Fractor or JoAnn Stover";

        assertThat(page("/grantors/" + grantorId)).contains("jointly, " + rule, "with others, " + rule + ": why").doesNotContain("2 of 3");
        assertThat(page("/grantors/" + grantorId + "/powers-of-attorney/p0")).contains(">" + rule + ", jointly<").doesNotContain("2 of 3");
    }

    @Test
    void a_clause_with_a_rule_of_its_own_is_shown_with_that_rule() {
        Power own = new Power("b", Set.of(Form.FORM_144), null, Set.of(), null, List.of(), SigningRule.atLeast(2), List.of());
        GrantorId grantorId = granted(1, says(says -> says.appointing(Acts.IRVING, Acts.FRACTOR, Acts.STOVER)
                .giving(new Power("a", Set.of(Form.FORM_4), null, Set.of(), null), own)));

        assertThat(page("/grantors/" + grantorId)).contains(">(a) singly; (b) jointly, 2 of 3<", "sign Form 144 with others, 2 of 3: why",
                "sign Form 4: why");
        assertThat(text(page("/grantors/" + grantorId + "/powers-of-attorney/p0"))).contains("Signingeach singly",
                "Form 144with amendments · at least 2 jointly");
    }

    /** An empty text: the component changes no answer. */
    @Test
    void every_term_of_an_instrument_that_can_change_an_answer_is_shown() {
        Attorney attorney = new Attorney(Acts.IRVING, "Judi Irving", "Shown Title", "Shown Employer", true, true, null,
                PartyKind.ENTITY);
        Attorney other = new Attorney(Acts.FRACTOR, "David Fractor", null, null, false, false);
        Power power = new Power("q", Set.of(Form.FORM_144), false, Set.of(Capacity.DIRECTOR), "Shown words",
                List.of(Acts.IRVING, Acts.FRACTOR),
                SigningRule.atLeast(2), List.of());
        Power accessory = new Power("r", Set.of(), true, Set.of(), null, List.of(), null, List.of("q"));
        LocalDate day = LocalDate.parse("2020-05-08");
        Terms terms = new Terms(List.of(new Issuer(Acts.HEMACARE, "HemaCare Corporation", null)), List.of(attorney, other),
                List.of(power, accessory), SigningRule.SINGLY, day, LocalDate.parse("2020-06-09"), LocalDate.parse("2030-01-02"),
                Set.of(Regime.RULE_144), SubstitutionPower.WITH_RESUBSTITUTION, false, "Shown law", true, List.of(PoaId.of("shown-poa")),
                RevocationTakesEffect.ON_DELIVERY_TO_ISSUER, OnBehalfOf.of(List.of(PartyId.of("shown-entity"))), true, false,
                new Document("ab".repeat(32), "shown.txt"));
        Map<String, String> shown = Map.ofEntries(Map.entry("issuers", "HemaCare Corporation"), Map.entry("attorneys", "David Fractor"),
                Map.entry("powers", "(q)"), Map.entry("signing", "each singly"), Map.entry("executedOn", "May 8, 2020"),
                Map.entry("effectiveOn", "June 9, 2020"), Map.entry("expiresOn", "through January 2, 2030"),
                Map.entry("untilCeasedReporting", "until no longer required to report under Rule 144"),
                Map.entry("substitution", "substitution allowed, also by substitutes"), Map.entry("durable", "not durable"),
                Map.entry("governingLaw", "Shown law"), Map.entry("supersedesPrior", "supersedes earlier ones"),
                Map.entry("supersedes", "supersedes shown-poa"), Map.entry("revocationTakesEffect", "when delivered to the company"),
                Map.entry("onBehalfOf", "also for shown-entity"), Map.entry("undated", "undated; by May 8, 2020 at the latest"),
                Map.entry("termsSeen", "the recorder did not see the writing"), Map.entry("document", "shown.txt"));
        Map<String, String> ofAttorney = Map.of("attorneyId", "/offices/judi-irving", "name", "Judi Irving", "title", "Shown Title",
                "employer", "Shown Employer", "endsWithEmployment", "authority ends with employment", "office", "an office", "kind",
                "an entity", "cik", "");
        Map<String, String> ofPower = Map.of("clause", "(q)", "forms", "Form 144", "amendments", "no amendments", "capacities",
                "as Director",
                "text", "Shown words", "attorneys", "only Judi Irving and David Fractor", "signing", "at least 2 jointly", "accessoryTo",
                "in addition to (q)");
        assertThat(shown).containsOnlyKeys(components(Terms.class));
        assertThat(ofAttorney).containsOnlyKeys(components(Attorney.class));
        assertThat(ofPower).containsOnlyKeys(components(Power.class));

        String page = page("/grantors/" + granted(1, terms) + "/powers-of-attorney/p0");
        int from = page.indexOf("id=\"says-title\"");
        String says = page.substring(from, page.indexOf("matrix-title", from)).replace('\u00a0', ' ');
        for (Map<String, String> texts : List.of(shown, ofAttorney, ofPower)) {
            texts.forEach((component, text) -> assertThat(says.contains(text) || text(says).contains(text)).as(component + ": " + text)
                    .isTrue());
        }
        for (RevocationTakesEffect when : RevocationTakesEffect.values()) {
            String said = text(page("/grantors/" + granted(1, says(writing -> writing.revocationTakesEffect(when)))
                    + "/powers-of-attorney/p0"));
            assertThat(said).contains("Revocation works" + switch (when) {
                case ON_DELIVERY_TO_ATTORNEY -> "for each attorney, when delivered to them";
                case ON_DELIVERY_TO_ISSUER -> "when delivered to the company";
                case ON_SIGNING -> "when signed";
            });
        }
    }

    private static String[] components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toArray(String[]::new);
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
                .position().value());

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
        awaitRegister(records.getLast().position().value());

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
        awaitRegister(record.position().value());
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
                new AttorneyIncapacitated(entity, AttorneyId.of("bob-" + entity), LocalDate.parse("2020-07-01"))).position().value());

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
        awaitRegister(record.position().value());
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
        String versions = text(page.substring(page.indexOf("id=\"versions\""), page.indexOf("</p>", page.indexOf("id=\"versions\""))));
        assertThat(versions).as("riders are no corrections").contains("Grant recorded: ", "3 riders recorded: ").doesNotContain("version",
                "correction");
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
