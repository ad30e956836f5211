package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.JdbcTemplate;

/** Others lock the ledger, or follow it too slowly: within seconds, health names them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class LedgerHealthTest {

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerHead head = new LedgerHead();
    private final LedgerReader reader = database.reader();
    private final LedgerAppender appender = new LedgerAppender(database.application(), head);
    private final LedgerLocks locks = new LedgerLocks(new JdbcTemplate(database.application())).start();
    private final Worker headWatch = new Worker("ledger-head-watch", Duration.ofMillis(20), () -> head.advanceTo(reader.reached())).start();
    private final LedgerHealth health = new LedgerHealth(head, headWatch, appender, locks);

    @AfterEach
    void close() {
        headWatch.close();
        locks.close();
        appender.close();
        database.close();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    private void append(String grantor) {
        appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.FIRST, ExampleActs.ofGrantor(GrantorId.of(grantor)),
                new Provenance("corporate.secretary", null, null, null))));
    }

    private boolean up() {
        return health.health().getStatus().getCode().equals("UP");
    }

    private String reason() {
        return String.valueOf(health.health().getDetails().get("reason"));
    }

    private static int pid(Connection connection) throws Exception {
        return Objects.requireNonNull(
                new JdbcTemplate(new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true))
                        .queryForObject("select pg_backend_pid()", Integer.class));
    }

    @Test
    void a_ledger_that_records_and_is_read_is_up() {
        append("a");

        Health now = health.health();
        assertThat(now.getStatus().getCode()).isEqualTo("UP");
        assertThat(now.getDetails()).containsEntry("recorded", 1L);
        assertThat(locks.held()).isNull();
    }

    @Test
    void the_session_that_locks_the_table_of_events_is_named_and_all_is_well_when_it_lets_go() throws Exception {
        try (Connection owner = database.owner().getConnection(); Statement sql = owner.createStatement()) {
            owner.setAutoCommit(false);
            sql.execute("set local application_name = 'a nightly report'");
            sql.execute("lock table ledger.event");
            await(() -> locks.held() != null);
            assertThat(reason()).contains("pid " + pid(owner)).contains("a nightly report").contains("commands wait");
            assertThat(catchThrowable(() -> append("b"))).as("the wait is bounded").isInstanceOf(StoreUnavailable.class);
            assertThat(up()).isFalse();
            owner.rollback();
        }
        append("b");
        await(this::up);
    }

    @Test
    void so_is_a_session_that_holds_the_lock_of_all_appends_even_while_no_one_records() throws Exception {
        try (AdvisoryLock held = AdvisoryLock.hold(database.application(), AdvisoryLock.APPEND_LOCK)) {
            await(() -> locks.held() != null);
            assertThat(reason()).contains("pid " + pid(held.connection())).contains("role ledger");
        }
        await(this::up);
    }

    @Test
    void many_appends_of_this_node_are_no_lock_that_lasts() throws Exception {
        Thread[] writers = new Thread[4];
        for (int n = 0; n < writers.length; n++) {
            int writer = n;
            writers[n] = Thread.ofPlatform().start(() -> {
                for (int m = 0; m < 200; m++) {
                    append("g-" + writer + "-" + m);
                }
            });
        }
        for (Thread writer : writers) {
            while (writer.isAlive()) {
                assertThat(locks.held()).isNull();
                Thread.sleep(20);
            }
        }
    }

    @Test
    void a_database_that_is_away_is_said_to_be() throws Exception {
        append("a");
        new JdbcTemplate(database.owner()).execute("alter table ledger.event rename to set_aside");
        await(() -> !up());
        assertThat(reason()).contains("cannot be read");

        new JdbcTemplate(database.owner()).execute("alter table ledger.set_aside rename to event");
        await(this::up);
    }

    @Test
    void one_that_follows_is_in_order_while_it_advances_and_stalled_when_it_does_not() throws Exception {
        long[] reached = { 0};
        try (FollowerWatch watch = new FollowerWatch("a-register", () -> Position.of(reached[0]), head, reader, Duration.ofMillis(2_500))
                .start()) {
            assertThat(watch.lag().still()).isZero();
            append("a");
            append("b");
            append("c");
            reached[0] = 1;
            assertThat(watch.lag().behind()).isEqualTo(2);
            assertThat(watch.lag().stalled()).as("it has just advanced").isFalse();

            await(() -> watch.lag().stalled() && watch.lag().stop() != null);
            FollowerWatch.Stop stop = Objects.requireNonNull(watch.lag().stop());
            assertThat(stop.position()).isEqualTo(Position.of(2));
            assertThat(stop.recordId()).isEqualTo(reader.after(Position.of(1), 1).getFirst().recordId());
            assertThat(watch.lag().words()).contains(stop.recordId().toString()).contains("position 2").contains("2 records to go");

            reached[0] = 2;
            assertThat(watch.lag().stalled()).as("still behind, but it advanced").isFalse();
            assertThat(watch.lag().stop()).isNull();
            assertThat(watch.lag().words()).contains("1 record to go");
            reached[0] = 3;
            assertThat(watch.lag().still()).isZero();
        }
    }
}
