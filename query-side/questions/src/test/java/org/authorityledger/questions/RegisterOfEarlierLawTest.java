package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A register that an earlier edition of the law made does not hold what this one asks for. */
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class RegisterOfEarlierLawTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path keys;

    @Test
    void answers_nothing_until_it_is_rebuilt() {
        List<String> settings = new ArrayList<>(List.of("--server.port=0"));
        DynamicPropertyRegistry registry = (name, value) -> settings.add("--" + name + "=" + value.get());
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_of_an_earlier_law");
        try (ConfigurableApplicationContext before = node(settings, "before")) {
            Position position = LedgerForTests.randomHistory(before.getBean(LedgerAppender.class), GrantorId.of("g"), 1, 9).getLast()
                    .position();
            before.getBean(RegisterProgress.class).await(position);
            before.getBean(JdbcTemplate.class).update("update register.generation set edition = 3");
            try (AdvisoryLock lock = AdvisoryLock.tryHold(before.getBean(Migrations.class).owner(), AdvisoryLock.REBUILD).orElseThrow();
                    ConfigurableApplicationContext after = node(settings, "after")) {
                for (String question : List.of("/api/authorities?grantor=g", "/api/authorities?grantor=g&knownAt=2026-01-01T00:00:00Z",
                        "/api/authority/check?grantor=g&issuer=aar&form=4&signer=g", "/api/grantors/g", "/api/gaps?form=4")) {
                    HttpResponse<String> refused = get(after, question);

                    assertThat(refused.statusCode()).as(question + ": " + refused.body()).isEqualTo(503);
                    assertThat(LedgerForTests.json(refused).path("code").asString()).isEqualTo("REGISTER_OF_EARLIER_LAW");
                    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                }

                lock.close();
                Instant end = Instant.now().plus(PATIENCE);
                while (get(after, "/api/authorities?grantor=g").statusCode() != 200) {
                    if (Instant.now().isAfter(end)) {
                        fail("not rebuilt: " + get(after, "/api/authorities?grantor=g").body());
                    }
                }
            }
        }
    }

    private static ConfigurableApplicationContext node(List<String> settings, String key) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.removeIf(setting -> setting.startsWith("--ledger.log.key-file"));
        arguments.add("--ledger.log.key-file=" + keys.resolve(key));
        return new SpringApplicationBuilder(QuerySideNode.class).run(arguments.toArray(String[]::new));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext node, String path) {
        return LedgerForTests.get(Objects.requireNonNull(((ServletWebServerApplicationContext) node).getWebServer()).getPort(), path);
    }
}
