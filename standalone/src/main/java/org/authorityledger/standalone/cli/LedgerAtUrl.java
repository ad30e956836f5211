package org.authorityledger.standalone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options of each command that calls a running ledger, and its HTTP client. */
final class LedgerAtUrl {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Option(names = "--url", paramLabel = "<url>", defaultValue = "http://localhost:8080", description = "The address of the running ledger (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(names = "--user", paramLabel = "<user>", defaultValue = "admin", description = "The user to sign in as (default: ${DEFAULT-VALUE}). The password comes from the "
            + "environment variable LEDGER_ADMIN_PASSWORD, or else from the data directory.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Option(names = "--data-dir", paramLabel = "<directory>", defaultValue = "./ledger-data", description = "The ledger's data directory, which has the file admin-password (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path dataDirectory;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The ledger refused, or could not be reached: one sentence for the user. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Gets a path and returns the answer. */
    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    /** Posts to a path and returns the answer. */
    JsonNode post(String path, String body) throws InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** Patches what a path names and returns the answer. */
    JsonNode patch(String path, String body) throws InterruptedException {
        return send(request(path).header("Content-Type", "application/json").method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** A request with the user's name and password. */
    HttpRequest.Builder request(String path) {
        String credentials = user + ":" + password();
        return HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/+$", "") + path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** Posts a file to a path and hands over the lines of the answer, as they come. */
    void post(String path, Path file, String accept, Consumer<String> lines) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Content-Type", "application/octet-stream")
                .header("Accept", accept + ", application/problem+json;q=0.1").POST(HttpRequest.BodyPublishers.ofFile(file)).build();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new Refused("no ledger is running at " + url + ". Start it, or give its address with --url.");
        }
        try (BufferedReader body = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() / 100 != 2) {
                throw new Refused(problem(response.statusCode(), body.lines().collect(Collectors.joining("\n"))));
            }
            for (String line = body.readLine(); line != null; line = body.readLine()) {
                lines.accept(line);
            }
        }
    }

    private JsonNode send(HttpRequest request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Refused("no ledger is running at " + url + ". Start it, or give its address with --url.");
        } catch (IOException e) {
            throw new Refused("cannot reach the ledger at " + url + ": " + e.getMessage());
        }
        if (response.statusCode() / 100 != 2) {
            throw new Refused(problem(response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    private String problem(int status, String body) {
        if (status == 401) {
            return "wrong user or password. Set LEDGER_ADMIN_PASSWORD, or give the data directory with --data-dir.";
        }
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("detail").asString("status " + status) + " (" + problem.path("code").asString("") + ")";
        } catch (tools.jackson.core.JacksonException e) {
            return url + " answered with status " + status + ". Is this the address of a ledger?";
        }
    }

    private String password() {
        @Nullable
        String given = System.getenv("LEDGER_ADMIN_PASSWORD");
        if (given != null && !given.isBlank()) {
            return given;
        }
        Path file = dataDirectory.resolve("admin-password");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refused(
                    "no password found. Set LEDGER_ADMIN_PASSWORD, or give the data directory with --data-dir; its file admin-password has it.");
        }
    }
}
