package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.TransparencyLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;

/** Two nodes over one database: the first fills the register and signs the log, the second does neither. */
@Tag("nodes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SeveralNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path keys;

    private final List<String> settings = new ArrayList<>(List.of("--server.port=0", "--ledger.health.stalled-after=3s"));
    private ConfigurableApplicationContext first;
    private ConfigurableApplicationContext second;
    private JdbcTemplate jdbc;
    private int grantors;

    @BeforeAll
    void two_nodes() {
        DynamicPropertyRegistry registry = (name, value) -> settings.add("--" + name + "=" + value.get());
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_ledger_of_two_nodes");
        first = node("first-key");
        jdbc = first.getBean(JdbcTemplate.class);
        await(() -> fills(first) && Boolean.TRUE.equals(jdbc.queryForObject("select exists (select from proof.signer)", Boolean.class)));
        second = node("second-key");
    }

    private ConfigurableApplicationContext node(String key) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.removeIf(setting -> setting.startsWith("--ledger.log.key-file"));
        arguments.add("--ledger.log.key-file=" + keys.resolve(key));
        return new SpringApplicationBuilder(QuerySideNode.class).run(arguments.toArray(String[]::new));
    }

    private boolean fills(ConfigurableApplicationContext node) {
        String owner = jdbc.queryForObject("select coalesce(string_agg(distinct owner, ''), '') from register.token_entry", String.class);
        return node.isActive() && owner != null && !owner.isEmpty();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private long record(ConfigurableApplicationContext node) {
        return LedgerForTests.randomHistory(node.getBean(LedgerAppender.class), GrantorId.of("g-" + grantors++), grantors, 1).getLast()
                .position().value();
    }

    private static JsonNode part(ConfigurableApplicationContext node, String part) {
        int port = Objects.requireNonNull(((ServletWebServerApplicationContext) node).getWebServer()).getPort();
        return LedgerForTests.json(LedgerForTests.get(port, "/actuator/health")).path("components").path(part);
    }

    private static JsonNode log(ConfigurableApplicationContext node) {
        return part(node, "log");
    }

    private static JsonNode register(ConfigurableApplicationContext node) {
        return part(node, "register");
    }

    @Test
    void a_wait_at_the_node_that_does_not_fill_the_register_wakes_the_one_that_does() {
        for (ConfigurableApplicationContext recording : List.of(first, second)) {
            for (int n = 0; n < 20; n++) {
                long position = record(recording);
                long before = System.nanoTime();

                assertThat(second.getBean(RegisterProgress.class).await(Position.of(position)))
                        .isGreaterThanOrEqualTo(Position.of(position));

                System.getLogger("several-nodes").log(System.Logger.Level.DEBUG, "waited {0} ms", (System.nanoTime() - before) / 1_000_000);
                assertThat(jdbc.queryForObject("select count(*) from register.segment_position", Long.class))
                        .as("noted because the second asked, not because a second was over").isPositive();
            }
        }
        assertThat(jdbc.queryForObject("""
                select count(*) from register.segment_position n where n.position > (select max(position) from ledger.event)
                """, Long.class)).as("no segment claims what is not there").isZero();
    }

    @Test
    void a_token_that_was_set_back_takes_the_note_with_it() {
        long position = record(first);
        second.getBean(RegisterProgress.class).await(Position.of(position));

        assertThat(jdbc.queryForObject("""
                select count(*) from register.segment_position n join register.token_entry t using (segment)
                where n.token > (convert_from(t.token, 'UTF8')::json ->> 'globalIndex')::bigint
                """, Long.class)).isZero();
    }

    @Test
    void where_the_node_with_the_key_no_longer_signs_the_other_says_so_within_seconds_and_which_node_could() {
        long position = record(first);
        LogReading signed = second.getBean(LogReading.class);
        await(() -> signed.latest().isPresent() && signed.latest().get().size().value() >= position
                && log(second).path("status").asString().equals("UP"));

        first.getBean(TransparencyLog.class).stop();
        try {
            assertThat(record(second)).isGreaterThan(position);
            await(() -> log(second).path("status").asString().equals("DOWN"));

            JsonNode details = log(second).path("details");
            assertThat(details.path("reason").asString()).contains("has not advanced").contains("1 record to go");
            assertThat(details.path("signers").asString()).contains("first-key").doesNotContain("second-key");
        } finally {
            first.getBean(TransparencyLog.class).start();
        }
        await(() -> log(second).path("status").asString().equals("UP"));
    }

    @Test
    void a_register_whose_tables_are_locked_says_where_it_stands_and_goes_on_afterwards() throws Exception {
        long reached = record(first);
        second.getBean(RegisterProgress.class).await(Position.of(reached));
        long next = 0;
        try (Connection owner = first.getBean(DataSource.class).getConnection(); Statement sql = owner.createStatement()) {
            owner.setAutoCommit(false);
            sql.execute("lock table register.authority_version");
            long position = record(second);
            next = position;
            await(() -> register(first).path("status").asString().equals("DOWN"));
            await(() -> register(first).path("details").toString().contains("position " + position));
            assertThat(register(first).path("details").toString()).contains("has not advanced for");
            owner.rollback();
        }
        assertThat(first.getBean(RegisterProgress.class).await(Position.of(next))).isGreaterThanOrEqualTo(Position.of(next));
        await(() -> register(first).path("status").asString().equals("UP"));
    }
}
