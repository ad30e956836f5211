package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signatories, papers and gaps on both sides of their boundaries, on both clocks, and what is no such question. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignatoriesPapersGapsApiTest extends OnHeatonsLedger {

    private final Map<GrantorId, Long> sequences = new HashMap<>();
    /** What is recorded by one test is found by no other. */
    private String these = "";
    private String issuer = "";

    @BeforeEach
    void no_one_is_known() {
        these = "-" + UUID.randomUUID();
        issuer = "issuer" + these;
    }

    private GrantorId grantor(String id) {
        return GrantorId.of(id + these);
    }

    private LedgerRecord record(LegalAct act) {
        long sequence = sequences.merge(act.grantorId(), 1L, Long::sum) - 1;
        LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence, act);
        awaitRegister(record.position().value());
        return record;
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private LedgerRecord signs(String entity, String who, String from, @Nullable String until, @Nullable Integer minimum, Form... forms) {
        return record(new SignatoryRecorded(grantor(entity), new Party("Name of " + entity, null),
                new Signatory(PartyId.of(who + these), "Name of " + who, null, null), SignatoryCapacity.TRUSTEE, null, day(from),
                until == null ? null : day(until), Set.of(forms), minimum, null, null, null));
    }

    private List<String> signatories(String question) {
        return texts(answer("/api/signatories?" + question).path("items"), "partyId").stream().map(id -> id.replace(these, "")).toList();
    }

    private Terms terms(String attorney, String from, @Nullable String expiresOn, @Nullable String paper, String... issuers) {
        return terms(List.of(attorney), SigningRule.SINGLY, true, from, expiresOn, paper, issuers);
    }

    private Terms terms(List<String> attorneys, SigningRule signing, boolean amendments, String from, @Nullable String expiresOn,
            @Nullable String paper, String... issuers) {
        List<Issuer> at = (issuers.length == 0 ? Stream.of(issuer) : Stream.of(issuers))
                .map(id -> id.equals("ANY") ? Issuer.ANY : new Issuer(IssuerId.of(id), "Company", null)).toList();
        return new Terms(at,
                attorneys.stream().map(id -> new Attorney(AttorneyId.of(id + these), "Name of " + id, null, null, false, false))
                        .toList(),
                List.of(new Power("a", Set.of(Form.FORM_4), amendments, Set.of(), null)), signing, day(from), day(from),
                expiresOn == null ? null : day(expiresOn), Set.of(), SubstitutionPower.NONE, null, null, false, List.of(), null, null,
                false,
                true, paper == null ? null : new Document(paper, null));
    }

    private LedgerRecord granted(String grantor, Terms terms) {
        return record(new PowerOfAttorneyGranted(grantor(grantor), PoaId.of("paper"), new Party("Name of " + grantor, null), terms, null));
    }

    private List<String> gaps(String form, String on) {
        return texts(answer("/api/gaps?issuer=" + issuer + "&form=" + form + "&on=" + on).path("items"), "grantorId").stream()
                .map(id -> id.replace(these, "")).toList();
    }

    private static Instant before(LedgerRecord record) {
        return record.recordedAt().minusNanos(1000);
    }

    /** All pages of this size. */
    private List<JsonNode> paged(String question, int size) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = answer(question + "limit=" + size);
        page.path("items").forEach(rows::add);
        while (page.has("next")) {
            page = answer(question + "limit=" + size + "&cursor=" + page.path("next").asString());
            page.path("items").forEach(rows::add);
        }
        return rows;
    }

    // Signatories

    @Test
    void a_signatory_is_listed_from_the_first_day_until_the_day_of_the_end() {
        LedgerRecord ann = signs("fund", "ann", "2020-03-01", "2020-06-01", null);
        LedgerRecord bob = signs("fund", "bob", "2020-03-02", null, 2, Form.SCHEDULE_13G);
        LedgerRecord end = record(new SignatoryEnded(grantor("fund"), bob.recordId(), day("2020-07-01")));
        String fund = "grantor=" + grantor("fund");

        assertThat(signatories(fund + "&on=2020-02-29")).isEmpty();
        assertThat(signatories(fund + "&on=2020-03-01")).containsExactly("ann");
        assertThat(signatories(fund + "&on=2020-05-31")).containsExactly("ann", "bob");
        assertThat(signatories(fund + "&on=2020-06-01")).containsExactly("bob");
        assertThat(signatories(fund + "&on=2020-06-30")).containsExactly("bob");
        assertThat(signatories(fund + "&on=2020-07-01")).isEmpty();
        assertThat(signatories(fund + "&on=2020-07-01&knownAt=" + before(end))).as("the end is not known yet").containsExactly("bob");
        assertThat(signatories(fund + "&on=2020-05-31&knownAt=" + ann.recordedAt())).containsExactly("ann");
        assertThat(signatories(fund + "&on=2020-05-31&knownAt=" + before(ann))).isEmpty();

        JsonNode both = answer("/api/signatories?" + fund + "&on=2020-05-31").path("items");
        assertThat(texts(both, "recordId")).containsExactly(ann.recordId().toString(), bob.recordId().toString());
        assertThat(both.path(0).path("until").asString()).isEqualTo("2020-06-01");
        assertThat(both.path(0).has("forms")).as("all forms").isFalse();
        assertThat(both.path(1).path("forms").path(0).asString()).isEqualTo("SCHEDULE_13G");
        assertThat(texts(both, "minimumSignatories")).as("of the entity").containsExactly("2", "2");
        record(new RecordRetracted(grantor("fund"), bob.recordId(), "recorded in error"));
        assertThat(signatories(fund + "&on=2020-06-01")).isEmpty();
        assertThat(signatories("signatory=bob" + these + "&on=2020-06-01")).isEmpty();
        assertThat(answer("/api/signatories?" + fund + "&on=2020-05-31").path("items").path(0).path("minimumSignatories").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_dissolved_entity_has_no_signatories_from_that_day_on() {
        signs("fund", "ann", "2020-03-01", null, null);
        LedgerRecord dissolved = record(new GrantorDissolved(grantor("fund"), day("2021-01-01")));
        String fund = "grantor=" + grantor("fund");

        assertThat(signatories(fund + "&on=2020-12-31")).containsExactly("ann");
        assertThat(signatories(fund + "&on=2021-01-01")).isEmpty();
        record(new RecordRetracted(grantor("fund"), dissolved.recordId(), "another fund"));
        assertThat(signatories(fund + "&on=2021-01-01")).containsExactly("ann");
    }

    @Test
    void a_dead_signatory_is_no_longer_listed_and_an_incapacitated_one_is_listed_as_such() {
        signs("fund", "ann", "2020-03-01", "2020-07-01", null);
        signs("fund", "bob", "2020-03-01", null, null);
        LedgerRecord death = record(new AttorneyDied(grantor("fund"), AttorneyId.of("ann" + these), day("2020-06-01")));
        LedgerRecord incapacity = record(new AttorneyIncapacitated(grantor("fund"), AttorneyId.of("bob" + these), day("2020-06-02")));
        String fund = "grantor=" + grantor("fund");

        assertThat(signatories(fund + "&on=2020-05-31")).containsExactly("ann", "bob");
        assertThat(signatories(fund + "&on=2020-06-01")).containsExactly("bob");
        assertThat(signatories(fund + "&on=2020-06-01&knownAt=" + before(death))).as("the death is not known yet")
                .containsExactly("ann", "bob");
        JsonNode both = answer("/api/signatories?" + fund + "&on=2020-05-31").path("items");
        assertThat(both.path(0).path("until").asString()).isEqualTo("2020-06-01");
        assertThat(both.path(0).path("endCause").asString()).isEqualTo("ATTORNEY_DIED");
        assertThat(both.path(0).path("endedBy").asString()).isEqualTo(death.recordId().toString());
        assertThat(both.path(1).has("until")).as("an attorney of theirs may sign").isFalse();
        assertThat(both.path(1).path("incapacitatedOn").asString()).isEqualTo("2020-06-02");
        assertThat(both.path(1).path("incapacitatedBy").asString()).isEqualTo(incapacity.recordId().toString());
        assertThat(answer("/api/signatories?" + fund + "&on=2020-06-02&knownAt=" + before(incapacity)).path("items").path(0)
                .has("incapacitatedOn")).isFalse();
        record(new RecordRetracted(grantor("fund"), death.recordId(), "another Ann"));
        assertThat(signatories(fund + "&on=2020-06-01")).containsExactly("ann", "bob");
    }

    @Test
    void pages_of_signatories_of_one_entity_and_of_one_signatory_leave_none_out() {
        for (String entity : List.of("fund-a", "fund-b", "fund-c")) {
            for (String who : List.of("ann", "bob", "cay")) {
                signs(entity, who, "2020-01-01", null, null);
            }
        }
        for (int size : List.of(1, 2, 3, 1000)) {
            assertThat(paged("/api/signatories?on=2020-01-01&grantor=" + grantor("fund-b") + "&", size))
                    .extracting(row -> row.path("partyId").asString().replace(these, "")).containsExactly("ann", "bob", "cay");
            assertThat(paged("/api/signatories?on=2020-01-01&signatory=bob" + these + "&", size))
                    .extracting(row -> row.path("grantorId").asString().replace(these, "")).containsExactly("fund-a", "fund-b", "fund-c");
        }
        String next = answer("/api/signatories?limit=1&grantor=" + grantor("fund-a")).path("next").asString();
        assertProblem(get("/api/signatories?limit=1&grantor=" + grantor("fund-b") + "&cursor=" + next), 400, "MALFORMED");
    }

    // Papers

    @Test
    void a_paper_is_found_as_corrected_and_by_its_riders() {
        String first = paper('a');
        String right = paper('b');
        String signed = paper('c');
        LedgerRecord grant = granted("ann", terms("lee", "2020-01-02", null, first));
        LedgerRecord correction = record(new PowerOfAttorneyCorrected(grantor("ann"), PoaId.of("paper"), new Party("Ann", null),
                terms("lee", "2020-01-03", null, right), "another copy", null));
        LedgerRecord rider = record(new PowerOfAttorneyAmended(grantor("ann"), PoaId.of("paper"), null,
                terms("kim", "2021-01-01", null, signed, "ANY"), null, null));

        assertThat(answer("/api/papers/" + first).path("items")).isEmpty();
        JsonNode then = answer("/api/papers/" + first + "?knownAt=" + before(correction)).path("items");
        assertThat(texts(then, "recordId")).containsExactly(grant.recordId().toString());
        JsonNode corrected = answer("/api/papers/" + right).path("items");
        assertThat(texts(corrected, "recordId")).containsExactly(correction.recordId().toString());
        assertThat(texts(corrected, "executedOn")).containsExactly("2020-01-03");
        JsonNode amended = answer("/api/papers/" + signed).path("items");
        assertThat(texts(amended, "recordId")).containsExactly(rider.recordId().toString());
        assertThat(amended.path(0).path("issuers").path(0).asString()).isEqualTo("ANY");
        record(new RecordRetracted(grantor("ann"), rider.recordId(), "not signed"));
        assertThat(answer("/api/papers/" + signed).path("items")).isEmpty();
        assertThat(answer("/api/papers/" + signed + "?knownAt=" + rider.recordedAt()).path("items")).hasSize(1);
    }

    @Test
    void pages_of_a_paper_of_many_grantors_leave_none_out() {
        String paper = paper('d');
        for (String grantor : List.of("ann", "bob", "cay")) {
            granted(grantor, terms("lee", "2020-01-02", null, paper));
        }
        for (int size : List.of(1, 2, 3)) {
            assertThat(paged("/api/papers/" + paper + "?", size)).extracting(row -> row.path("grantorId").asString().replace(these, ""))
                    .containsExactly("ann", "bob", "cay");
        }
        assertThat(get("/api/papers/" + paper, "Accept", "application/x-ndjson").body().lines()).hasSize(3);
        assertThat(get("/api/papers/" + paper, "Accept", "text/csv").body()).startsWith("grantorId,grantorName,poaId,executedOn,issuers");
    }

    private String paper(char digit) {
        return these.replace("-", "") + Character.toString(digit).repeat(32);
    }

    @Test
    void what_is_no_hash_of_a_paper_is_refused() {
        for (String hash : List.of("a".repeat(63), "a".repeat(65), "g".repeat(64), "a".repeat(63) + "%20")) {
            assertMalformed(get("/api/papers/" + hash), "sha256");
        }
    }

    // Gaps

    @Test
    void a_gap_opens_on_the_day_of_the_end_and_when_the_duty_begins_and_closes_when_it_ceases() {
        granted("ann", terms("lee", "2020-01-02", "2020-06-30", null));
        record(new GrantorBeganReporting(grantor("bob"), IssuerId.of(issuer), Set.of(Regime.SECTION_16), day("2020-08-01"), null));
        LedgerRecord ceased = record(
                new GrantorCeasedReporting(grantor("ann"), IssuerId.of(issuer), Set.of(Regime.SECTION_16), day("2020-09-01"), null));

        assertThat(gaps("4", "2020-01-01")).as("required, as presumed, and no one may sign yet").containsExactly("ann");
        assertThat(gaps("4", "2020-01-02")).isEmpty();
        assertThat(gaps("4", "2020-06-30")).isEmpty();
        assertThat(gaps("4", "2020-07-01")).containsExactly("ann");
        assertThat(gaps("4", "2020-07-31")).as("bob's duty begins tomorrow").containsExactly("ann");
        assertThat(gaps("4", "2020-08-01")).containsExactly("ann", "bob");
        assertThat(gaps("4", "2020-08-31")).containsExactly("ann", "bob");
        assertThat(gaps("4", "2020-09-01")).containsExactly("bob");
        assertThat(
                texts(answer("/api/gaps?issuer=" + issuer + "&form=4&on=2020-09-01&knownAt=" + before(ceased)).path("items"), "grantorId"))
                .as("not known to have ceased").containsExactly(grantor("ann").value(), grantor("bob").value());
        JsonNode gaps = answer("/api/gaps?issuer=" + issuer + "&form=4&on=2020-08-01").path("items");
        assertThat(texts(gaps, "since")).containsExactly("2020-07-01", "2020-08-01");
        assertThat(gaps.path(0).path("lastSigners").path(0).path("endCause").asString()).isEqualTo("EXPIRED");
        assertThat(gaps.path(1).path("lastSigners")).isEmpty();
        for (int size : List.of(1, 2)) {
            assertThat(paged("/api/gaps?issuer=" + issuer + "&form=4&on=2020-08-01&", size)).hasSize(2);
        }
    }

    @Test
    void a_gap_is_dated_by_signatories_and_other_streams_too_and_says_who_could_sign_last_and_by_what() {
        LedgerRecord trustee = signs("fund", "pat", "2020-01-02", "2020-08-01", null);
        granted("fund", terms("lee", "2020-01-02", "2020-06-30", null));
        granted("kay", terms("zoe", "2020-01-02", null, null));
        LedgerRecord death = record(new GrantorDied(grantor("zoe"), day("2020-06-01")));
        String asked = "/api/gaps?issuer=" + issuer + "&form=4&on=2021-01-01";

        JsonNode gaps = answer(asked).path("items");
        assertThat(texts(gaps, "grantorId")).containsExactly(grantor("fund").value(), grantor("kay").value());
        assertThat(texts(gaps, "since")).containsExactly("2020-08-01", "2020-06-01");
        JsonNode pat = gaps.path(0).path("lastSigners").path(0);
        assertThat(pat.path("attorneyId").asString()).isEqualTo("pat" + these);
        assertThat(pat.path("attorneyName").asString()).isEqualTo("Name of pat");
        assertThat(pat.path("by").asString()).isEqualTo("SIGNATORY");
        assertThat(pat.path("capacity").asString()).isEqualTo("TRUSTEE");
        assertThat(pat.path("givenBy").asString()).isEqualTo(trustee.recordId().toString());
        assertThat(pat.path("until").asString()).isEqualTo("2020-08-01");
        assertThat(pat.path("endCause").asString()).isEqualTo("LEFT_OFFICE");
        assertThat(pat.path("endedIn").asString()).isEqualTo(grantor("fund").value());
        assertThat(pat.has("poaId")).isFalse();
        assertThat(texts(pat.path("chains").path(0), "by")).containsExactly("SIGNATORY", "HAND");
        JsonNode zoe = gaps.path(1).path("lastSigners").path(0);
        assertThat(zoe.path("by").asString()).isEqualTo("POWER_OF_ATTORNEY");
        assertThat(zoe.path("poaId").asString()).isEqualTo("paper");
        assertThat(zoe.path("endCause").asString()).isEqualTo("ATTORNEY_DIED");
        assertThat(zoe.path("recordId").asString()).isEqualTo(death.recordId().toString());
        assertThat(zoe.path("endedIn").asString()).isEqualTo(grantor("zoe").value());
        assertThat(texts(answer(asked + "&knownAt=" + before(death)).path("items"), "grantorId"))
                .containsExactly(grantor("fund").value());
    }

    @Test
    void a_page_ends_when_many_without_a_gap_were_looked_at_and_the_next_goes_on() {
        String[] many = IntStream.range(0, 2_100).mapToObj(n -> "co-" + n + these).toArray(String[]::new);
        granted("many", terms("lee", "2020-01-02", null, null, many));
        granted("zoe", terms("lee", "2020-01-02", "2020-01-31", null, many[7]));
        List<String> found = new ArrayList<>();
        boolean shortened = false;
        JsonNode page = answer("/api/gaps?form=4&on=2020-03-01&limit=1000");
        while (true) {
            page.path("items").forEach(item -> found.add(item.path("grantorId").asString() + " " + item.path("issuerId").asString()));
            if (!page.has("next")) {
                break;
            }
            shortened = shortened || page.path("items").size() < 1000;
            assertThat(page.has("total")).isFalse();
            page = answer("/api/gaps?form=4&on=2020-03-01&limit=1000&cursor=" + page.path("next").asString());
        }
        assertThat(shortened).isTrue();
        assertThat(found).contains(grantor("zoe") + " " + many[7]).noneMatch(gap -> gap.startsWith(grantor("many") + " "))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_can_be_signed_by_someone_else_in_any_way_is_no_gap() {
        granted("joint", terms(List.of("lee", "kim"), SigningRule.atLeast(2), true, "2020-01-02", null, null));
        granted("original-only", terms(List.of("lee"), SigningRule.SINGLY, false, "2020-01-02", null, null));
        granted("any", terms("lee", "2020-01-02", null, null, "ANY"));
        record(new GrantorBeganReporting(grantor("any"), IssuerId.of(issuer), Set.of(Regime.SECTION_16), day("2020-01-01"), null));
        signs("fund", "mia", "2020-01-02", null, null);
        record(new GrantorBeganReporting(grantor("fund"), IssuerId.of(issuer), Set.of(Regime.SECTION_16), day("2020-01-01"), null));
        granted("dead", terms("lee", "2020-01-02", null, null));
        record(new GrantorDied(grantor("dead"), day("2020-05-01")));

        assertThat(gaps("4", "2020-01-01")).as("two begin today; those with papers are presumed to be required")
                .containsExactly("any", "dead", "fund", "joint", "original-only");
        assertThat(gaps("4", "2020-01-02")).isEmpty();
        assertThat(gaps("4%2FA", "2020-01-02")).containsExactly("original-only");
        assertThat(gaps("4", "2020-05-01")).as("until a cessation is recorded").containsExactly("dead");
        assertThat(gaps("5", "2020-05-01")).as("the fund signs every form").containsExactly("any", "dead", "joint", "original-only");
        assertThat(gaps("ID", "2020-05-01")).as("no regime").isEmpty();
        assertThat(gaps("13F-HR", "2020-05-01")).isEmpty();
        record(new GrantorDied(grantor("mia"), day("2020-05-01")));
        assertThat(gaps("4", "2020-04-30")).isEmpty();
        assertThat(gaps("4", "2020-05-01")).as("the dead sign nothing").containsExactly("dead", "fund");
    }

    // Bad input

    @ParameterizedTest
    @ValueSource(strings = { "/api/signatories?", "/api/gaps?form=4&",
            "/api/papers/0000000000000000000000000000000000000000000000000000000000000000?"})
    void what_every_question_refuses_is_refused(String question) {
        String path = question.substring(0, question.indexOf('?'));
        assertThat(LedgerForTests.getAnonymously(port, path).statusCode()).isEqualTo(401);
        assertProblem(LedgerForTests.send(LedgerForTests.request(port, path).DELETE().build()), 405, "METHOD_NOT_ALLOWED");
        assertProblem(get(question + "limit=1", "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
        assertThat(get(question + "limit=1000").statusCode()).isEqualTo(200);
        assertMalformed(get(question + "limit=1001"), "limit");
        assertMalformed(get(question + "limit=0"), "limit");
        assertMalformed(get(question + "unknown=1"), "unknown");
        assertMalformed(get(question + "cursor=x"), "cursor");
        assertMalformed(get(question + "knownAt=yesterday"), "knownAt");
        assertProblem(get(question + "knownAt=2999-01-01T00:00:00Z"), 422, "AHEAD_OF_THE_LEDGER");
        assertProblem(get(question + "minPosition=" + Long.MAX_VALUE), 503, "POSITION_NOT_REACHED");
        for (String type : List.of("application/json", "text/csv", "application/x-ndjson")) {
            assertThat(LedgerForTests.header(get(question + "limit=1", "Accept", type), "Content-Type")).startsWith(type);
        }
    }

    @Test
    void what_is_no_id_no_day_and_no_form_is_refused() {
        for (String id : List.of("a%2Fb", "%20", "-a", "x".repeat(65))) {
            assertMalformed(get("/api/signatories?grantor=" + id), "grantor");
            assertMalformed(get("/api/signatories?signatory=" + id), "signatory");
            assertMalformed(get("/api/gaps?form=4&issuer=" + id), "issuer");
        }
        for (String day : List.of("2023-02-30", "1599-12-31", "%2B10000-01-01")) {
            assertMalformed(get("/api/signatories?on=" + day), "on");
            assertMalformed(get("/api/gaps?form=4&on=" + day), "on");
        }
        assertMalformed(get("/api/gaps"), "form");
        assertMalformed(get("/api/gaps?form=4%2FB"), "form");
        assertMalformed(get("/api/gaps?form=ALL"), "form");
    }
}
