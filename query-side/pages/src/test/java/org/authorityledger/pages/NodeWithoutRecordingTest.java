package org.authorityledger.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.authorityledger.questions.OnAQueryNode;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages of a node that answers questions and does not record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeWithoutRecordingTest extends OnAQueryNode {

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
    void the_sign_in_page_says_how_long_a_client_that_guessed_passwords_must_wait() {
        assertThat(LedgerForTests.getAnonymously(port, "/login?wait=8", "Accept", "text/html").body()).contains("Wait 8 seconds");
    }
}
