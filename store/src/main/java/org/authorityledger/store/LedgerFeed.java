package org.authorityledger.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.authorityledger.events.Position;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Every recorded act once, in the order of the ledger, from any position on, as it comes.
 *
 * <p>Positions are assigned in the order of commit and have no gaps, so a reader that asks for what comes after its last position can skip
 * nothing. A record that this build cannot read comes in its place too, as an {@link UnreadableRecord}: the follower decides who waits
 * for it.
 */
public final class LedgerFeed implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final int PAGE = 1000;
    private static final Duration GATHERED = Duration.ofMillis(15);

    private final LedgerReader reader;
    private final LedgerHead head;
    private final long gatheredNanos;

    public LedgerFeed(LedgerReader reader, LedgerHead head) {
        this(reader, head, GATHERED);
    }

    /**
     * A feed.
     *
     * @param gathered for so long after a look that found less than a page, what is recorded is gathered. Under load, followers then work on several
     * records at once: most of what a transaction costs does not depend on how many they are. A record that comes alone is read at once.
     */
    LedgerFeed(LedgerReader reader, LedgerHead head, Duration gathered) {
        this.reader = reader;
        this.head = head;
        this.gatheredNanos = gathered.toNanos();
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Reading(position(token));
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(reader.head().value());
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return new GlobalSequenceTrackingToken(reader.positionAt(instant.minusNanos(1000)).value());
    }

    /** The position a token stands for: everything up to it was seen. */
    public static Position position(@Nullable TrackingToken token) {
        return token == null ? Position.START : Position.of(token.position().orElse(0));
    }

    static TrackedEventMessage<?> tracked(StoredEvent event) {
        return new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(event.position().value()), EventMessages.fed(event));
    }

    private final class Reading implements BlockingStream<TrackedEventMessage<?>> {

        private final Deque<TrackedEventMessage<?>> page = new ArrayDeque<>();
        private final BatchSize size = new BatchSize(PAGE);
        private final AtomicBoolean waking = new AtomicBoolean();
        private volatile long gatheringUntil = System.nanoTime();
        private Position last;
        private @Nullable Runnable listener;

        Reading(Position after) {
            this.last = after;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return hasNextAvailable() ? Optional.of(page.element()) : Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            if (page.isEmpty() && !head.position().isAfter(last) && timeout > 0) {
                head.awaitBeyond(last, unit.toMillis(timeout));
            }
            if (page.isEmpty() && head.position().isAfter(last) && gathered(unit.toNanos(timeout))) {
                int longest = 0;
                int most = size.next();
                List<StoredEvent> events = reader.after(last, most);
                if (events.size() < most) {
                    gatheringUntil = System.nanoTime() + gatheredNanos;
                }
                for (StoredEvent event : events) {
                    page.add(tracked(event));
                    last = event.position();
                    longest = Math.max(longest, event.json().length());
                }
                size.read(events.size(), longest);
            }
            return !page.isEmpty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            boolean available = hasNextAvailable(1, TimeUnit.SECONDS);
            while (!available) {
                available = hasNextAvailable(1, TimeUnit.SECONDS);
            }
            return page.remove();
        }

        /** Whether it is time to look again; waits for it as long as may be, and has the follower wake up then if that was too short. */
        private boolean gathered(long nanos) throws InterruptedException {
            long left = gatheringUntil - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            if (nanos >= left) {
                TimeUnit.NANOSECONDS.sleep(left);
                return true;
            }
            if (listener != null) {
                listener.run();
            }
            return false;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable newCallback) {
            forget();
            listener = () -> wake(newCallback);
            head.listen(listener);
            return true;
        }

        /** At once, or when what is being recorded now has been gathered. */
        private void wake(Runnable follower) {
            long left = gatheringUntil - System.nanoTime();
            if (left <= 0) {
                follower.run();
            } else if (waking.compareAndSet(false, true)) {
                CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(() -> {
                    waking.set(false);
                    follower.run();
                });
            }
        }

        @Override
        public void close() {
            forget();
        }

        private void forget() {
            if (listener != null) {
                head.ignore(listener);
            }
        }
    }
}
