package org.authorityledger.store;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.authorityledger.events.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the ledger is known to reach, and who is notified when it reaches further. It never goes back. */
public final class LedgerHead {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerHead.class);

    private volatile Reached reached = new Reached(Position.START, Instant.MIN);
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /**
     * The last record.
     *
     * @param position its position; {@link Position#START} for an empty ledger
     * @param recordedAt its instant; the beginning of time for an empty ledger
     */
    public record Reached(Position position, Instant recordedAt) {}

    /** The last record known. */
    public Reached reached() {
        return reached;
    }

    /** The last position known to be recorded; {@link Position#START} for an empty ledger. */
    public Position position() {
        return reached.position();
    }

    /** When the last record known was recorded, by the database's clock; the beginning of time for an empty ledger. */
    public Instant recordedAt() {
        return reached.recordedAt();
    }

    /** Everything up to this record is recorded. */
    public void advanceTo(Reached last) {
        synchronized (this) {
            if (!last.position().isAfter(reached.position())) {
                return;
            }
            reached = last;
            notifyAll();
        }
        listeners.forEach(LedgerHead::run);
    }

    /** What is recorded stays recorded: a listener that fails cannot undo it. */
    private static void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener to the ledger failed", e);
        }
    }

    /** Waits until the ledger reaches beyond a position, or the time is over. */
    public synchronized void awaitBeyond(Position position, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (!position().isAfter(position) && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }
}
