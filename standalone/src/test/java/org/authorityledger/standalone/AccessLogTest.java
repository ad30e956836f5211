package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who looked at what: each question that was allowed leaves a line, for auditors. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessLogTest extends BrowserTest {

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    private static HttpResponse<String> get(String path, String accept, @Nullable String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(LEDGER.address(path))).header("Accept", accept);
        return LEDGER.send((credentials == null ? request : request.header("Authorization", credentials)).build());
    }

    private static String admin() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode looks(String parameters) {
        return LEDGER.ask("/api/access-log?" + parameters).path("items");
    }

    private String key(String role) {
        HttpResponse<String> made = LEDGER.send(LEDGER.request("/api/me/keys").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"name\": \"" + role.toLowerCase(Locale.ROOT) + "-" + these + "\", \"roles\": [\"" + role + "\"]}"))
                .build());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return "Bearer " + RunningLedger.json(made.body()).path("key").asString();
    }

    @Test
    void each_question_that_was_allowed_leaves_a_line_with_who_asked_and_what_became_of_it() {
        String auditor = key("AUDITOR");
        String asked = "/api/authority/check?grantor=looked-" + these + "&issuer=acme&form=4&signer=lee";
        assertThat(get(asked, "application/json", auditor).statusCode()).isEqualTo(200);
        assertThat(get("/api/grantors/looked-" + these, "application/json", auditor).statusCode()).isEqualTo(404);
        JsonNode found = looks("about=looked-" + these);
        assertThat(found.size()).isEqualTo(2);
        JsonNode missed = found.path(0);
        assertThat(missed.path("status").asInt()).isEqualTo(404);
        assertThat(missed.has("query")).isFalse();
        JsonNode check = found.path(1);
        assertThat(check.path("userName").asString()).isEqualTo("admin/auditor-" + these);
        assertThat(check.path("method").asString()).isEqualTo("GET");
        assertThat(check.path("path").asString() + "?" + check.path("query").asString()).isEqualTo(asked);
        assertThat(check.path("status").asInt()).isEqualTo(200);
        assertThat(check.path("sourceAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(check.path("position").isIntegralNumber()).isTrue();
    }

    @Test
    void what_was_refused_recorded_or_asked_about_oneself_leaves_none() {
        String recorder = key("RECORDER");
        assertThat(get("/api/grantors/silent-" + these, "application/json", recorder).statusCode()).isEqualTo(403);
        assertThat(get("/api/grantors/silent-" + these, "application/json", null).statusCode()).isEqualTo(401);
        assertThat(get("/api/me?silent=" + these, "application/json", recorder).statusCode()).isIn(200, 400);
        LEDGER.tell("grantors/silent-" + these + "/death", "{\"on\": \"2004-01-01\"}");
        assertThat(looks("about=silent-" + these + "&who=admin/recorder-" + these).size()).isZero();
        JsonNode own = looks("about=silent-" + these);
        assertThat(own.size()).as("but for the question before about the log").isEqualTo(1);
        assertThat(own.path(0).path("path").asString()).isEqualTo("/api/access-log");
    }

    @Test
    void the_list_is_for_auditors_goes_on_page_by_page_and_comes_as_a_file() {
        for (int n = 0; n < 5; n++) {
            assertThat(get("/api/grantors?q=paged-" + these + "-" + n, "application/json", admin()).statusCode()).isEqualTo(200);
        }
        assertThat(get("/api/access-log", "application/json", key("RECORDER")).statusCode()).isEqualTo(403);
        Set<String> seen = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = LEDGER.ask("/api/access-log?limit=2&about=paged-" + these + cursor);
            page.path("items").forEach(one -> seen.add(one.path("lookId").asString("") + one.path("query").asString()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen.stream().filter(one -> one.contains("q=paged-"))).hasSize(5);
        assertThat(get("/api/access-log?about=paged-" + these, "text/csv", admin()).body().lines().findFirst().orElse(""))
                .isEqualTo("lookId,askedAt,userName,sourceAddress,method,path,query,status,position");
        assertThat(get("/export/access-log.csv?about=q%3Dpaged-" + these, "*/*", admin()).body().lines()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = { "limit=0", "limit=1001", "from=yesterday", "cursor=x", "whom=me", "grantor=a%20b",
            "from=2026-01-02T00:00:00Z&until=2026-01-02T00:00:00Z"})
    void what_cannot_be_asked_of_it_is_malformed(String parameters) {
        HttpResponse<String> response = get("/api/access-log?" + parameters, "application/json", admin());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(RunningLedger.json(response.body()).path("code").asString()).isEqualTo("MALFORMED");
    }

    @Test
    void the_page_shows_it_to_those_who_may_see_it() {
        expectFailures();
        assertThat(go("/check?grantor=page-" + these)).as("no one has this name").isEqualTo(400);
        go("/access-log?about=page-" + these);
        assertThat(page.locator("tbody tr").first().innerText()).contains("admin", "/check?grantor=page-" + these);
        assertThat(page.locator("#export").getAttribute("href")).contains("/export/access-log.csv?", "page-" + these);
        assertGoodInEveryWay("/access-log?username=admin", "access-log");
        assertThat(go("/access-log?from=never")).isEqualTo(400);
        assertThat(page.locator("[role=alert]").first().innerText()).contains("A day");
    }
}
