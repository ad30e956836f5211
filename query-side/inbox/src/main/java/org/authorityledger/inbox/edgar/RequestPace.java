package org.authorityledger.inbox.edgar;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A number of requests a second, and no burst: each begins a fixed time after the one before, or later. */
final class RequestPace {

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private long next;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    RequestPace(int perSecond) {
        this(perSecond, System::nanoTime, Thread::sleep);
    }

    RequestPace(int perSecond, LongSupplier nanoTime, Pause pause) {
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.next = nanoTime.getAsLong();
    }

    /** Waits until the next request may begin. */
    void await() throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            wait = Math.max(0, next - now);
            next = now + wait + intervalNanos;
        }
        if (wait > 0) {
            pause.last(Duration.ofNanos(wait));
        }
    }
}
