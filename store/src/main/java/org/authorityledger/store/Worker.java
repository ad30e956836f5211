package org.authorityledger.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One background thread that does a piece of work again and again: at an interval, or sooner when woken.
 *
 * <p>A failure does not end it. It logs the first of several failures in a row as a warning, the others at debug level, and goes on after a
 * pause, which grows from the interval to two seconds while the work fails. Only {@linkplain FatalErrors a fatal error} ends it.
 * A worker that was closed can be started again.
 */
public final class Worker implements BackgroundWork, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final String name;
    private final Duration interval;
    private final Work work;
    private final Object monitor = new Object();
    private @Nullable Thread thread;
    private boolean woken;
    private volatile @Nullable Failing failing;
    private volatile boolean busy;
    private volatile long begunNanos;
    private volatile long doneNanos = System.nanoTime();
    /** Known to the thread alone. */
    private int failures;

    /** A piece of work. What it throws is logged, and the work is done again at the next interval. */
    @FunctionalInterface
    public interface Work {

        /** Does the work once. To do more at once, it calls {@link Worker#wake} before it returns. */
        void run() throws Exception;
    }

    /**
     * A row of failures without a success between them.
     *
     * @param since when the first of them happened
     * @param last what the last of them threw
     */
    public record Failing(Instant since, Throwable last) {}

    /**
     * A worker that is not started yet.
     *
     * @param name of its thread
     * @param interval from the end of one piece of work to the beginning of the next
     */
    public Worker(String name, Duration interval, Work work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
    }

    /** Starts the thread, which begins to work at once. Does nothing if it runs already. */
    public Worker start() {
        synchronized (monitor) {
            if (thread == null) {
                doneNanos = System.nanoTime();
                thread = Thread.ofPlatform().name(name).daemon(true).start(Viewer.ALL.seeing(this::workUntilClosed));
            }
        }
        return this;
    }

    /** Asks for the work to be done soon. If it is under way, it is done once more afterwards. */
    public void wake() {
        synchronized (monitor) {
            woken = true;
            monitor.notifyAll();
        }
    }

    /** Whether it was started, was not closed, and its thread is alive. */
    public boolean running() {
        synchronized (monitor) {
            return thread != null && thread.isAlive();
        }
    }

    /** Since when the work fails, and why; null where it last succeeded, or has not been done yet. */
    public @Nullable Failing failing() {
        return failing;
    }

    /** How long ago the work last succeeded, or was started. */
    public Duration sinceDone() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - doneNanos));
    }

    @Override
    public List<Pulse> pulses() {
        boolean dead;
        synchronized (monitor) {
            dead = thread != null && !thread.isAlive();
        }
        long begun = begunNanos;
        return List.of(new Pulse(name, dead, busy ? Duration.ofNanos(Math.max(0, System.nanoTime() - begun)) : Duration.ZERO, failing));
    }

    private void workUntilClosed() {
        while (mine()) {
            workOnce();
            if (!pause()) {
                return;
            }
        }
    }

    private boolean mine() {
        synchronized (monitor) {
            return thread == Thread.currentThread();
        }
    }

    private void workOnce() {
        begunNanos = System.nanoTime();
        busy = true;
        try {
            work.run();
            doneNanos = System.nanoTime();
            failures = 0;
            if (failing != null) {
                failing = null;
                LOG.info("{} works again", name);
            }
        } catch (Exception | Error e) {
            if (!mine()) {
                LOG.debug("{} was closed while it worked", name, e);
                return;
            }
            FatalErrors.rethrow(e);
            failures++;
            Failing before = failing;
            failing = new Failing(before == null ? Instant.now() : before.since(), e);
            if (before == null) {
                LOG.warn("{} failed and tries again: {}", name, e.toString());
            }
            LOG.debug("{} failed", name, e);
        } finally {
            busy = false;
        }
    }

    private long pauseMillis() {
        long millis = interval.toMillis();
        return Math.max(millis, Math.min(LONGEST_PAUSE_MILLIS, millis << Math.min(failures, 10)));
    }

    /** Waits for the pause to pass or for a call of {@link #wake}; false where the worker was closed. */
    private boolean pause() {
        long left = pauseMillis();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left);
        synchronized (monitor) {
            while (mine() && !woken && left > 0) {
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    // Only close() ends the worker; it looks below whether that is why.
                    LOG.debug("{} was interrupted", name, e);
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
            woken = false;
            return mine();
        }
    }

    /** As {@link #close(Duration)}, with five seconds of grace. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Stops the worker.
     *
     * @param grace how long the piece of work under way may go on; then its thread is interrupted and no longer waited for
     */
    public void close(Duration grace) {
        Thread stopping;
        synchronized (monitor) {
            stopping = thread;
            thread = null;
            monitor.notifyAll();
        }
        if (stopping == null || stopping == Thread.currentThread()) {
            return;
        }
        try {
            if (!stopping.join(grace)) {
                LOG.debug("{} still works after {} ms and is interrupted", name, grace.toMillis());
                stopping.interrupt();
            }
        } catch (InterruptedException e) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
