package org.authorityledger.benchmarks;

import java.io.IOException;
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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built ledger in a process of its own, as a user starts it, with its own PostgreSQL. */
final class ServedLedger implements AutoCloseable {

    private static final String PASSWORD = "measured from outside";
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    /** Of the header {@code Authorization}. */
    static final String CREDENTIALS = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path jar;
    private final Path directory;
    private final String heap;
    private @Nullable Process process;

    final int port = freePort();

    ServedLedger(Path jar, Path directory, String heap) {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    "There is no " + jar + ". Run the benchmark in the project's directory, or name the built ledger by --jar=FILE.");
        }
        this.jar = jar;
        this.directory = directory;
        this.heap = heap;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This Java. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts it, and returns the seconds until its first answer. */
    double start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(java(), "-XX:+ExitOnOutOfMemoryError", "-Xmx" + heap, "-jar", jar.toString(), "serve",
                "--server.port=" + port, "--ledger.data-dir=" + directory.resolve("data")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("ledger.log").toFile()));
        builder.environment().put("LEDGER_ADMIN_PASSWORD", PASSWORD);
        long began = System.nanoTime();
        Process started = builder.start();
        process = started;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new IllegalStateException("the ledger did not start. It said:\n" + Files.readString(directory.resolve("ledger.log")));
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private boolean answers() throws InterruptedException {
        try {
            return client.send(request("/api/grantors?limit=1").build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Authorization", CREDENTIALS);
    }

    /**
     * Sends a request.
     *
     * @throws IllegalStateException if its answer is not a success
     */
    String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    /** Sends a file, and keeps the answer in another; returns the seconds. */
    double post(String path, String type, Path file, Path answer) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<Path> sent = client.send(
                request(path).header("Content-Type", type).header("Accept", type).POST(HttpRequest.BodyPublishers.ofFile(file)).build(),
                HttpResponse.BodyHandlers.ofFile(answer));
        if (sent.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + sent.statusCode() + ": " + Files.readString(answer));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Gets a file. */
    void download(String path, String type, Path file) throws IOException, InterruptedException {
        HttpResponse<Path> answer = client.send(request(path).header("Accept", type).build(), HttpResponse.BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
    }

    /** Resident memory of the Java process, in MiB; NaN where the system does not tell. */
    double residentMebibytes() throws IOException {
        Path status = Path.of("/proc/" + Objects.requireNonNull(process).pid() + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(Double.NaN);
    }

    /** The bytes of its files. */
    long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data/postgresql/base"))) {
            List<Path> all = new ArrayList<>(files.filter(Files::isRegularFile).toList());
            long bytes = 0;
            for (Path file : all) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            return bytes;
        }
    }

    /** Ends it in good order. */
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        client.close();
    }
}
