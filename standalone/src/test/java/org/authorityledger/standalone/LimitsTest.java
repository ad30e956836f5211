package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.authorityledger.http.Limit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The limits as the documents tell them, and those of forms. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsTest extends LedgerTest {

    private static final Pattern ROW = Pattern.compile("\\| [0-9,]+ \\| .* \\| [0-9]{3} `[A-Z_]+` \\|");

    @Test
    void the_page_about_the_api_has_every_limit_and_no_other() {
        List<String> documented = MarkdownPage.read("docs/api.md").lines().stream().filter(line -> ROW.matcher(line).matches()).toList();
        assertThat(documented).containsExactlyElementsOf(Arrays.stream(Limit.values())
                .map(limit -> "| %,d | %s | %d `%s` |".formatted(limit.most(), limit.of(), limit.status().value(), limit.code())).toList());
    }

    @Test
    void the_description_of_the_api_tells_what_a_grant_may_hold() {
        JsonNode grant = LEDGER.ask("/v3/api-docs").path("paths").path("/api/grantors/{grantorId}/powers-of-attorney").path("post")
                .path("requestBody").path("content").path("application/json").path("schema").path("properties");
        assertThat(grant.path("attorneys").path("maxItems").asInt()).isEqualTo(Limit.ATTORNEYS.most());
        assertThat(grant.path("powers").path("maxItems").asInt()).isEqualTo(Limit.POWERS.most());
        assertThat(grant.path("note").path("maxLength").asInt()).isEqualTo(Limit.PROSE.most());
        assertThat(grant.path("grantor").path("properties").path("name").path("maxLength").asInt()).isEqualTo(Limit.TEXT.most());
    }

    private static HttpResponse<String> post(String contentType, String accept, HttpRequest.BodyPublisher body) {
        return LEDGER.send(LEDGER.request("/record/death").header("Content-Type", contentType).header("Accept", accept).POST(body).build());
    }

    private static byte[] form(int length) {
        return ("on=" + "x".repeat(length - 3)).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"})
    void a_form_is_bounded(String type) {
        int most = Limit.FORM_BYTES.most();
        // Refused for want of a token against forgery, as a small one is.
        assertThat(post(type, "text/html", HttpRequest.BodyPublishers.ofByteArray(form(most))).statusCode()).isEqualTo(403);

        HttpResponse<String> page = post(type, "text/html", HttpRequest.BodyPublishers.ofByteArray(form(most + 1)));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(413);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        HttpResponse<String> problem = post(type, "application/json", HttpRequest.BodyPublishers.ofByteArray(form(most + 1)));
        assertThat(problem.statusCode()).isEqualTo(413);
        assertThat(problem.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(RunningLedger.json(problem.body()).path("code").asString()).isEqualTo("TOO_LARGE");
    }

    @Test
    void a_form_that_does_not_announce_its_length_is_bounded_too() {
        String type = "application/x-www-form-urlencoded";
        assertThat(post(type, "text/html",
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form(Limit.FORM_BYTES.most())))).statusCode())
                .isEqualTo(403);
        assertThat(post(type, "text/html",
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form(Limit.FORM_BYTES.most() + 1)))).statusCode())
                .isEqualTo(413);
    }
}
