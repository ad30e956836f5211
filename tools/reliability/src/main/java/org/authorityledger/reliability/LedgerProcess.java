package org.authorityledger.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The built ledger as a process with a data directory of its own, started, asked, killed, and started again. Closing it removes all.
 *
 * <p>It starts as the jar that is shipped, or as that jar extracts itself, with an archive of its classes: so it starts in half the time.
 */
final class LedgerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PASSWORD = "attacked from outside";
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private static @Nullable Path extracted;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Path directory;
    private final Path started;
    private final List<String> javaOptions;
    private final int port = freePort();
    private @Nullable Process process;

    private LedgerProcess(Path started, List<String> javaOptions) {
        this.started = started;
        this.javaOptions = javaOptions;
        try {
            directory = Files.createTempDirectory("reliability");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar as it is shipped. */
    static LedgerProcess ofTheJar(String... javaOptions) {
        return new LedgerProcess(jar(), List.of(javaOptions));
    }

    /** What the jar extracts. The first one that ends in good order leaves the archive, and the later ones start from it. */
    static LedgerProcess extracted(String... javaOptions) throws IOException, InterruptedException {
        Path jar = extractedJar();
        List<String> options = new ArrayList<>(List.of("-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + jar.resolveSibling("classes.jsa")));
        options.addAll(List.of(javaOptions));
        return new LedgerProcess(jar, options);
    }

    /** The jar that the build made; the system property {@code ledger.jar} names another. */
    private static Path jar() {
        String named = System.getProperty("ledger.jar");
        Path jar = named == null
                ? Path.of(System.getProperty("ledger.root", ".")).resolve("standalone/target/authority-ledger.jar")
                : Path.of(named);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("Build the ledger first: " + jar + " is not there");
        }
        return jar.toAbsolutePath();
    }

    /** Starts it and waits until it serves. */
    void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", started.toString(), "--server.port=" + port, "--ledger.data-dir=" + directory.resolve("data")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("LEDGER_ADMIN_PASSWORD", PASSWORD);
        Process ledger = builder.start();
        process = ledger;
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!healthy()) {
            if (!ledger.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("the ledger did not open; its last words:\n" + lastWords());
            }
            Thread.sleep(100);
        }
    }

    int port() {
        return port;
    }

    Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("ledger.log");
    }

    /** What it printed, since its first start. */
    List<String> printed() throws IOException {
        return Files.readAllLines(log());
    }

    String lastWords() throws IOException {
        List<String> lines = printed();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** Whether its health is UP. */
    boolean healthy() throws InterruptedException {
        try {
            return send(request("/actuator/health").timeout(Duration.ofSeconds(20)).GET().build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    static String credentials() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery)).header("Authorization", credentials());
    }

    /** Sends a request; throws {@link UncheckedIOException} if no answer comes. */
    HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> post(String path, String body, String... headers) throws InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    HttpResponse<String> imported(Path commands) throws IOException, InterruptedException {
        return send(request("/api/import").header("Content-Type", "application/x-ndjson").POST(HttpRequest.BodyPublishers.ofFile(commands))
                .build());
    }

    /** Gets an answer that may be large. */
    HttpResponse<InputStream> streamed(String pathAndQuery) throws IOException, InterruptedException {
        return client.send(request(pathAndQuery).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Gets JSON and expects 200. */
    JsonNode get(String pathAndQuery) throws InterruptedException {
        HttpResponse<String> response = send(request(pathAndQuery).GET().build());
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " was answered " + response.statusCode() + ": " + response.body());
        }
        return json(response.body());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** All events, page by page; fails if a position is missing or comes twice. */
    List<JsonNode> events() throws InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get("/api/events?limit=1000" + cursor);
            for (JsonNode event : page.path("items")) {
                events.add(event);
                if (event.path("position").asLong() != events.size()) {
                    throw new AssertionError("position " + events.size() + " is missing: " + event);
                }
            }
            if (!page.has("next")) {
                return events;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        client.close();
        remove(directory);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** Once for all ledgers of this process. */
    private static synchronized Path extractedJar() throws IOException, InterruptedException {
        if (extracted == null) {
            Path directory = Files.createTempDirectory("reliability-jar");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    remove(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            Path log = directory.resolve("extract.log");
            Process process = new ProcessBuilder(java(), "-Djarmode=tools", "-jar", jar().toString(), "extract", "--force", "--destination",
                    directory.toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The jar was not extracted: " + Files.readString(log));
            }
            extracted = directory.resolve(jar().getFileName());
        }
        return extracted;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
