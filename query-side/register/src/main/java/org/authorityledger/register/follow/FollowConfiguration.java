package org.authorityledger.register.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.FollowerWatch;
import org.authorityledger.store.LedgerFeed;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Following the feed, as beans. */
@Configuration(proxyBeanMethods = false)
public class FollowConfiguration {

    @Bean
    @DependsOn("registerMigration")
    Generation liveGeneration(JdbcTemplate jdbc) {
        Generation generation = new Generation(jdbc, RegisterSchema.LIVE);
        generation.begin();
        return generation;
    }

    @Bean
    @DependsOn({ "liveGeneration", "ledgerMigration"})
    RegisterProcessor registerProcessor(LedgerReader reader, LedgerFeed feed, JdbcTemplate jdbc, DataSource dataSource,
            PlatformTransactionManager transactions, DeadLetters letters, @Value("${ledger.register.segments:2}") int segments,
            @Value("${ledger.register.batch-size:500}") int batchSize) {
        return new RegisterProcessor(new AuthorityProjection(reader, jdbc, RegisterSchema.LIVE, letters), feed, dataSource, transactions,
                RegisterSchema.LIVE, segments, batchSize);
    }

    @Bean
    @DependsOn({ "registerMigration", "ledgerMigration"})
    DeadLetters deadLetters(DataSource dataSource, PlatformTransactionManager transactions, MeterRegistry meters) {
        DeadLetters letters = new DeadLetters(dataSource, transactions, RegisterSchema.LIVE);
        Gauge.builder("ledger.dead.letters.grantors", letters, waiting -> waiting.waiting().size())
                .description("Grantors with records that the register could not process").register(meters);
        return letters;
    }

    @Bean
    RegisterCalls registerCalls(DataSource dataSource, RegisterProcessor processor, Generation generation, LedgerHead head,
            LedgerReader reader) {
        return new RegisterCalls(dataSource, processor, generation, head, reader);
    }

    @Bean
    RegisterPosition registerPosition(RegisterProcessor processor, Generation generation, LedgerHead head, LedgerReader reader,
            RegisterCalls calls,
            MeterRegistry meters) {
        RegisterPosition position = new RegisterPosition(processor, generation, head, reader, calls);
        Gauge.builder("ledger.projection.lag.events", position, RegisterPosition::lag).description("Records not in the register yet")
                .register(meters);
        Gauge.builder("ledger.projection.lag.seconds", position, p -> p.delay().toNanos() / 1e9)
                .description("How long the oldest of them has been in the ledger").register(meters);
        return position;
    }

    @Bean
    FollowerWatch registerWatch(RegisterPosition position, LedgerHead head, LedgerReader reader, MeterRegistry meters,
            @Value("${ledger.health.stalled-after:10s}") Duration stalledAfter) {
        FollowerWatch watch = new FollowerWatch("register", position::position, head, reader, stalledAfter).start();
        Gauge.builder("ledger.projection.still.seconds", watch, one -> one.lag().still().toNanos() / 1e9)
                .description("For how long the register has not advanced though there is more").register(meters);
        return watch;
    }
}
