package org.authorityledger.pages.authorities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.Terms;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the page of who may sign says, beyond what a browser is needed for. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckPageAnswersTest extends OnAQueryNode {

    private final GrantorId grantorId = GrantorId.of("asked-" + UUID.randomUUID());
    private final List<LedgerRecord> recorded = new ArrayList<>();
    private final Map<GrantorId, Long> sequences = new HashMap<>();

    private void record(LegalAct act) {
        recorded.add(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), recorded.size(), act));
        awaitRegister(recorded.getLast().position().value());
    }

    private void granted(String poa, UnaryOperator<Acts.Writing> says) {
        record(new PowerOfAttorneyGranted(grantorId, PoaId.of(poa), new Party("Ann Asked", null), terms(says), null));
    }

    private static Terms terms(UnaryOperator<Acts.Writing> says) {
        Acts acts = new Acts();
        acts.granted("first", says);
        return ((PowerOfAttorneyGranted) acts.records().getFirst().act()).terms();
    }

    private Instant before(int record) {
        return recorded.get(record).recordedAt().minusNanos(1_000);
    }

    private String page(String more) {
        return LedgerForTests.get(port, "/check?grantor=" + grantorId + "&form=4&on=2020-07-01" + more, "Accept", "text/html").body();
    }

    /** The text of the answer, without its markup. */
    private static String answer(String page) {
        return page.substring(page.indexOf("id=\"answer\"")).replaceAll("(?s)<svg.*?</svg>", "").replaceAll("<[^>]*>", "")
                .replaceAll("\\s+", " ");
    }

    @Test
    void as_known_before_the_first_record_the_ledger_held_none_and_no_one_is_answered_no() {
        granted("first", says -> says.withoutExpiry());

        for (String signer : List.of("", "&signer=judi-irving", "&signer=judi-irving&issuer=hemacare")) {
            String before = page(signer + "&knownAt=" + before(0));
            assertThat(answer(before)).as(signer).contains("The ledger held no record of this grantor then.");
            assertThat(before).as(signer).doesNotContain("\"verdict no\"").doesNotContain("\"verdict yes\"")
                    .doesNotContain("No one may sign");
            assertThat(answer(page(signer + "&knownAt=" + recorded.getFirst().recordedAt()))).as("from the record on" + signer)
                    .doesNotContain("held no record of this grantor then");
        }
    }

    @Test
    void where_something_else_was_recorded_before_the_first_grant_the_answer_is_no() {
        record(new GrantorCeasedReporting(grantorId, Acts.AAR, Set.of(Regime.SECTION_16), LocalDate.parse("2020-01-01"), null));
        granted("first", says -> says.withoutExpiry());

        assertThat(answer(page("&knownAt=" + before(0)))).contains("The ledger held no record of this grantor then.");
        String between = page("&knownAt=" + before(1));
        assertThat(answer(between)).doesNotContain("no record of this grantor").contains("No one was authorized to sign");
    }

    @Test
    void alone_is_said_only_where_together_they_may() {
        granted("first", says -> says.withoutExpiry().atLeast(2));
        assertThat(answer(page(""))).contains("No one was authorized to sign Form 4 alone for",
                "at least 2 of those listed must sign together");

        granted("first-of-others", says -> says.withoutExpiry().appointing(Acts.KWIAT).atLeast(2).forIssuer(Acts.AAR));
        assertThat(answer(page("&issuer=aar"))).as("the only attorney of an instrument that asks for two")
                .contains("No one was authorized to sign").doesNotContain("Form 4 alone");
        assertThat(answer(page("&issuer=hemacare"))).contains("Form 4 alone");
        String ended = LedgerForTests.get(port, "/check?grantor=" + grantorId + "&form=4&on=2001-01-01", "Accept", "text/html").body();
        assertThat(answer(ended)).as("before it began").contains("No one was authorized to sign").doesNotContain("Form 4 alone");
    }

    @Test
    void a_rule_of_groups_is_said_as_who_must_sign_with_whom() {
        granted("first", says -> says.withoutExpiry().groups(new SigningRule.Group(List.of(Acts.IRVING), 1),
                new SigningRule.Group(List.of(Acts.FRACTOR, Acts.STOVER), 1)));

        assertThat(answer(page(""))).contains("No one was authorized to sign Form 4 alone for",
                "Judi Irving with at least 1 of David Fractor or JoAnn Stover must sign together").doesNotContain("of those listed");
    }

    @Test
    void a_clause_with_a_rule_of_its_own_is_said_with_that_rule() {
        granted("first", says -> says.withoutExpiry().giving(new Power("a", Set.of(Form.FORM_4), null, Set.of(), null, List.of(),
                SigningRule.atLeast(3), List.of())));

        assertThat(answer(page(""))).contains("at least 3 of those listed must sign together");
    }

    @Test
    void a_stranger_who_signed_beside_an_attorney_is_not_named_as_one_who_may() {
        granted("first", says -> says.withoutExpiry());
        granted("second", says -> says.withoutExpiry().forIssuer(Acts.AAR));
        granted("third", says -> says.withoutExpiry().forIssuer(IssuerId.of("elsewhere")).appointing(Acts.KWIAT));

        assertThat(answer(page("&issuer=hemacare&signer=judi-irving&signer=katherine-kwiat")))
                .contains("Yes: Judi Irving was allowed to sign")
                .doesNotContain("Irving and");
        assertThat(answer(page("&signer=judi-irving&signer=katherine-kwiat"))).as("at each company")
                .contains(
                        "Judi Irving (at HemaCare Corporation and AAR Corp.) and Katherine Kwiat (at elsewhere) were authorized to sign");
    }

    private RecordId signs(GrantorId entity, String name, String who, String called, SignatoryCapacity capacity) {
        return signs(entity, name, who, called, capacity, null);
    }

    private RecordId signs(GrantorId entity, String name, String who, String called, SignatoryCapacity capacity,
            @Nullable Integer minimum) {
        LedgerRecord record = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequences.merge(entity, 1L, Long::sum) - 1,
                new SignatoryRecorded(entity, new Party(name, null), new Signatory(PartyId.of(who), called, null, null), capacity, null,
                        LocalDate.parse("2020-01-01"), null, Set.of(), minimum, null, null, null));
        awaitRegister(record.position().value());
        return record.recordId();
    }

    @Test
    void a_chain_is_drawn_from_the_entity_link_by_link_to_the_hand_that_signed() {
        GrantorId fund = GrantorId.of("fund-" + grantorId);
        GrantorId partner = GrantorId.of("gp-" + grantorId);
        signs(partner, "Drawn \u202E<b>GP</b>", "jane-" + grantorId, "Jane Doe", SignatoryCapacity.OTHER);
        RecordId first = signs(fund, "Drawn Fund LP", partner.value(), "Drawn \u202E<b>GP</b>", SignatoryCapacity.GENERAL_PARTNER);
        RecordId second = signs(partner, "Drawn \u202E<b>GP</b>", "john-" + grantorId, "John Roe", SignatoryCapacity.EXECUTIVE_OFFICER);

        String page = LedgerForTests.get(port, "/check?grantor=" + fund + "&issuer=acme&form=4&on=2020-07-01&signer=john-" + grantorId,
                "Accept", "text/html").body();
        int from = page.indexOf("<ol class=\"chain\"");
        String chain = page.substring(from, page.indexOf("</ol>", from));
        String[] boxes = chain.split("<li>", -1);
        assertThat(boxes).hasSize(4);
        assertThat(text(boxes[1])).isEqualTo("Drawn Fund LP");
        assertThat(text(boxes[2])).matches("Drawn .*GP.* is general partner of Drawn Fund LP record");
        assertThat(boxes[2]).contains("/ledger/" + first, "Drawn [U+202E]&lt;b&gt;GP").doesNotContain("<b>", "signs in person");
        assertThat(text(boxes[3])).matches("John Roe ?signs in person is executive officer of Drawn .*GP.* record");
        assertThat(boxes[3]).contains("/ledger/" + second, "class=\"node hand\"");
        assertThat(chain).doesNotContain("Jane Doe");
        assertThat(page.split("<ol class=\"chain\"", -1)).hasSize(2);
        assertThat(page(("&issuer=hemacare&signer=judi-irving"))).as("a person needs no chain").doesNotContain("class=\"chain\"");
    }

    @Test
    void a_chain_through_a_power_of_attorney_of_an_entity_begins_with_the_grantor() {
        AttorneyId agent = AttorneyId.of("agent-" + grantorId);
        RecordId signs = signs(GrantorId.of(agent.value()), "Agent LLC", "jane-" + grantorId, "Jane Doe",
                SignatoryCapacity.MANAGING_MEMBER);
        granted("first", says -> says.appointing().appointingEntity(agent).withoutExpiry());

        String page = page("&issuer=hemacare&signer=jane-" + grantorId);
        int from = page.indexOf("<ol class=\"chain\"");
        String[] boxes = page.substring(from, page.indexOf("</ol>", from)).split("<li>", -1);
        assertThat(boxes).hasSize(4);
        assertThat(text(boxes[1])).isEqualTo("Ann Asked");
        assertThat(text(boxes[2])).contains("is attorney-in-fact of Ann Asked record");
        assertThat(boxes[2]).contains("/ledger/" + recorded.getFirst().recordId());
        assertThat(text(boxes[3])).contains("Jane Doe", "signs in person", "is managing member of");
        assertThat(boxes[3]).contains("/ledger/" + signs);
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<svg.*?</svg>", "").replaceAll("<[^>]*>", "").replaceAll("\\s+", " ").strip();
    }

    private String pageOf(GrantorId entity, String more) {
        return LedgerForTests.get(port, "/check?grantor=" + entity + "&form=4&on=2020-07-01" + more, "Accept", "text/html").body();
    }

    @Test
    void without_a_signer_the_signatories_of_an_entity_are_shown_beside_its_attorneys() {
        GrantorId fund = GrantorId.of(grantorId.value());
        signs(fund, "Ann Asked", "jane-" + grantorId, "Jane Doe", SignatoryCapacity.TRUSTEE);

        String alone = pageOf(fund, "");
        assertThat(answer(alone)).contains("Jane Doe was authorized to sign Form 4 for Ann Asked",
                "no power of attorney of Ann Asked that appoints anyone. Its signatories need none.");
        assertThat(answer(alone).replace(" ", "")).as("in which standing").contains("JaneDoetrustee");
        assertThat(alone).as("offered as a signer").contains("name=\"signer\" value=\"jane-" + grantorId);
        assertThat(answer(pageOf(fund, "&signer=jane-" + grantorId))).as("at no company in particular")
                .contains("Yes: Jane Doe was allowed to sign Form 4 for Ann Asked at any issuer", "trustee");

        LedgerRecord granted = LedgerForTests.record(appender, new RecordId(RecordIds.mint()), Objects.requireNonNull(sequences.get(fund)),
                new PowerOfAttorneyGranted(fund, PoaId.of("first"), new Party("Ann Asked", null), terms(says -> says.withoutExpiry()),
                        null));
        awaitRegister(granted.position().value());
        String both = answer(pageOf(fund, ""));
        assertThat(both).contains("Jane Doe, ", "Judi Irving").doesNotContain("no power of attorney");
    }

    @Test
    void a_signatory_that_is_not_in_force_is_not_shown_and_where_no_one_is_the_page_says_so() {
        GrantorId fund = GrantorId.of("fund-" + grantorId);
        signs(fund, "Asked Fund LP", "jane-" + grantorId, "Jane Doe", SignatoryCapacity.TRUSTEE);

        String before = LedgerForTests.get(port, "/check?grantor=" + fund + "&form=4&on=2019-12-31", "Accept", "text/html").body();
        assertThat(answer(before)).contains("no power of attorney of Asked Fund LP that appoints anyone",
                "no signatory is in force for Form 4 on December").doesNotContain("Jane Doe");
        String unrecorded = pageOf(fund, "&knownAt=2020-01-01T00:00:00Z");
        assertThat(answer(unrecorded)).contains("The ledger held no record of this grantor then.");
    }

    @Test
    void signatories_who_must_sign_together_are_said_to() {
        GrantorId fund = GrantorId.of("fund-" + grantorId);
        signs(fund, "Asked Fund LP", "jane-" + grantorId, "Jane Doe", SignatoryCapacity.TRUSTEE);
        signs(fund, "Asked Fund LP", "john-" + grantorId, "John Roe", SignatoryCapacity.TRUSTEE, 2);

        assertThat(answer(pageOf(fund, ""))).contains("No one was authorized to sign Form 4 alone for Asked Fund LP",
                "at least 2 of those listed must sign together", "At least 2 signatories of Asked Fund LP must sign together", "Jane Doe",
                "John Roe");
    }

    @Test
    void a_signatory_that_is_an_entity_is_named_with_those_who_represent_it() {
        GrantorId fund = GrantorId.of("fund-" + grantorId);
        GrantorId partner = GrantorId.of("gp-" + grantorId);
        signs(partner, "Asked GP LLC", "jane-" + grantorId, "Jane Doe", SignatoryCapacity.OTHER);
        signs(fund, "Asked Fund LP", partner.value(), "Asked GP LLC", SignatoryCapacity.GENERAL_PARTNER);

        String page = pageOf(fund, "");
        assertThat(answer(page)).contains("Jane Doe was authorized to sign Form 4 for Asked Fund LP",
                "Asked GP LLC, general partner, is an entity: it signs through people who represent it").doesNotContain("No one");
        assertThat(page.substring(page.indexOf("id=\"answer\""))).contains("/attorneys/" + partner).doesNotContain("verdict no\"");
        assertThat(page).as("an entity has no hand").doesNotContain("name=\"signer\" value=\"" + partner);
        assertThat(answer(pageOf(fund, "&signer=jane-" + grantorId))).contains("Yes: Jane Doe");

        signs(fund, "Asked Fund LP", "john-" + grantorId, "John Roe", SignatoryCapacity.TRUSTEE);
        assertThat(answer(pageOf(fund, ""))).contains("John Roe and Jane Doe were authorized to sign Form 4",
                "Asked GP LLC, general partner, is an");
    }

    @Test
    void there_is_one_field_for_the_day_and_one_for_the_moment_and_both_belong_to_the_question() {
        granted("first", says -> says.withoutExpiry());
        for (String path : List.of("/check?grantor=" + grantorId + "&form=4", "/difference?grantor=" + grantorId, "/changes", "/ledger",
                "/search?q=ann")) {
            String page = LedgerForTests.get(port, path, "Accept", "text/html").body();
            assertThat(page.split("name=\"on\"", -1)).as(path + " has one day").hasSize(2);
            assertThat(page).as(path).containsPattern("<input id=\"on\" name=\"on\" form=\"(question|filter|names)\"")
                    .containsPattern("<input id=\"knownAt\" name=\"knownAt\" form=\"(question|filter|names)\"")
                    .containsPattern("<form [^>]*id=\"(question|filter|names)\"");
        }
    }

    @Test
    void an_attorney_that_is_an_entity_is_shown_with_those_who_sign_for_it() {
        AttorneyId firm = AttorneyId.of("firm-" + grantorId);
        granted("first", says -> says.appointing().appointingEntity(firm).withoutExpiry());
        String unrepresented = answer(page("&issuer=hemacare"));
        assertThat(unrepresented).contains("attorney-in-fact, is an entity: it signs through people who represent it")
                .doesNotContain("No one was authorized");

        signs(GrantorId.of(firm.value()), "Firm LLP", "lee-" + grantorId, "Lee Partner", SignatoryCapacity.GENERAL_PARTNER);
        assertThat(answer(page("&issuer=hemacare"))).contains("Lee Partner was authorized to sign Form 4 for Ann Asked",
                "attorney-in-fact, is an entity");
        assertThat(answer(page("&issuer=aar"))).as("at another company").contains("No one was authorized").doesNotContain("is an entity");
    }

    @Test
    void the_grantors_own_hand_can_be_asked_about() {
        granted("first", says -> says.withoutExpiry());
        String self = page("&issuer=hemacare&signer=" + grantorId);
        assertThat(answer(self)).contains("Yes: Ann Asked").doesNotContain("No one by this name");
        record(new GrantorDied(grantorId, LocalDate.parse("2020-06-01"), List.of(), null, null, null));
        assertThat(answer(page("&issuer=hemacare&signer=" + grantorId))).contains("No: Ann Asked", "died");
        assertThat(LedgerForTests.get(port, "/check?grantor=" + grantorId + "&form=4&issuer=hemacare&signer=stranger-" + grantorId,
                "Accept", "text/html").statusCode()).isEqualTo(400);
    }

    /** The answers as records were added, as text. */
    private static List<String> turns(String page) {
        int from = page.indexOf("<ol class=\"turns\"");
        return from < 0
                ? List.of()
                : Stream.of(page.substring(from, page.indexOf("</ol>", from)).split("<li")).skip(1).map(one -> text("<" + one))
                        .toList();
    }

    @Test
    void how_the_answer_changed_follows_every_stream_that_it_rests_on() {
        GrantorId fund = GrantorId.of("fund-" + grantorId);
        GrantorId jane = GrantorId.of("jane-" + grantorId);
        signs(fund, "Asked Fund LP", jane.value(), "Jane Doe", SignatoryCapacity.TRUSTEE);
        List<String> only = turns(pageOf(fund, "&signer=" + jane));
        assertThat(only).hasSize(2);
        assertThat(only.getFirst()).contains("No record", "The ledger held no record that this answer rests on");
        assertThat(only.getLast()).contains("Yes", "to date");

        RecordId death = new RecordId(RecordIds.mint());
        LedgerForTests.record(appender, death, 0, new GrantorDied(jane, LocalDate.parse("2020-06-01"), List.of(), null, null, null));
        awaitRegister(LedgerForTests.record(appender, new RecordId(RecordIds.mint()), 1, new RecordRetracted(jane, death, "another one"))
                .position().value());
        List<String> all = turns(pageOf(fund, "&signer=" + jane));
        assertThat(all).hasSize(4);
        assertThat(all.get(1)).contains("Yes: Jane Doe");
        assertThat(all.get(2)).contains("No: Jane Doe");
        assertThat(all.get(3)).contains("Yes: Jane Doe", "to date");
    }
}
