package org.authorityledger.command;

import java.time.Duration;
import java.time.Instant;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/**
 * Whether the database's clock was set back. Instants only increase from record to record: until the clock has caught up, each record is stamped a
 * microsecond after the one before, which is later than it was recorded.
 */
final class ClockHealth implements HealthIndicator {

    /** Between two looks at one clock a little time passes; no more than that is normal. */
    static final Duration TOLERATED = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockHealth.class);

    private final LedgerReader reader;
    private final LedgerHead head;
    private boolean warned;

    ClockHealth(LedgerReader reader, LedgerHead head) {
        this.reader = reader;
        this.head = head;
    }

    /** By how much the clock is behind the last record; zero if it is not. */
    static Duration behind(Instant clock, LedgerHead.Reached last) {
        boolean set = !last.position().isStart() && last.recordedAt().isAfter(clock.plus(TOLERATED));
        return set ? Duration.between(clock, last.recordedAt()) : Duration.ZERO;
    }

    private Duration behind() {
        // In this order: a record made in between must not seem to be ahead.
        LedgerHead.Reached last = head.reached();
        return behind(reader.clock(), last);
    }

    private static String words(Duration behind) {
        return "the database's clock is " + behind.toSeconds() + " s behind the last record: it was set back. Until it has caught up,"
                + " records are stamped later than they are recorded";
    }

    /** Warns once each time the clock was set back. */
    void look() {
        Duration behind = behind();
        if (behind.isZero()) {
            warned = false;
        } else if (!warned) {
            warned = true;
            LOG.warn("Set the clock right: {}", words(behind));
        }
    }

    @Override
    public Health health() {
        try {
            Duration behind = behind();
            return behind.isZero() ? Health.up().build() : Health.status("DEGRADED").withDetail("reason", words(behind)).build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }
}
