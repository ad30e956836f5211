package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which paths and parameters are rejected whatever they ask for, and that the one check that is switched off opens nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FirewallTest extends LedgerTest {

    private static final String ADMIN = "Authorization: Basic "
            + Base64.getEncoder().encodeToString(("admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    private static final String NO_ONE = "";

    /** Paths that are open to everyone; below some of them everything is. */
    private static final List<String> OPEN = List.of("/actuator/health", "/assets", "/log", "/log/tile", "/login", "/error", "/witness",
            "/webjars", "/favicon.ico");
    private static final List<String> CLOSED = List.of("api/grantors?limit=1", "api/events?limit=1", "actuator/prometheus",
            "actuator/metrics", "log/payload/1", "log/tile/entries/000.p/1", "v3/api-docs", "check", "ledger", "swagger-ui/index.html");
    private static final List<String> UP = List.of("%2e%2e", "%2E%2E", ".%2e", "%2e.", "%2e%2e/%2e%2e", "%2e/%2e%2e");

    /** Sends what no HTTP client would, and returns the answer. */
    private static String raw(String methodAndPath, String headers, String body) {
        URI address = URI.create(LEDGER.address("/"));
        String request = methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n" + body;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static void assertMalformed(String answer, String request) {
        assertThat(answer).as(request).startsWith("HTTP/1.1 400").contains("application/problem+json").contains("\"MALFORMED\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a%2Fb", "a%2fb", "a//b", "a%2F%2Fb", "a%25b", "a%252e", "a;b=1", "a%3Bb", "a\\b", "a%5Cb", "a%00", "a%0Ab",
            "a%0Db", "a%E2%80%A8b", "a%E2%80%A9b", "../b", "./b", "a/..", "..;/b"})
    void a_path_with_a_separator_in_disguise_is_rejected_for_everyone_and_everywhere(String odd) {
        for (String path : List.of("/api/grantors/", "/api/dead-letters/", "/log/", "/log/tile/", "/actuator/health/", "/assets/",
                "/grantors/", "/")) {
            for (String who : List.of(NO_ONE, ADMIN)) {
                for (String method : List.of("GET ", "POST ", "DELETE ")) {
                    assertMalformed(raw(method + path + odd, who, ""), method + path + odd);
                }
            }
        }
    }

    @Test
    void the_answer_names_what_is_wrong_with_the_path() {
        for (String odd : List.of("%2F", "//", ";", "%3B", "%25")) {
            String answer = raw("GET /api/grantors/a" + odd + "b", ADMIN, "");
            JsonNode problem = RunningLedger.json(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
            assertThat(problem.path("errors").get(0).path("message").asString()).contains("has " + odd + ",");
        }
        assertThat(raw("GET /grantors/a%2Fb", ADMIN + "Accept: text/html\r\n", "")).startsWith("HTTP/1.1 400").contains("<main");
    }

    @Test
    void a_parameter_whose_name_has_control_characters_is_rejected_wherever_it_is_read() {
        for (String path : List.of("/api/grantors", "/check", "/login", "/log/checkpoint", "/api/investigations")) {
            for (String name : List.of("%00", "a%00", "%0A", "a%0D%0Ab", "%EF%BF%BF")) {
                String request = path + "?" + name + "=1";
                assertThat(status(raw("GET " + request, ADMIN, ""))).as(request).isIn(200, 400);
            }
        }
        for (String name : List.of("%00", "a%0D%0Ab", "%EF%BF%BF")) {
            assertMalformed(raw("GET /api/grantors?" + name + "=1", ADMIN, ""), name);
        }
    }

    @Test
    void an_id_with_dots_is_the_same_whether_they_are_escaped_or_not() {
        assertThat(LEDGER.tell("grantors/dotted.id/powers-of-attorney", """
                {"poaId": "p.1", "grantor": {"name": "Dot Ward"}, "issuer": {"issuerId": "acme-dots", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-dots", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """).statusCode()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + LEDGER.ask("/api/events?order=newest&limit=1").path("position").asLong());

        String plain = raw("GET /api/grantors/dotted.id/powers-of-attorney/p.1", ADMIN, "");
        String escaped = raw("GET /api/grantors/dotted%2Eid/powers-of-attorney/p%2e1", ADMIN, "");
        assertThat(status(plain)).isEqualTo(200);
        assertThat(escaped.substring(escaped.indexOf('{'))).isEqualTo(plain.substring(plain.indexOf('{')));
    }

    @Test
    void escaped_dots_lead_from_no_open_path_to_a_closed_one() {
        for (String closed : CLOSED) {
            assertThat(status(raw("GET /" + closed, NO_ONE, ""))).as(closed).isIn(302, 401);
        }
        for (String open : OPEN) {
            for (String up : UP) {
                for (String closed : CLOSED) {
                    String path = open + "/" + up + "/" + closed;
                    for (String who : List.of(NO_ONE, "Accept: text/html\r\n")) {
                        String answer = raw("GET " + path, who, "");
                        assertThat(status(answer)).as(path + " " + answer).isIn(302, 400, 401, 404, 405, 406);
                    }
                }
            }
        }
    }

    @Test
    void escaped_dots_lead_to_no_change_and_to_no_file() {
        long before = LEDGER.ask("/api/events?order=newest&limit=1").path("position").asLong();
        String keys = raw("GET /log/keys", NO_ONE, "");
        for (String up : UP) {
            for (String who : List.of(NO_ONE, ADMIN)) {
                for (String path : List.of("/log/" + up + "/api/proof/keys", "/actuator/health/" + up + "/" + up + "/api/proof/keys",
                        "/login/" + up + "/api/rebuilds", "/assets/" + up + "/api/grantors/ann/death")) {
                    String answer = raw("POST " + path, who + "Content-Type: application/json\r\nContent-Length: 0\r\n", "");
                    assertThat(status(answer)).as(path + " " + answer).isBetween(400, 405);
                }
                for (String file : List.of("application.yml", "config/ledger.yml", "templates/layout.html", "META-INF/MANIFEST.MF",
                        "etc/passwd", "admin-password")) {
                    for (String below : List.of("/assets/", "/webjars/", "/swagger-ui/", "/")) {
                        String path = below + up + "/" + file;
                        assertThat(status(raw("GET " + path, who, ""))).as(path).isIn(302, 400, 401, 404);
                    }
                }
            }
        }
        assertThat(LEDGER.ask("/api/events?order=newest&limit=1").path("position").asLong()).isEqualTo(before);
        assertThat(raw("GET /log/keys", NO_ONE, "").replaceAll("(?i)(Date|X-Correlation-Id): .*", ""))
                .isEqualTo(keys.replaceAll("(?i)(Date|X-Correlation-Id): .*", ""));
    }

    @Test
    void signing_in_needs_the_token_however_its_path_is_written() {
        String form = "username=admin&password=" + RunningLedger.PASSWORD.replace(' ', '+');
        for (String path : List.of("/login", "/%6Cogin", "/l%6fgi%6E")) {
            String answer = raw("POST " + path,
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n",
                    form);
            assertThat(answer).as(path).doesNotContain("ledger-session=");
        }
    }
}
