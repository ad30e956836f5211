package org.authorityledger.questions.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.authorityledger.questions.QuerySideNode;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;

/** A node on a ledger of its own, whose role is held to the policies of rows, and keys that see what concerns some issuers. */
@SpringBootTest(classes = QuerySideNode.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "ledger.register.segments=2", "spring.datasource.hikari.maximum-pool-size=16", "ledger.scopes.most=3",
        "ledger.scopes.longest-wait=60s"})
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
abstract class OnALedgerWithScopes {

    static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    static final int RECORDS = 40;
    static final String ACCEPT = "Accept";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    int port;

    @Autowired
    LedgerAppender appender;

    @Autowired
    JdbcTemplate jdbc;

    final Random random = new Random(SEED);
    private final Map<Set<String>, String> keys = new LinkedHashMap<>();

    static String seed(String what) {
        return "-Dledger.seed=" + SEED + ": " + what;
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(seed("patience")).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A key that sees what concerns these issuers. */
    String key(Set<String> issuers) {
        return keys.computeIfAbsent(issuers, none -> {
            HttpResponse<String> made = LedgerForTests.post(port, "/api/keys",
                    "{\"name\": \"" + String.join("-", issuers) + "\", \"roles\": [\"auditor\"], \"issuers\": ["
                            + issuers.stream().map(issuer -> "\"" + issuer + "\"")
                                    .collect(Collectors.joining(", "))
                            + "]}",
                    "Content-Type", "application/json");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            return LedgerForTests.json(made).path("key").asString();
        });
    }

    /** Asks by a key; without one, as who sees everything. */
    HttpResponse<String> get(String path, @Nullable String key, String... headers) {
        var request = LedgerForTests.request(port, path, headers);
        if (key != null) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        return LedgerForTests.send(request.GET().build());
    }

    HttpResponse<String> answered(String path, String key, String... headers) {
        HttpResponse<String> answer = get(path, key, headers);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer;
    }
}
