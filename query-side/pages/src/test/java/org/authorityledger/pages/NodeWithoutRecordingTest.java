package org.authorityledger.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.events.GrantorId;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.WaitingCommands;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages of a node that answers questions and does not record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeWithoutRecordingTest extends OnAQueryNode {

    @Autowired
    private WaitingCommands waiting;

    private HttpResponse<String> page(String path) {
        return LedgerForTests.get(port, path, "Accept", "text/html");
    }

    @Test
    void a_node_without_the_command_side_says_that_it_does_not_record() {
        HttpResponse<String> index = page("/record");
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.body()).contains("id=\"silent\"").doesNotContain("/record/grant");
        assertThat(page("/record/grant").body()).contains("id=\"silent\"").doesNotContain("data-recording");
        assertThat(page("/ledger").body()).doesNotContain("href=\"/record");
    }

    @Test
    void it_shows_what_waits_for_approval_and_says_that_it_is_decided_elsewhere() {
        assertThat(page("/ledger").body()).as("nothing ever waited").doesNotContain("href=\"/approvals\"");
        String approvalId = waiting.add(UUID.randomUUID(), "RecordGrantorDeath", GrantorId.of("odd-waiting"),
                "{\"command\": \"RecordGrantorDeath\", \"grantorId\": \"odd-waiting\", \"on\": \"2020-05-01\"}", 1,
                new Provenance("jane", null, null, new Provenance.Idempotency("approval:odd", 0, "00".repeat(32))), 10).orElseThrow()
                .approvalId().toString();
        assertThat(page("/ledger").body()).contains("href=\"/approvals\"");
        assertThat(page("/approvals").body()).contains("/approvals/" + approvalId, "A grantor died", "odd-waiting", "jane");
        String one = page("/approvals/" + approvalId).body();
        assertThat(one).contains("Nothing is recorded yet.", "This node does not record: decide on a node that does.", "2020-05-01")
                .doesNotContain("If it is approved now").doesNotContain("<button>Reject</button>");
        HttpResponse<String> first = page("/inbox");
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(first.body());
        assertThat(token.find()).isTrue();
        String cookie = first.headers().firstValue("Set-Cookie").map(all -> all.substring(0, all.indexOf(';'))).orElseThrow();
        for (String decision : List.of("approval", "rejection", "withdrawal", "resubmission")) {
            HttpResponse<String> refused = LedgerForTests.post(port, "/approvals/" + approvalId + "/" + decision,
                    "reason=no&_csrf=" + token.group(1),
                    "Accept", "text/html", "Cookie", cookie, "Content-Type", "application/x-www-form-urlencoded");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("NODE_DOES_NOT_RECORD");
        }
        assertThat(LedgerForTests.json(LedgerForTests.get(port, "/api/approvals/" + approvalId)).path("state").asString())
                .isEqualTo("WAITING");
    }

    @Test
    void the_sign_in_page_says_how_long_a_client_that_guessed_passwords_must_wait() {
        assertThat(LedgerForTests.getAnonymously(port, "/login?wait=8", "Accept", "text/html").body()).contains("Wait 8 seconds");
    }
}
