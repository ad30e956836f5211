package org.authorityledger.transparencylog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log at work on this node: it follows the ledger in the background, and does so at once when a checkpoint or a new key is requested.
 * {@link LogGrowth} does the work itself.
 */
public final class TransparencyLog implements BackgroundWork, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TransparencyLog.class);

    private final KeyFiles files;
    private final LogGrowth growth;
    private final Worker worker;
    private final AtomicReference<@Nullable LogFault> fault = new AtomicReference<>();
    private volatile Runnable whenSigned = () -> {};

    private final Object monitor = new Object();
    private long requested;
    private long served;
    private boolean rotationRequested;
    private volatile boolean running;

    /**
     * What can be set.
     *
     * @param origin the log's name; empty: it is made from an id of this installation
     * @param interval how often new records are put into the log and a checkpoint is signed
     * @param freshness the maximum age of a checkpoint while nothing is recorded
     * @param replaceLostKey whether to make a new key if the log has one and its file is not here
     * @param continueFrom the size of the newest checkpoint of the database, if an operator decided that nothing newer was signed although the
     *     file that would prove it is not here; null: no one decided
     */
    public record Settings(String origin, Duration interval, Duration freshness, boolean replaceLostKey, @Nullable TreeSize continueFrom) {

        public Settings(String origin, Duration interval, Duration freshness, boolean replaceLostKey) {
            this(origin, interval, freshness, replaceLostKey, null);
        }
    }

    public TransparencyLog(Settings settings, KeyFiles files, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.files = files;
        this.growth = new LogGrowth(settings, files, jdbc, transaction);
        this.worker = new Worker("transparency-log", settings.interval(), this::step);
    }

    private void step() {
        long serving;
        boolean request;
        boolean rotate;
        synchronized (monitor) {
            serving = requested;
            request = serving > served;
            rotate = rotationRequested;
        }
        boolean more = false;
        try {
            LogGrowth.GrowthStep step = growth.step(request, rotate);
            more = step.result() == LogGrowth.GrowthResult.MORE_WAITING;
            if (step.signed()) {
                whenSigned.run();
            }
            fault.set(null);
        } catch (LogStopped stopped) {
            if (fault.getAndSet(stopped.fault()) != stopped.fault()) {
                LOG.error("The log stopped signing: {} ({})", stopped.fault().words(), stopped.fault());
            }
        } finally {
            if (more) {
                worker.wake();
            } else {
                served(serving, rotate);
            }
        }
    }

    private void served(long serving, boolean rotated) {
        synchronized (monitor) {
            served = Math.max(served, serving);
            rotationRequested &= !rotated;
            monitor.notifyAll();
        }
    }

    /** Runs this after each checkpoint that this node signed; it must not take long. */
    void whenSigned(Runnable action) {
        whenSigned = action;
    }

    /** Why nothing is signed; null if all is well. */
    public @Nullable LogFault fault() {
        return fault.get();
    }

    /** Since when steps fail with an error, and with which; null where the last one did not. They are tried again. */
    Worker.@Nullable Failing failing() {
        return worker.failing();
    }

    /** The signing key of this node, for receipts. */
    public Optional<SigningKey> signingKey() {
        return files.key();
    }

    /**
     * Has the log follow the ledger now, in a step that begins after this call, and waits for it.
     *
     * @return whether the step ended in that time
     */
    boolean update(Duration longest) {
        return request(longest, false);
    }

    /** Makes a new key, which signs from the next checkpoint on. Both keys sign that checkpoint. */
    public boolean rotate(Duration longest) {
        return request(longest, true);
    }

    private boolean request(Duration longest, boolean rotate) {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (monitor) {
            // A step under way may have read the ledger already; the next one has not.
            long mine = ++requested;
            rotationRequested |= rotate;
            worker.wake();
            try {
                long left = longest.toMillis();
                while (served < mine && left > 0 && running) {
                    monitor.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return served >= mine;
        }
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void start() {
        running = true;
        worker.start();
    }

    @Override
    public void stop() {
        running = false;
        synchronized (monitor) {
            monitor.notifyAll();
        }
        worker.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
