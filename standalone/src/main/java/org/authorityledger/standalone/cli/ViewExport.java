package org.authorityledger.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.authorityledger.proof.verify.Verify;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes a view of a running ledger to a file. The file gets its name when all of it is there. */
final class ViewExport {

    private static final Map<String, String> FORMATS = Map.of("csv", "text/csv", "ndjson", "application/x-ndjson", "parquet",
            "application/vnd.apache.parquet");

    private final String address;
    private final String user;

    /**
     * @param address of the ledger
     * @param user name and password, with a colon between them
     */
    ViewExport(@Nullable String address, @Nullable String user) {
        if (address == null || !address.matches("https?://.+")) {
            throw new Verify.Usage("a view is exported from a running ledger: give its address, such as http://localhost:8080");
        }
        if (user == null) {
            throw new Verify.Usage("say who exports: --user <name>:<password>");
        }
        this.address = address.replaceAll("/+$", "");
        this.user = user;
    }

    void write(String view, Map<String, String> parameters, Path to) throws InterruptedException {
        String name = String.valueOf(to.getFileName());
        String format = FORMATS.get(name.substring(name.lastIndexOf('.') + 1));
        if (format == null) {
            throw new Verify.Usage("the name of the file must end in .csv, .ndjson or .parquet");
        }
        if (Files.exists(to)) {
            throw new Verify.Usage(to + " is there already");
        }
        String query = parameters.entrySet().stream().map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/export/" + encoded(view) + query))
                .header("Accept", format + ", application/problem+json;q=0.1")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))).build();
        Path unfinished = to.resolveSibling(name + ".unfinished");
        try {
            save(request, unfinished);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the export did not come to its end: " + e.getMessage(), e);
        } finally {
            discard(unfinished);
        }
    }

    private static void save(HttpRequest request, Path file) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(
                            problem(answer.statusCode(), new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8)));
                }
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String problem(int status, String body) {
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            return problem.path("detail").asString("") + " (" + status + " " + problem.path("code").asString("") + ")";
        } catch (JacksonException e) {
            return "answered with status " + status + ". Is this the address of a ledger?";
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It keeps its name, which says that it is not whole.
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
