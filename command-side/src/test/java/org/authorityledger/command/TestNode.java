package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command side as it runs, on a port and a database of its own, asked over HTTP. One for all tests; a test may start another beside it. */
final class TestNode {

    static final TestNode ONE = start();

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ADMIN = "Basic " + Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

    private final ConfigurableApplicationContext context;
    private final JdbcTemplate jdbc;
    private final String base;

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            return MAPPER.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String field) {
            return body().path(field).asString("");
        }

        Answer isRecorded() {
            assertThat(status()).as(response.body()).isEqualTo(201);
            return this;
        }

        void isProblem(int status, String code, String path) {
            assertThat(response.body()).contains("\"code\"");
            assertThat(text("code")).as(response.body()).isEqualTo(code);
            assertThat(status()).isEqualTo(status);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            assertThat(text("type")).isEqualTo("urn:authority-ledger:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
            if (!path.isEmpty()) {
                assertThat(body().path("errors").path(0).path("path").asString("")).as(response.body()).isEqualTo(path);
                assertThat(body().path("errors").path(0).path("message").asString("")).isNotBlank();
            }
        }
    }

    private TestNode(ConfigurableApplicationContext context) {
        this.context = context;
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.base = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Starts a node on the database of all tests, with some settings of its own. */
    static TestNode start(String... settings) {
        return new TestNode(new SpringApplication(CommandSideNode.class).run(Stream.concat(Stream.of("--server.port=0",
                "--LEDGER_ADMIN_PASSWORD=secret", "--spring.datasource.url=" + TestDatabase.url(), "--spring.datasource.username=postgres",
                "--spring.main.banner-mode=off", "--logging.level.root=warn"), Stream.of(settings)).toArray(String[]::new)));
    }

    void stop() {
        context.close();
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String base() {
        return base;
    }

    /** How many acts the ledger has. */
    long size() {
        Long size = jdbc.queryForObject("select count(*) from ledger.event", Long.class);
        return size == null ? 0 : size;
    }

    /** How many acts the ledger has of a grantor. */
    long size(String grantorId) {
        Long size = jdbc.queryForObject("select count(*) from ledger.event where grantor_id = ?", Long.class, grantorId);
        return size == null ? 0 : size;
    }

    Answer post(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer post(String path, byte[] body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (!List.of(headers).contains("Authorization")) {
            request.header("Authorization", ADMIN);
        }
        boolean typed = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
            typed |= headers[i].equals("Content-Type");
        }
        return typed ? request : request.header("Content-Type", "application/json");
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
