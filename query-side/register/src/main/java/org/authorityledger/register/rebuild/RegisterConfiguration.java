package org.authorityledger.register.rebuild;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.authorityledger.register.AuthorityProjection;
import org.authorityledger.register.DeadLetters;
import org.authorityledger.register.Generation;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterPosition;
import org.authorityledger.register.RegisterProcessor;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerFeed;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The register as beans. {@code ledger.zone} is the zone in which a day begins, EDGAR's by default. */
@Configuration(proxyBeanMethods = false)
@Import(StoreConfiguration.class)
public class RegisterConfiguration {

    @Bean
    Object registerMigration(StoreConfiguration.Migrations migrations, JdbcTemplate jdbc) {
        // The extensions lie where no register does, so that registers can come and go.
        migrations.migrate("ledger_operations");
        migrations.realign("register", RegisterSchema.LIVE.tables());
        new Generation(jdbc, RegisterSchema.LIVE).begin();
        return new Object();
    }

    @Bean
    @DependsOn({ "registerMigration", "ledgerMigration"})
    RegisterProcessor registerProcessor(LedgerReader reader, LedgerFeed feed, JdbcTemplate jdbc, DataSource dataSource,
            PlatformTransactionManager transactions, DeadLetters letters, @Value("${ledger.register.segments:4}") int segments,
            @Value("${ledger.register.batch-size:500}") int batchSize) {
        return new RegisterProcessor(new AuthorityProjection(reader, jdbc, RegisterSchema.LIVE, letters), feed, dataSource, transactions,
                RegisterSchema.LIVE, segments, batchSize);
    }

    @Bean
    @DependsOn({ "registerMigration", "ledgerMigration"})
    DeadLetters deadLetters(DataSource dataSource, PlatformTransactionManager transactions, MeterRegistry meters) {
        DeadLetters letters = new DeadLetters(dataSource, transactions, RegisterSchema.LIVE);
        Gauge.builder("ledger.dead.letters.grantors", letters, waiting -> waiting.waiting().size())
                .description("Grantors with records that could not be taken into the register").register(meters);
        return letters;
    }

    @Bean
    RegisterPosition registerPosition(RegisterProcessor processor, JdbcTemplate jdbc, LedgerHead head, LedgerReader reader,
            MeterRegistry meters) {
        RegisterPosition position = new RegisterPosition(processor, new Generation(jdbc, RegisterSchema.LIVE), head, reader);
        Gauge.builder("ledger.projection.lag.events", position, RegisterPosition::lag).description("Records not in the register yet")
                .register(meters);
        Gauge.builder("ledger.projection.lag.seconds", position, p -> p.delay().toNanos() / 1e9)
                .description("For how long the oldest of them has been in the ledger").register(meters);
        return position;
    }

    @Bean
    @DependsOn({ "registerMigration", "ledgerMigration"})
    Rebuilds rebuilds(StoreConfiguration.Migrations migrations, DataSource dataSource, LedgerReader reader, JsonMapper mapper,
            MeterRegistry meters, @Value("${ledger.rebuild.workers:2}") int workers) {
        return new Rebuilds(migrations, dataSource, reader, mapper, meters, workers);
    }

    @Bean
    HealthIndicator registerHealthIndicator(RegisterPosition position, Rebuilds rebuilds, DeadLetters letters) {
        return () -> {
            try {
                Health.Builder health = position.failing()
                        ? Health.down().withDetail("reason", "a part of the register has stopped for an error; see the log")
                        : letters.waiting().isEmpty()
                                ? Health.up()
                                : Health.status("DEGRADED").withDetail("reason", "records of " + letters.waiting().size()
                                        + " grantors could not be taken into the register; see /api/dead-letters");
                Rebuild rebuild = rebuilds.here();
                if (rebuild != null && !rebuild.state().over()) {
                    health.withDetail("rebuild", rebuild.state() + ", " + rebuild.done() + " of " + rebuild.total());
                }
                return health.withDetail("position", position.position()).withDetail("lag", position.lag()).build();
            } catch (DataAccessException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    QuestionClock moments(@Value("${ledger.zone:America/New_York}") ZoneId zone, LedgerHead head) {
        return new QuestionClock(Clock.systemUTC(), zone, head);
    }

    @Bean
    @DependsOn("registerMigration")
    Register register(JdbcTemplate jdbc) {
        return new Register(jdbc);
    }
}
