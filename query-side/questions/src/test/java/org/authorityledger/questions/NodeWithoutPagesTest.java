package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages can be left out of a node: then it serves programs, and shows people the description of its API. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeWithoutPagesTest extends OnAQueryNode {

    @Test
    void a_node_without_pages_opens_on_the_description_of_its_api() {
        HttpResponse<String> home = LedgerForTests.get(port, "/");

        assertThat(home.statusCode()).isEqualTo(302);
        assertThat(LedgerForTests.header(home, "Location")).endsWith("/swagger-ui.html");
    }

    @Test
    void a_node_without_pages_answers_questions_and_asks_for_credentials_without_a_sign_in_page() {
        assertThat(LedgerForTests.get(port, "/api/grantors?limit=1").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = LedgerForTests.getAnonymously(port, "/", "Accept", "text/html", "Sec-Fetch-Mode", "navigate");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(LedgerForTests.header(refused, "WWW-Authenticate")).startsWith("Basic");
    }
}
