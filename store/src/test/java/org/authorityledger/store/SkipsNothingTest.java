package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.events.Sequence;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Appends are held open, longer than any timeout for gaps, while thousands of others commit around them in random order: does a reader that follows
 * along get every event, once and in order? Asked of the ledger, and, as the control, of the engine that Axon brings along.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class SkipsNothingTest {

    private static final long SEED = Long.getLong("ledger.seed", new Random().nextLong());
    private static final int CONNECTIONS = 6;
    private static final int COMMITS = 10_000;
    private static final int OF_STOCK = 400;
    private static final int MOST_ROUNDS_OF_STOCK = 5;
    /** Far longer than the control's timeout for gaps, far shorter than the ledger's bound. */
    private static final long HELD_MILLIS = 300;
    private static final int GAP_TIMEOUT_MILLIS = 50;
    private static final int HELD = 3;

    private static final String APPEND = """
            select * from ledger.append(array[1], array[?]::uuid[], array[?]::text[], array[0]::bigint[], array['GrantorDied'], array['1'],
              array['corporate.secretary'], array[null]::text[], array[null]::text[], array[null]::text[], array[null]::int[],
              array[null]::bytea[], array[?]::text[])
            """;

    private final LedgerDatabase database = new LedgerDatabase();
    private final JdbcTemplate owner = new JdbcTemplate(database.owner());
    private final LedgerReader reader = database.reader();

    @AfterEach
    void close() {
        database.close();
    }

    /** Appends on a connection of its own, within a transaction that now and then is held open or rolled back. */
    private interface Append {

        void to(Connection connection, String grantor) throws SQLException;
    }

    private static void record(Connection connection, String grantor) throws SQLException {
        try (var statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setString(2, grantor);
            statement.setString(3, "{\"grantorId\":\"" + grantor + "\",\"on\":\"2019-11-08\"}");
            statement.execute();
        }
    }

    /** Returns how many were committed. */
    private static int interleave(DataSource source, int commits, Append append) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger committed = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < CONNECTIONS; n++) {
                Random random = new Random(SEED + n);
                all.add(pool.submit(() -> {
                    try (Connection connection = source.getConnection()) {
                        connection.setAutoCommit(false);
                        for (int i = begun.incrementAndGet(); i <= commits; i = begun.incrementAndGet()) {
                            append.to(connection, "grantor-" + i);
                            if (i % (commits / HELD) == 0) {
                                TimeUnit.MILLISECONDS.sleep(HELD_MILLIS);
                            } else if (random.nextInt(20) == 0) {
                                TimeUnit.MICROSECONDS.sleep(random.nextInt(2000));
                            }
                            if (random.nextInt(50) == 0) {
                                connection.rollback();
                            } else {
                                connection.commit();
                                committed.incrementAndGet();
                            }
                        }
                        connection.setAutoCommit(true);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return committed.get();
    }

    @Test
    void the_feed_delivers_every_event_once_and_in_order_however_long_appends_are_held_open() throws Exception {
        LedgerHead head = new LedgerHead();
        LedgerFeed feed = new LedgerFeed(reader, head);
        AtomicBoolean over = new AtomicBoolean();
        Callable<List<Long>> following = () -> {
            List<Long> seen = new ArrayList<>();
            try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(null)) {
                while (!over.get() || seen.size() < reader.head().value()) {
                    if (stream.hasNextAvailable(20, TimeUnit.MILLISECONDS)) {
                        seen.add(LedgerFeed.position(stream.nextAvailable().trackingToken()).value());
                    }
                }
            }
            return seen;
        };
        try (ExecutorService pool = Executors.newCachedThreadPool(); ScheduledExecutorService watch = Executors.newScheduledThreadPool(1)) {
            watch.scheduleWithFixedDelay(() -> head.advanceTo(reader.reached()), 0, 2, TimeUnit.MILLISECONDS);
            Future<List<Long>> one = pool.submit(following);
            Future<List<Long>> two = pool.submit(following);

            int committed;
            try {
                committed = interleave(database.owner(), COMMITS, SkipsNothingTest::record);
            } finally {
                over.set(true);
            }

            List<Long> all = LongStream.rangeClosed(1, committed).boxed().toList();
            assertThat(one.get()).as("-Dledger.seed=%d", SEED).isEqualTo(all);
            assertThat(two.get()).as("-Dledger.seed=%d", SEED).isEqualTo(all);
            watch.shutdownNow();
        }
    }

    @Test
    void the_engine_that_axon_brings_along_loses_events_in_the_same_test() throws Exception {
        // Whether an event falls into a gap is a matter of timing: on a busy machine one round may lose none.
        for (int round = 0; round < MOST_ROUNDS_OF_STOCK; round++) {
            if (lostByStock() > 0) {
                return;
            }
        }
        fail("-Dledger.seed=%d: the engine lost no event in %d rounds, so this test proves nothing", SEED, MOST_ROUNDS_OF_STOCK);
    }

    /** How many of the committed events one round does not deliver. */
    private int lostByStock() throws Exception {
        owner.execute("drop table if exists domainevententry, snapshotevententry");
        DataSource source = database.owner();
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        ThreadLocal<Connection> current = new ThreadLocal<>();
        JdbcEventStorageEngine reading = engine(serializer, source::getConnection);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(true);
            reading.createSchema(PostgresEventTableFactory.INSTANCE);
        }
        JdbcEventStorageEngine writing = engine(serializer, () -> new Unclosed(current.get()).connection());
        EmbeddedEventStore store = EmbeddedEventStore.builder().storageEngine(reading).fetchDelay(5).build();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            Future<List<String>> following = pool.submit(() -> {
                List<String> seen = new ArrayList<>();
                try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(null)) {
                    begun.countDown();
                    long quiet = 0;
                    while (!over.get() || quiet < 20) {
                        if (stream.hasNextAvailable(50, TimeUnit.MILLISECONDS)) {
                            seen.add(stream.nextAvailable().getIdentifier());
                            quiet = 0;
                        } else {
                            quiet++;
                        }
                    }
                }
                return seen;
            });
            begun.await();
            int committed;
            try {
                committed = interleave(source, OF_STOCK, (connection, grantor) -> {
                    current.set(connection);
                    writing.appendEvents(new GenericDomainEventMessage<>("Grantor", grantor, 0L, "died"));
                });
            } finally {
                over.set(true);
            }

            assertThat(new JdbcTemplate(source).queryForObject("select count(*) from domainevententry", Integer.class))
                    .isEqualTo(committed);
            return committed - following.get().size();
        } finally {
            store.shutDown();
        }
    }

    private static JdbcEventStorageEngine engine(Jackson3Serializer serializer,
            org.axonframework.common.jdbc.ConnectionProvider connections) {
        return JdbcEventStorageEngine.builder().eventSerializer(serializer).snapshotSerializer(serializer).connectionProvider(connections)
                .transactionManager(NoTransactionManager.INSTANCE).gapTimeout(GAP_TIMEOUT_MILLIS).gapCleaningThreshold(1).build();
    }

    /** The engine closes what it was given; the test decides when to commit. */
    private record Unclosed(Connection wrapped) {

        Connection connection() {
            return (Connection) java.lang.reflect.Proxy.newProxyInstance(Unclosed.class.getClassLoader(), new Class<?>[]{ Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close") || method.getName().equals("commit")
                                || method.getName().equals("setAutoCommit")) {
                            return null;
                        }
                        return method.invoke(wrapped, arguments);
                    });
        }
    }

    @Test
    void who_appends_in_a_transaction_and_dawdles_is_ended_and_the_others_go_on() throws Exception {
        try (Connection dawdling = database.owner().getConnection()) {
            dawdling.setAutoCommit(false);
            record(dawdling, "dawdler");
            long began = System.nanoTime();
            try (LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead())) {
                appender.append(List.of(new NewEvent(new org.authorityledger.events.RecordId(RecordIds.mint()), Sequence.FIRST,
                        org.authorityledger.history.ExampleActs.all().getFirst(),
                        new Provenance("corporate.secretary", null, null, null))));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(500));
            assertThat(reader.head()).as("what the dawdler did not commit is gone").isEqualTo(Position.of(1));
            assertThatThrownBy(dawdling::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void who_waits_too_long_for_another_is_refused_and_nothing_is_recorded() throws Exception {
        try (AdvisoryLock hold = database.hold();
                LedgerAppender appender = new LedgerAppender(database.application(), new LedgerHead())) {
            assertThat(appender.underWay()).isZero();
            CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> appender.append(
                    List.of(new NewEvent(new org.authorityledger.events.RecordId(RecordIds.mint()), Sequence.FIRST,
                            org.authorityledger.history.ExampleActs.all().getFirst(),
                            new Provenance("corporate.secretary", null, null, null)))));
            boolean seen = false;
            while (!waiting.isDone()) {
                seen |= appender.underWay().isPositive();
                Thread.sleep(1);
            }

            assertThat(seen).as("the wait can be seen from outside").isTrue();
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(StoreUnavailable.class);
            assertThat(appender.underWay()).isZero();
        }
        assertThat(reader.head()).isEqualTo(Position.START);
        assertThat(owner.queryForObject("select count(*) from ledger.appointment", Long.class)).isZero();
    }
}
