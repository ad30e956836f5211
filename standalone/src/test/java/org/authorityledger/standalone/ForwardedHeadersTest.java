package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What anyone can write into a request about where it comes from. {@link ProviderTest} has the other side: a proxy that is trusted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardedHeadersTest extends LedgerTest {

    @Test
    void no_header_says_where_a_request_comes_from_or_goes_to_unless_it_is_configured() {
        String these = UUID.randomUUID().toString();
        HttpResponse<String> asked = LEDGER.send(LEDGER.request("/api/grantors?q=" + these).header("X-Forwarded-For", "203.0.113.7")
                .header("X-Real-IP", "203.0.113.7").header("Forwarded", "for=203.0.113.7;host=evil.example;proto=https")
                .header("X-Forwarded-Host", "evil.example").header("X-Forwarded-Proto", "https").build());
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Strict-Transport-Security")).as("it did not come by TLS").isEmpty();
        JsonNode look = LEDGER.ask("/api/access-log?about=" + these).path("items").path(0);
        assertThat(look.path("sourceAddress").asString()).isEqualTo("127.0.0.1");
        HttpResponse<String> recorded = LEDGER.tell("grantors/" + these + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """, "X-Forwarded-For", "203.0.113.7");
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        assertThat(
                LEDGER.ask("/api/events?grantor=" + these + "&minPosition=" + RunningLedger.json(recorded.body()).path("position").asLong())
                        .toString())
                .contains("127.0.0.1").doesNotContain("203.0.113.7");
    }
}
