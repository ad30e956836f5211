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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.investigations.Investigation.State;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.workspaces.ProcessLock;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.Viewer;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens investigations, replays them in the background, and closes them. */
public final class Investigations implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Investigations.class);
    private static final long PROGRESS_NANOS = 200_000_000;

    private final InvestigationLog log;
    private final Workspaces workspaces;
    private final ProcessLock process;
    private final OverlayGround ground;
    private final JdbcTemplate jdbc;
    private final Limits limits;
    private final ExecutorService replaying;
    private final Worker sweeper;
    private final Map<UUID, Replaying> underWay = new ConcurrentHashMap<>();
    private volatile boolean running;

    /**
     * The limits of investigations.
     *
     * @param keep how long one stays open
     * @param most the maximum number open at a time
     * @param atOnce how many are replayed at a time; the others wait in a queue
     * @param mostRecords the maximum number of records that one may replay
     * @param sweep how often to look for those that must end
     */
    record Limits(Duration keep, int most, int atOnce, long mostRecords, Duration sweep) {}

    Investigations(InvestigationLog log, Workspaces workspaces, ProcessLock process, OverlayGround ground, JdbcTemplate jdbc,
            Limits limits) {
        this.log = log;
        this.workspaces = workspaces;
        this.process = process;
        this.ground = ground;
        this.jdbc = jdbc;
        this.limits = limits;
        this.replaying = Executors.newFixedThreadPool(limits.atOnce(),
                Viewer.ALL.threads(Thread.ofPlatform().name("investigation-replay-", 0).daemon(true).factory()));
        this.sweeper = new Worker("investigation-sweep", limits.sweep(), this::sweep);
    }

    /**
     * A replay that waits for its turn or is under way here.
     *
     * @param cancelled whether it is no longer wanted
     * @param movedNanos when it last got on, by the clock of {@link System#nanoTime}; null while it waits
     */
    private record Replaying(AtomicBoolean cancelled, AtomicReference<@Nullable Long> movedNanos) {

        Replaying() {
            this(new AtomicBoolean(), new AtomicReference<>());
        }
    }

    /** Who opens an investigation, and from where. */
    record Opener(String user, @Nullable String address, @Nullable String correlationId) {}

    /**
     * Records the opening of an investigation, and begins to replay it.
     *
     * @throws Problem if it is too large, or the maximum number is open already
     */
    Investigation open(InvestigationRequest request, String canonicalRequest, InvestigationPlan plan, Opener opener) {
        if (plan.records() > limits.mostRecords()) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "INVESTIGATION_TOO_LARGE",
                    "This would replay " + plan.records() + " records; at most " + limits.mostRecords()
                            + " are allowed. Limit it to some grantors, attorneys or issuers, or choose an earlier moment.",
                    List.of());
        }
        UUID id = RecordIds.mint();
        Replaying here = new Replaying();
        underWay.put(id, here);
        try {
            log.open(new InvestigationLog.Opening(id, request, canonicalRequest, plan, opener.user(), opener.address(),
                    opener.correlationId(),
                    limits.keep(), process.hold()), limits.most());
            replaying.execute(() -> replay(id, plan, here));
        } catch (RuntimeException refused) {
            underWay.remove(id);
            throw refused;
        }
        return Objects.requireNonNull(log.find(id));
    }

    private void replay(UUID id, InvestigationPlan plan, Replaying here) {
        AtomicBoolean cancelled = here.cancelled();
        try {
            // It may have been closed while it was waiting for its turn.
            if (cancelled.get() || !running) {
                throw new CancellationException("it was closed before its turn came");
            }
            here.movedNanos().set(System.nanoTime());
            AtomicLong lastReported = new AtomicLong(System.nanoTime());
            byte[] digest = workspaces.make(id, plan, done -> {
                here.movedNanos().set(System.nanoTime());
                long last = lastReported.get();
                if (System.nanoTime() - last > PROGRESS_NANOS && lastReported.compareAndSet(last, System.nanoTime())) {
                    log.progress(id, done);
                }
            }, () -> cancelled.get() || !running);
            log.turn(id, State.OPEN, null, null, digest);
        } catch (CancellationException unwanted) {
            LOG.info("the replay of investigation {} was canceled: {}", id, unwanted.getMessage());
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

    /** How many wait here for their turn. */
    long waiting() {
        return underWay.values().stream().filter(one -> one.movedNanos().get() == null).count();
    }

    /** How many are being replayed here. */
    long replayed() {
        return underWay.size() - waiting();
    }

    /** For how long the replay here that stands still the longest has not got on, in seconds; zero without any. */
    double stillSeconds() {
        return underWay.values().stream().map(one -> one.movedNanos().get()).filter(Objects::nonNull)
                .mapToLong(moved -> System.nanoTime() - moved).max().orElse(0) / 1e9;
    }

    /** If this fails, the sweep does it later. */
    private static void quietly(UUID id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.warn("could not clean up after investigation {}: {}", id, failure.toString());
        }
    }

    /**
     * An investigation by its id.
     *
     * @throws Problem if there is no such investigation
     */
    public Investigation find(UUID id) {
        Investigation found = log.find(id);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_INVESTIGATION", "There is no investigation " + id + ".", List.of());
        }
        return found;
    }

    /**
     * An open investigation by its id.
     *
     * @throws Problem if there is no such investigation, it is still being replayed, or has ended
     */
    public Investigation ready(UUID id) {
        Investigation found = standing(find(id));
        switch (found.state()) {
            case OPEN -> {
                return found;
            }
            case REPLAYING -> throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "INVESTIGATION_NOT_READY",
                    found.queued()
                            ? "The investigation is number " + found.queuePosition()
                                    + " in the queue of those to be replayed. Try again later."
                            : "The investigation is being replayed: " + found.done() + " of " + found.total()
                                    + " records. Try again later.",
                    List.of());
            case FAILED -> throw new Problem(HttpStatus.GONE, "INVESTIGATION_FAILED",
                    "The investigation could not be replayed. Open it again with the same request.", List.of());
            case CLOSED, EXPIRED -> throw new Problem(HttpStatus.GONE, "INVESTIGATION_CLOSED",
                    "This investigation is closed. Reopening it with the same request gives the same answers.",
                    List.of());
        }
        throw new IllegalStateException("unknown state " + found.state());
    }

    /** An investigation as it is, or as ended, where the live register is no longer the one that it was laid over. */
    private Investigation standing(Investigation found) {
        if (found.state() != State.OPEN || found.replay() == Investigation.Replay.FULL || ground.bears(found)) {
            return found;
        }
        if (log.turn(found.id(), State.EXPIRED, null, "The register is not the one that it was laid over.", null)) {
            LOG.info("investigation {} ended: the register is not the one that it was laid over", found.id());
            end(found.id());
        }
        return find(found.id());
    }

    /** The investigations in a state, or all that were ever opened, newest first. */
    public Found list(@Nullable State state, Page page) {
        return log.list(state, page);
    }

    /**
     * A page of investigations. It may be short where their requests are large.
     *
     * @param next the cursor of the next page; null: this is the last
     */
    public record Found(List<Investigation> items, @Nullable String next) {}

    /** Closes an investigation and drops its workspace. One that has ended stays as it is. */
    Investigation close(UUID id, String by) {
        Investigation found = find(id);
        if (!found.state().ended() && log.turn(id, State.CLOSED, by, null, null)) {
            end(id);
        }
        return find(id);
    }

    private void end(UUID id) {
        Replaying here = underWay.get(id);
        if (here != null) {
            // The replay notices, and drops the workspace itself.
            here.cancelled().set(true);
        } else {
            workspaces.drop(id);
        }
    }

    /** Ends investigations whose time is over or whose process was killed, and drops workspaces that no investigation needs. */
    void sweep() {
        for (Investigation one : log.alive()) {
            if (!log.now().isBefore(one.closesAt())) {
                if (log.turn(one.id(), State.EXPIRED, null, null, null)) {
                    end(one.id());
                }
            } else if (one.state() == State.OPEN) {
                standing(one);
            } else if (one.state() == State.REPLAYING && !underWay.containsKey(one.id())
                    && (one.process() == process.number() || ProcessLock.ended(one.process(), jdbc))
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

    @Override
    public void start() {
        running = true;
        sweeper.start();
    }

    @Override
    public void stop() {
        running = false;
        sweeper.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        stop();
        replaying.shutdown();
        try {
            replaying.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
