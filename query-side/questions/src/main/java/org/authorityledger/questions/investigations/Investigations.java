package org.authorityledger.questions.investigations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.investigations.Investigation.State;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens investigations, has them replayed in the background, and closes them. */
public final class Investigations implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Investigations.class);
    private static final long PROGRESS_NANOS = 200_000_000;

    private final InvestigationLog log;
    private final Workspaces workspaces;
    private final ProcessLock process;
    private final JdbcTemplate jdbc;
    private final Limits limits;
    private final ExecutorService replaying = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("investigation-replay").daemon(true).factory());
    private final ScheduledExecutorService sweeping = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("investigation-sweep").daemon(true).factory());
    private final Map<UUID, AtomicBoolean> underWay = new ConcurrentHashMap<>();
    private volatile boolean running;

    /**
     * What is allowed.
     *
     * @param keep for how long one stays open
     * @param most how many may be open at a time
     * @param mostRecords how many records one may replay
     * @param sweep how often it is looked for those whose time is over
     */
    record Limits(Duration keep, int most, long mostRecords, Duration sweep) {}

    Investigations(InvestigationLog log, Workspaces workspaces, ProcessLock process, JdbcTemplate jdbc, Limits limits) {
        this.log = log;
        this.workspaces = workspaces;
        this.process = process;
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /** Who opens one, from where. */
    record By(String user, @Nullable String address, @Nullable String correlationId) {}

    /**
     * Records that one is opened, and begins to replay it.
     *
     * @throws Problem when it is larger than allowed, or as many are open as may be
     */
    Investigation open(InvestigationRequest request, String canonicalRequest, InvestigationPlan premise, By by) {
        if (premise.records() > limits.mostRecords()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "INVESTIGATION_TOO_LARGE",
                    "This would replay " + premise.records() + " records; at most " + limits.mostRecords()
                            + " are allowed. Name grantors, attorneys or issuers, or an earlier moment.",
                    List.of());
        }
        UUID id = RecordIds.mint();
        AtomicBoolean cancelled = new AtomicBoolean();
        underWay.put(id, cancelled);
        try {
            log.open(new InvestigationLog.Opening(id, request, canonicalRequest, premise, by.user(), by.address(), by.correlationId(),
                    limits.keep(), process.hold()), limits.most());
            replaying.execute(() -> replay(id, premise, cancelled));
        } catch (RuntimeException refused) {
            underWay.remove(id);
            throw refused;
        }
        return Objects.requireNonNull(log.find(id));
    }

    private void replay(UUID id, InvestigationPlan premise, AtomicBoolean cancelled) {
        try {
            AtomicLong told = new AtomicLong(System.nanoTime());
            byte[] digest = workspaces.make(id, premise, done -> {
                long last = told.get();
                if (System.nanoTime() - last > PROGRESS_NANOS && told.compareAndSet(last, System.nanoTime())) {
                    log.progress(id, done);
                }
            }, () -> cancelled.get() || !running);
            log.turn(id, State.OPEN, null, null, digest);
        } catch (CancellationException unwanted) {
            LOG.info("the replay of investigation {} was broken off: {}", id, unwanted.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("investigation {} could not be replayed", id, failure);
            quietly(id, () -> log.turn(id, State.FAILED, null, "It could not be replayed; see the server's log.", null));
        } finally {
            underWay.remove(id);
            quietly(id, () -> {
                Investigation now = log.find(id);
                if (now == null || now.state().ended()) {
                    workspaces.drop(id);
                }
            });
        }
    }

    /** What does not succeed here the sweep does later. */
    private static void quietly(UUID id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.warn("could not tidy up after investigation {}: {}", id, failure.toString());
        }
    }

    /**
     * One of them.
     *
     * @throws Problem when there is none of this name
     */
    public Investigation find(UUID id) {
        Investigation found = log.find(id);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_INVESTIGATION", "There is no investigation " + id + ".", List.of());
        }
        return found;
    }

    /**
     * One of them that can be asked.
     *
     * @throws Problem when there is none of this name, it is not replayed yet, or has ended
     */
    public Investigation ready(UUID id) {
        Investigation found = find(id);
        switch (found.state()) {
            case OPEN -> {
                return found;
            }
            case REPLAYING -> throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "INVESTIGATION_NOT_READY",
                    "The investigation is being replayed: " + found.done() + " of " + found.total() + " records. Ask again in a while.",
                    List.of());
            case FAILED -> throw new Problem(HttpStatus.GONE, "INVESTIGATION_FAILED",
                    "The investigation could not be replayed. Open it anew.", List.of());
            case CLOSED, EXPIRED -> throw new Problem(HttpStatus.GONE, "INVESTIGATION_CLOSED",
                    "The investigation was closed and its workspace dropped. Open it anew: the same request gives the same answers.",
                    List.of());
        }
        throw new IllegalStateException("no such state");
    }

    /** Those in a state, or all that were ever opened, the newest first. */
    public List<Investigation> list(@Nullable State state, Page page) {
        return log.list(state, page);
    }

    /** Closes one and drops its workspace; one that has ended stays as it is. */
    Investigation close(UUID id, String by) {
        Investigation found = find(id);
        if (!found.state().ended() && log.turn(id, State.CLOSED, by, null, null)) {
            end(id);
        }
        return find(id);
    }

    private void end(UUID id) {
        AtomicBoolean cancelled = underWay.get(id);
        if (cancelled != null) {
            // Whoever replays it drops what there is.
            cancelled.set(true);
        } else {
            workspaces.drop(id);
        }
    }

    /** Ends those whose time is over and those whose process was killed, and drops what was left over. */
    void sweep() {
        for (Investigation one : log.alive()) {
            if (!log.now().isBefore(one.closesAt())) {
                if (log.turn(one.id(), State.EXPIRED, null, null, null)) {
                    end(one.id());
                }
            } else if (one.state() == State.REPLAYING && !underWay.containsKey(one.id())
                    && (one.process() == process.name() || ProcessLock.gone(one.process(), jdbc))
                    && Objects.requireNonNull(log.find(one.id())).state() == State.REPLAYING) {
                log.turn(one.id(), State.FAILED, null, "The process that replayed it ended.", null);
                LOG.warn("investigation {} failed: the process that replayed it ended", one.id());
            }
        }
        int dropped = workspaces.dropAllBut(() -> {
            List<UUID> kept = new ArrayList<>(log.alive().stream().map(Investigation::id).toList());
            kept.addAll(underWay.keySet());
            return kept;
        });
        if (dropped > 0) {
            LOG.info("{} workspaces of investigations that had ended were dropped", dropped);
        }
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException failure) {
            LOG.warn("could not look for investigations to end: {}", failure.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        sweeping.scheduleWithFixedDelay(this::sweepQuietly, 0, limits.sweep().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        running = false;
        sweeping.shutdownNow();
        replaying.shutdown();
        try {
            replaying.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }
}
