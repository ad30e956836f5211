package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class LedgerFeedTest {

    private static final int THREADS = 8;
    private static final int EACH = 250;
    private static final int ALL = THREADS * EACH;

    private final LedgerDatabase database = new LedgerDatabase();
    private final LedgerHead head = new LedgerHead();
    private final LedgerReader reader = database.reader();
    private final LedgerAppender appender = new LedgerAppender(database.application(), head);
    private final LedgerFeed feed = new LedgerFeed(reader, head);

    @AfterEach
    void close() {
        appender.close();
        database.close();
    }

    private void append(GrantorId grantorId, long sequence) {
        appender.append(List.of(new NewEvent(new RecordId(RecordIds.mint()), Sequence.of(sequence), ExampleActs.ofGrantor(grantorId),
                new Provenance("corporate.secretary", null, null, null))));
    }

    private static Callable<List<TrackedEventMessage<?>>> reading(LedgerFeed feed, long after) {
        return () -> {
            List<TrackedEventMessage<?>> read = new ArrayList<>();
            try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(new GlobalSequenceTrackingToken(after))) {
                while (read.size() < ALL - after) {
                    read.add(stream.nextAvailable());
                }
                assertThat(stream.hasNextAvailable(0, TimeUnit.MILLISECONDS)).as("nothing beyond").isFalse();
            }
            return read;
        };
    }

    private static void assertEveryEventOnceAndInOrder(List<TrackedEventMessage<?>> read, long after) {
        assertThat(read).extracting(message -> LedgerFeed.position(message.trackingToken()).value())
                .isEqualTo(LongStream.rangeClosed(after + 1, ALL).boxed().toList());
        assertThat(read).extracting(TrackedEventMessage::getIdentifier).doesNotHaveDuplicates();
    }

    @Test
    void from_any_position_on_every_event_comes_once_and_in_order_while_eight_append() throws Exception {
        LedgerHead headOfAnotherNode = new LedgerHead();
        LedgerFeed feedOfAnotherNode = new LedgerFeed(reader, headOfAnotherNode);
        try (ExecutorService pool = Executors.newCachedThreadPool(); ScheduledExecutorService watch = Executors.newScheduledThreadPool(1)) {
            var polling = watch.scheduleWithFixedDelay(() -> headOfAnotherNode.advanceTo(reader.reached()), 0, 10, TimeUnit.MILLISECONDS);
            Future<List<TrackedEventMessage<?>>> fromTheStart = pool.submit(reading(feed, 0));
            Future<List<TrackedEventMessage<?>>> fromTheMiddle = pool.submit(reading(feed, 777));
            Future<List<TrackedEventMessage<?>>> onAnotherNode = pool.submit(reading(feedOfAnotherNode, 3));
            List<Future<?>> appending = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                GrantorId grantorId = GrantorId.of("grantor-" + thread);
                appending.add(pool.submit(() -> IntStream.range(0, EACH).forEach(sequence -> append(grantorId, sequence))));
            }
            for (Future<?> thread : appending) {
                thread.get();
            }

            assertEveryEventOnceAndInOrder(fromTheStart.get(), 0);
            assertEveryEventOnceAndInOrder(fromTheMiddle.get(), 777);
            assertEveryEventOnceAndInOrder(onAnotherNode.get(), 3);
            assertEveryEventOnceAndInOrder(reading(feed, 1999).call(), 1999);
            polling.cancel(false);
        }
        assertThat(reader.head()).isEqualTo(Position.of(ALL));
    }

    @Test
    void an_event_comes_as_it_was_recorded() throws InterruptedException {
        append(ExampleActs.HEATON, 0);
        StoredEvent stored = reader.after(Position.START, 1).getFirst();

        try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(null)) {
            TrackedEventMessage<?> message = stream.nextAvailable();

            assertThat(message.getPayload()).isEqualTo(stored.record().act());
            assertThat(message.getIdentifier()).isEqualTo(stored.record().recordId().toString());
            assertThat(message.getTimestamp()).isEqualTo(stored.record().recordedAt());
            assertThat(EventMessages.stored(message).provenance().recordedBy()).isEqualTo("corporate.secretary");
            assertThat(EventMessages.stored(message).record()).isEqualTo(stored.record());
            assertThat(message).isInstanceOfSatisfying(DomainEventMessage.class, event -> {
                assertThat(event.getAggregateIdentifier()).isEqualTo("andrew-heaton");
                assertThat(event.getSequenceNumber()).isZero();
            });
        }
    }

    @Test
    void looking_ahead_takes_nothing_away() throws InterruptedException {
        append(ExampleActs.HEATON, 0);
        append(ExampleActs.HEATON, 1);

        try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(feed.createTailToken())) {
            String ahead = stream.peek().orElseThrow().getIdentifier();
            assertThat(stream.peek().orElseThrow().getIdentifier()).isEqualTo(ahead);
            assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(ahead);
            assertThat(stream.nextAvailable().getIdentifier()).isNotEqualTo(ahead);
            assertThat(stream.peek()).isEmpty();
        }
    }

    @Test
    void who_begins_at_the_head_sees_only_what_comes() throws InterruptedException {
        append(ExampleActs.HEATON, 0);

        try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(feed.createHeadToken())) {
            assertThat(stream.hasNextAvailable(20, TimeUnit.MILLISECONDS)).isFalse();
            append(ExampleActs.HEATON, 1);

            assertThat(LedgerFeed.position(stream.nextAvailable().trackingToken())).isEqualTo(Position.of(2));
        }
    }

    @Test
    void a_listener_is_notified_of_every_append_until_the_stream_is_closed() {
        Semaphore notified = new Semaphore(0);
        try (BlockingStream<TrackedEventMessage<?>> stream = feed.openStream(null)) {
            assertThat(stream.setOnAvailableCallback(notified::release)).isTrue();
            append(ExampleActs.HEATON, 0);
            append(ExampleActs.HEATON, 1);

            assertThat(notified.drainPermits()).isEqualTo(2);
        }
        append(ExampleActs.HEATON, 2);

        assertThat(notified.availablePermits()).isZero();
    }

    @Test
    void what_is_recorded_soon_after_a_look_is_gathered() throws InterruptedException {
        LedgerFeed patient = new LedgerFeed(reader, head, Duration.ofHours(1));
        Semaphore notified = new Semaphore(0);
        try (BlockingStream<TrackedEventMessage<?>> stream = patient.openStream(null)) {
            stream.setOnAvailableCallback(notified::release);
            append(ExampleActs.HEATON, 0);
            assertThat(notified.drainPermits()).as("the first at once").isEqualTo(1);
            assertThat(LedgerFeed.position(stream.nextAvailable().trackingToken())).isEqualTo(Position.of(1));

            append(ExampleActs.HEATON, 1);
            assertThat(stream.hasNextAvailable()).isFalse();
            assertThat(stream.peek()).isEmpty();
            assertThat(notified.drainPermits()).isZero();
        }
    }

    @Test
    void what_was_gathered_wakes_the_follower_without_another_record() throws InterruptedException {
        LedgerFeed brief = new LedgerFeed(reader, head, Duration.ofMillis(300));
        Semaphore notified = new Semaphore(0);
        try (BlockingStream<TrackedEventMessage<?>> stream = brief.openStream(null)) {
            append(ExampleActs.HEATON, 0);
            stream.nextAvailable();
            stream.setOnAvailableCallback(notified::release);
            append(ExampleActs.HEATON, 1);
            append(ExampleActs.HEATON, 2);
            notified.acquire();

            assertThat(LedgerFeed.position(stream.nextAvailable().trackingToken())).isEqualTo(Position.of(2));
            assertThat(LedgerFeed.position(stream.nextAvailable().trackingToken())).isEqualTo(Position.of(3));
        }
    }

    @Test
    void a_follower_that_looked_before_it_listened_is_woken_too() throws InterruptedException {
        LedgerFeed brief = new LedgerFeed(reader, head, Duration.ofMillis(300));
        Semaphore notified = new Semaphore(0);
        try (BlockingStream<TrackedEventMessage<?>> stream = brief.openStream(null)) {
            stream.setOnAvailableCallback(notified::release);
            append(ExampleActs.HEATON, 0);
            stream.nextAvailable();
            notified.drainPermits();
            append(ExampleActs.HEATON, 1);
            while (!stream.hasNextAvailable()) {
                notified.acquire();
            }

            assertThat(LedgerFeed.position(stream.nextAvailable().trackingToken())).isEqualTo(Position.of(2));
        }
    }
}
