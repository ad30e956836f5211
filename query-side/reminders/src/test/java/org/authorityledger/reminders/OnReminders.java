package org.authorityledger.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.command.CommandSide;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.QuerySide;
import org.authorityledger.reminders.views.LedgerLists;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** One node that records, answers and reminds, with a mail server and a webhook within the test. */
@SpringBootTest(classes = OnReminders.Node.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class OnReminders {

    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());
    static final Hook HOOK = new Hook();
    private static final String OWN = "four words of mine";

    static {
        MAIL.start();
    }

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    ReminderStore store;

    @Autowired
    TestLists lists;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ CommandSide.class, QuerySide.class})
    static class Node {

        @Bean
        TestLists testLists() {
            return new TestLists();
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "reminders" + System.nanoTime());
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
        registry.add("ledger.reminders.mail.from", () -> "ledger@example.com");
        registry.add("ledger.reminders.address", () -> "https://ledger.example.com/");
        registry.add("ledger.reminders.at", () -> "00:00");
        registry.add("ledger.reminders.webhooks-inside", () -> "true");
    }

    /** A list as the pages would offer it. */
    static final class TestLists implements LedgerLists {

        final List<Row> rows = new CopyOnWriteArrayList<>();
        /** What a later build might no longer know. */
        volatile List<String> choices = List.of("in-force", "gone-one-day");

        @Override
        public void require(Asked asked) {
            if (!asked.list().equals("instruments")) {
                throw Problem.malformed("list", "must be one of instruments");
            }
            asked.filters().forEach((name, value) -> {
                if (!name.equals("show") || !choices.contains(value)) {
                    throw Problem.malformed(name, "must be one of " + choices);
                }
            });
        }

        @Override
        public String title(Asked asked) {
            return "Instruments";
        }

        @Override
        public String path(Asked asked) {
            return "/instruments";
        }

        @Override
        public Rows rows(Asked asked, Moment moment, List<String> after, int most) {
            int from = after.isEmpty() ? 0 : Integer.parseInt(after.getFirst());
            int to = Math.min(rows.size(), from + most);
            return new Rows(List.copyOf(rows.subList(from, to)), to < rows.size() ? List.of(Integer.toString(to)) : null);
        }
    }

    /** A webhook that answers as it is said to. */
    static final class Hook {

        record Received(Map<String, List<String>> headers, String body) {

            String header(String name) {
                return headers.entrySet().stream().filter(one -> one.getKey().equalsIgnoreCase(name)).findFirst().orElseThrow().getValue()
                        .getFirst();
            }
        }

        final List<Received> received = new CopyOnWriteArrayList<>();
        final AtomicInteger status = new AtomicInteger(204);
        private final HttpServer server;

        Hook() {
            try {
                server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", exchange -> {
                received.add(new Received(Map.copyOf(exchange.getRequestHeaders()),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(status.get(), -1);
                exchange.close();
            });
            server.start();
        }

        /** An address of its own for each test. */
        String address(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
        }

        List<Received> about(String name) {
            return received.stream().filter(one -> one.body().contains("\"name\":\"" + name + "\"")).toList();
        }
    }

    HttpResponse<String> send(String method, String path, @Nullable String credentials, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).method(method,
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (credentials != null) {
            request.header("Authorization", credentials);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return LedgerForTests.send(request.build());
    }

    static String admin() {
        return basic("admin", LedgerForTests.PASSWORD);
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    JsonNode done(String method, String path, String credentials, @Nullable String json) {
        HttpResponse<String> response = send(method, path, credentials, json);
        assertThat(response.statusCode()).as(path + " " + response.body()).isBetween(200, 299);
        return response.body().isEmpty() ? tools.jackson.databind.node.NullNode.instance : LedgerForTests.json(response);
    }

    void refused(String method, String path, @Nullable String credentials, @Nullable String json, int status, String code) {
        HttpResponse<String> response = send(method, path, credentials, json);
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(status);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(LedgerForTests.json(response).path("code").asString()).isEqualTo(code);
    }

    /** Someone new with these roles, and a password of their own. */
    String person(String username, String... roles) {
        String first = done("POST", "/api/people", admin(),
                "{\"userName\": \"" + username + "\", \"displayName\": \"Jane Doe\", \"roles\": ["
                        + String.join(", ", Arrays.stream(roles).map(role -> "\"" + role + "\"").toList()) + "]}")
                .path("password").asString();
        done("POST", "/api/me/password", basic(username, first), "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}");
        return basic(username, OWN);
    }

    String newPerson(String... roles) {
        return person("jane-" + UUID.randomUUID().toString().substring(0, 8), roles);
    }

    static String username(String credentials) {
        return new String(Base64.getDecoder().decode(credentials.substring("Basic ".length())), StandardCharsets.UTF_8).replaceFirst(":.*",
                "");
    }

    /** A grant that ends after its last day. */
    String grant(String grantor, String name, LocalDate lastDay) {
        JsonNode recorded = done("POST", "/api/grantors/" + grantor + "/powers-of-attorney", admin(),
                """
                        {"poaId": "%1$s-poa", "grantor": {"name": "%2$s", "kind": "PERSON"}, "issuers": [{"issuerId": "sample", "name": "Sample Corp"}],
                         "attorneys": [{"attorneyId": "%1$s-attorney", "name": "Nora Field"}], "powers": [{"clause": "a", "forms": ["3", "4", "5"]}],
                         "executedOn": "2020-01-15", "expiresOn": "%3$s"}
                        """
                        .formatted(grantor, name, lastDay));
        known(recorded);
        return grantor + "-poa";
    }

    void known(JsonNode recorded) {
        done("GET", "/api/grantors?limit=1&minPosition=" + recorded.path("position").asLong(), admin(), null);
    }

    static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    JsonNode remind(String credentials, String name, String about, String channel, String to) {
        return done("POST", "/api/reminders", credentials,
                "{\"name\": \"" + name + "\", " + about + ", \"channel\": \"" + channel + "\", \"to\": \"" + to + "\"}");
    }

    static String id(JsonNode reminder) {
        return reminder.path("reminderId").asString();
    }

    void now(String credentials, JsonNode reminder) {
        done("POST", "/api/reminders/" + id(reminder) + "/now", credentials, null);
        await("a look at " + id(reminder), () -> jdbc.queryForObject(
                "select asked_at is null and outcome is not null from reminders.subscription where subscription_id = ?::uuid",
                Boolean.class,
                id(reminder)));
    }

    /** As if the last digest had been yesterday's. */
    void tomorrow(JsonNode reminder) {
        jdbc.update("update reminders.subscription set looked_on = looked_on - 1, outcome = null where subscription_id = ?::uuid",
                id(reminder));
        await("a digest of " + id(reminder), () -> jdbc.queryForObject(
                "select outcome is not null from reminders.subscription where subscription_id = ?::uuid", Boolean.class, id(reminder)));
    }

    String outcome(JsonNode reminder) {
        return String
                .valueOf(jdbc.queryForObject("select outcome from reminders.subscription where subscription_id = ?::uuid", String.class,
                        id(reminder)));
    }

    JsonNode deliveries(String credentials, JsonNode reminder) {
        return done("GET", "/api/reminders/" + id(reminder) + "/deliveries", credentials, null).path("items");
    }

    void awaitState(String credentials, JsonNode reminder, String state) {
        await(state, () -> deliveries(credentials, reminder).valueStream().anyMatch(one -> one.path("state").asString().equals(state)));
    }

    static List<MimeMessage> mailTo(String address) {
        return Arrays.stream(MAIL.getReceivedMessages()).filter(message -> {
            try {
                return message.getAllRecipients()[0].toString().equals(address);
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
