package org.authorityledger.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Watches one that follows the ledger, such as the register: how far it is behind, at which record it stands, and whether it gets on. However far
 * behind, it is in order while it advances; it is stalled when it has not advanced for a while though there is more.
 */
public final class FollowerWatch implements BackgroundWork, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Before that, no record is looked up. */
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final Supplier<Position> follower;
    private final LedgerHead head;
    private final LedgerReader reader;
    private final Duration stalledAfter;
    private final Worker worker;
    private final Object monitor = new Object();
    private Position reached = Position.START;
    private long movedNanos = System.nanoTime();
    private volatile @Nullable Stop stop;

    /** The oldest record that the follower has not taken. */
    public record Stop(Position position, RecordId recordId, Instant recordedAt) {}

    /**
     * How far it is behind.
     *
     * @param reached every record up to this position was taken
     * @param behind how many records were not
     * @param still for how long it has not advanced though there is more; zero where it has everything
     * @param stalled whether that is too long
     * @param stop where it stands, if it has for some seconds
     */
    public record Lag(Position reached, long behind, Duration still, boolean stalled, @Nullable Stop stop) {

        /** In words for an operator. */
        public String words() {
            return "it has not advanced for " + still.toSeconds() + " s, with " + behind + (behind == 1 ? " record" : " records") + " to go"
                    + (stop == null ? "" : "; it stands at record " + stop.recordId() + ", position " + stop.position());
        }
    }

    /**
     * A watch that is not started yet.
     *
     * @param name of the follower
     * @param reached its position
     * @param stalledAfter how long it may stay at one position though there is more
     */
    public FollowerWatch(String name, Supplier<Position> reached, LedgerHead head, LedgerReader reader, Duration stalledAfter) {
        this.follower = reached;
        this.head = head;
        this.reader = reader;
        this.stalledAfter = stalledAfter;
        this.worker = new Worker(name + "-watch", INTERVAL, this::look);
    }

    /** Starts to watch. */
    public FollowerWatch start() {
        worker.start();
        return this;
    }

    private void look() {
        Lag lag = lag();
        Stop before = stop;
        if (lag.still().compareTo(BRIEF) < 0) {
            stop = null;
        } else if (before == null || !before.position().equals(lag.reached().next())) {
            stop = reader.after(lag.reached(), 1).stream().findFirst()
                    .map(event -> new Stop(event.position(), event.recordId(), event.recordedAt())).orElse(null);
        }
    }

    /** How far it is behind now. */
    public Lag lag() {
        Position now = follower.get();
        synchronized (monitor) {
            long behind = head.position().recordsSince(now);
            if (behind == 0 || !now.equals(reached)) {
                movedNanos = System.nanoTime();
            }
            reached = now;
            Duration still = behind == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - movedNanos);
            Stop stands = stop;
            return new Lag(now, behind, still, still.compareTo(stalledAfter) >= 0,
                    stands == null || !stands.position().equals(now.next()) ? null : stands);
        }
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void close() {
        worker.close();
    }
}
