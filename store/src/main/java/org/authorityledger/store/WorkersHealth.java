package org.authorityledger.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether everything that works in the background lives and gets on. Down, and with it liveness, where a thread has ended or has been at one piece of
 * work for minutes: only a new start helps. Degraded where one fails, or has been at one piece of work for seconds.
 */
final class WorkersHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");
    private static final Duration FAILING_AFTER = Duration.ofSeconds(3);

    private final Supplier<Stream<BackgroundWork>> all;
    private final Duration slowAfter;
    private final Duration stuckAfter;

    /**
     * @param slowAfter how long one piece of work may take before it is mentioned
     * @param stuckAfter after how long no one believes any more that it ends
     */
    WorkersHealth(Supplier<Stream<BackgroundWork>> all, Duration slowAfter, Duration stuckAfter) {
        this.all = all;
        this.slowAfter = slowAfter;
        this.stuckAfter = stuckAfter;
    }

    List<Pulse> pulses() {
        return all.get().flatMap(work -> work.pulses().stream()).toList();
    }

    /** How many have ended, or are stuck. */
    long lost() {
        return pulses().stream().filter(this::lost).count();
    }

    long failing() {
        return pulses().stream().filter(pulse -> pulse.failing() != null).count();
    }

    private boolean lost(Pulse pulse) {
        return pulse.dead() || pulse.busy().compareTo(stuckAfter) >= 0;
    }

    @Override
    public Health health() {
        Map<String, String> notable = new TreeMap<>();
        boolean down = false;
        for (Pulse pulse : pulses()) {
            Worker.Failing failing = pulse.failing();
            if (pulse.dead()) {
                notable.put(pulse.worker(), "its thread has ended; see the log");
            } else if (pulse.busy().compareTo(slowAfter) >= 0) {
                notable.put(pulse.worker(), "has been at one piece of work for " + pulse.busy().toSeconds() + " s");
            } else if (failing != null && failing.since().plus(FAILING_AFTER).isBefore(Instant.now())) {
                notable.put(pulse.worker(), "fails since " + failing.since() + ": " + failing.last());
            }
            down |= lost(pulse);
        }
        Health.Builder health = down ? Health.down() : notable.isEmpty() ? Health.up() : Health.status(DEGRADED);
        return health.withDetails(notable).build();
    }
}
