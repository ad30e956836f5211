package org.authorityledger.transparencylog;

import org.authorityledger.store.FollowerWatch;
import org.authorityledger.store.Worker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Whether the log signs, and how many records it has yet to sign. Where it stands still, which node could sign. */
final class LogHealth implements HealthIndicator {

    private final TransparencyLog log;
    private final FollowerWatch watch;
    private final LogSigners signers;

    LogHealth(TransparencyLog log, FollowerWatch watch, LogSigners signers) {
        this.log = log;
        this.watch = watch;
        this.signers = signers;
    }

    @Override
    public Health health() {
        try {
            FollowerWatch.Lag lag = watch.lag();
            return health(lag).withDetail("lag", lag.behind()).build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }

    private Health.Builder health(FollowerWatch.Lag lag) {
        LogFault fault = log.fault();
        Worker.Failing failing = log.failing();
        if (fault != null) {
            Health.Builder health = Health.down().withDetail("code", fault.name()).withDetail("reason", fault.words());
            return fault == LogFault.NO_KEY ? health.withDetail("signers", signers.words()) : health;
        }
        if (failing != null) {
            return Health.down().withDetail("reason", "the log failed and will try again; see the server's log").withDetail("error",
                    "since " + failing.since() + ": " + failing.last());
        }
        if (lag.stalled()) {
            return Health.down().withDetail("reason", "no checkpoint covers the newest records: " + lag.words()).withDetail("signers",
                    log.signingKey().isPresent() ? "this node holds a key; see its log" : signers.words());
        }
        return Health.up();
    }
}
