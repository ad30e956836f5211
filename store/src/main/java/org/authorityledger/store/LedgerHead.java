package org.authorityledger.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How far the ledger is known to reach, and whom to tell when it reaches further. Never goes back. */
public final class LedgerHead {

    private final AtomicLong position = new AtomicLong();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /** The last position known to be recorded; 0 for an empty ledger. */
    public long position() {
        return position.get();
    }

    /** Tells that everything up to this position is recorded. */
    public void advanceTo(long reached) {
        long before = position.getAndAccumulate(reached, Math::max);
        if (reached > before) {
            listeners.forEach(Runnable::run);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until the ledger reaches beyond a position, or the time is over. */
    synchronized void awaitBeyond(long reached, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (position.get() <= reached && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    void tell(Runnable listener) {
        listeners.add(listener);
    }

    void tellNoMore(Runnable listener) {
        listeners.remove(listener);
    }
}
