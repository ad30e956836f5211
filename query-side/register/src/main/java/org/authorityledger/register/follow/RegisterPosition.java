package org.authorityledger.register.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.events.Position;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/** How far the register has come: every record up to this position is in it. */
public final class RegisterPosition implements RegisterProgress {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_MILLIS = 2;
    private static final Duration CALL_AGAIN = Duration.ofMillis(250);

    private final RegisterProcessor register;
    private final StreamingEventProcessor processor;
    private final Generation generation;
    private final LedgerHead head;
    private final LedgerReader reader;
    private final RegisterCalls calls;
    private final AtomicLong highest = new AtomicLong();
    /** The last record that was named as known; saves a question to the database while nothing is recorded. */
    private volatile LedgerHead.Reached known = new LedgerHead.Reached(Position.START, Instant.MIN);
    /** Up to when it is settled which records there are; saves the wait for appends when a moment is asked for again. */
    private volatile LedgerReader.Settled settled = new LedgerReader.Settled(Instant.MIN, Position.START);

    /** Whether the live register is known to follow the present edition of the law: none of an earlier one comes after it. */
    private volatile boolean thisLaw;

    RegisterPosition(RegisterProcessor register, Generation generation, LedgerHead head, LedgerReader reader, RegisterCalls calls) {
        this.register = register;
        this.processor = register.processor();
        this.generation = generation;
        this.head = head;
        this.reader = reader;
        this.calls = calls;
    }

    /** The position that all segments have reached. */
    @Override
    public Position position() {
        Map<Integer, EventTrackerStatus> status = processor.processingStatus();
        long here = status.values().stream().mapToLong(segment -> segment.getCurrentPosition().orElse(0)).min().orElse(0);
        // Where other nodes work on segments too: what all of them have stored. What was reached stays reached when another node takes over.
        return Position.of(highest.accumulateAndGet(all(status) ? here : generation.position().value(), Math::max));
    }

    /** Whether no other node works on a segment. */
    private static boolean all(Map<Integer, EventTrackerStatus> status) {
        return status.values().stream().mapToDouble(segment -> 1.0 / (segment.getSegment().getMask() + 1)).sum() >= 1;
    }

    /** Waits for five seconds at most. */
    @Override
    public Position await(@Nullable Position minimum) {
        Position position = position();
        if (minimum == null || !position.isBefore(minimum)) {
            return position;
        }
        if (minimum.isAfter(head.position()) && minimum.isAfter(Viewer.ALL.<Position, RuntimeException>see(reader::head))) {
            throw notReached(minimum, position, "The ledger itself has not reached this position.");
        }
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        long nextCall = System.nanoTime();
        while (position.isBefore(minimum)) {
            if (System.nanoTime() > end) {
                throw notReached(minimum, position, "The register has not reached this position yet.");
            }
            if (System.nanoTime() >= nextCall && !all(processor.processingStatus())) {
                calls.call(minimum);
                nextCall = System.nanoTime() + CALL_AGAIN.toNanos();
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw notReached(minimum, position, "The server is stopping.");
            }
            position = position();
        }
        return position;
    }

    @Override
    public Instant knownUntil() {
        requireThisLaw();
        Position position = position();
        LedgerHead.Reached known = this.known;
        if (!known.position().equals(position)) {
            LedgerHead.Reached last = head.reached();
            known = last.position().equals(position)
                    ? last
                    : new LedgerHead.Reached(position, Viewer.ALL.see(() -> reader.recordedAt(position)));
            this.known = known;
        }
        return known.recordedAt();
    }

    /** Waits for five seconds at most. */
    @Override
    public void awaitKnown(Instant knownAt) {
        requireThisLaw();
        LedgerReader.Settled settled = this.settled;
        if (knownAt.isAfter(settled.at())) {
            try {
                settled = Viewer.ALL.see(() -> reader.settled(LONGEST_WAIT));
            } catch (QueryTimeoutException e) {
                throw new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED,
                        "Something is being recorded that may belong to this moment. Try again.");
            }
            if (knownAt.isAfter(settled.at())) {
                throw new RegisterRefusal(RegisterRefusal.Code.AHEAD_OF_THE_LEDGER, "knownAt is in the future.");
            }
            this.settled = settled;
        }
        await(settled.position());
    }

    /** What an earlier edition of the law did not know, such as the grantor's death, is not in its register. */
    private void requireThisLaw() {
        if (!thisLaw) {
            if (generation.ofEarlierLaw()) {
                throw new RegisterRefusal(RegisterRefusal.Code.REGISTER_OF_EARLIER_LAW,
                        "The register was made by an earlier edition of the law. It is being rebuilt; ask again when that is done.");
            }
            thisLaw = true;
        }
    }

    private static RegisterRefusal notReached(Position minimum, Position position, String detail) {
        return new RegisterRefusal(RegisterRefusal.Code.POSITION_NOT_REACHED,
                detail + " Asked for: " + minimum + ", reached: " + position + ".");
    }

    /** How many records are not in the register yet. */
    public long lag() {
        return head.position().recordsSince(position());
    }

    /** How long the oldest record that is not in the register yet has been in the ledger; zero if the register has all of them. */
    public Duration delay() {
        if (lag() == 0) {
            return Duration.ZERO;
        }
        List<StoredEvent> next = Viewer.ALL.see(() -> reader.after(position(), 1));
        return next.isEmpty() ? Duration.ZERO : Duration.between(next.getFirst().recordedAt(), Instant.now());
    }

    /** Whether a part of the register has stopped because of an error and waits for another try. */
    public boolean failing() {
        // Axon forgets the error of a segment when it releases the segment, long before the next try.
        return processor.isError() || register.failedAt().isAfter(position());
    }

    /** What stopped it; null where nothing has. */
    public @Nullable Throwable failure() {
        return failing() ? register.lastFailure() : null;
    }
}
