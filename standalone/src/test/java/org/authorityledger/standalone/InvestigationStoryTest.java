package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An auditor goes from "who could sign on that day as we knew it then?" to "which record changed that?", and asks what would have been answered
 * without it, or had something else been told.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvestigationStoryTest extends LedgerTest {

    private static final String GRANTOR = "investigated-heaton";
    private static final String CHECK = "/authority/check?grantor=" + GRANTOR + "&issuer=hemacare&form=4&on=2005-03-01&signer=";

    private long position;

    private JsonNode recorded(String path, String body) {
        HttpResponse<String> response = LEDGER.tell("grantors/" + GRANTOR + path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode record = RunningLedger.json(response.body());
        position = record.path("position").asLong();
        return record;
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
        recorded("/powers-of-attorney",
                """
                        {"poaId": "heaton-2003", "grantor": {"name": "Andrew Heaton"}, "issuer": {"issuerId": "hemacare", "name": "HemaCare Corporation"},
                         "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}, {"attorneyId": "joann-stover", "name": "JoAnn Stover"}],
                         "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2003-05-08", "substitutionAllowed": true}""");
        JsonNode revocation = recorded("/powers-of-attorney/heaton-2003/revocations", "{\"signedOn\": \"2005-02-01\"}");
        String then = revocation.path("recordedAt").asString();
        JsonNode delivery = recorded(
                "/powers-of-attorney/heaton-2003/revocations/" + revocation.path("recordId").asString() + "/deliveries",
                "{\"attorneyId\": \"joann-stover\", \"deliveredOn\": \"2005-02-10\"}");
        String now = delivery.path("recordedAt").asString();
        String named = delivery.path("recordId").asString();

        // Who could sign on that day, as we knew it then, and as we know it now?
        assertThat(LEDGER.ask("/api" + CHECK + "joann-stover&knownAt=" + then + "&minPosition=" + position).path("reason").asString())
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

        // What would have been answered without it, had Judi Irving been told instead, and her substitute been appointed before?
        JsonNode investigation = opened("""
                {"name": "Was Stover told?", "knownAt": "%s", "grantors": ["%s"], "without": ["%s"], "note": "audit", "assuming": [
                  {"command": "AppointSubstitute", "grantorId": "%2$s", "poaId": "heaton-2003", "attorneyId": "judi-irving",
                   "substitute": {"attorneyId": "katherine-kwiat", "name": "Katherine Kwiat"}, "effectiveOn": "2004-01-01"},
                  {"command": "RecordRevocationDelivery", "grantorId": "%2$s", "poaId": "heaton-2003", "revocation": "%s",
                   "attorneyId": "judi-irving", "deliveredOn": "2005-02-20"},
                  {"command": "GrantPowerOfAttorney", "grantorId": "nobody-recorded", "grantor": {"name": "Nora Nobody"}, "issuer": "ANY",
                   "attorneys": [{"attorneyId": "judi-irving", "name": "Judi Irving"}], "powers": [{"clause": "a", "forms": ["144"]}],
                   "executedOn": "2005-01-01"}]}
                """.formatted(now, GRANTOR, named, revocation.path("recordId").asString()));
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
                "nobody-recorded");
        assertThat(LEDGER.send(LEDGER.request("/api/grantors/nobody-recorded").GET().build()).statusCode()).as("the live ledger")
                .isEqualTo(404);
    }

    @Test
    void a_supposed_command_may_name_the_record_of_an_earlier_one() throws InterruptedException {
        JsonNode granted = recorded("-2/powers-of-attorney", """
                {"poaId": "p", "grantor": {"name": "Andrew Heaton"}, "issuer": "ANY", "attorneys": [{"attorneyId": "judi-irving",
                 "name": "Judi Irving"}], "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2003-05-08"}""");
        JsonNode investigation = opened("""
                {"name": "n", "position": %d, "grantors": ["%s-2"], "assuming": [
                  {"command": "RevokePowerOfAttorney", "grantorId": "%2$s-2", "poaId": "p", "signedOn": "2004-01-01"},
                  {"command": "RecordRevocationDelivery", "grantorId": "%2$s-2", "poaId": "p", "revocation": "assuming[0]",
                   "attorneyId": "judi-irving", "deliveredOn": "2004-02-01"}]}
                """.formatted(granted.path("position").asLong(), GRANTOR));
        JsonNode authority = LEDGER.ask(below(investigation, "/authorities?grantor=" + GRANTOR + "-2&on=2004-01-31")).path("items").path(0);
        assertThat(authority.path("until").asString()).isEqualTo("2004-02-01");
        close(investigation);
    }

    @Test
    void refusals_of_what_is_to_be_supposed_are_told_line_by_line_and_nothing_is_opened() {
        recorded("-3/powers-of-attorney", """
                {"poaId": "p", "grantor": {"name": "Andrew Heaton"}, "issuer": "ANY", "attorneys": [{"attorneyId": "judi-irving",
                 "name": "Judi Irving"}], "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2003-05-08"}""");
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
                        .formatted(position, GRANTOR));
        JsonNode problem = problem(refused, 422, "ASSUMPTION_REFUSED");
        assertThat(problem.path("errors").findValuesAsString("path")).containsExactly("assuming[0].on", "assuming[2].poaId",
                "assuming[3].command", "assuming[4].colour");
        assertThat(problem.path("errors").findValuesAsString("message")).allMatch(message -> List
                .of("IN_THE_FUTURE", "UNKNOWN_INSTRUMENT", "MALFORMED").contains(message.substring(0, message.indexOf(':'))));
        assertThat(LEDGER.ask("/api/investigations?limit=1000").path("items").size()).isEqualTo(open);
    }

    @Test
    void an_investigation_is_watched_as_it_is_replayed() {
        HttpResponse<String> opened = LEDGER.tell("investigations", "{\"name\": \"n\", \"position\": 1}");
        String path = "/api/investigations/" + RunningLedger.json(opened.body()).path("investigationId").asString();
        HttpRequest watch = LEDGER.request(path).header("Accept", "text/event-stream").GET().build();
        assertThat(LEDGER.send(watch).body()).contains("event:open");
    }
}
