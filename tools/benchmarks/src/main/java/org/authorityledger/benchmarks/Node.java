package org.authorityledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.authorityledger.command.CommandSide;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.store.StoreConfiguration;
import org.authorityledger.transparencylog.web.LogWebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A node of the ledger on a benchmark's database, and its HTTP client. */
final class Node implements AutoCloseable {

    private static final String PASSWORD = "benchmark";
    private static final String CREDENTIALS = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    /** Records and answers, as the ledger in one process does. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ CommandSide.class, QuerySide.class})
    static class Whole {}

    /** Keeps and serves only the log, without a register. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ StoreConfiguration.class, WebConfiguration.class, LogWebConfiguration.class})
    static class LogAlone {}

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServletWebServerApplicationContext context;
    private final String address;

    final Path keyFile;

    private Node(Class<?> what, BenchmarkLedger ledger) throws IOException {
        Path directory = Files.createTempDirectory("benchmark");
        keyFile = directory.resolve("log-key");
        context = (ServletWebServerApplicationContext) SpringApplication.run(what,
                "--spring.config.import=classpath:config/ledger.yml", "--server.port=0", "--ledger.data-dir=" + directory,
                "--spring.datasource.url=" + ledger.url(), "--spring.datasource.username=postgres", "--spring.datasource.password=",
                "--LEDGER_ADMIN_PASSWORD=" + PASSWORD);
        address = "http://localhost:" + Objects.requireNonNull(context.getWebServer()).getPort();
    }

    static Node whole(BenchmarkLedger ledger) throws IOException {
        return new Node(Whole.class, ledger);
    }

    static Node logAlone(BenchmarkLedger ledger) throws IOException {
        return new Node(LogAlone.class, ledger);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", CREDENTIALS).build(), 200);
    }

    String post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", CREDENTIALS)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(), 201);
    }

    private String send(HttpRequest request, int expected) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
