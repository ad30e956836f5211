package org.authorityledger.register.rebuild;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;

/** How far one rebuild has come and what it found. One thread writes it, any thread may read it. */
final class RebuildProgress {

    private static final int DIFFERENCES_KEPT = 500;
    private static final double SECONDS_BEFORE_A_RATE = 0.2;

    private final UUID rebuildId;
    private final String register;
    private final String startedBy;
    private final Instant startedAt = now();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong differences = new AtomicLong();
    private final List<RegisterDifference> differing = new ArrayList<>();
    private volatile Rebuild.State state = Rebuild.State.LOADING;
    private volatile long total;
    private volatile long began;
    private volatile @Nullable Position position;
    private volatile @Nullable Position comparedTo;
    private volatile @Nullable Instant finishedAt;
    private volatile @Nullable String reason;

    RebuildProgress(UUID rebuildId, String register, String startedBy) {
        this.rebuildId = rebuildId;
        this.register = register;
        this.startedBy = startedBy;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    UUID rebuildId() {
        return rebuildId;
    }

    String startedBy() {
        return startedBy;
    }

    Rebuild.State state() {
        return state;
    }

    void state(Rebuild.State next) {
        state = next;
    }

    /** From now on records are counted, and the time they take. */
    void startCounting() {
        began = System.nanoTime();
    }

    /** There are this many records, or more if more were expected before. */
    void expect(long records) {
        total = Math.max(total, records);
    }

    /** More records are in the new generation. */
    void add(long records) {
        done.addAndGet(records);
    }

    void differs(RegisterDifference difference) {
        if (differences.incrementAndGet() <= DIFFERENCES_KEPT) {
            synchronized (differing) {
                differing.add(difference);
            }
        }
    }

    /** Both generations were compared as of this position. */
    void comparedTo(Position as) {
        comparedTo = as;
    }

    /** The new generation took over, built up to this position. */
    void live(Position builtTo) {
        position = builtTo;
    }

    void finished(@Nullable String why) {
        reason = why;
        finishedAt = now();
    }

    Rebuild rebuild() {
        return rebuild(state);
    }

    /** As it will be in a state that is not published yet. */
    Rebuild rebuild(Rebuild.State as) {
        long records = done.get();
        Long rate = rate(as, records);
        Long remaining = rate == null || rate == 0 ? null : Math.max(0, (total - records) / rate);
        boolean compared = comparedTo != null;
        return new Rebuild(rebuildId, register, as, startedBy, startedAt, as.over() ? finishedAt : null, records, Math.max(total, records),
                rate, remaining, position, comparedTo, compared ? differences.get() : null, compared ? differing() : null, reason);
    }

    private @Nullable Long rate(Rebuild.State as, long records) {
        if (as != Rebuild.State.LOADING && as != Rebuild.State.FOLLOWING || began == 0 || records == 0) {
            return null;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return seconds > SECONDS_BEFORE_A_RATE ? Math.round(records / seconds) : null;
    }

    private List<RegisterDifference> differing() {
        synchronized (differing) {
            return List.copyOf(differing);
        }
    }
}
