package org.authorityledger.register.rebuild;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.RegisterPosition;
import org.authorityledger.register.reporting.ReportingViews;
import org.authorityledger.store.FollowerWatch;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

/** Rebuilding the register, and its health, as beans. */
@Configuration(proxyBeanMethods = false)
public class RebuildConfiguration {

    @Bean
    @DependsOn({ "liveGeneration", "ledgerMigration"})
    Rebuilds rebuilds(StoreConfiguration.Migrations migrations, ReportingViews views, DataSource dataSource, LedgerReader reader,
            JsonMapper mapper,
            MeterRegistry meters, @Value("${ledger.rebuild.workers:2}") int workers) {
        Rebuilds rebuilds = new Rebuilds(migrations, views, dataSource, reader, mapper, workers);
        gauge(meters, rebuilds, "running", "Whether this node rebuilds the register", rebuild -> rebuild.state().over() ? 0 : 1);
        gauge(meters, rebuilds, "done", "Records in the new generation", Rebuild::done);
        gauge(meters, rebuilds, "total", "Records that the new generation will have", Rebuild::total);
        gauge(meters, rebuilds, "rate", "Records per second", rebuild -> orZero(rebuild.rate()));
        gauge(meters, rebuilds, "remaining.seconds", "Until all records are in", rebuild -> orZero(rebuild.remainingSeconds()));
        return rebuilds;
    }

    private static void gauge(MeterRegistry meters, Rebuilds rebuilds, String name, String description, ToDoubleFunction<Rebuild> value) {
        Gauge.builder("ledger.rebuild." + name, rebuilds, some -> {
            Rebuild rebuild = some.here();
            return rebuild == null ? 0 : value.applyAsDouble(rebuild);
        }).description(description).register(meters);
    }

    private static double orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    @Bean
    RebuildWatch rebuildWatch(Rebuilds rebuilds) {
        return new RebuildWatch(rebuilds);
    }

    @Bean
    HealthIndicator registerHealthIndicator(RegisterPosition position, @Qualifier("registerWatch") FollowerWatch watch, Rebuilds rebuilds,
            DeadLetters letters) {
        return () -> {
            try {
                FollowerWatch.Lag lag = watch.lag();
                Health.Builder health = health(position, lag, letters);
                Rebuild rebuild = rebuilds.here();
                if (rebuild != null && !rebuild.state().over()) {
                    health.withDetail("rebuild", rebuild.state() + ", " + rebuild.done() + " of " + rebuild.total());
                }
                return health.withDetail("position", lag.reached().value()).withDetail("lag", lag.behind()).build();
            } catch (DataAccessException e) {
                return Health.down(e).build();
            }
        };
    }

    private static Health.Builder health(RegisterPosition position, FollowerWatch.Lag lag, DeadLetters letters) {
        if (position.failing()) {
            return Health.down().withDetail("reason", "a part of the register has stopped because of an error; see the log")
                    .withDetail("error", String.valueOf(position.failure())).withDetail("stop", lag.words());
        }
        if (lag.stalled()) {
            return Health.down().withDetail("reason", lag.words());
        }
        int waiting = letters.waiting().size();
        return waiting == 0
                ? Health.up()
                : Health.status("DEGRADED").withDetail("reason",
                        "records of " + waiting + " grantors could not be processed by the register; see /api/dead-letters");
    }
}
