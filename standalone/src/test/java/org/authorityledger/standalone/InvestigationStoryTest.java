package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An auditor goes from "who could sign on that day as we knew it then?" to "which record changed that?", and asks what the answer would be
 * without that record, or if another act had been recorded.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvestigationStoryTest extends LedgerTest {

    private static final String GRANTOR = "investigated-heaton";
    private static final String CHECK = "/authority/check?grantor=" + GRANTOR + "&issuer=hemacare&form=4&on=2005-03-01&signer=";

    /** A story of Heaton under an id of its own. */
    private static StoryOverHttp story(String grantorId) {
        return new StoryOverHttp(LEDGER, Map.of(Acts.HEATON.value(), grantorId));
    }

    private static Acts.Writing forEveryIssuer(Acts.Writing says) {
        return says.forIssuer(IssuerId.ANY).appointing(Acts.IRVING).onlyPower("a", Form.FORM_4);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        JsonNode problem = RunningLedger.json(response.body());
        assertThat(problem.path("code").asString()).as(response.body()).isEqualTo(code);
        assertThat(response.statusCode()).isEqualTo(status);
        return problem;
    }

    private static JsonNode opened(String body) throws InterruptedException {
        HttpResponse<String> response = LEDGER.tell("investigations", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        String path = "/api/investigations/" + RunningLedger.json(response.body()).path("investigationId").asString();
        JsonNode investigation = LEDGER.ask(path);
        while (investigation.path("state").asString().equals("REPLAYING")) {
            Thread.sleep(50);
            investigation = LEDGER.ask(path);
        }
        assertThat(investigation.path("state").asString()).as(investigation.toString()).isEqualTo("OPEN");
        return investigation;
    }

    private static String below(JsonNode investigation, String path) {
        return "/api/investigations/" + investigation.path("investigationId").asString() + path;
    }

    private static void close(JsonNode investigation) {
        HttpResponse<String> closed = LEDGER.send(LEDGER.request(below(investigation, "")).DELETE().build());
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
        assertThat(LEDGER.send(LEDGER.request(below(investigation, "/grantors")).GET().build()).statusCode()).isEqualTo(410);
    }

    @Test
    void from_the_question_to_the_record_that_changed_the_answer_and_to_what_would_have_been_without_it() throws InterruptedException {
        StoryOverHttp story = story(GRANTOR);
        story.records(acts -> acts.granted("heaton-2003",
                says -> says.appointing(Acts.IRVING, Acts.STOVER).onlyPower("a", Form.FORM_4).withSubstitution()));
        StoryOverHttp.Recorded revocation = story.records(acts -> acts.revoked("heaton-2003", "2005-02-01"));
        String then = revocation.recordedAt();
        StoryOverHttp.Recorded delivery = story.records(acts -> acts.delivered(revocation.act(), Acts.STOVER, "2005-02-10"));
        String now = delivery.recordedAt();
        String named = delivery.recordId();

        // Who could sign on that day, as we knew it then, and as we know it now?
        assertThat(LEDGER.ask("/api" + CHECK + "joann-stover&knownAt=" + then + "&minPosition=" + delivery.position()).path("reason")
                .asString())
                .isEqualTo("IN_FORCE");
        assertThat(LEDGER.ask("/api" + CHECK + "joann-stover&knownAt=" + now).path("reason").asString()).isEqualTo("REVOKED");
        // Which record changed that? The difference and the replay name the same one.
        JsonNode difference = LEDGER.ask("/api/authorities/diff?grantor=" + GRANTOR + "&from.on=2005-03-01&from.knownAt=" + then
                + "&to.on=2005-03-01&to.knownAt=" + now);
        assertThat(difference.path("lost").path(0).path("changedBy").asString()).isEqualTo(named);
        JsonNode step = LEDGER.ask("/api/grantors/" + GRANTOR + "/replay").path("steps").path(2);
        assertThat(step.path("record").path("recordId").asString()).isEqualTo(named);
        assertThat(step.path("sentences").path(0).asString())
                .isEqualTo("From 2005-02-10 JoAnn Stover may no longer sign Form 4 for Andrew Heaton at HemaCare Corporation (revoked).");

        // What would the answer be without it, if the revocation had reached Judi Irving instead, and she had appointed a substitute
        // before?
        JsonNode investigation = opened("""
                {"name": "Did it reach Stover?", "knownAt": "%s", "grantors": ["%s"], "without": ["%s"], "note": "audit", "assuming": [
                  {"command": "AppointSubstitute", "grantorId": "%2$s", "poaId": "heaton-2003", "attorneyId": "judi-irving",
                   "substitute": {"attorneyId": "katherine-kwiat", "name": "Katherine Kwiat"}, "effectiveOn": "2004-01-01"},
                  {"command": "RecordRevocationDelivery", "grantorId": "%2$s", "poaId": "heaton-2003", "revocation": "%s",
                   "attorneyId": "judi-irving", "deliveredOn": "2005-02-20"},
                  {"command": "GrantPowerOfAttorney", "grantorId": "never-recorded", "grantor": {"name": "Nora Newcomb"}, "issuer": "ANY",
                   "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}], "powers": [{"clause": "a", "forms": ["144"]}],
                   "executedOn": "2005-01-01"}]}
                """.formatted(now, GRANTOR, named, revocation.recordId()));
        assertThat(reason(investigation, "joann-stover")).isEqualTo("IN_FORCE");
        assertThat(reason(investigation, "judi-irving")).isEqualTo("REVOKED");
        assertThat(reason(investigation, "katherine-kwiat")).isEqualTo("PRINCIPAL_ATTORNEY_ENDED");
        assertThat(LEDGER.ask("/api" + CHECK + "judi-irving").path("reason").asString()).as("the live ledger").isEqualTo("IN_FORCE");
        theDifferenceNamesWhatIsBehind(investigation, named);
        whatIsSupposedIsMarked(investigation);

        JsonNode again = opened(request(investigation, now));
        assertThat(again.path("digest").asString()).matches("[0-9a-f]{64}").isEqualTo(investigation.path("digest").asString());
        close(again);
        close(investigation);
    }

    /** The same request again, under another name. */
    private static String request(JsonNode investigation, String knownAt) {
        return "{\"name\": \"again\", \"knownAt\": \"" + knownAt + "\", \"grantors\": " + investigation.path("grantors") + ", \"without\": "
                + investigation.path("without") + ", \"assuming\": " + investigation.path("assuming") + "}";
    }

    private static String reason(JsonNode investigation, String signer) {
        return LEDGER.ask(below(investigation, CHECK + signer)).path("reason").asString();
    }

    private static void theDifferenceNamesWhatIsBehind(JsonNode investigation, String leftOut) {
        JsonNode difference = LEDGER.ask(below(investigation, "/difference"));
        assertThat(difference.path("gained").findValuesAsString("attorneyId")).containsExactly("katherine-kwiat", "judi-irving");
        assertThat(difference.path("lost").isEmpty()).isTrue();
        assertThat(difference.path("changed").findValuesAsString("how")).containsExactlyInAnyOrder("LEFT_OUT", "ASSUMED");
        JsonNode stover = item(difference, "joann-stover");
        assertThat(stover.path("changedBy").path(0).path("recordId").asString()).isEqualTo(leftOut);
        assertThat(stover.path("before").path("until").asString()).isEqualTo("2005-02-10");
        assertThat(stover.path("after").has("until")).isFalse();
        assertThat(item(difference, "judi-irving").path("changedBy").path(0).path("type").asString()).isEqualTo("RevocationDelivered");
        assertThat(difference.path("signatures").findValuesAsString("change")).contains("GAINED", "LOST");
        assertThat(difference.path("sentences").toString()).contains("Katherine Kwiat may sign Form 4 for Andrew Heaton");
    }

    private static JsonNode item(JsonNode difference, String attorney) {
        for (JsonNode item : difference.path("changed")) {
            if (item.path("attorneyId").asString().equals(attorney)) {
                return item;
            }
        }
        throw new AssertionError("no change of " + attorney + ": " + difference);
    }

    private static void whatIsSupposedIsMarked(JsonNode investigation) {
        JsonNode events = LEDGER.ask(below(investigation, "/events")).path("items");
        assertThat(events.size()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(events.path(i).path("hypothetical").asBoolean(false)).isEqualTo(i > 1);
        }
        assertThat(events.path(3).path("recordedBy").asString()).isEqualTo("admin");
        JsonNode replay = LEDGER.ask(below(investigation, "/grantors/" + GRANTOR + "/replay")).path("steps");
        assertThat(replay.path(3).path("record").path("hypothetical").asBoolean(false)).isTrue();
        assertThat(LEDGER.ask(below(investigation, "/grantors")).path("items").findValuesAsString("grantorId")).containsExactly(GRANTOR,
                "never-recorded");
        assertThat(LEDGER.send(LEDGER.request("/api/grantors/never-recorded").GET().build()).statusCode()).as("the live ledger")
                .isEqualTo(404);
    }

    @Test
    void a_supposed_command_may_name_the_record_of_an_earlier_one() throws InterruptedException {
        StoryOverHttp.Recorded granted = story(GRANTOR + "-2")
                .records(acts -> acts.granted("p", InvestigationStoryTest::forEveryIssuer));
        JsonNode investigation = opened("""
                {"name": "n", "position": %d, "grantors": ["%s-2"], "assuming": [
                  {"command": "RevokePowerOfAttorney", "grantorId": "%2$s-2", "poaId": "p", "signedOn": "2004-01-01"},
                  {"command": "RecordRevocationDelivery", "grantorId": "%2$s-2", "poaId": "p", "revocation": "assuming[0]",
                   "attorneyId": "judi-irving", "deliveredOn": "2004-02-01"}]}
                """.formatted(granted.position(), GRANTOR));
        JsonNode authority = LEDGER.ask(below(investigation, "/authorities?grantor=" + GRANTOR + "-2&on=2004-01-31")).path("items").path(0);
        assertThat(authority.path("until").asString()).isEqualTo("2004-02-01");
        close(investigation);
    }

    @Test
    void each_assumption_that_is_refused_is_reported_and_nothing_is_opened() {
        StoryOverHttp.Recorded granted = story(GRANTOR + "-3")
                .records(acts -> acts.granted("p", InvestigationStoryTest::forEveryIssuer));
        long open = LEDGER.ask("/api/investigations?limit=1000").path("items").size();
        HttpResponse<String> refused = LEDGER.tell("investigations",
                """
                        {"name": "n", "position": %d, "assuming": [
                          {"command": "RecordGrantorDeath", "grantorId": "%s-3", "on": "2999-01-01"},
                          {"command": "ResignAsAttorney", "grantorId": "%2$s-3", "poaId": "p", "attorneyId": "judi-irving", "effectiveOn": "2004-01-01"},
                          {"command": "ResignAsAttorney", "grantorId": "%2$s-3", "poaId": "q", "attorneyId": "judi-irving", "effectiveOn": "2004-01-01"},
                          {"command": "SellShares", "grantorId": "%2$s-3"},
                          {"command": "RecordGrantorDeath", "grantorId": "never-heard-of", "on": "2004-01-01", "colour": "red"}]}
                        """
                        .formatted(granted.position(), GRANTOR));
        JsonNode problem = problem(refused, 422, "ASSUMPTION_REFUSED");
        assertThat(problem.path("errors").findValuesAsString("path")).containsExactly("assuming[0].on", "assuming[2].poaId",
                "assuming[3].command", "assuming[4].colour");
        assertThat(problem.path("errors").findValuesAsString("message")).allMatch(message -> List
                .of("IN_THE_FUTURE", "UNKNOWN_INSTRUMENT", "MALFORMED").contains(message.substring(0, message.indexOf(':'))));
        assertThat(LEDGER.ask("/api/investigations?limit=1000").path("items").size()).isEqualTo(open);
    }

    @Test
    void an_investigation_is_watched_as_it_is_replayed() {
        StoryOverHttp.Recorded granted = story(GRANTOR + "-4")
                .records(acts -> acts.granted("p", InvestigationStoryTest::forEveryIssuer));
        HttpResponse<String> opened = LEDGER.tell("investigations", "{\"name\": \"n\", \"position\": " + granted.position() + "}");
        String path = "/api/investigations/" + RunningLedger.json(opened.body()).path("investigationId").asString();
        HttpRequest watch = LEDGER.request(path).header("Accept", "text/event-stream").GET().build();
        assertThat(LEDGER.send(watch).body()).contains("event:open");
    }
}
