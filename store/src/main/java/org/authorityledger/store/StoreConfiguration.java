package org.authorityledger.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.StringUtils;

/**
 * The store as beans. {@code ledger.owner.username} and {@code ledger.owner.password} name the role that owns the schemas, where it is not the
 * application's own.
 */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    /**
     * Migrates schemas, and makes, renames and drops them, as their owner.
     *
     * @param owner connects as the owner: for all that defines tables. It is no pool, and not for work that is done often
     * @param applicationRole as whom the application works; new tables must be granted to it where it is not the owner
     */
    public record Migrations(DataSource owner, String applicationRole) {

        /** Creates or migrates the schema of the name of its migrations, {@code db/<schema>}. */
        public void migrate(String schema) {
            LedgerSchema.migrate(owner, schema, applicationRole);
        }

        /** Creates or migrates a schema of any name by the migrations {@code db/<set>}, which name no schema. */
        public void migrate(String set, String schema) {
            LedgerSchema.migrate(owner, set, schema, applicationRole);
        }

        /** Whether a schema has every migration of a set: {@link #realign} would change nothing. */
        public boolean upToDate(String set, String schema) {
            return LedgerSchema.upToDate(owner, set, schema, applicationRole);
        }

        /** As {@link #migrate(String, String)}, for what can be built again: migrations that were applied may since have been rewritten. */
        public void realign(String set, String schema) {
            LedgerSchema.realign(owner, set, schema, applicationRole);
        }
    }

    /** Every connection of this node reads for the viewer of its thread. */
    @Bean
    static BeanPostProcessor viewedConnections() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource connections && !(bean instanceof ViewedDataSource)
                        ? new ViewedDataSource(connections)
                        : bean;
            }
        };
    }

    /** The thread that starts the node works for the ledger itself. It never serves a request. */
    @Bean
    static BeanFactoryPostProcessor viewerOfTheStart() {
        return beans -> Viewer.ALL.ofThisThread();
    }

    @Bean
    Migrations migrations(DataSource dataSource, @Value("${spring.datasource.url}") String url,
            @Value("${ledger.owner.username:}") String username, @Value("${ledger.owner.password:}") String password) throws Exception {
        String applicationRole;
        try (Connection connection = dataSource.getConnection()) {
            applicationRole = connection.getMetaData().getUserName();
        }
        DataSource owner = StringUtils.hasText(username)
                ? new ViewedDataSource(new DriverManagerDataSource(url, username, password))
                : dataSource;
        return new Migrations(ViewedDataSource.always(Viewer.ALL, owner), applicationRole);
    }

    @Bean
    Object ledgerMigration(Migrations migrations) {
        migrations.migrate("ledger");
        return new Object();
    }

    @Bean
    @DependsOn("ledgerMigration")
    LedgerReader ledgerReader(JdbcTemplate jdbc) {
        return new LedgerReader(jdbc);
    }

    @Bean
    @DependsOn("ledgerMigration")
    Object approvalMigration(Migrations migrations) {
        migrations.migrate("approval");
        return new Object();
    }

    @Bean
    @DependsOn("approvalMigration")
    WaitingCommands waitingCommands(DataSource dataSource) {
        return new WaitingCommands(dataSource);
    }

    @Bean
    LedgerHead ledgerHead(LedgerReader reader) {
        LedgerHead head = new LedgerHead();
        head.advanceTo(reader.reached());
        return head;
    }

    /** Other nodes append too: this one looks for their records. What it appends itself, it knows at once. */
    @Bean
    Worker ledgerHeadWatch(LedgerReader reader, LedgerHead head,
            @Value("${ledger.feed.poll-milliseconds:50}") long pollMilliseconds) {
        return new Worker("ledger-head-watch", Duration.ofMillis(pollMilliseconds), () -> head.advanceTo(reader.reached())).start();
    }

    @Bean
    LedgerAppender ledgerAppender(DataSource dataSource, LedgerHead head) {
        return new LedgerAppender(dataSource, head);
    }

    @Bean
    @DependsOn("ledgerMigration")
    LedgerLocks ledgerLocks(JdbcTemplate jdbc, MeterRegistry meters) {
        LedgerLocks locks = new LedgerLocks(jdbc);
        TimeGauge.builder("ledger.locked", locks, TimeUnit.NANOSECONDS, one -> {
            LedgerLocks.Held held = one.held();
            return held == null ? 0 : held.lasting().toNanos();
        }).description("For how long another session has kept the ledger from being written").register(meters);
        return locks.start();
    }

    @Bean
    HealthIndicator ledgerHealthIndicator(LedgerHead head, @Qualifier("ledgerHeadWatch") Worker headWatch, LedgerAppender appender,
            LedgerLocks locks, MeterRegistry meters) {
        Gauge.builder("ledger.position", head, one -> one.position().value()).description("The last position known to be recorded")
                .register(meters);
        TimeGauge.builder("ledger.feed.silent", headWatch, TimeUnit.NANOSECONDS, watch -> watch.sinceDone().toNanos())
                .description("How long ago the ledger was last read for new records").register(meters);
        return new LedgerHealth(head, headWatch, appender, locks);
    }

    @Bean
    HealthIndicator workersHealthIndicator(ObjectProvider<BackgroundWork> all, MeterRegistry meters,
            @Value("${ledger.health.stalled-after:10s}") Duration slowAfter,
            @Value("${ledger.health.stuck-after:2m}") Duration stuckAfter) {
        WorkersHealth health = new WorkersHealth(all::stream, slowAfter, stuckAfter);
        Gauge.builder("ledger.workers.lost", health, WorkersHealth::lost).strongReference(true)
                .description("Threads of the background that have ended, or have been at one piece of work for minutes").register(meters);
        Gauge.builder("ledger.workers.failing", health, WorkersHealth::failing).strongReference(true)
                .description("Threads of the background whose last work failed; they try again").register(meters);
        return health;
    }

    @Bean
    LedgerEventStorageEngine ledgerEventStorageEngine(LedgerAppender appender, LedgerReader reader) {
        return new LedgerEventStorageEngine(appender, reader);
    }

    @Bean
    LedgerFeed ledgerFeed(LedgerReader reader, LedgerHead head) {
        return new LedgerFeed(reader, head);
    }
}
