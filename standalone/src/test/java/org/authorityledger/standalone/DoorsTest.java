package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What stands before every request, tried from outside. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DoorsTest extends LedgerTest {

    private static final List<String> PATHS = List.of("/api/grantors", "/log/checkpoint", "/login", "/error", "/assets/ledger.css",
            "/v3/api-docs", "/swagger-ui/index.html", "/", "/check", "/actuator/health", "/witness/key", "/nothing-here");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(LEDGER.address(path)));
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = LEDGER.request(path);
        return LEDGER.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static String code(HttpResponse<String> response) {
        return RunningLedger.json(response.body()).path("code").asString("");
    }

    private static String granted(String... headers) {
        String grantor = "doors-" + UUID.randomUUID();
        HttpResponse<String> response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-doors", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-doors", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(response.body()).path("position").asLong());
        return grantor;
    }

    /** Sends what no HTTP client would, and returns the answer. */
    private static String raw(String request) {
        URI address = URI.create(LEDGER.address("/"));
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String credentials() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static String toHost(String host, String path) {
        return raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: " + credentials()
                + "\r\nConnection: close\r\n\r\n");
    }

    private static String withBody(String path, String body) {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + credentials()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    @Test
    void a_body_that_no_one_asked_for_is_no_error_of_the_ledger() {
        for (String path : List.of("/api/grantors?limit=1", "/log/checkpoint", "/v3/api-docs")) {
            for (String body : List.of("{}", "x".repeat(100_000))) {
                assertThat(withBody(path, body)).as(path).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(withBody("/actuator/health", "{}")).startsWith("HTTP/1.1 200");
        assertThat(withBody("/actuator/health", "not JSON")).startsWith("HTTP/1.1 400").contains("\"MALFORMED\"");
    }

    @Test
    void a_command_whose_body_has_no_type_records_nothing() {
        String grantor = granted();
        long before = LEDGER.ask("/api/events?order=newest&limit=1").path("position").asLong();
        for (String path : List.of("/api/grantors/" + grantor + "/death", "/api/import", "/api/consequences", "/api/authority/checks")) {
            HttpResponse<String> refused = LEDGER
                    .send(LEDGER.request(path).POST(HttpRequest.BodyPublishers.ofString("{\"on\": \"2021-03-03\"}")).build());
            assertThat(refused.statusCode()).as(path).isEqualTo(415);
            assertThat(code(refused)).as(path).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        assertThat(LEDGER.ask("/api/events?order=newest&limit=1").path("position").asLong()).isEqualTo(before);
    }

    // Hosts and origins

    @ParameterizedTest
    @ValueSource(strings = { "application/json;q=0, */*", "application/json;q=0,*/*;q=1", "application/json;q=0.0, application/*",
            "text/csv, application/json;q=0, */*;q=0.1", "*/*;q=0", "text/html"})
    void who_refuses_json_records_nothing_and_gets_none(String accept) {
        String grantor = "refuses-" + UUID.randomUUID();
        HttpResponse<String> response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-doors", "name": "Acme Corp"},
                 "attorneys": [{"attorneyId": "lee-doors", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2020-01-15"}
                """, "Accept", accept);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(406);
        assertThat(get("/api/events?grantor=" + grantor).body()).contains("\"items\":[]");
        assertThat(get("/api/authority/check?grantor=a&issuer=b&form=4&signer=c", "Accept", accept).statusCode()).isEqualTo(406);
    }

    @Test
    void a_list_comes_in_a_format_that_is_not_refused() {
        for (String accept : List.of("application/json;q=0, */*", "application/json;q=0, application/*;q=0.5")) {
            assertThat(get("/api/authorities?attorney=lee-doors", "Accept", accept).headers().firstValue("Content-Type").orElse(""))
                    .as(accept)
                    .startsWith("application/x-ndjson");
        }
        assertThat(get("/check", "Accept", "application/json;q=0, */*").statusCode()).isEqualTo(200);
    }

    @Test
    void a_host_name_that_is_not_known_is_answered_nothing_but_that() {
        for (String path : List.of("/log/checkpoint", "/login", "/api/grantors?limit=1", "/assets/ledger.css", "/actuator/health")) {
            for (String host : List.of("attacker.example", "attacker.example:8080", "localhost.attacker.example", "127.0.0.1.example")) {
                assertThat(toHost(host, path)).as(host + path).startsWith("HTTP/1.1 421").contains("UNKNOWN_HOST")
                        .contains("ledger.http.hosts");
            }
            for (String host : List.of("localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:8080", "192.0.2.7")) {
                assertThat(toHost(host, path)).as(host + path).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void whole_records_are_not_open_to_everyone_and_the_hashes_are() {
        granted();
        LEDGER.ask("/api/proof/checkpoint?minPosition=1");
        for (String path : List.of("/log/tile/entries/000.p/1", "/log/payload/1")) {
            assertThat(LEDGER.send(anonymous(path).build()).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(path).headers().firstValue("Cache-Control").orElse("")).doesNotContain("public");
        }
        for (String path : List.of("/log/checkpoint", "/log/checkpoints", "/log/keys", "/log/tile/0/000.p/1")) {
            assertThat(LEDGER.send(anonymous(path).build()).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_change_from_a_page_elsewhere_is_refused_even_with_the_password_and_one_from_a_program_is_not() {
        String own = LEDGER.address("");
        for (String[] elsewhere : new String[][]{ { "Origin", "https://attacker.example"}, { "Origin", "null"},
                { "Origin", own.replaceAll(":\\d+$", ":1")}, { "Sec-Fetch-Site", "cross-site"}, { "Origin", own + ".attacker.example"}}) {
            for (String type : List.of("application/json", "text/plain")) {
                HttpResponse<String> refused = LEDGER.send(LEDGER.request("/api/consequences").headers(elsewhere)
                        .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString("{}")).build());
                assertThat(refused.statusCode()).as(String.join(": ", elsewhere)).isEqualTo(403);
                assertThat(code(refused)).isEqualTo("FOREIGN_ORIGIN");
            }
        }
        granted();
        granted("Origin", own, "Sec-Fetch-Site", "same-origin");
    }

    @Test
    void plain_text_changes_nothing_not_even_where_no_body_is_needed() {
        String before = LEDGER.send(anonymous("/log/keys").header("Accept", "text/plain").build()).body();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "///")) {
            for (String path : List.of("/api/proof/keys", "/api/rebuilds", "/api/dead-letters/x/retry", "/api/investigations")) {
                HttpResponse<String> refused = LEDGER.send(LEDGER.request(path).header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.noBody()).build());
                assertThat(refused.statusCode()).as(type + " " + path + " " + refused.body()).isEqualTo(415);
            }
        }
        assertThat(LEDGER.send(anonymous("/log/keys").header("Accept", "text/plain").build()).body()).isEqualTo(before);
    }

    // Sessions

    @Test
    void the_sign_in_page_makes_no_session_and_signing_in_without_scripts_does() {
        for (int n = 0; n < 50; n++) {
            assertThat(LEDGER.send(anonymous("/login").build()).headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("ledger-session"));
        }
        HttpResponse<String> signedIn = signIn("/check");
        String session = cookie(signedIn, "ledger-session");
        assertThat(signedIn.headers().firstValue("Location")).hasValue("/check");
        HttpResponse<String> page = LEDGER.send(anonymous("/check").header("Accept", "text/html").header("Cookie", session).build());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Sign out");
    }

    @Test
    void the_cookie_of_a_session_is_closed_to_scripts_and_to_changes_from_elsewhere() {
        assertThat(signIn("/check").headers().allValues("Set-Cookie")).filteredOn(cookie -> cookie.startsWith("ledger-session="))
                .isNotEmpty().allMatch(cookie -> cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"));
    }

    private static HttpResponse<String> signIn(String continuation) {
        HttpResponse<String> page = LEDGER.send(anonymous("/login?continue=" + URLEncoder.encode(continuation, StandardCharsets.UTF_8))
                .build());
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        assertThat(page.body()).doesNotContain("data directory");
        return LEDGER.send(anonymous("/login").header("Cookie", cookie(page, "ledger-token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token.group(1) + "&username=admin&password="
                        + URLEncoder.encode(RunningLedger.PASSWORD, StandardCharsets.UTF_8) + "&continue="
                        + URLEncoder.encode(continuation, StandardCharsets.UTF_8)))
                .build());
    }

    private static String cookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';'))).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/..//x", "/../x", "/a/../../x", "/%2e%2e/x", "//x", "/a//x", "/./x", "https://attacker.example/"})
    void where_to_continue_is_a_plain_path_or_the_overview(String continuation) {
        assertThat(signIn(continuation).headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void a_redirect_names_no_host() {
        String asked = raw("GET /check HTTP/1.1\r\nHost: 192.0.2.7\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        assertThat(asked).contains("Location: /login?continue=");
    }

    @Test
    void a_form_whose_session_ended_leads_to_the_sign_in_page_and_back() {
        HttpResponse<String> sent = LEDGER.send(anonymous("/record/death").header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded").header("Referer", LEDGER.address("/record/death?grantor=ann"))
                .POST(HttpRequest.BodyPublishers.ofString("grantor=ann")).build());
        assertThat(sent.statusCode()).isBetween(302, 303);
        assertThat(sent.headers().firstValue("Location")).hasValueSatisfying(
                location -> assertThat(location).startsWith("/login?continue=/record/death").contains("again"));
        HttpResponse<String> program = LEDGER.send(anonymous("/record/death").header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("grantor=ann"))
                .build());
        assertThat(program.statusCode()).isEqualTo(401);
    }

    // What cannot be understood

    @Test
    void what_cannot_be_decoded_is_refused_on_every_path_and_is_no_fault_of_the_server() {
        for (String path : PATHS) {
            for (String bad : List.of("?q=%", "?q=%E9", "?q=%zz", "?q=%C0%AF", "?%=1", "?q=%00", "/%zz", "/%00", "/%E9", "/%C0%AF")) {
                for (String who : List.of("", "Authorization: " + credentials() + "\r\n")) {
                    String answer = raw("GET " + path + bad + " HTTP/1.1\r\nHost: localhost\r\n" + who
                            + "Cookie: a=\"\u00e9; ledger-session=%00\r\nX-Correlation-Id: \u00e9\r\nConnection: close\r\n\r\n");
                    assertThat(answer.substring(0, 10)).as(path + bad + " " + who).matches("HTTP/1\\.1 [234]");
                    assertThat(answer).doesNotContain("Exception");
                }
            }
        }
        for (String bad : List.of("/api/grantors?q=%", "/api/grantors?q=%E9", "/api/grantors/%zz", "/check?form=%E9")) {
            String answer = raw("GET " + bad + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + credentials()
                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json").contains("MALFORMED");
        }
    }

    @Test
    void forms_and_bodies_that_cannot_be_decoded_are_refused_on_every_path() {
        for (String path : PATHS) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                for (String type : List.of("application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=nosuch",
                        "application/json;charset=nosuch", "application/json;charset=utf-16", "///", "multipart/form-data")) {
                    HttpResponse<String> answer = LEDGER.send(LEDGER.request(path).header("Content-Type", type)
                            .method(method, HttpRequest.BodyPublishers.ofString("a=%&b=%E9&username=%C0%AF&%=1")).build());
                    assertThat(answer.statusCode()).as(method + " " + path + " " + type + " " + answer.body()).isLessThan(500);
                }
            }
        }
    }

    @Test
    void every_answer_is_labeled_as_what_it_is() {
        granted();
        for (String accept : List.of("text/csv;charset=iso-8859-1", "text/csv;header=absent", "text/csv;header=absent;charset=utf-16",
                "application/json;charset=utf-16")) {
            HttpResponse<String> answer = get("/api/grantors?limit=1", "Accept", accept);
            assertThat(answer.statusCode()).as(accept).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow().toLowerCase(java.util.Locale.ROOT)).as(accept)
                    .doesNotContain("absent").doesNotContain("iso-8859").doesNotContain("utf-16");
        }
        assertThat(get("/api/grantors?limit=1", "Accept", "application/x-ndjson;charset=nosuch").statusCode()).isEqualTo(406);
    }

    @Test
    void every_answer_limits_what_a_browser_does_with_it() {
        for (String path : List.of("/", "/check", "/login", "/api/grantors?limit=1", "/log/checkpoint", "/nothing-here", "/grantors/a%2Fb",
                "/swagger-ui/index.html", "/actuator/health")) {
            HttpResponse<String> answer = get(path, "Accept", "*/*");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(path).contains("frame-ancestors 'none'")
                    .contains("base-uri 'none'").doesNotContain("unsafe-eval").doesNotContain("script-src 'unsafe-inline'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Server")).as(path).isEmpty();
        }
        assertThat(get("/api/grantors?limit=1").headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/log/checkpoint", "/log/keys", "/log/tile/entries/000.p/1", "/login", "/assets/ledger.css",
            "/actuator/health", "/api/grantors", "/check"})
    void head_is_answered_as_get(String path) {
        for (String who : List.of("", "Authorization: " + credentials() + "\r\n")) {
            String rest = " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + who + "Connection: close\r\n\r\n";
            assertThat(raw("HEAD" + rest).substring(0, 12)).as(who).isEqualTo(raw("GET" + rest).substring(0, 12));
        }
    }

    // Conditions

    @Test
    void the_etag_of_a_grantor_is_the_version_that_a_command_can_depend_on() {
        String grantor = granted("If-None-Match", "*");
        HttpResponse<String> read = get("/api/grantors/" + grantor);
        String version = read.headers().firstValue("ETag").orElseThrow();
        assertThat(version).isEqualTo("\"1\"");
        assertThat(get("/api/grantors/" + grantor, "If-None-Match", version).statusCode()).isEqualTo(200);

        String death = "grantors/" + grantor + "/death";
        assertThat(LEDGER.tell(death, "{\"on\": \"2021-03-03\"}", "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(LEDGER.tell(death, "{\"on\": \"2021-03-03\"}", "If-None-Match", version).statusCode()).isEqualTo(400);
        assertThat(LEDGER.tell(death, "{\"on\": \"2021-03-03\"}", "If-Match", "\"0\"").statusCode()).isEqualTo(412);
        assertThat(LEDGER.tell(death, "{\"on\": \"2021-03-03\"}", "If-Match", version).statusCode()).isEqualTo(201);
    }

    @Test
    void an_import_refuses_the_headers_of_one_command_and_records_nothing() {
        long before = RunningLedger.json(get("/api/events?limit=1").body()).path("position").asLong();
        for (String header : List.of("Idempotency-Key", "If-Match", "If-None-Match")) {
            HttpResponse<String> refused = LEDGER.send(LEDGER.request("/api/import").header("Content-Type", "application/x-ndjson")
                    .header(header, "\"1\"").POST(HttpRequest.BodyPublishers.ofString("{\"command\": \"RecordGrantorDeath\"}")).build());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(RunningLedger.json(refused.body()).path("errors").get(0).path("path").asString()).isEqualTo(header);
        }
        assertThat(RunningLedger.json(get("/api/events?limit=1").body()).path("position").asLong()).isEqualTo(before);
    }

    @Test
    void a_proof_from_beyond_the_log_is_not_found_with_and_without_an_end() {
        for (String query : List.of("from=999999999", "from=999999999&to=999999999", "from=1&to=999999999")) {
            HttpResponse<String> answer = get("/api/proof/consistency?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("BEYOND_THE_LOG");
        }
        assertThat(get("/api/proof/consistency?from=0").statusCode()).isEqualTo(400);
    }

    @Test
    void the_description_of_the_api_says_whose_it_is_and_how_to_sign_in() {
        JsonNode api = LEDGER.ask("/v3/api-docs");
        assertThat(api.path("info").path("title").asString()).isEqualTo("Authority Ledger");
        assertThat(api.path("info").path("version").asString()).isNotEqualTo("v0").isNotBlank();
        assertThat(api.path("components").path("securitySchemes").get("password").path("scheme").asString()).isEqualTo("basic");
        assertThat(api.path("security").isEmpty()).isFalse();
        assertThat(api.path("servers").get(0).path("url").asString()).isEqualTo("/");
    }

    @Test
    void the_page_of_the_api_can_post_in_a_session_and_a_page_elsewhere_cannot() {
        String session = cookie(signIn("/"), "ledger-session");
        HttpRequest.Builder fromHere = anonymous("/api/consequences").header("Cookie", session).header("Content-Type", "application/json");
        assertThat(LEDGER.send(fromHere.copy().header("Sec-Fetch-Site", "same-origin").header("Origin", LEDGER.address(""))
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build()).statusCode()).isEqualTo(400);
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertThat(LEDGER.send(fromHere.copy().header("Sec-Fetch-Site", site).POST(HttpRequest.BodyPublishers.ofString("{}")).build())
                    .statusCode()).as(site).isEqualTo(403);
        }
        assertThat(LEDGER.send(fromHere.POST(HttpRequest.BodyPublishers.ofString("{}")).build()).statusCode()).isEqualTo(403);
    }

    // Slow bodies

    @Test
    void hundreds_of_slow_bodies_delay_no_one_else() throws Exception {
        URI address = URI.create(LEDGER.address("/"));
        List<Socket> slow = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        String signedIn = "Authorization: " + credentials() + "\r\n";
        List<String> begins = List.of(
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\na=",
                "POST /api/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n",
                "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n",
                "POST /api/import HTTP/1.1\r\nHost: localhost\r\n" + signedIn + "Transfer-Encoding: chunked\r\n\r\n",
                "POST /api/import HTTP/1.1\r\nHost: localhost\r\n" + signedIn + "Content-Length: 60000000\r\n\r\n",
                "POST /api/grantors/x/death HTTP/1.1\r\nHost: localhost\r\n" + signedIn + "Content-Length: 60000\r\n\r\n");
        Thread drip = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                List<Socket> now;
                synchronized (slow) {
                    now = List.copyOf(slow);
                }
                now.forEach(DoorsTest::drip);
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        try {
            for (int n = 0; n < 504; n++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                socket.getOutputStream().write(begins.get(n % begins.size()).getBytes(StandardCharsets.ISO_8859_1));
                synchronized (slow) {
                    slow.add(socket);
                }
            }
            for (int n = 0; n < 20; n++) {
                assertThat(get("/api/grantors?limit=1").statusCode()).isEqualTo(200);
            }
            granted();
            signIn("/");
        } finally {
            over.set(true);
            drip.join();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void drip(Socket socket) {
        try {
            // A digit: also the beginning of a chunk that never comes.
            socket.getOutputStream().write('1');
        } catch (IOException e) {
            // It was cut off, as it should be.
        }
    }

    @Test
    void a_refused_body_is_not_read_to_its_end_and_the_answer_arrives() {
        String wrong = raw("POST /api/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n" + "x".repeat(100_000));
        assertThat(wrong).startsWith("HTTP/1.1 401").contains("Connection: close");
        String waits = raw("POST /api/import HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 60000000\r\n\r\n");
        assertThat(waits).startsWith("HTTP/1.1 401");
        String small = raw("POST /api/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(small).as("the next request on the same connection").startsWith("HTTP/1.1 401").contains("HTTP/1.1 200");
        assertThat(
                raw("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000000"
                        + "\r\n\r\n" + "x".repeat(200_000)))
                .startsWith("HTTP/1.1 4");
    }
}
