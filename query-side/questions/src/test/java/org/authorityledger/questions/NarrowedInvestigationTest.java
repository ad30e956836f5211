package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An investigation of some grantors answers about them as the whole ledger does, through every stream that a chain leads to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NarrowedInvestigationTest extends OnAQueryNode {

    private static final String PATH = "/api/investigations";

    private final Map<GrantorId, Long> sequences = new HashMap<>();
    private final String these = "-" + UUID.randomUUID();
    private final String issuer = "issuer" + these;

    private LedgerRecord record(LegalAct act) {
        long sequence = sequences.merge(act.grantorId(), 1L, Long::sum) - 1;
        return LedgerForTests.record(appender, new RecordId(RecordIds.mint()), sequence, act);
    }

    private GrantorId grantor(String id) {
        return GrantorId.of(id + these);
    }

    private LedgerRecord signs(String entity, String who) {
        return record(new SignatoryRecorded(grantor(entity), new Party(entity, null),
                new Signatory(PartyId.of(who + these), who, null, null), SignatoryCapacity.GENERAL_PARTNER, null,
                LocalDate.parse("2020-01-01"), null, Set.of(), null, null, null, null));
    }

    private LedgerRecord granted(String grantor, String attorney, @Nullable PartyKind kind) {
        LocalDate from = LocalDate.parse("2020-01-01");
        return record(new PowerOfAttorneyGranted(grantor(grantor), PoaId.of("paper"), new Party(grantor, null),
                new Terms(List.of(new Issuer(IssuerId.of(issuer), "Company", null)),
                        List.of(new Attorney(AttorneyId.of(attorney + these), attorney, null, null, false, false, null, kind)),
                        List.of(new Power("a", Set.of(Form.FORM_4), true, Set.of(), null)), SigningRule.SINGLY, from, from, null, Set.of(),
                        SubstitutionPower.NONE, null, null, false, List.of(), null, null, false, true, null),
                null));
    }

    private String investigated(String grantor, long position) {
        return investigated(grantor, position, List.of());
    }

    private String investigated(String grantor, long position, List<RecordId> without) {
        String leftOut = without.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", ", "[", "]"));
        var answer = LedgerForTests.post(port, PATH, "{\"name\": \"narrow\", \"position\": " + position + ", \"grantors\": [\""
                + grantor(grantor) + "\"], \"without\": " + leftOut + "}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = PATH + "/" + LedgerForTests.json(answer).path("investigationId").asString();
        // The event stream ends when the replay is done.
        assertThat(LedgerForTests.get(port, id, "Accept", "text/event-stream").body()).contains("event:open");
        return id;
    }

    private void closed(String investigation) {
        LedgerForTests.send(LedgerForTests.request(port, investigation).DELETE().build());
    }

    private JsonNode check(String root, String grantor, String signer, String on) {
        JsonNode answer = LedgerForTests.json(LedgerForTests.get(port, root + "/authority/check?grantor=" + grantor(grantor) + "&issuer="
                + issuer + "&form=4&signer=" + signer + these + "&on=" + on));
        assertThat(answer.has("incomplete")).as(answer.toString()).isFalse();
        return answer;
    }

    @Test
    void a_chain_goes_on_through_the_records_of_those_to_whom_it_leads() {
        signs("fund", "partner");
        signs("partner", "pat");
        Position last = record(new GrantorDied(grantor("pat"), LocalDate.parse("2021-06-01"))).position();
        awaitRegister(last.value());
        String investigation = investigated("fund", last.value());

        for (String root : List.of("/api", investigation)) {
            assertThat(check(root, "fund", "pat", "2021-05-31").path("reason").asString()).isEqualTo("SIGNED_BY_SIGNATORY");
            assertThat(check(root, "fund", "pat", "2021-06-01").path("reason").asString()).as("dead by their own records")
                    .isEqualTo("NO_SIGNATORY");
        }
        closed(investigation);
    }

    @Test
    void what_a_party_is_counts_though_only_the_records_of_another_grantor_say_it() {
        granted("ann", "firm", null);
        Position last = granted("bob", "firm", PartyKind.ENTITY).position();
        awaitRegister(last.value());
        String before = investigated("ann", last.previous().value());
        String after = investigated("ann", last.value());

        assertThat(check(before, "ann", "firm", "2021-01-01").path("reason").asString()).isEqualTo("IN_FORCE");
        for (String root : List.of("/api", after)) {
            assertThat(check(root, "ann", "firm", "2021-01-01").path("reason").asString()).isEqualTo("NO_SIGNATORY");
        }
        closed(before);
        closed(after);
    }

    @Test
    void what_is_known_otherwise_of_a_party_is_a_difference_though_no_authority_changes() {
        signs("trust", "trustee");
        LedgerRecord leftOut = signs("trustee", "tim");
        Position last = granted("tim", "tess", null).position();
        awaitRegister(last.value());
        String same = investigated("trust", last.value());
        String other = investigated("trust", last.value(), List.of(leftOut.recordId()));

        assertThat(check("/api", "trust", "tim", "2021-01-01").path("reason").asString()).isEqualTo("SIGNED_BY_SIGNATORY");
        assertThat(check(other, "trust", "tim", "2021-01-01").path("reason").asString()).isEqualTo("NO_SIGNATORY");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, same + "/difference")).path("parties")).isEmpty();
        JsonNode difference = LedgerForTests.json(LedgerForTests.get(port, other + "/difference"));
        assertThat(difference.path("gained")).isEmpty();
        assertThat(difference.path("lost")).isEmpty();
        assertThat(difference.path("parties")).hasSize(1);
        JsonNode trustee = difference.path("parties").path(0);
        assertThat(trustee.path("partyId").asString()).isEqualTo("trustee" + these);
        assertThat(trustee.path("what").valueStream().map(JsonNode::asString)).contains("SIGNATORIES").doesNotContain("LIFE", "DUTY");
        assertThat(trustee.path("changedBy").path(0).path("recordId").asString()).isEqualTo(leftOut.recordId().toString());
        assertThat(trustee.path("changedBy").path(0).path("how").asString()).isEqualTo("LEFT_OUT");
        closed(same);
        closed(other);
    }

    @Test
    void an_answer_that_is_not_about_its_grantors_alone_says_that_it_may_lack_something() {
        granted("ann", "amy", null);
        Position last = granted("bob", "amy", null).position();
        awaitRegister(last.value());
        String narrowed = investigated("ann", last.value());

        for (String question : List.of("/authorities?attorney=amy" + these, "/authorities?issuer=" + issuer, "/authorities",
                "/gaps?form=4&on=2021-01-01", "/grantors", "/attorneys/amy" + these, "/issuers/" + issuer,
                "/authorities/changes?from=2019-01-01&until=2021-01-01")) {
            var answer = LedgerForTests.get(port, narrowed + question);
            assertThat(answer.statusCode()).as(question + answer.body()).isEqualTo(200);
            JsonNode incomplete = LedgerForTests.json(answer).path("incomplete");
            assertThat(incomplete.isArray()).as(question + answer.body()).isTrue();
            assertThat(incomplete).as(question).isEmpty();
            assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api" + question)).has("incomplete")).as(question).isFalse();
        }
        assertThat(LedgerForTests.get(port, narrowed + "/authorities?issuer=" + issuer, "Accept", "text/csv").headers()
                .firstValue("Ledger-Incomplete")).contains("*");
        assertThat(LedgerForTests.json(LedgerForTests.get(port, narrowed + "/authorities?grantor=" + grantor("ann"))).has("incomplete"))
                .isFalse();
        var unknown = LedgerForTests.get(port, narrowed + "/grantors/" + grantor("bob"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(LedgerForTests.json(unknown).path("detail").asString()).contains("not the whole ledger");
        closed(narrowed);
    }
}
