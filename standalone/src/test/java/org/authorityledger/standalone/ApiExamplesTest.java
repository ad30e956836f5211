package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** The examples in the description of the API, each sent to a ledger that holds the Heaton example: none is refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("ledger")
class ApiExamplesTest {

    /** What no ledger with the Heaton example alone can be asked: each says why. */
    private static final Set<String> WITHOUT_EXAMPLE = Set.of(
            // A record that could not be processed.
            "POST /api/dead-letters/{grantorId}/retry",
            // A message that failed for good.
            "POST /api/reminders/{reminderId}/deliveries/{messageId}/again",
            // A whole tile has 256 records.
            "GET /log/tile/{level}/{index}", "GET /log/tile/entries/{index}");
    private static final int MANY_FETCHES = 50;
    private static final String JANE = "jane.example";
    private static final String OWN = "four words of mine";
    /** In every example, in the place of an id that the ledger makes. */
    private static final String SOME_ID = "01a22253-09a4-733b-8ad6-0a04e966ceb9";
    private static final String SOME_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    /** Ids that an answer gives to the examples after it, by the name of the parameter. */
    private static final Map<String, String> GIVES = Map.ofEntries(Map.entry("substitutions", "substitution"),
            Map.entry("revocations", "revocation"), Map.entry("signatories", "signatory"), Map.entry("confirmations", "recordId"),
            Map.entry("investigations", "investigationId"), Map.entry("views", "viewId"), Map.entry("reminders", "reminderId"),
            Map.entry("calendars", "calendarId"), Map.entry("keys", "keyId"), Map.entry("documents", "documentId"),
            Map.entry("filings", "batchId"), Map.entry("fetches", "fetchId"), Map.entry("rebuilds", "rebuildId"));

    private final TestEdgar edgar = new TestEdgar();
    private final Map<String, String> ids = new HashMap<>();
    private ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
    private RunningLedger ledger = new RunningLedger(0);

    @BeforeAll
    void a_ledger_with_the_example() throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "examples");
        context = (ServletWebServerApplicationContext) AuthorityLedger
                .start(Stream.concat(Stream.of("--server.port=0", "--ledger.data-dir=" + directory,
                        "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--ledger.approval.commands=RecordGrantorDissolution",
                        "--ledger.approval.exempt-roles=ADMIN"), Stream.of(edgar.settings())).toArray(String[]::new));
        ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
        try (InputStream example = Objects
                .requireNonNull(ApiExamplesTest.class.getClassLoader().getResourceAsStream("examples/heaton.ndjson"))) {
            for (String line : new String(example.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                JsonNode answer = posted("/api/import", "application/x-ndjson",
                        line.replace("{revocation}", ids.getOrDefault("revocation", "")));
                assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(201);
                if (answer.path("type").asString().equals("PowerOfAttorneyRevoked")) {
                    ids.put("revocation", answer.path("recordId").asString());
                }
            }
        }
    }

    @AfterAll
    void close() {
        context.close();
    }

    private JsonNode posted(String path, String type, String body) {
        HttpResponse<String> response = ledger
                .send(ledger.request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)).build());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isLessThan(300);
        return RunningLedger.json(response.body());
    }

    /** An operation as the API is described. */
    private record Described(String name, String method, String path, JsonNode operation) {

        Stream<JsonNode> parameters() {
            return operation.path("parameters").valueStream();
        }

        boolean needsExample() {
            return operation.has("requestBody") || parameters().anyMatch(parameter -> parameter.path("required").asBoolean());
        }

        Map.@Nullable Entry<String, JsonNode> body() {
            return operation.path("requestBody").path("content").properties().stream().filter(one -> one.getValue().has("example"))
                    .findFirst().orElse(null);
        }

        boolean hasExample() {
            return parameters().filter(parameter -> parameter.path("required").asBoolean()).allMatch(parameter -> parameter.has("example"))
                    && (!operation.path("requestBody").path("required").asBoolean() || body() != null);
        }
    }

    private Map<String, Described> described() {
        Map<String, Described> all = new LinkedHashMap<>();
        ledger.ask("/v3/api-docs").path("paths").properties().forEach(path -> path.getValue().properties().forEach(one -> {
            String name = one.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
            all.put(name, new Described(name, one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue()));
        }));
        return all;
    }

    /** In the order in which they can be sent one after another; what is asked of an investigation before that is closed. */
    private static List<String> inOrder(Map<String, Described> all) throws IOException {
        List<String> order = new ArrayList<>();
        try (InputStream examples = Objects
                .requireNonNull(ApiExamplesTest.class.getClassLoader().getResourceAsStream("api-examples.json"))) {
            order.addAll(RunningLedger.json(new String(examples.readAllBytes(), StandardCharsets.UTF_8)).propertyNames());
        }
        assertThat(all.keySet()).as("examples of operations that there are").containsAll(order);
        List<String> others = all.values().stream().filter(Described::needsExample).map(Described::name)
                .filter(one -> !order.contains(one) && !WITHOUT_EXAMPLE.contains(one)).toList();
        order.addAll(order.indexOf("GET /api/investigations/{investigationId}/difference"), others);
        return order;
    }

    @Test
    void each_operation_that_needs_one_has_an_example() {
        Set<String> lacking = described().values().stream().filter(one -> one.needsExample() && !one.hasExample()).map(Described::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lacking).isEqualTo(new TreeSet<>(WITHOUT_EXAMPLE));
    }

    @Test
    void each_example_succeeds() throws IOException {
        Map<String, Described> all = described();
        List<String> refused = new ArrayList<>();
        for (String name : inOrder(all)) {
            Described one = Objects.requireNonNull(all.get(name));
            prepare(name);
            HttpResponse<String> answer = send(one);
            if (answer.statusCode() >= 300) {
                refused.add(name + ": " + answer.statusCode() + " " + answer.body());
            } else {
                remember(one, answer);
            }
        }
        assertThat(refused).isEmpty();
    }

    private HttpResponse<String> send(Described one) {
        String path = one.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : one.parameters().filter(parameter -> parameter.has("example")).toList()) {
            String named = parameter.path("name").asString();
            String given = parameter.path("example").asString();
            String value = given.equals(SOME_ID) || given.equals(SOME_HASH) ? ids.getOrDefault(named, given) : given;
            String written = URLEncoder.encode(value, StandardCharsets.UTF_8);
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + named + "}", written);
            } else if (parameter.path("in").asString().equals("query")) {
                query.add(named + "=" + written);
            }
        }
        HttpRequest.Builder request = ledger.request(path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
        Map.Entry<String, JsonNode> body = one.body();
        if (body == null) {
            request.method(one.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            JsonNode example = body.getValue().path("example");
            String text = example.isString() ? example.asString() : example.toString();
            request.header("Content-Type", body.getKey()).method(one.method(),
                    HttpRequest.BodyPublishers.ofString(text.replace(SOME_ID, ids.getOrDefault("recordId", SOME_ID))));
        }
        return ledger.send(request.build());
    }

    /** Keeps what the examples after this one name. */
    private void remember(Described one, HttpResponse<String> answer) {
        if (!one.method().equals("POST") || !answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            return;
        }
        JsonNode json = RunningLedger.json(answer.body());
        String gives = GIVES.get(one.path().substring(one.path().lastIndexOf('/') + 1));
        if (gives != null) {
            ids.put(gives, json.path(json.has(gives) ? gives : "recordId").asString());
        }
        if (one.path().equals("/api/documents")) {
            ids.put("proposalId", json.path("proposals").path(0).path("proposalId").asString());
        }
        if (one.path().endsWith("/resubmission")) {
            ids.put("approvalId", json.path("approvalId").asString());
        }
    }

    /** What other people, or work in the background, did before an example is tried. */
    private void prepare(String name) {
        switch (name) {
            case "GET /api/investigations/{investigationId}" -> until("/api/investigations/" + ids.get("investigationId"), "state", "OPEN");
            case "GET /api/filings/{filingId}" -> {
                until("/api/filings/batches/" + ids.get("batchId"), "state", "DONE");
                ids.put("filingId", ledger.ask("/api/findings").path("items").path(0).path("filingId").asString());
            }
            case "POST /api/proposals/{proposalId}/rejection" -> ids.put("proposalId",
                    posted("/api/documents?name=other.txt", "application/octet-stream", "REVOCATION OF POWER OF ATTORNEY\n\n"
                            + "The undersigned hereby revokes the power of attorney dated January 15, 2014 granted to Judi Irving.\n\n"
                            + "Dated: March 1, 2015\n\n/s/ Andrew Heaton\nAndrew Heaton\n").path("proposals").path(0).path("proposalId")
                            .asString());
            case "DELETE /api/people/{userName}/keys/{keyId}" -> ids.put("keyId",
                    posted("/api/me/keys", "application/json", "{\"name\": \"another\"}").path("keyId").asString());
            // Fetches come one after another: the last of many still waits.
            case "DELETE /api/filings/fetches/{fetchId}" -> IntStream.rangeClosed(1, MANY_FETCHES).forEach(cik -> ids.put("fetchId",
                    posted("/api/filings/fetches", "application/json", "{\"cik\": \"" + cik + "\"}").path("fetchId").asString()));
            case "GET /api/approvals/{approvalId}", "POST /api/approvals/{approvalId}/approval" -> ids.put("approvalId", waiting());
            case "GET /api/rebuilds/{rebuildId}" -> ids.put("rebuildId",
                    posted("/api/rebuilds", "application/json", "").path("rebuildId").asString());
            default -> {
                // Nothing else is needed.
            }
        }
    }

    private void until(String path, String field, String value) {
        for (int i = 0; i < 600 && !ledger.ask(path).path(field).asString().equals(value); i++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(ledger.ask(path).path(field).asString()).as(path).isEqualTo(value);
    }

    /** What Jane submits waits until another person approves it. */
    private String waiting() {
        String trust = "trust-of-jane-" + ids.merge("trusts", "1", String::concat);
        if (!ids.containsKey(JANE)) {
            String first = posted("/api/people", "application/json",
                    "{\"userName\": \"" + JANE + "\", \"displayName\": \"Jane\", \"roles\": [\"RECORDER\"]}").path("password").asString();
            assertThat(asJane(first, "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}").statusCode())
                    .isLessThan(300);
            ids.put(JANE, OWN);
        }
        posted("/api/grantors/" + trust + "/signatories", "application/json",
                """
                        {"grantor": {"name": "The Trust of Jane"}, "signatory": {"partyId": "judi-irving", "name": "Judi Irving"}, "capacity": "TRUSTEE",
                         "from": "2010-01-01"}""");
        HttpResponse<String> waits = asJane(OWN, "/api/grantors/" + trust + "/dissolution", "{\"on\": \"2015-12-31\"}");
        assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
        return RunningLedger.json(waits.body()).path("approvalId").asString();
    }

    private HttpResponse<String> asJane(String password, String path, String body) {
        return ledger.send(ledger.request(path).setHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((JANE + ":" + password).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }
}
