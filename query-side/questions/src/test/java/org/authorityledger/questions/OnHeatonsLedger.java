package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A query node whose ledger has {@link HeatonsStory}, recorded once for all tests that ask questions about it over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnHeatonsLedger extends OnAQueryNode {

    protected static final JsonMapper JSON = JsonMapper.shared();
    protected static final String CHECK = "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=judi-irving";
    protected static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z";

    private static @Nullable HeatonsStory recorded;

    @BeforeAll
    void the_story_is_recorded() {
        synchronized (OnHeatonsLedger.class) {
            if (recorded == null) {
                recorded = new HeatonsStory(appender);
            }
        }
        awaitRegister(story().end());
    }

    protected static HeatonsStory story() {
        return Objects.requireNonNull(recorded);
    }

    protected HttpResponse<String> get(String pathAndQuery, String... headers) {
        return LedgerForTests.get(port, pathAndQuery, headers);
    }

    protected JsonNode answer(String pathAndQuery) {
        HttpResponse<String> response = get(pathAndQuery);
        assertThat(response.statusCode()).as("%s: %s", pathAndQuery, response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    protected static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }

    protected static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("application/problem+json");
        JsonNode problem = LedgerForTests.json(response);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("urn:authority-ledger:problem:");
        assertThat(problem.path("errors").isArray()).isTrue();
    }

    protected static void assertMalformed(HttpResponse<String> response, String path) {
        assertProblem(response, 400, "MALFORMED");
        assertThat(texts(LedgerForTests.json(response).path("errors"), "path")).containsExactly(path);
    }

    protected static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    protected static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
