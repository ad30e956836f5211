package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.authorityledger.http.Limit;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for every question over HTTP: who may ask, which input is refused, and how the service describes itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryQuestionApiTest extends OnHeatonsLedger {

    @ParameterizedTest
    @ValueSource(strings = { "/api/grantors/andrew-heaton", CHECK, "/api/authorities?grantor=andrew-heaton"})
    void the_default_day_is_today_on_the_clock_of_edgar(String question) {
        ZoneId edgar = ZoneId.of("America/New_York");
        LocalDate before = LocalDate.now(edgar);
        String on = answer(question).path("on").asString();

        assertThat(on).isIn(before.toString(), LocalDate.now(edgar).toString());
    }

    static List<String> paths() {
        return List.of("/api/authority/check", "/api/authorities", "/api/authorities/history", "/api/authorities/diff",
                "/api/authorities/changes", "/api/grantors", "/api/grantors/andrew-heaton", "/api/attorneys", "/api/attorneys/judi-irving",
                "/api/issuers", "/api/issuers/hemacare",
                "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003", "/api/signatories", "/api/gaps?form=4",
                "/api/attorneys/judi-irving/leaving",
                "/api/papers/" + "a".repeat(64),
                "/api/events");
    }

    private static String asking(String path) {
        return path + (path.contains("?") ? "&" : "?");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void every_question_requires_authentication(String path) {
        HttpResponse<String> response = LedgerForTests.getAnonymously(port, path);

        assertProblem(response, 401, "UNAUTHORIZED");
        assertThat(LedgerForTests.header(response, "WWW-Authenticate")).startsWith("Basic");
        assertProblem(LedgerForTests.getAnonymously(port, path, "Authorization", basic("unknown user " + path)), 401, "UNAUTHORIZED");
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":wrong").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_client_that_guesses_passwords_must_wait_and_no_other_client_must() {
        for (int n = 0; n < 10; n++) {
            assertProblem(LedgerForTests.getAnonymously(port, "/api/grantors", "Authorization", basic("guesser")), 401, "UNAUTHORIZED");
        }
        HttpResponse<String> early = LedgerForTests.getAnonymously(port, "/api/grantors", "Authorization", basic("guesser"));
        assertProblem(early, 429, "TOO_MANY_FAILED_SIGN_INS");
        assertThat(LedgerForTests.header(early, "Retry-After")).isEqualTo("1");
        assertThat(get("/api/grantors").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void another_method_an_image_as_the_answer_and_an_unknown_parameter_are_refused(String path) {
        HttpResponse<String> deleted = LedgerForTests.send(LedgerForTests.request(port, path).DELETE().build());

        assertProblem(deleted, 405, "METHOD_NOT_ALLOWED");
        assertThat(LedgerForTests.header(deleted, "Allow")).contains("GET");
        assertProblem(get(path, "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
        assertMalformed(get(asking(path) + "minposition=1"), "minposition");
        assertMalformed(get(asking(path) + "minPosition=1&minPosition=2"), "minPosition");
        assertMalformed(get(asking(path) + "minPosition=soon"), "minPosition");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0x10", "%23A", "\u0663", "\uFF15", "%2B5", "1e1", "5.0", "%205", "99999999999999999999", "2147483648"})
    void a_number_is_written_in_ascii_digits(String number) {
        String sent = number.startsWith("%") ? number : encoded(number);
        for (String path : List.of("/api/authorities", "/api/grantors", "/api/events")) {
            assertMalformed(get(path + "?limit=" + sent), "limit");
        }
        if (!number.equals("2147483648")) {
            assertMalformed(get("/api/grantors?minPosition=" + sent), "minPosition");
        }
    }

    @Test
    void a_page_has_a_bounded_number_of_rows_and_a_check_of_signers() {
        assertThat(get("/api/authorities?limit=1000").statusCode()).isEqualTo(200);
        assertMalformed(get("/api/authorities?limit=1001"), "limit");
        assertThat(get("/api/grantors/andrew-heaton?limit=100").statusCode()).isEqualTo(200);
        assertMalformed(get("/api/grantors/andrew-heaton?limit=101"), "limit");
        String check = "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4" + "&signer=a".repeat(99);
        assertThat(get(check + "&signer=b").statusCode()).isEqualTo(200);
        assertMalformed(get(check + "&signer=b&signer=c"), "signer");
    }

    @Test
    void a_text_to_search_for_is_bounded() {
        for (String question : List.of("/api/grantors?q=", "/api/attorneys?q=", "/api/issuers?q=", "/api/events?text=",
                "/api/events?recorder=")) {
            assertThat(get(question + "x".repeat(Limit.SEARCH.most())).statusCode()).as(question).isEqualTo(200);
            assertMalformed(get(question + "x".repeat(Limit.SEARCH.most() + 1)),
                    question.substring(question.indexOf('?') + 1, question.length() - 1));
        }
    }

    @Test
    void a_text_is_read_as_it_was_sent() {
        String check = "/api/authority/check?grantor=andrew-heaton&issuer=hemacare&form=4&signer=";
        for (String sent : List.of("judi-irving%00", "%00judi-irving", "judi-irving%20", "judi-irving,david-fractor", "judi-irving%0A")) {
            assertMalformed(get(check + sent), "signer");
            assertMalformed(get(check + "david-fractor&signer=" + sent), "signer");
            assertMalformed(get(check + sent + "&receipt=true"), "signer");
        }
        assertMalformed(get(CHECK + "&capacity=OFFICER,DIRECTOR"), "capacity");
        assertThat(get(CHECK + "&capacity=").statusCode()).isEqualTo(200);
        assertMalformed(get(CHECK + "&receipt=true%00"), "receipt");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/rebuilds", "/api/dead-letters/no-one/retry", "/api/investigations", "/api/authority/checks",
            "/api/proof/keys"})
    void a_body_says_what_it_is(String path) {
        for (String body : List.of("{}", " ", "x")) {
            assertProblem(LedgerForTests.post(port, path, body), 415, "UNSUPPORTED_MEDIA_TYPE");
            assertProblem(LedgerForTests.post(port, path, body, "Content-Type", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @Test
    void a_path_that_needs_no_body_takes_none_and_no_unknown_field() {
        assertProblem(LedgerForTests.post(port, "/api/dead-letters/no-one/retry", ""), 404, "NO_DEAD_LETTERS");
        assertProblem(LedgerForTests.post(port, "/api/dead-letters/no-one/retry", "{}", "Content-Type", "application/json"), 404,
                "NO_DEAD_LETTERS");
        assertMalformed(LedgerForTests.post(port, "/api/dead-letters/no-one/retry", "{\"x\": 1}", "Content-Type", "application/json"), "x");
        assertMalformed(LedgerForTests.post(port, "/api/proof/keys", "{\"x\": 1}", "Content-Type", "application/json"), "x");
    }

    @Test
    void what_no_form_is_called_is_refused_and_any_form_of_edgar_can_be_asked_for() {
        for (String word : List.of("4/B", "ALL", "EXPIRED%00", "%20")) {
            assertProblem(get("/api/authorities?form=" + word), 400, "MALFORMED");
            assertProblem(get("/api/gaps?form=" + word), 400, "MALFORMED");
        }
        assertThat(get("/api/authorities?form=13F-HR").statusCode()).isEqualTo(200);
    }

    @Test
    void no_refusal_of_a_word_names_a_class() {
        for (String question : List.of("/api/authorities/changes?from=2020-01-01&until=2021-01-01&cause=",
                "/api/attorneys/judi-irving/leaving?by=", "/api/investigations?state=", "/api/events?type=", "/api/events?order=",
                CHECK + "&capacity=")) {
            for (String word : List.of("FOO", "0", "EXPIRED%00", "%20")) {
                HttpResponse<String> response = get(question + word);
                assertProblem(response, 400, "MALFORMED");
                assertThat(response.body()).as(question).doesNotContain("org.authorityledger", "java.", "enum", "Exception");
            }
        }
    }

    @Test
    void the_first_and_the_last_day_can_be_asked_about_and_no_other() {
        assertThat(get("/api/authorities?on=1600-01-01").statusCode()).isEqualTo(200);
        assertThat(get("/api/authorities?on=9999-12-31").statusCode()).isEqualTo(200);
        assertMalformed(get("/api/authorities?on=1599-12-31"), "on");
        assertMalformed(get("/api/authorities?on=%2B10000-01-01"), "on");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_position_not_reached_yet_may_be_tried_again_later(String path) {
        String question = path.endsWith("check") ? CHECK + "&" : asking(path);
        HttpResponse<String> response = get(question + "minPosition=" + Long.MAX_VALUE);

        assertProblem(response, 503, "POSITION_NOT_REACHED");
        assertThat(LedgerForTests.header(response, "Retry-After")).isNotBlank();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, on", "/api/grantors/andrew-heaton, on", "/api/attorneys/judi-irving, on", "/api/issuers/hemacare, on",
            "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003, on", "/api/authorities/diff, from.on",
            "/api/authorities/diff, to.on", "/api/authorities/changes, from", "/api/authorities/changes, until", "/api/signatories, on",
            "/api/gaps?form=4, on", "/api/attorneys/judi-irving/leaving, on"})
    void a_malformed_day_is_refused(String path, String name) {
        for (String date : List.of("2023-02-30", "yesterday", "2023-1-1", "99999-01-01")) {
            assertMalformed(get(asking(path) + name + "=" + date), name);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, knownAt", "/api/grantors/andrew-heaton, knownAt", "/api/attorneys/judi-irving, knownAt",
            "/api/issuers/hemacare, knownAt", "/api/grantors/andrew-heaton/powers-of-attorney/heaton-2003, knownAt",
            "/api/authorities/diff, from.knownAt", "/api/authorities/diff, to.knownAt", "/api/authorities/changes, knownAt",
            "/api/signatories, knownAt", "/api/gaps?form=4, knownAt", "/api/attorneys/judi-irving/leaving, knownAt",
            "/api/events, recordedFrom",
            "/api/events, recordedUntil"})
    void a_malformed_moment_is_refused(String path, String name) {
        for (String instant : List.of("2023-02-28", "now", "2023-02-30T00:00:00Z", "%2B999999999-01-01T00:00:00Z")) {
            assertMalformed(get(asking(path) + name + "=" + instant), name);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/authorities, grantor", "/api/authorities, attorney", "/api/authorities, issuer", "/api/authorities/history, grantor",
            "/api/authorities/history, attorney", "/api/authorities/history, poa", "/api/authorities/diff, grantor",
            "/api/authorities/diff, attorney", "/api/authorities/diff, issuer", "/api/authorities/changes, grantor",
            "/api/authorities/changes, attorney", "/api/authorities/changes, issuer", "/api/signatories, grantor",
            "/api/signatories, signatory",
            "/api/gaps?form=4, issuer", "/api/events, grantor", "/api/events, attorney",
            "/api/events, issuer"})
    void a_malformed_id_is_refused(String path, String name) {
        for (String id : List.of("a%2Fb", "%20", "-a", "a%00b", "x".repeat(65), "x".repeat(10_000))) {
            assertMalformed(get(asking(path) + name + "=" + id), name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({ "/api/grantors/{id}, grantorId", "/api/attorneys/{id}, attorneyId", "/api/attorneys/{id}/leaving, attorneyId",
            "/api/issuers/{id}, issuerId",
            "/api/grantors/{id}/powers-of-attorney/heaton-2003, grantorId", "/api/grantors/andrew-heaton/powers-of-attorney/{id}, poaId"})
    void a_malformed_id_in_the_path_is_refused(String path, String name) {
        for (String id : List.of("a%40b", "%2E%2Ea%20", "-a", "%C3%A9", "x".repeat(65), "x".repeat(10_000))) {
            assertMalformed(get(path.replace("{id}", id)), name);
        }
        for (String id : List.of("a%00b", "a%5Cb", "a%2Fb", "a%25", "a;b", "a%3Bb", "a%0Ab")) {
            assertProblem(get(path.replace("{id}", id)), 400, "MALFORMED");
        }
        assertThat(get(path.replace("{id}", "x".repeat(100_000))).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "/api/grantors/unknown-grantor, UNKNOWN_GRANTOR", "/api/attorneys/unknown-attorney, UNKNOWN_ATTORNEY",
            "/api/issuers/nothing, UNKNOWN_ISSUER",
            "/api/grantors/unknown-grantor/powers-of-attorney/heaton-2003, UNKNOWN_INSTRUMENT",
            "/api/grantors/andrew-heaton/powers-of-attorney/heaton-1999, UNKNOWN_INSTRUMENT", "/api/nothing, NOT_FOUND",
            "/nothing, NOT_FOUND"})
    void what_does_not_exist_is_not_found(String path, String code) {
        assertProblem(get(path), 404, code);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/actuator/nothing", "/actuator/nothing/x", "/actuator/health/x", "/actuator/health/x/y",
            "/actuator/health/x/y/z",
            "/actuator/health/db/x", "/actuator/health/db/x/y", "/actuator/health/log/x/y/z", "/actuator/health/readiness/x",
            "/actuator/health/readiness/x/y", "/actuator/health/liveness/x/y/z", "/actuator/health/readiness/db/x/y",
            "/actuator/health/%00/y", "/actuator/health/x%2Fy/z", "/actuator/health/x;y=1/z", "/actuator/health/%E0%A4/y",
            "/actuator/health/%20/y", "/actuator/health/%2E%2E/y/z", "/actuator/metrics/nothing", "/actuator/metrics/x/y",
            "/actuator/prometheus/x", "/actuator/info/x/y", "/actuator/sbom", "/actuator/sbom/application", "/actuator/env"})
    void an_unknown_path_of_a_management_endpoint_is_not_found(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isIn(400, 404);
        assertProblem(response, response.statusCode(), response.statusCode() == 400 ? "MALFORMED" : "NOT_FOUND");
        HttpResponse<String> head = LedgerForTests
                .send(LedgerForTests.request(port, path).method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()).build());
        assertThat(head.statusCode()).isEqualTo(response.statusCode());
        assertThat(head.body()).isEmpty();
        if (path.startsWith("/actuator/health")) {
            assertThat(LedgerForTests.getAnonymously(port, path).statusCode()).isEqualTo(response.statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/actuator/health", "/actuator/health/", "/actuator/health/db", "/actuator/health/log",
            "/actuator/health/readiness", "/actuator/health/readiness/ledger", "/actuator/health/liveness/workers",
            "/actuator/metrics/jvm.memory.used", "/actuator/metrics", "/actuator/info", "/actuator"})
    void a_known_path_of_a_management_endpoint_is_answered(String path) {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void a_path_that_is_not_a_uri_is_refused_with_a_problem() throws IOException {
        // Java's own client would not send such a thing.
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /api/grantors/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 400").contains("application/problem+json").contains("\"code\":\"MALFORMED\"");
        }
    }

    @Test
    void the_description_is_openapi_3_1_and_has_every_path_of_the_contract() {
        JsonNode description = answer("/v3/api-docs");

        assertThat(description.path("openapi").asString()).startsWith("3.1");
        assertThat(description.path("paths").propertyNames()).contains("/api/authority/check", "/api/authority/checks", "/api/authorities",
                "/api/authorities/history", "/api/authorities/diff", "/api/authorities/changes", "/api/grantors",
                "/api/grantors/{grantorId}", "/api/attorneys",
                "/api/attorneys/{attorneyId}", "/api/issuers", "/api/issuers/{issuerId}",
                "/api/grantors/{grantorId}/powers-of-attorney/{poaId}", "/api/events");
        assertThat(texts(description.path("paths").path("/api/authority/check").path("get").path("parameters"), "name"))
                .containsExactlyInAnyOrder("grantor", "issuer", "form", "signer", "capacity", "on", "knownAt", "minPosition", "receipt");
    }

    @Test
    void the_description_can_be_browsed_after_signing_in() {
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.getAnonymously(port, "/swagger-ui/index.html").statusCode()).isEqualTo(401);
    }

    @Test
    void health_is_public_and_metrics_require_authentication() {
        assertThat(LedgerForTests.getAnonymously(port, "/actuator/health").statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.getAnonymously(port, "/actuator/prometheus").statusCode()).isEqualTo(401);
        answer(CHECK);

        assertThat(get("/actuator/prometheus").body()).contains("ledger_projection_lag_events", "ledger_checks");
    }
}
