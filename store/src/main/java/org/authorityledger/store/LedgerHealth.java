package org.authorityledger.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this node can record and hears what others record: the database answers, the appender lives, and no one keeps the ledger locked. It asks
 * the database nothing itself: what works in the background does so all the time.
 */
final class LedgerHealth implements HealthIndicator {

    private static final Duration LONGEST_APPEND = Duration.ofSeconds(3);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final LedgerHead head;
    private final Worker headWatch;
    private final LedgerAppender appender;
    private final LedgerLocks locks;

    LedgerHealth(LedgerHead head, Worker headWatch, LedgerAppender appender, LedgerLocks locks) {
        this.head = head;
        this.headWatch = headWatch;
        this.appender = appender;
        this.locks = locks;
    }

    @Override
    public Health health() {
        List<String> reasons = new ArrayList<>();
        Worker.Failing failing = headWatch.failing();
        if (failing != null) {
            reasons.add("the ledger cannot be read since " + failing.since() + ": " + failing.last());
        } else if (headWatch.sinceDone().compareTo(LONGEST_SILENCE) >= 0) {
            reasons.add("the ledger could not be read for " + headWatch.sinceDone().toSeconds() + " s");
        }
        if (!headWatch.running()) {
            reasons.add("the thread that looks for records of other nodes has ended");
        }
        if (appender.pulses().stream().anyMatch(Pulse::dead)) {
            reasons.add("the thread that appends has ended");
        }
        Duration underWay = appender.underWay();
        if (underWay.compareTo(LONGEST_APPEND) >= 0) {
            reasons.add("an append has been under way for " + underWay.toSeconds() + " s");
        }
        LedgerLocks.Held held = locks.held();
        if (held != null) {
            reasons.add("commands wait: " + held.by() + " has locked the ledger for " + held.lasting().toSeconds() + " s");
        }
        Health.Builder health = reasons.isEmpty() ? Health.up() : Health.down().withDetail("reason", String.join("; ", reasons));
        return health.withDetail("recorded", head.position().value()).withDetail("readBeforeMilliseconds", headWatch.sinceDone().toMillis())
                .withDetail("appendUnderWayMilliseconds", underWay.toMillis()).build();
    }
}
