package org.authorityledger.transparencylog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.authorityledger.store.LedgerHead;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Whether the log signs, and how many records it has yet to sign. */
final class LogHealth implements HealthIndicator {

    private final TransparencyLog log;
    private final LogTables tables;
    private final LedgerHead head;

    LogHealth(TransparencyLog log, LogTables tables, LedgerHead head, MeterRegistry meters) {
        this.log = log;
        this.tables = tables;
        this.head = head;
        Gauge.builder("ledger.log.lag.events", this, LogHealth::lag).description("Records not in the signed log yet").strongReference(true)
                .register(meters);
    }

    @Override
    public Health health() {
        try {
            LogFault fault = log.fault();
            Health.Builder health = Health.up();
            if (fault != null) {
                health = Health.down().withDetail("code", fault.name()).withDetail("reason", fault.words());
            } else if (log.failing()) {
                health = Health.down().withDetail("reason", "the log failed and will try again; see the server's log");
            }
            return health.withDetail("lag", lag()).build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }

    private long lag() {
        return Math.max(0, head.position() - tables.log().map(LogTables.Log::size).orElse(0L));
    }
}
