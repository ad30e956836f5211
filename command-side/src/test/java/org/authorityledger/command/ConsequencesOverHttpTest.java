package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;
import static org.authorityledger.command.Bodies.grants;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Sequence;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a command would record and what would follow, without recording it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsequencesOverHttpTest {

    private static final String PATH = "/api/consequences";

    private final TestNode node = TestNode.ONE;
    private final String heaton = Bodies.newGrantor();

    private static String line(String command, String grantorId, String fields) {
        return "{\"command\": \"" + command + "\", \"grantorId\": \"" + grantorId + "\"" + (fields.isEmpty() ? "" : ", ") + fields + "}";
    }

    private String granting(String poaId) {
        String body = grant(", \"poaId\": \"" + poaId + "\"");
        return line("GrantPowerOfAttorney", heaton, body.substring(1, body.length() - 1));
    }

    private TestNode.Answer granted() {
        return node.post(grants(heaton), grant(", \"poaId\": \"poa\"")).isRecorded();
    }

    private JsonNode supposed(String line) {
        TestNode.Answer answer = node.post(PATH, line);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void a_first_grant_would_gain_an_authority_for_each_it_appoints_and_is_not_recorded() {
        JsonNode answer = supposed(granting("poa"));
        assertThat(answer.path("command").asString()).isEqualTo("GrantPowerOfAttorney");
        assertThat(answer.path("grantorId").asString()).isEqualTo(heaton);
        assertThat(answer.path("version").asInt()).isZero();
        assertThat(answer.path("acts").path(0).path("type").asString()).isEqualTo("PowerOfAttorneyGranted");
        assertThat(answer.path("acts").path(0).path("payload").path("poaId").asString()).isEqualTo("poa");
        assertThat(answer.path("gained").findValuesAsString("attorneyId")).containsExactly("david-fractor", "judi-irving");
        assertThat(answer.path("gained").path(1).path("attorneyName").asString()).isEqualTo("Judi Irving");
        assertThat(answer.path("gained").path(1).has("recordId")).as("what is not recorded has no name").isFalse();
        assertThat(answer.path("sentences").path(1).asString())
                .isEqualTo("From 2020-03-01 Judi Irving may sign Form 4 and Form 5 for Andrew Heaton at HemaCare Corporation.");
        assertThat(node.size(heaton)).isZero();

        granted();
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void a_delivered_revocation_would_change_the_end_and_names_no_record() {
        String granted = granted().text("recordId");
        JsonNode answer = supposed(line("RevokePowerOfAttorney", heaton, """
                "poaId": "poa", "signedOn": "2026-06-14", "attorneys": ["judi-irving"],
                "deliveries": [{"attorneyId": "judi-irving", "deliveredOn": "2026-06-14"}]"""));
        assertThat(answer.path("version").asInt()).isEqualTo(1);
        assertThat(answer.path("gained").size()).isZero();
        assertThat(answer.path("lost").size()).isZero();
        JsonNode changed = answer.path("changed").path(0);
        assertThat(changed.path("before").has("until")).isFalse();
        assertThat(changed.path("after").path("until").asString()).isEqualTo("2026-06-14");
        assertThat(changed.path("after").path("endCause").asString()).isEqualTo("REVOKED");
        assertThat(changed.path("after").has("endedBy")).isFalse();
        assertThat(changed.path("after").path("recordId").asString()).isEqualTo(granted);
        assertThat(answer.path("sentences").size()).isEqualTo(1);
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void the_key_of_a_line_is_not_used_up() {
        String key = "supposed-" + heaton;
        supposed(granting("other").replace("{\"command\"", "{\"idempotencyKey\": \"" + key + "\", \"command\""));
        node.post(grants(heaton), grant(", \"poaId\": \"poa\""), "Idempotency-Key", key).isRecorded();
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void a_refusal_reads_the_same_as_that_of_the_command_itself() {
        node.post(PATH, line("RecordGrantorDeath", heaton, "\"on\": \"2023-02-20\"")).isProblem(404, "UNKNOWN_GRANTOR", "grantorId");
        granted();
        node.post(PATH, granting("poa")).isProblem(409, "POA_ID_USED", "poaId");
        node.post(PATH, line("RecordGrantorDeath", heaton, "\"on\": \"9999-02-20\"")).isProblem(422, "IN_THE_FUTURE", "on");
        node.post(PATH, granting("other").replace("2020-03-01", "9999-03-01")).isProblem(422, "IN_THE_FUTURE", "executedOn");
        node.post(PATH,
                line("ResignAsAttorney", heaton, "\"poaId\": \"none\", \"attorneyId\": \"judi-irving\", \"effectiveOn\": \"2021-01-01\""))
                .isProblem(404, "UNKNOWN_INSTRUMENT", "poaId");
        node.post(PATH, granting("other"), "If-Match", "\"7\"").isProblem(412, "PRECONDITION_FAILED", "If-Match");
        assertThat(node.post(PATH, granting("other"), "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_is_answered_as_in_an_import() {
        node.post(PATH, "{broken").isProblem(400, "MALFORMED", "");
        node.post(PATH, "[1]").isProblem(400, "MALFORMED", "");
        node.post(PATH, "{\"grantorId\": \"a\"}").isProblem(400, "MALFORMED", "command");
        node.post(PATH, line("SellShares", heaton, "\"on\": 1")).isProblem(400, "MALFORMED", "command");
        node.post(PATH, line("RecordGrantorDeath", heaton, "\"on\": \"2023-02-30\"")).isProblem(400, "MALFORMED", "on");
        node.post(PATH, line("RecordGrantorDeath", heaton, "\"on\": \"2023-02-20\", \"colour\": 1")).isProblem(400, "MALFORMED", "colour");
        node.post(PATH, line("RecordGrantorDeath", "not an id", "\"on\": \"2023-02-20\"")).isProblem(400, "MALFORMED", "grantorId");
        node.post(PATH, line("RecordGrantorDeath", heaton, "\"on\": \"2023-02-20\", \"idempotencyKey\": \"\u00e4\""))
                .isProblem(400, "MALFORMED", "idempotencyKey");
        node.post(PATH + "?dry=true", line("RecordGrantorDeath", heaton, "\"on\": \"2023-02-20\"")).isProblem(400, "MALFORMED", "dry");
        node.post(PATH, granting("poa"), "Content-Type", "text/csv").isProblem(415, "UNSUPPORTED_MEDIA_TYPE", "");
    }

    @Test
    void the_preview_judges_by_what_it_is_given_and_answers_acts_or_faults() {
        CommandPreview judge = node.bean(CommandPreview.class);
        granted();
        GrantorId grantorId = GrantorId.of(heaton);
        GrantorRecords known = GrantorRecords
                .of(node.bean(LedgerReader.class).stream(grantorId, Sequence.FIRST).stream().map(StoredEvent::record).toList());
        String death = line("RecordGrantorDeath", heaton, "\"on\": \"2026-06-30\"");

        assertThat(judge.judge(death, LocalDate.of(2026, 6, 30), asked -> known)).isEqualTo(
                new PreviewResult.Accepted("RecordGrantorDeath", grantorId,
                        List.of(new GrantorDied(grantorId, LocalDate.of(2026, 6, 30)))));
        assertThat(judge.judge(death, LocalDate.of(2026, 6, 29), asked -> known))
                .isInstanceOfSatisfying(PreviewResult.Rejected.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("IN_THE_FUTURE");
                    assertThat(rejected.faults()).extracting(PreviewResult.Fault::path).containsExactly("on");
                });
        assertThat(judge.judge(death, LocalDate.of(2026, 6, 30), asked -> GrantorRecords.NONE))
                .isInstanceOfSatisfying(PreviewResult.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("UNKNOWN_GRANTOR"));
        assertThat(judge.judge("{", LocalDate.of(2026, 6, 30), asked -> known))
                .isInstanceOfSatisfying(PreviewResult.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("MALFORMED"));
        assertThat(node.size(heaton)).isEqualTo(1);
    }
}
