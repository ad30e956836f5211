package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.authorityledger.store.Provenance.Idempotency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class LedgerAppenderTest {

    private static final Provenance SECRETARY = new Provenance("corporate.secretary", null, null, null);
    private static final GrantorId HEATON = ExampleActs.HEATON;
    private static final GrantorId STOVER = GrantorId.of("joann-stover");
    private static final GrantorId FRACTOR = GrantorId.of("david-fractor");
    private static final GrantorId KWIAT = GrantorId.of("katherine-kwiat");

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerHead head = new LedgerHead();
    private final LedgerReader reader = database.reader();
    private final LedgerAppender appender = new LedgerAppender(database.application(), head);

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    private static NewEvent act(GrantorId grantorId, long sequence) {
        return act(grantorId, sequence, SECRETARY);
    }

    private static NewEvent act(GrantorId grantorId, long sequence, Provenance provenance) {
        return new NewEvent(new RecordId(RecordIds.mint()), Sequence.of(sequence), ExampleActs.ofGrantor(grantorId), provenance);
    }

    private static Provenance underKey(String key, int part) {
        return new Provenance("corporate.secretary", null, null, new Idempotency(key, part, "ab".repeat(32)));
    }

    /** Appends all these commands so that they wait together. Their failures, null for a command without one, in the order given. */
    private List<@Nullable Throwable> appendTogether(List<List<NewEvent>> commands) throws Exception {
        List<FutureTask<List<LedgerRecord>>> tasks = new ArrayList<>();
        try (AdvisoryLock hold = database.hold()) {
            // The first keeps the writer waiting for the ledger; the others gather behind it.
            waiting(tasks, List.of(act(GrantorId.of("first-in-line"), 0)));
            for (List<NewEvent> command : commands) {
                waiting(tasks, command);
            }
        }
        List<@Nullable Throwable> failures = new ArrayList<>();
        for (FutureTask<List<LedgerRecord>> task : tasks.subList(1, tasks.size())) {
            try {
                task.get();
                failures.add(null);
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        return failures;
    }

    private void waiting(List<FutureTask<List<LedgerRecord>>> tasks, List<NewEvent> command) throws InterruptedException {
        FutureTask<List<LedgerRecord>> task = new FutureTask<>(() -> appender.append(command));
        tasks.add(task);
        Thread thread = Thread.ofPlatform().daemon(true).start(task);
        while (thread.getState() != Thread.State.WAITING && !task.isDone()) {
            Thread.sleep(1);
        }
    }

    private List<Integer> versions(GrantorId... grantors) {
        return Arrays.stream(grantors).map(grantor -> (int) reader.version(grantor).value()).toList();
    }

    @Test
    void positions_are_gapless_and_in_the_order_of_commit_while_sixteen_append_at_once() throws Exception {
        int threads = 16;
        int each = 100;
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> {
            int looks = 0;
            while (!over.get()) {
                List<Long> seen = reader.after(Position.START, 10_000).stream().map(event -> event.record().position().value()).toList();
                assertThat(seen).as("what can be seen has no gap, ever").isEqualTo(upTo(seen.size()));
                looks++;
            }
            return looks;
        });
        List<LedgerRecord> appended = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var tasks = IntStream.range(0, threads).mapToObj(n -> pool.submit(() -> {
                List<LedgerRecord> mine = new ArrayList<>();
                for (int sequence = 0; sequence < each; sequence++) {
                    mine.addAll(appender.append(List.of(act(GrantorId.of("grantor-" + n), sequence))));
                }
                return mine;
            })).toList();
            for (var task : tasks) {
                appended.addAll(task.get());
            }
        }
        over.set(true);

        assertThat(watch.get()).isPositive();
        List<LedgerRecord> ledger = reader.after(Position.START, 10_000).stream().map(StoredEvent::record).toList();
        assertThat(ledger).extracting(record -> record.position().value()).isEqualTo(upTo(threads * each));
        assertThat(ledger).as("answered as stored").containsExactlyInAnyOrderElementsOf(appended);
        for (int i = 1; i < ledger.size(); i++) {
            assertThat(ledger.get(i).recordedAt()).isAfter(ledger.get(i - 1).recordedAt());
        }
        assertThat(head.position()).isEqualTo(Position.of(threads * each));
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void an_act_for_a_place_that_is_taken_is_refused_and_the_others_that_wait_with_it_are_recorded() throws Exception {
        appender.append(List.of(act(HEATON, 0)));

        List<@Nullable Throwable> failures = appendTogether(
                List.of(List.of(act(STOVER, 0)), List.of(act(HEATON, 0)), List.of(act(FRACTOR, 0))));

        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).isInstanceOf(ConcurrentAppend.class);
        assertThat(failures.get(2)).isNull();
        assertThat(versions(HEATON, STOVER, FRACTOR)).containsExactly(1, 1, 1);
        assertThat(reader.head()).as("a refusal uses up no position").isEqualTo(Position.of(4));
    }

    @Test
    void of_two_acts_for_one_place_the_first_is_recorded() throws Exception {
        NewEvent first = act(HEATON, 0);

        List<@Nullable Throwable> failures = appendTogether(List.of(List.of(first), List.of(act(HEATON, 0))));

        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).isInstanceOf(ConcurrentAppend.class);
        assertThat(reader.stream(HEATON, Sequence.FIRST)).extracting(event -> event.record().recordId()).containsExactly(first.recordId());
    }

    @Test
    void acts_of_one_grantor_that_wait_together_are_recorded_one_after_the_other() throws Exception {
        List<@Nullable Throwable> failures = appendTogether(
                List.of(List.of(act(HEATON, 0)), List.of(act(HEATON, 1)), List.of(act(HEATON, 2))));

        assertThat(failures).containsOnlyNulls();
        assertThat(versions(HEATON)).containsExactly(3);
    }

    @Test
    void one_idempotency_key_used_twice_at_once_makes_one_event() throws Exception {
        List<@Nullable Throwable> failures = appendTogether(
                List.of(List.of(act(HEATON, 0, underKey("one", 0))), List.of(act(STOVER, 0, underKey("one", 0)))));

        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).isInstanceOf(IdempotencyKeyUsed.class);
        assertThat(reader.recordedUnder("one")).extracting(event -> event.record().act().grantorId()).containsExactly(HEATON);
        assertThat(versions(STOVER)).containsExactly(0);
    }

    @Test
    void a_key_used_before_is_reported_as_such_even_where_the_place_is_taken_too() {
        appender.append(List.of(act(HEATON, 0, underKey("one", 0))));

        assertThatThrownBy(() -> appender.append(List.of(act(HEATON, 0, underKey("one", 0))))).isInstanceOf(IdempotencyKeyUsed.class);
        assertThat(appender.append(List.of(act(HEATON, 1, underKey("two", 0))))).hasSize(1);
    }

    @Test
    void the_events_of_one_command_are_recorded_in_the_order_given_side_by_side() {
        List<LedgerRecord> recorded = appender.append(List.of(act(HEATON, 0, underKey("all", 0)), act(STOVER, 0, underKey("all", 1)),
                act(FRACTOR, 0, underKey("all", 2))));

        assertThat(recorded).extracting(record -> record.act().grantorId()).containsExactly(HEATON, STOVER, FRACTOR);
        assertThat(recorded).extracting(record -> record.position().value()).containsExactly(1L, 2L, 3L);
        assertThat(reader.recordedUnder("all")).extracting(StoredEvent::record).containsExactlyElementsOf(recorded);
    }

    @Test
    void of_a_command_with_several_events_all_are_recorded_or_none() throws Exception {
        appender.append(List.of(act(HEATON, 0)));

        List<@Nullable Throwable> failures = appendTogether(
                List.of(List.of(act(STOVER, 0), act(HEATON, 0), act(FRACTOR, 0)), List.of(act(KWIAT, 0))));

        assertThat(failures.get(0)).isInstanceOf(ConcurrentAppend.class);
        assertThat(failures.get(1)).isNull();
        assertThat(versions(HEATON, STOVER, FRACTOR, KWIAT)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void a_command_with_what_the_database_cannot_keep_fails_alone() throws Exception {
        Provenance withNul = new Provenance("corporate\0secretary", null, null, null);

        List<@Nullable Throwable> failures = appendTogether(
                List.of(List.of(act(HEATON, 0)), List.of(act(STOVER, 0, withNul), act(FRACTOR, 0)), List.of(act(KWIAT, 0))));

        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).isInstanceOf(RuntimeException.class);
        assertThat(failures.get(2)).isNull();
        assertThat(versions(HEATON, STOVER, FRACTOR, KWIAT)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void a_command_that_cannot_be_put_in_words_for_the_database_fails_alone() throws Exception {
        Provenance withNoDigest = new Provenance("corporate.secretary", null, null, new Idempotency("key", 0, "not hexadecimal"));

        List<@Nullable Throwable> failures = appendTogether(List.of(List.of(act(HEATON, 0)), List.of(act(STOVER, 0, withNoDigest))));

        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(versions(HEATON, STOVER)).containsExactly(1, 0);
    }

    @Test
    void a_record_id_is_used_once() {
        NewEvent first = act(HEATON, 0);
        appender.append(List.of(first));

        assertThatThrownBy(
                () -> appender.append(List.of(new NewEvent(first.recordId(), Sequence.FIRST, ExampleActs.ofGrantor(STOVER), SECRETARY))))
                .isInstanceOf(RuntimeException.class);
        assertThat(versions(STOVER)).containsExactly(0);
    }

    @Test
    void what_is_recorded_counts_as_recorded_no_matter_what_listeners_do() {
        head.listen(() -> {
            throw new IllegalStateException("shutting down");
        });

        assertThat(appender.append(List.of(act(HEATON, 0)))).hasSize(1);
        assertThat(appender.append(List.of(act(HEATON, 1)))).hasSize(1);
        assertThat(head.position()).isEqualTo(Position.of(2));
    }

    @Test
    void closing_writes_what_waits_and_takes_no_more() throws Exception {
        List<FutureTask<List<LedgerRecord>>> tasks = new ArrayList<>();
        Thread closing;
        try (AdvisoryLock hold = database.hold()) {
            for (int n = 0; n < 20; n++) {
                waiting(tasks, List.of(act(GrantorId.of("grantor-" + n), 0)));
            }
            closing = Thread.ofPlatform().start(appender::close);
            while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
        }
        closing.join();

        for (FutureTask<List<LedgerRecord>> task : tasks) {
            assertThat(task.get()).hasSize(1);
        }
        assertThat(reader.head()).isEqualTo(Position.of(20));
        assertThatThrownBy(() -> appender.append(List.of(act(HEATON, 0)))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void a_database_that_is_away_is_reported_and_when_it_is_back_the_ledger_goes_on() {
        AtomicBoolean away = new AtomicBoolean(true);
        DelegatingDataSource flaky = new DelegatingDataSource(database.application()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLException("connection refused", "08001");
                }
                return super.getConnection();
            }
        };
        try (LedgerAppender patient = new LedgerAppender(flaky, head)) {
            assertThatThrownBy(() -> patient.append(List.of(act(HEATON, 0)))).isInstanceOf(StoreUnavailable.class)
                    .hasCauseInstanceOf(SQLException.class);
            away.set(false);

            assertThat(patient.append(List.of(act(HEATON, 0)))).extracting(record -> record.position().value()).containsExactly(1L);
        }
    }

    @Test
    void the_appenders_of_two_nodes_keep_one_order() throws Exception {
        try (LedgerAppender other = new LedgerAppender(database.application(), new LedgerHead());
                var pool = Executors.newFixedThreadPool(2)) {
            var here = pool.submit(() -> IntStream.range(0, 200).forEach(n -> appender.append(List.of(act(HEATON, n)))));
            var there = pool.submit(() -> IntStream.range(0, 200).forEach(n -> other.append(List.of(act(STOVER, n)))));
            here.get();
            there.get();
        }

        List<LedgerRecord> ledger = reader.after(Position.START, 10_000).stream().map(StoredEvent::record).toList();
        assertThat(ledger).extracting(record -> record.position().value()).isEqualTo(upTo(400));
        assertThat(ledger).isSortedAccordingTo((a, b) -> a.recordedAt().compareTo(b.recordedAt()));
    }
}
