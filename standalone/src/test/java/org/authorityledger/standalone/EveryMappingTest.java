package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Every path that the whole ledger maps, described or not, is sent a request by everyone: with each role by password and by key, with none, with
 * credentials that are good no longer, and without. Who may do what is said here once more, by hand: a path of which nothing is said here fails
 * the test, and so does one that answers the wrong one.
 */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryMappingTest {

    private static final String OWN = "four words of mine";
    /** In all that the ledger holds, and in nothing that a request says. */
    private static final String MARK = "Zq7xk";
    private static final List<String> ROLES = List.of("RECORDER", "AUDITOR", "INVESTIGATOR", "ADMIN");

    private static final Set<String> ALL = Set.of("*");
    private static final Set<String> SIGNED_IN = Set.of("RECORDER", "AUDITOR", "INVESTIGATOR", "ADMIN", "none");
    private static final Set<String> WITH_A_ROLE = Set.copyOf(ROLES);
    private static final Set<String> ASK = Set.of("AUDITOR", "INVESTIGATOR", "ADMIN");
    private static final Set<String> RECORD = Set.of("RECORDER");
    private static final Set<String> INVESTIGATE = Set.of("INVESTIGATOR", "ADMIN");
    private static final Set<String> WATCH = Set.of("AUDITOR", "ADMIN");
    private static final Set<String> ADMINISTER = Set.of("ADMIN");
    /** Who sends a password that is not good waits longer and longer. */
    private static final Set<String> GUESSING = Set.of("an unknown user", "a disabled person");
    /** What an auditor may ask who sees only some issuers. */
    private static final Set<String> IN_SCOPES = Set.of("GET /api/events", "GET /api/authorities", "GET /api/authorities/history",
            "GET /api/authorities/diff", "GET /api/authorities/changes", "GET /api/authority/check", "POST /api/authority/checks",
            "GET /api/grantors", "GET /api/grantors/{grantorId}", "GET /api/grantors/{grantorId}/powers-of-attorney/{poaId}",
            "GET /api/grantors/{grantorId}/replay", "GET /api/attorneys", "GET /api/attorneys/{attorneyId}",
            "GET /api/attorneys/{attorneyId}/leaving", "GET /api/issuers", "GET /api/issuers/{issuerId}", "GET /api/signatories",
            "GET /api/papers/{sha256}", "GET /api/gaps");

    /** Who may, by the beginnings of method and path; the first that fits decides. */
    private static final Map<String, Set<String>> MAY = may();

    private ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
    private RunningLedger ledger = new RunningLedger(0);
    private final HttpClient client = HttpClient.newHttpClient();
    /** Credentials by what they are. */
    private final Map<String, @Nullable String> callers = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    private static Map<String, Set<String>> may() {
        Map<String, Set<String>> may = new LinkedHashMap<>();
        may.put("GET /api/people/changes", WATCH);
        may.put("* /api/people", ADMINISTER);
        may.put("* /api/keys", ADMINISTER);
        may.put("* /api/me", SIGNED_IN);
        for (String papers : List.of("/api/documents", "/api/proposals", "/api/filings", "/api/identities", "/inbox",
                "/filings", "/api/approvals", "/approvals")) {
            may.put("GET " + papers, WITH_A_ROLE);
            may.put("POST " + papers, RECORD);
        }
        may.put("DELETE /api/filings/fetches/", RECORD);
        may.put("POST /findings/", RECORD);
        may.put("GET /documents/", WITH_A_ROLE);
        for (String findings : List.of("GET /api/findings", "POST /api/findings", "GET /findings")) {
            may.put(findings, WITH_A_ROLE);
        }
        may.put("GET /api/reminders/calendar.ics", ALL);
        may.put("* /api/reminders", WITH_A_ROLE);
        may.put("* /reminders", WITH_A_ROLE);
        may.put("* /api/views", ASK);
        may.put("* /views", ASK);
        may.put("GET /api/access-log", WATCH);
        may.put("POST /api/grantors/", RECORD);
        may.put("POST /api/attorneys/", RECORD);
        may.put("POST /api/import", RECORD);
        may.put("POST /api/consequences", RECORD);
        may.put("POST /api/authority/checks", ASK);
        may.put("POST /api/proof/keys", ADMINISTER);
        may.put("POST /api/dead-letters/", INVESTIGATE);
        may.put("POST /api/rebuilds", INVESTIGATE);
        may.put("DELETE /api/rebuilds/", INVESTIGATE);
        may.put("POST /api/investigations", INVESTIGATE);
        may.put("DELETE /api/investigations/", INVESTIGATE);
        may.put("GET /api/", ASK);
        may.put("GET /log/tile/entries/", ASK);
        may.put("GET /log/payload/", ASK);
        may.put("GET /log/", ALL);
        may.put("* /witness/", ALL);
        may.put("* /error", ALL);
        may.put("GET /actuator/health", ALL);
        may.put("* /actuator", WATCH);
        may.put("GET /swagger-ui", SIGNED_IN);
        may.put("GET /v3/", SIGNED_IN);
        may.put("GET /login", ALL);
        may.put("GET /glossary", SIGNED_IN);
        may.put("GET /session", SIGNED_IN);
        may.put("* /record", RECORD);
        may.put("* /import/sheet", RECORD);
        may.put("* /import/commands", RECORD);
        may.put("POST /check/file", ASK);
        may.put("POST /start", RECORD);
        may.put("GET /start", ASK);
        may.put("* /people", ADMINISTER);
        may.put("* /account", SIGNED_IN);
        may.put("GET /access-log", WATCH);
        may.put("GET /export/access-log.csv", WATCH);
        for (String page : List.of("/export/", "/reports/", "/grantors", "/attorneys", "/issuers", "/instruments",
                "/signatories", "/offices", "/difference", "/gaps", "/changes", "/check",
                "/search",
                "/ledger", "/rebuilds", "/dead-letters", "/investigations")) {
            may.put("GET " + page, ASK);
        }
        return may;
    }

    private record Door(String method, String pattern, String path) {

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @BeforeAll
    void a_ledger_with_people() throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "walk");
        context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--ledger.witness.name=walked.example",
                "--ledger.scopes.longest-wait=25s");
        ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
        String grantor = MARK + "-grantor";
        JsonNode granted = json(ledger.tell("grantors/" + grantor + "/powers-of-attorney",
                """
                        {"poaId": "%1$s-poa", "grantor": {"name": "%1$s Grantor", "kind": "PERSON"}, "issuer": {"issuerId": "%1$s-issuer", "name": "%1$s Issuer"},
                         "attorneys": [{"attorneyId": "%1$s-attorney", "name": "%1$s Attorney"}], "powers": [{"clause": "a", "forms": ["4"]}],
                         "executedOn": "2020-01-15", "note": "%1$s note"}
                        """
                        .formatted(MARK)));
        ids.putAll(Map.of("grantorId", grantor, "poaId", MARK + "-poa", "attorneyId", MARK + "-attorney", "issuerId", MARK + "-issuer"));
        ids.put("recordId", granted.path("recordId").asString());
        ids.put("position", granted.path("position").asString());
        ids.put("userName", "no.such.person");
        ledger.ask("/api/events?minPosition=" + granted.path("position").asLong());

        callers.put("no credentials", null);
        callers.put("an unknown user", basic("no.such.person", OWN));
        callers.put("an unknown key", "Bearer alk_AAAAAAAAAAAAAAAAAAAAAA_x");
        callers.put("an unsigned token", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.");
        for (String role : ROLES) {
            String credentials = person("walker-" + role.toLowerCase(java.util.Locale.ROOT), role);
            callers.put(role, credentials);
            callers.put(role + " by key", key(credentials));
        }
        callers.put("none", person("walker-none"));
        String revoked = person("walker-revoked", "ADMIN", "RECORDER", "AUDITOR", "INVESTIGATOR");
        // Of another issuer, so that nothing of what has the mark is theirs to see.
        String scoped = person("walker-scoped", "AUDITOR");
        json(send(request("PATCH", "/api/people/walker-scoped", admin(), "{\"issuers\": [\"own-issuer\"]}")));
        callers.put("a scoped auditor", scoped);
        callers.put("a scoped auditor by key", key(scoped));
        callers.put("a revoked key", key(revoked));
        String keyId = json(send(request("GET", "/api/me/keys", revoked))).path("items").path(0).path("keyId").asString();
        assertThat(send(request("DELETE", "/api/me/keys/" + keyId, revoked)).statusCode()).isLessThan(300);
        String disabled = person("walker-disabled", "ADMIN", "RECORDER", "AUDITOR", "INVESTIGATOR");
        callers.put("a disabled person", disabled);
        callers.put("a key of a disabled person", key(disabled));
        json(send(request("PATCH", "/api/people/walker-disabled", admin(),
                "{\"displayName\": \"D\", \"roles\": [\"ADMIN\", \"RECORDER\", \"AUDITOR\", \"INVESTIGATOR\"], \"disabled\": true}")));
    }

    @AfterAll
    void stop() {
        context.close();
    }

    private static String basic(String username, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String admin() {
        return basic("admin", RunningLedger.PASSWORD);
    }

    private HttpRequest request(String method, String path, @Nullable String credentials) {
        return request(method, path, credentials, null);
    }

    private HttpRequest request(String method, String path, @Nullable String credentials, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger.address(path))).timeout(Duration.ofSeconds(30)).method(
                method,
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        return ledger.send(request);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return RunningLedger.json(response.body().isEmpty() ? "{}" : response.body());
    }

    private String person(String username, String... roles) {
        String list = roles.length == 0 ? "" : "\"" + String.join("\", \"", roles) + "\"";
        String first = json(send(request("POST", "/api/people", admin(),
                "{\"userName\": \"" + username + "\", \"displayName\": \"W\", \"roles\": [" + list + "]}"))).path("password").asString();
        json(send(request("POST", "/api/me/password", basic(username, first),
                "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}")));
        return basic(username, OWN);
    }

    private String key(String credentials) {
        return "Bearer " + json(send(request("POST", "/api/me/keys", credentials, "{\"name\": \"walk\"}"))).path("key").asString();
    }

    /** All that is mapped to a method of a controller or an endpoint, by whichever mapping. */
    private List<Door> doors() {
        Set<Door> doors = new LinkedHashSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> doors.addAll(doors(info))));
        return List.copyOf(doors);
    }

    private List<Door> doors(RequestMappingInfo info) {
        List<Door> doors = new ArrayList<>();
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (String pattern : new TreeSet<>(info.getPatternValues())) {
            String path = pattern;
            for (Map.Entry<String, String> id : ids.entrySet()) {
                path = path.replace("{" + id.getKey() + "}", id.getValue());
            }
            path = path.replaceAll("\\{\\*[^}]*}", "000").replaceAll("\\{[^}]*}", "0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f").replace("**",
                    "x");
            for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
                doors.add(new Door(method.name(), pattern, path));
            }
        }
        return doors;
    }

    private static boolean mayPass(String who, Door door) {
        Set<String> allowed = allowed(door);
        if (who.equals("a scoped auditor")) {
            return allowed == ALL || allowed == SIGNED_IN || IN_SCOPES.contains(door.toString());
        }
        return allowed.contains(who) || allowed == ALL;
    }

    private static Set<String> allowed(Door door) {
        if (door.pattern().equals("/")) {
            return ASK;
        }
        return MAY.entrySet().stream().filter(entry -> {
            String[] rule = entry.getKey().split(" ");
            return (rule[0].equals("*") || rule[0].equals(door.method())) && door.pattern().startsWith(rule[1]);
        }).map(Map.Entry::getValue).findFirst().orElse(Set.of());
    }

    /** What was answered, without waiting for the end of a stream of events. */
    private record Answer(int status, String type, String text) {}

    private Answer answer(Door door, @Nullable String credentials) throws Exception {
        HttpRequest request = request(door.method(), door.path(), credentials, door.method().equals("GET") ? null : "{}");
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (InputStream body = response.body()) {
            String text = type.startsWith("text/event-stream") ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), type, response.headers().map() + "\n" + text);
        }
    }

    @Test
    void there_are_many_doors_and_of_each_it_is_said_here_who_may_pass() {
        List<Door> doors = doors();

        assertThat(doors).hasSizeGreaterThan(110);
        assertThat(doors).filteredOn(door -> allowed(door).isEmpty()).as("say here who may").isEmpty();
        assertThat(MAY.keySet()).filteredOn(rule -> doors.stream().noneMatch(door -> {
            String[] parts = rule.split(" ");
            return (parts[0].equals("*") || parts[0].equals(door.method())) && door.pattern().startsWith(parts[1]);
        })).as("said here of nothing").isEmpty();
    }

    @Test
    void each_door_opens_to_those_who_may_and_to_no_one_else_and_who_is_refused_learns_and_changes_nothing() throws Exception {
        List<String> wrong = new ArrayList<>();
        Position recorded = context.getBean(LedgerHead.class).position();
        String changes = send(request("GET", "/api/people/changes", admin())).body();
        for (Door door : doors()) {
            for (Map.Entry<String, @Nullable String> caller : callers.entrySet()) {
                String who = caller.getKey().replace(" by key", "");
                if (!mayPass(who, door)) {
                    Answer answer = answer(door, caller.getValue());
                    boolean known = SIGNED_IN.contains(who) || who.equals("a scoped auditor");
                    if (answer.status() != (known ? 403 : 401) && !(answer.status() == 429 && GUESSING.contains(who))) {
                        wrong.add(door + " answers " + caller.getKey() + " with " + answer.status());
                    }
                    if (!answer.type().startsWith("application/problem+json")) {
                        wrong.add(door + " refuses " + caller.getKey() + " as " + answer.type());
                    }
                    if (answer.text().replace(door.path(), "").contains(MARK)) {
                        wrong.add(door + " tells " + caller.getKey() + " what the ledger holds");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(context.getBean(LedgerHead.class).position()).isEqualTo(recorded);
        assertThat(send(request("GET", "/api/people/changes", admin())).body()).isEqualTo(changes);

        // Last, since these may do what they are asked to.
        for (Door door : doors()) {
            for (Map.Entry<String, @Nullable String> caller : callers.entrySet()) {
                String who = caller.getKey().replace(" by key", "");
                if (allowed(door) != ALL && mayPass(who, door)) {
                    Answer answer = answer(door, caller.getValue());
                    boolean ownsNot = caller.getKey().endsWith("by key") && answer.text().contains("KEY_NOT_ENOUGH");
                    if (answer.status() == 401 || answer.status() == 403 && !ownsNot || answer.status() >= 500 && answer.status() != 503) {
                        wrong.add(door + " answers " + caller.getKey() + " with " + answer.status());
                    }
                    if (who.equals("a scoped auditor") && withoutIdsOf(door, answer.text()).contains(MARK)) {
                        wrong.add(door + " tells " + caller.getKey() + " of another issuer");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A refusal names what was asked about. */
    private String withoutIdsOf(Door door, String text) {
        return without(text,
                Stream.concat(Stream.of(door.path()), ids.values().stream().filter(door.path()::contains)).toArray(String[]::new));
    }

    private String seen(String path, String as) {
        HttpResponse<String> response = send(request("GET", path, callers.getOrDefault(as, as)));
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }

    private void records(String path, String body) {
        json(ledger.tell(path, body));
    }

    private static String grant(String poa, String issuers, String name, String more) {
        return """
                {"poaId": "%s", "grantor": {"name": "%s"}, "issuers": [%s], "attorneys": [{"attorneyId": "shared-attorney", "name": "%s"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-15"%s}
                """.formatted(poa, name, issuers, name, more);
    }

    /** Each question that a scope may ask, with everything that it can be asked about. */
    @Test
    void within_a_scope_the_other_issuer_is_not_there_in_any_answer() {
        String own = "{\"issuerId\": \"own-issuer\", \"name\": \"Own Issuer\"}";
        String foreign = "{\"issuerId\": \"" + MARK + "-foreign\", \"name\": \"" + MARK + " Foreign\"}";
        records("grantors/shared-grantor/powers-of-attorney", grant("own-poa", own, "Own Name", ""));
        records("grantors/shared-grantor/powers-of-attorney",
                grant(MARK + "-poa", foreign, MARK + " Name", ", \"note\": \"" + MARK + " note\""));
        records("grantors/" + MARK + "-only/powers-of-attorney", grant("poa", foreign, MARK + " Only", ""));
        records("grantors/shared-grantor/powers-of-attorney/" + MARK + "-poa/revocations",
                "{\"signedOn\": \"2021-01-01\", \"note\": \"" + MARK + "\"}");
        records("grantors/" + MARK + "-only/death", "{\"on\": \"2021-02-01\", \"note\": \"" + MARK + "\"}");
        records("grantors/shared-grantor/cessations",
                "{\"issuerId\": \"" + MARK + "-foreign\", \"effectiveOn\": \"2021-03-01\", \"regimes\": [\"SECTION_16\"]}");
        records("grantors/shared-grantor/death", "{\"on\": \"2022-01-01\"}");
        Position last = context.getBean(LedgerHead.class).position();
        List<String> about = List.of("", "grantor=shared-grantor", "attorney=shared-attorney", "issuer=own-issuer",
                "grantor=" + MARK + "-only",
                "issuer=" + MARK + "-foreign", "grantor=none-such", "issuer=none-such", "attorney=none-such");
        List<String> questions = List.of("/api/events?minPosition=" + last, "/api/events?order=newest", "/api/events?text=" + MARK,
                "/api/events?type=PowerOfAttorneyRevoked", "/api/events?recorder=admin",
                "/api/authorities?on=2020-06-01&minPosition=" + last,
                "/api/authorities?on=2020-06-01&limit=1", "/api/authorities/history?minPosition=" + last,
                "/api/authorities/changes?minPosition=" + last, "/api/authorities/changes?cause=REVOKED",
                "/api/authorities/diff?from.on=2020-01-01&to.on=2022-06-01", "/api/authorities/diff?from.on=2020-06-01&to.on=2022-06-01");
        for (String question : questions) {
            for (String what : about) {
                String path = question + (what.isEmpty() ? "" : "&" + what);
                for (String as : List.of("a scoped auditor", "a scoped auditor by key")) {
                    for (String format : List.of("application/json", "text/csv", "application/x-ndjson")) {
                        HttpResponse<String> response = send(HttpRequest.newBuilder(request("GET", path, callers.get(as)), (n, v) -> true)
                                .header("Accept", format).build());
                        assertThat(response.statusCode()).as(path).isEqualTo(200);
                        assertThat(response.headers().map() + response.body()).as(path + " as " + format).doesNotContain(MARK);
                    }
                }
            }
        }
        // What is not to be seen looks like what is not there.
        for (String question : questions) {
            String separator = question.contains("?") ? "&" : "?";
            assertThat(seen(question + separator + "grantor=" + MARK + "-only", "a scoped auditor"))
                    .isEqualTo(seen(question + separator + "grantor=none-such", "a scoped auditor"));
            assertThat(seen(question + separator + "issuer=" + MARK + "-foreign", "a scoped auditor"))
                    .isEqualTo(seen(question + separator + "issuer=none-such", "a scoped auditor"));
        }
        // And what is to be seen is there: the grant and the death, and the authority from the one to the other, with the names from them.
        JsonNode events = RunningLedger.json(seen("/api/events", "a scoped auditor")).path("items");
        assertThat(events.valueStream().map(event -> event.path("type").asString())).containsExactly("PowerOfAttorneyGranted",
                "GrantorDied");
        JsonNode authorities = RunningLedger.json(seen("/api/authorities?on=2021-12-31", "a scoped auditor")).path("items");
        assertThat(authorities).hasSize(1);
        assertThat(authorities.path(0).toString()).contains("own-poa", "Own Name", "Own Issuer");
        assertThat(RunningLedger.json(seen("/api/authorities?on=2022-01-01", "a scoped auditor")).path("items")).isEmpty();
        assertThat(seen("/api/authorities/history", "AUDITOR")).contains(MARK);
    }

    /** Every question that is open in scopes, about those who are only elsewhere and about those of whom nothing is recorded. */
    @Test
    void within_a_scope_what_is_only_elsewhere_and_what_is_nowhere_look_alike() {
        String own = "{\"issuerId\": \"lists-issuer\", \"name\": \"Lists Issuer\"}";
        String person = person("lists-scoped", "AUDITOR");
        json(send(request("PATCH", "/api/people/lists-scoped", admin(), "{\"issuers\": [\"lists-issuer\"]}")));
        records("grantors/lists-grantor/powers-of-attorney", grant("lists-poa", own, "Lists Name", ""));
        Position last = context.getBean(LedgerHead.class).position();
        for (Door door : doors().stream().filter(one -> IN_SCOPES.contains(one.toString()) && one.method().equals("GET")).toList()) {
            String parameters = door.pattern().equals("/api/gaps")
                    ? "?form=4"
                    : door.pattern().endsWith("/check")
                            ? "?grantor=%s-grantor&issuer=%s-issuer&form=4&signer=%s-attorney".replace("%s", MARK)
                            : "";
            String hidden = door.path() + parameters;
            for (String method : List.of("GET", "HEAD")) {
                for (String format : List.of("application/json", "text/csv", "application/x-ndjson")) {
                    HttpResponse<String> one = accepting(method, hidden, format, person);
                    HttpResponse<String> other = accepting(method, hidden.replace(MARK, "Zq7no"), format, person);
                    assertThat(one.statusCode()).as(hidden).isEqualTo(other.statusCode()).isIn(200, 400, 404, 406);
                    assertThat(one.body()).as(hidden).isEqualTo(other.body().replace("Zq7no", MARK));
                    assertThat(without(one.body(), MARK + "-grantor", MARK + "-issuer", MARK + "-attorney", MARK + "-poa")).as(hidden)
                            .doesNotContain(MARK);
                }
            }
        }
        for (String list : List.of("/api/grantors", "/api/attorneys", "/api/issuers")) {
            assertThat(seen(list + "?minPosition=" + last, person)).as(list)
                    .contains("\"withinScope\":true", list.equals("/api/issuers") ? "Lists Issuer" : "Lists Name").doesNotContain(MARK);
            assertThat(seen(list + "?q=" + MARK, person)).as(list).doesNotContain(MARK);
            assertThat(seen(list, "AUDITOR")).as(list).contains(MARK).doesNotContain("withinScope");
        }
    }

    private HttpResponse<String> accepting(String method, String path, String format, String person) {
        return send(HttpRequest.newBuilder(request(method, path, person), (name, value) -> true).header("Accept", format).build());
    }

    private static String check(String grantor, String issuer, String signer, String more) {
        return "/api/authority/check?grantor=" + grantor + "&issuer=" + issuer + "&form=4&signer=" + signer + more;
    }

    /** An answer without the ids that were asked about. */
    private static String without(String answer, String... asked) {
        String rest = answer;
        for (String id : asked) {
            rest = rest.replace(id, "it");
        }
        return rest;
    }

    /** An auditor who sees what concerns the issuer of checks alone. */
    private String scoped(String username) {
        String credentials = person(username, "AUDITOR");
        json(send(request("PATCH", "/api/people/" + username, admin(), "{\"issuers\": [\"checked-issuer\"]}")));
        return credentials;
    }

    @Test
    void within_a_scope_checks_know_nothing_of_other_issuers() {
        String own = "{\"issuerId\": \"checked-issuer\", \"name\": \"Checked Issuer\"}";
        String foreign = "{\"issuerId\": \"" + MARK + "-else\", \"name\": \"" + MARK + " Else\"}";
        records("grantors/asked-grantor/powers-of-attorney", grant("own-poa", own, "Own Name", ""));
        records("grantors/asked-grantor/powers-of-attorney", grant(MARK + "-poa", foreign, MARK + " Name", ""));
        records("grantors/asked-grantor/powers-of-attorney", grant("both-poa", own + ", " + foreign, "Own Name", ""));
        records("grantors/asked-grantor/powers-of-attorney", grant(MARK + "-again", foreign, MARK + " Name", ""));
        records("grantors/" + MARK + "-hidden/powers-of-attorney", grant("poa", foreign, MARK + " Hidden", ""));
        records("grantors/asked-grantor/powers-of-attorney/both-poa/revocations", "{\"signedOn\": \"2020-03-01\"}");
        records("grantors/asked-grantor/death", "{\"on\": \"2022-01-01\"}");
        Position last = context.getBean(LedgerHead.class).position();
        String before = RunningLedger.json(seen("/api/events?limit=1&minPosition=" + last, admin())).path("items").path(0)
                .path("recordedAt").asString();
        List<String> whens = List.of("&minPosition=" + last, "&on=2020-06-01", "&on=2022-01-01", "&on=2020-06-01&capacity=OFFICER",
                "&on=2020-06-01&knownAt=" + before, "&on=2020-06-01&receipt=false");
        String person = scoped("checks-scoped");
        for (String as : List.of(person, key(person))) {
            for (String when : whens) {
                for (String signer : List.of("shared-attorney", "none-such", "asked-grantor&signer=shared-attorney")) {
                    String unknown = without(seen(check("no-grantor", "checked-issuer", signer, when), as), "no-grantor", "checked-issuer",
                            "Checked Issuer");
                    for (String grantor : List.of("asked-grantor", MARK + "-hidden", "no-grantor")) {
                        for (String issuer : List.of("checked-issuer", MARK + "-else", "no-issuer")) {
                            String answer = without(seen(check(grantor, issuer, signer, when), as), grantor, issuer, "Checked Issuer");
                            assertThat(answer).as(check(grantor, issuer, signer, when)).doesNotContain(MARK).contains("WITHIN_SCOPE");
                            if (!signer.startsWith("asked") && !(grantor + issuer).equals("asked-grantorchecked-issuer")) {
                                // But for the name of the signer, whom the scope shows at its own issuer.
                                assertThat(answer.replace("Own Name", signer)).as(check(grantor, issuer, signer, when))
                                        .isEqualTo(unknown.replace("Own Name", signer));
                            }
                        }
                    }
                }
            }
            JsonNode yes = RunningLedger.json(seen(check("asked-grantor", "checked-issuer", "shared-attorney", "&on=2021-12-31"), as));
            assertThat(yes.path("authorized").asBoolean()).isTrue();
            assertThat(yes.path("explanation").asString()).startsWith("Yes, as far as the scope shows: ")
                    .contains("for Own Name at Checked Issuer").contains("own-poa");
            assertThat(yes.path("basis")).hasSize(2);
            JsonNode no = RunningLedger.json(seen(check("asked-grantor", "checked-issuer", "shared-attorney", "&on=2022-01-01"), as));
            assertThat(no.path("reason").asString()).isEqualTo("GRANTOR_DIED");
            for (String grantor : List.of("asked-grantor", MARK + "-hidden", "no-grantor")) {
                HttpResponse<String> receipt = send(
                        request("GET", check(grantor, "checked-issuer", "shared-attorney", "&receipt=true"), as));
                assertThat(receipt.statusCode()).isEqualTo(403);
                assertThat(without(receipt.body(), grantor)).doesNotContain(MARK).contains("FORBIDDEN");
            }
        }
        assertThat(seen(check("asked-grantor", "checked-issuer", "shared-attorney", "&on=2021-12-31"), "AUDITOR"))
                .contains(MARK + " Name").doesNotContain("WITHIN_SCOPE");
        assertThat(seen("/api/access-log?who=checks-scoped&limit=500", admin())).contains("asked-grantor");
    }

    @Test
    void within_a_scope_many_checks_are_answered_as_each_of_them() {
        String own = "{\"issuerId\": \"checked-issuer\", \"name\": \"Checked Issuer\"}";
        records("grantors/bulk-grantor/powers-of-attorney", grant("bulk-poa", own, "Own Name", ""));
        ledger.ask("/api/events?minPosition=" + context.getBean(LedgerHead.class).position());
        String person = scoped("bulk-scoped");
        StringBuilder lines = new StringBuilder("grantor,issuer,form,signer,on\r\n");
        List<JsonNode> singly = new ArrayList<>();
        for (String grantor : List.of("bulk-grantor", MARK + "-grantor", "no-grantor")) {
            for (String issuer : List.of("checked-issuer", MARK + "-issuer")) {
                lines.append(grantor).append(',').append(issuer).append(",4,shared-attorney,2020-06-01\r\n");
                singly.add(RunningLedger.json(seen(check(grantor, issuer, "shared-attorney", "&on=2020-06-01"), person)));
            }
        }
        Map<String, String> answers = new LinkedHashMap<>();
        for (String format : List.of("application/x-ndjson", "text/csv", "application/vnd.apache.parquet")) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(request("POST", "/api/authority/checks",
                    person, lines.toString()), (name, value) -> !name.equalsIgnoreCase("Content-Type"))
                    .header("Content-Type", "text/csv").header("Accept", format).build());
            assertThat(response.statusCode()).as(format).isEqualTo(200);
            answers.put(format, response.body());
        }
        List<String> ndjson = answers.getOrDefault("application/x-ndjson", "").lines().toList();
        assertThat(ndjson).hasSize(singly.size());
        for (int n = 0; n < singly.size(); n++) {
            JsonNode line = RunningLedger.json(ndjson.get(n));
            for (String name : List.of("authorized", "reason", "explanation", "basis", "remarks", "on")) {
                assertThat(line.path(name)).isEqualTo(singly.get(n).path(name));
            }
        }
        assertThat(without(String.join("", answers.values()), MARK + "-grantor", MARK + "-issuer")).doesNotContain(MARK);
        assertThat(answers.getOrDefault("text/csv", "")).contains("IN_FORCE", "WITHIN_SCOPE", "Own Name");
    }

    /** Whatever a statement forgets: the role of the application is shown no row of the register for no one, and none of another issuer. */
    @Test
    void the_register_shows_its_rows_to_a_viewer_alone() throws Exception {
        JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
        List<String> rows = List.of("select issuer_id from register.authority_version",
                "select id from register.event_party where kind = 'ISSUER'", "select grantor_id from register.stated_kind");
        for (String sql : rows) {
            assertThat(Viewer.ALL.see(() -> jdbc.queryForList(sql, String.class))).as(sql).anyMatch(id -> id.contains(MARK));
            assertThat(Viewer.of(List.of(IssuerId.of("own-issuer"))).see(() -> jdbc.queryForList(sql, String.class))).as(sql)
                    .noneMatch(id -> id.contains(MARK));
            FutureTask<List<String>> unsaid = new FutureTask<>(() -> jdbc.queryForList(sql, String.class));
            Thread.ofPlatform().start(unsaid);
            assertThat(unsaid.get()).as(sql).isEmpty();
        }
    }

    @Test
    void a_key_can_see_less_than_who_made_it_and_is_revoked_by_who_administers() throws Exception {
        for (String bad : List.of("{\"name\": \"k\", \"issuers\": []}", "{\"name\": \"k\", \"issuers\": [\"ANY\"]}",
                "{\"name\": \"k\", \"expiresAt\": \"soon\"}", "{\"name\": \"k\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}",
                "{\"name\": \"k\", \"expiresAt\": \"2999-01-01T00:00:00Z\"}", "{\"name\": \"k\", \"roles\": [\"king\"]}")) {
            assertThat(send(request("POST", "/api/keys", admin(), bad)).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(send(request("POST", "/api/keys", admin(),
                "{\"name\": \"k\", \"roles\": [\"recorder\"], \"issuers\": [\"own-issuer\"]}")).body()).contains("SCOPE_NEEDS_AUDITOR");
        JsonNode made = json(send(request("POST", "/api/keys", admin(),
                "{\"name\": \"narrow\", \"roles\": [\"auditor\"], \"issuers\": [\"own-issuer\"]}")));
        String narrow = "Bearer " + made.path("key").asString();
        assertThat(made.path("issuers").toString()).isEqualTo("[\"own-issuer\"]");
        assertThat(seen("/api/events", narrow)).doesNotContain(MARK);
        assertThat(seen("/api/events", admin())).contains(MARK);
        assertThat(seen("/api/grantors", narrow)).doesNotContain(MARK);
        assertThat(seen("/api/authority/check?grantor=" + MARK + "-grantor&issuer=own-issuer&form=4&signer=x", narrow)
                .replace(MARK + "-grantor", "")).contains("UNKNOWN_GRANTOR", "WITHIN_SCOPE").doesNotContain(MARK);
        assertThat(seen("/api/authority/check?grantor=" + MARK + "-grantor&issuer=own-issuer&form=4&signer=x", admin()))
                .contains(MARK + " Grantor").doesNotContain("UNKNOWN_GRANTOR", "WITHIN_SCOPE");
        String keys = send(request("GET", "/api/keys", admin())).body();
        assertThat(keys).contains(made.path("keyId").asString()).doesNotContain(made.path("key").asString());
        assertThat(send(request("DELETE", "/api/keys/" + made.path("keyId").asString(), admin())).statusCode()).isEqualTo(204);
        assertThat(send(request("GET", "/api/events", narrow)).statusCode()).isEqualTo(401);
        assertThat(send(request("DELETE", "/api/keys/" + made.path("keyId").asString(), admin())).statusCode()).isEqualTo(404);
    }

    @Test
    void a_scope_is_given_to_auditors_alone_is_kept_through_other_changes_and_cannot_be_left() throws Exception {
        String username = "scope-story";
        String credentials = person(username, "AUDITOR");
        String scope = "/api/people/" + username;
        JsonNode scoped = json(send(request("PATCH", scope, admin(), "{\"issuers\": [\"own-issuer\", \"second\"]}")));
        assertThat(scoped.path("issuers").toString()).isEqualTo("[\"own-issuer\",\"second\"]");
        assertThat(json(send(request("GET", "/api/me", credentials))).path("issuers").toString()).isEqualTo("[\"own-issuer\",\"second\"]");
        String token = key(credentials);
        for (String who : List.of(credentials, token)) {
            assertThat(seen("/api/events", who)).doesNotContain(MARK);
            assertThat(seen("/api/grantors", who)).doesNotContain(MARK);
            assertThat(send(request("GET", "/api/investigations", who)).statusCode()).isEqualTo(403);
            assertThat(send(request("PATCH", scope, who, "{\"issuers\": [\"" + MARK + "-issuer\"]}")).statusCode()).isEqualTo(403);
            assertThat(send(request("DELETE", scope, who)).statusCode()).isEqualTo(403);
        }
        String change = "{\"displayName\": \"N\", \"roles\": [%s], \"disabled\": false}";
        for (String role : List.of("ADMIN", "RECORDER", "INVESTIGATOR")) {
            HttpResponse<String> refused = send(
                    request("PATCH", "/api/people/" + username, admin(), change.formatted("\"AUDITOR\", \"" + role + "\"")));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("SCOPE_NEEDS_AUDITOR");
        }
        assertThat(json(send(request("PATCH", "/api/people/" + username, admin(), change.formatted("\"AUDITOR\"")))).path("issuers"))
                .hasSize(2);
        for (String bad : List.of("{}", "{\"issuers\": []}", "{\"issuers\": [\"ANY\"]}", "{\"issuers\": [\"a,b\"]}",
                "{\"issuers\": [\"*\"]}", "{\"issuers\": [\"\"]}", "{\"issuers\": \"own-issuer\"}")) {
            assertThat(send(request("PATCH", scope, admin(), bad)).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(send(request("PATCH", "/api/people/admin", admin(), "{\"issuers\": [\"own-issuer\"]}")).body())
                .contains("SCOPE_NEEDS_AUDITOR");
        assertThat(send(request("PATCH", "/api/people/none-such", admin(), "{\"issuers\": [\"own-issuer\"]}")).statusCode())
                .isEqualTo(404);
        assertThat(seen("/api/events", credentials)).doesNotContain(MARK);
        // Another scope shows itself at the next question, and nothing of the one before.
        json(send(request("PATCH", scope, admin(), "{\"issuers\": [\"" + MARK + "-issuer\"]}")));
        for (String who : List.of(credentials, token)) {
            assertThat(seen("/api/grantors", who)).contains(MARK + "-grantor").doesNotContain("own-");
            assertThat(seen("/api/issuers", who)).contains(MARK + "-issuer").doesNotContain("own-");
        }
        json(send(request("PATCH", scope, admin(), "{\"issuers\": [\"second\"]}")));
        for (String who : List.of(credentials, token)) {
            assertThat(RunningLedger.json(seen("/api/grantors", who)).path("items")).isEmpty();
        }
        json(send(request("PATCH", scope, admin(), "{\"issuers\": null}")));
        assertThat(seen("/api/events", credentials)).contains(MARK);
        assertThat(seen("/api/grantors", credentials)).contains(MARK).doesNotContain("withinScope");
        assertThat(json(send(request("GET", "/api/people/changes?userName=" + username, admin()))).path("items").valueStream()
                .filter(one -> one.path("what").asString().equals("SCOPE_CHANGED")).map(one -> one.path("detail").toString()))
                .containsExactly("{}", "{\"issuers\":[\"second\"]}", "{\"issuers\":[\"" + MARK + "-issuer\"]}",
                        "{\"issuers\":[\"own-issuer\",\"second\"]}");
    }
}
