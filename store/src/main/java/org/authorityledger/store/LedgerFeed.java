package org.authorityledger.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    private final LedgerReader reader;
    private final LedgerHead head;

    public LedgerFeed(LedgerReader reader, LedgerHead head) {
        this.reader = reader;
        this.head = head;
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
        private Position last;
        private @Nullable Runnable callback;

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
            if (page.isEmpty() && head.position().isAfter(last)) {
                int longest = 0;
                List<StoredEvent> events = reader.after(last, size.next());
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

        @Override
        public boolean setOnAvailableCallback(Runnable newCallback) {
            forget();
            callback = newCallback;
            head.listen(newCallback);
            return true;
        }

        @Override
        public void close() {
            forget();
        }

        private void forget() {
            if (callback != null) {
                head.ignore(callback);
            }
        }
    }
}
