package org.authorityledger.reliability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/**
 * A walk over every mapping of the ledger with odd queries, headers, methods, and bodies. The mappings are those of its own
 * OpenAPI document, of every link on its pages, and of the log. No answer may be an error of the server or misreport its format; a
 * refusal under {@code /api} is a {@code problem+json} with a code; {@code HEAD} answers as {@code GET}; what is refused records
 * nothing; nothing odd leaves a stack trace in the log.
 *
 * <p>Settings: {@code most} (faults that are reported; 20).
 */
final class OddRequests {

    /** Whatever is sent there is a file, to be kept, read later, or previewed. */
    private static final Set<String> ANY_BODY = Set.of("/api/documents", "/api/filings", "/api/import/sheet");
    private static final String GRANTOR = "odd-grantor";
    private static final byte[] NOTHING = new byte[0];
    private static final int WALKERS = 4;

    private static final List<String> QUERIES = List.of("q=%", "q=%E9", "q=%zz", "%00=1", "q=%00", "q=%C0%AF", "q=%F0%9F%92%8E",
            "q=%ED%A0%80", "=", "&&&",
            "limit=0", "limit=-1", "limit=1001", "limit=99999999999999999999", "limit=0x10", "limit=%D9%A1", "limit=1&limit=2", "cursor=x",
            "cursor=",
            "on=2021-02-30", "on=9999-12-31", "on=-0001-01-01", "on=%2B10000-01-01", "on=today", "knownAt=x",
            "knownAt=9999-12-31T23:59:59Z",
            "knownAt=0000-01-01T00:00:00Z", "minPosition=-1", "minPosition=x", "form=FORM_99", "grantor=..%2F..", "grantor=%3Cscript%3E",
            "attorney=%20",
            "unknown=1", "after=-1", "from.on=x", "from=1&to=0", "from=9223372036854775807");

    private static final List<String> ACCEPTS = List.of("application/xml", "text/csv;charset=utf-16", "application/json;charset=iso-8859-1",
            "application/json;q=0", "*/*;q=0", "nonsense", "a/b/c", ";;;", "text/*;q=2", "application/x-ndjson", "text/csv", "text/html",
            "text/plain",
            "text/event-stream", "application/problem+json");

    private static final List<String> HEADERS = List.of("Authorization: Basic ###", "Authorization: Basic " + "YWRtaW4=",
            "Authorization: Bearer x",
            "Authorization: Digest username=\"admin\"", "Cookie: ledger-session=%00; =; x", "Range: bytes=0-1", "Range: bytes=9-1",
            "If-None-Match: *",
            "If-Match: x", "If-Modified-Since: yesterday", "Accept-Encoding: gzip;q=0", "Accept-Encoding: nonsense, *;q=0",
            "Accept-Language: x-\u00e9, *;q=9",
            "Content-Type: ;", "Content-Type: application/json; charset=nonsense", "Content-Length: 0", "Origin: null",
            "Origin: http://attacker.example",
            "Sec-Fetch-Site: cross-site", "X-Forwarded-For: x", "X-Forwarded-Host: attacker.example", "Forwarded: for=x;host=y",
            "X-HTTP-Method-Override: DELETE", "Last-Event-ID: abc", "Last-Event-ID: 999999999999999999999",
            "Idempotency-Key: " + "k".repeat(300),
            "X-Correlation-Id: " + "x".repeat(500));

    private static final List<String> METHODS = List.of("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "TRACE", "PROPFIND", "get");

    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)");
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final LedgerProcess ledger;
    private final int most;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger requests = new AtomicInteger();

    private OddRequests(LedgerProcess ledger, int most) {
        this.ledger = ledger;
        this.most = most;
    }

    static String run(Settings settings) throws Exception {
        try (LedgerProcess ledger = LedgerProcess.extracted("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")) {
            ledger.start();
            OddRequests walk = new OddRequests(ledger, settings.number("most", 20));
            walk.walk();
            if (!walk.faults.isEmpty()) {
                throw new AssertionError(walk.faults.size() + " faults in " + walk.requests + " requests:\n  "
                        + String.join("\n  ", walk.faults.subList(0, Math.min(walk.most, walk.faults.size()))));
            }
            return walk.requests + " odd requests: each answered as it should be";
        }
    }

    private void walk() throws Exception {
        String recordId = LedgerProcess
                .json(ledger.post("/api/grantors/" + GRANTOR + "/powers-of-attorney", Grants.body("odd-paper", 2, "odd"))
                        .body())
                .path("recordId").asString();
        long position = lastPosition();
        Map<String, Set<String>> mappings = mappings(recordId);
        try (ExecutorService walkers = Executors.newFixedThreadPool(WALKERS)) {
            List<Future<Boolean>> walks = new ArrayList<>();
            mappings.forEach((path, methods) -> walks.add(walkers.submit(() -> walk(path, methods))));
            for (Future<Boolean> walk : walks) {
                walk.get();
            }
        }
        oddPaths();
        if (lastPosition() != position) {
            faults.add("requests that were all refused recorded " + (lastPosition() - position) + " records");
        }
        for (String line : ledger.printed()) {
            if (line.startsWith("\tat ") || line.contains(" ERROR ")) {
                faults.add("in the log of the ledger: " + line);
                break;
            }
        }
    }

    private boolean walk(String path, Set<String> methods) throws IOException {
        for (String method : methods) {
            if (method.equals("GET")) {
                ask(path);
            } else {
                change(method, path);
            }
        }
        return true;
    }

    private long lastPosition() throws InterruptedException {
        return ledger.events().size();
    }

    /** Methods by path: what OpenAPI names, with ids in its templates that exist and ones that do not, and all that the pages link. */
    private Map<String, Set<String>> mappings(String recordId) throws Exception {
        Map<String, Set<String>> mappings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : ledger.get("/v3/api-docs").path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                for (String address : List.of(filled(path.getKey(), recordId), path.getKey().replaceAll("\\{[^}]*}", "no-such"))) {
                    mappings.computeIfAbsent(address, any -> new LinkedHashSet<>()).add(method.toUpperCase(Locale.ROOT));
                }
            }
        }
        for (String path : List.of("/log/checkpoint", "/log/checkpoints", "/log/keys", "/log/tile/0/000.p/1", "/log/tile/entries/000.p/1",
                "/log/payload/" + recordId, "/actuator", "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness",
                "/actuator/prometheus", "/error", "/login", "/v3/api-docs", "/swagger-ui/index.html", "/favicon.ico", "/no-such-page")) {
            mappings.computeIfAbsent(path, any -> new LinkedHashSet<>()).add("GET");
        }
        Deque<String> open = new ArrayDeque<>(List.of("/"));
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty() && seen.size() < 300) {
            String path = open.remove();
            if (!seen.add(path.split("\\?")[0])) {
                continue;
            }
            RawExchange page = exchange("GET", path, List.of("Accept: text/html"), NOTHING);
            mappings.computeIfAbsent(path.split("\\?")[0], any -> new LinkedHashSet<>()).add("GET");
            Matcher links = LINK.matcher(page.body());
            while (links.find()) {
                open.add(links.group(1).replace("&amp;", "&"));
            }
        }
        return mappings;
    }

    private static String filled(String template, String recordId) {
        return template.replace("{grantorId}", GRANTOR).replace("{poaId}", "odd-paper").replace("{attorneyId}", "attorney-0")
                .replace("{recordId}", recordId).replaceAll("\\{[^}]*}", "odd");
    }

    private void ask(String path) throws IOException {
        RawExchange plain = exchange("GET", path, List.of(), NOTHING);
        judge("GET", path, "", plain);
        RawExchange head = exchange("HEAD", path, List.of(), NOTHING);
        if (head.status() != plain.status() || !head.body().isEmpty()) {
            faults.add("HEAD " + path + ": " + head.status() + " where GET gives " + plain.status());
        }
        for (String query : QUERIES) {
            judge("GET", path, "?" + query, exchange("GET", path + "?" + query, List.of(), NOTHING));
        }
        String many = "?" + "x=1&".repeat(1_001);
        judge("GET", path, "?x=1&... (1,001 times)", exchange("GET", path + many, List.of(), NOTHING));
        for (String accept : ACCEPTS) {
            judge("GET", path, " Accept: " + accept, exchange("GET", path, List.of("Accept: " + accept), NOTHING));
        }
        for (String header : HEADERS) {
            judge("GET", path, " " + header, exchange("GET", path, List.of(header), NOTHING));
        }
        judge("GET", path, " with a body", exchange("GET", path, List.of("Content-Type: application/json", "Content-Length: 2"),
                "{}".getBytes(StandardCharsets.UTF_8)));
        for (String method : METHODS) {
            if (!CHANGING.contains(method)) {
                judge(method, path, "", exchange(method, path, List.of(), NOTHING));
            }
        }
    }

    /** Requests that would change something if they were well formed; none is. */
    private void change(String method, String path) throws IOException {
        if (path.startsWith("/api/proof/keys") || path.startsWith("/api/dead-letters") || path.contains("retry")) {
            // These need no body: any well formed request is a right one.
            return;
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("an array", "[]".getBytes(StandardCharsets.UTF_8));
        bodies.put("null", "null".getBytes(StandardCharsets.UTF_8));
        bodies.put("half an object", "{\"a\":".getBytes(StandardCharsets.UTF_8));
        bodies.put("zeros", new byte[20]);
        bodies.put("no UTF-8", new byte[]{ '{', '"', (byte) 0xff, '"', ':', '1', '}'});
        bodies.put("deep", ("{\"a\":" + "[".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
        bodies.put("an unknown field", "{\"no-such-field\": 1}".getBytes(StandardCharsets.UTF_8));
        bodies.put("a field twice", "{\"note\": \"a\", \"note\": \"b\"}".getBytes(StandardCharsets.UTF_8));
        bodies.put("half a pair", "{\"note\": \"\\ud800\"}".getBytes(StandardCharsets.UTF_8));
        bodies.put("a huge number", "{\"minimumSignatures\": 1e999999999}".getBytes(StandardCharsets.UTF_8));
        bodies.put("UTF-16", "{\"no-such-field\": 1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("compressed", zipped.toByteArray());
        bodies.put("two mebibytes", ("{\"note\": \"" + "x".repeat(2 << 20) + "\"}").getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            for (String type : List.of("application/json", "application/json;charset=utf-16", "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data", "nonsense")) {
                RawExchange answer = exchange(method, path, List.of("Content-Type: " + type, "Content-Length: " + body.getValue().length),
                        body.getValue());
                judge(method, path, " with " + body.getKey() + " as " + type, answer);
            }
        }
        judge(method, path, " with a compressed body", exchange(method, path,
                List.of("Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: " + zipped.size()),
                zipped.toByteArray()));
        for (String accept : ACCEPTS) {
            byte[] wrong = "{\"no-such-field\": 1}".getBytes(StandardCharsets.UTF_8);
            judge(method, path, " Accept: " + accept, exchange(method, path,
                    List.of("Content-Type: application/json", "Content-Length: " + wrong.length, "Accept: " + accept), wrong));
        }
    }

    private void oddPaths() throws IOException {
        for (String path : List.of("/%", "/%zz", "/api/%zz", "/log/%zz", "/api/grantors/%00", "/api/grantors/%E9", "/api/grantors/%C0%AF",
                "/api/grantors/..%2f..%2fetc", "/api//grantors", "/api/grantors/", "/API/grantors", "/api/grantors;x=1", "//", "/\\",
                "/api/../api/grantors",
                "/" + "x".repeat(7_000), "/login?continue=//attacker.example", "/log/tile/0/%E0%A4", "*", "http://attacker.example/")) {
            for (boolean signedIn : new boolean[]{ true, false}) {
                RawExchange answer = RawExchange.of(ledger.port(),
                        "GET " + path + " HTTP/1.1\r\nHost: localhost:" + ledger.port() + "\r\n"
                                + (signedIn ? "Authorization: " + LedgerProcess.credentials() + "\r\n" : ""),
                        NOTHING);
                requests.incrementAndGet();
                judge("GET", path, signedIn ? "" : " without credentials", answer);
            }
        }
    }

    private RawExchange exchange(String method, String pathAndQuery, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + pathAndQuery + " HTTP/1.1\r\nHost: localhost:" + ledger.port() + "\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Authorization:"))) {
            head.append("Authorization: ").append(LedgerProcess.credentials()).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        requests.incrementAndGet();
        return RawExchange.of(ledger.port(), head.toString(), body);
    }

    private void judge(String method, String path, String how, RawExchange answer) {
        String request = method + " " + (path.length() > 100 ? path.substring(0, 100) + "..." : path) + how;
        int status = answer.status();
        if (status == 0) {
            faults.add(request + ": no answer");
        } else if (status >= 500 && status != 501 && status != 503 && status != 505) {
            faults.add(request + ": " + status);
        } else if (status >= 400 && path.startsWith("/api/") && !method.equals("HEAD") && !answer.body().isEmpty()
                && !answer.header("content-type").startsWith("application/problem+json")) {
            faults.add(request + ": " + status + " as " + answer.header("content-type"));
        } else if (answer.header("content-type").toLowerCase(Locale.ROOT).matches(".*charset=(?!utf-8).*")) {
            faults.add(request + ": labeled " + answer.header("content-type"));
        } else if (status < 300 && CHANGING.contains(method) && !ANY_BODY.contains(path)
                && !answer.header("content-type").contains("ndjson")
                && !answer.header("content-type").contains("csv")) {
            faults.add(request + ": accepted with " + status + " " + answer.body());
        }
    }
}
