package org.authorityledger.store;

import java.sql.Connection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
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

    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);

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

        /** As {@link #migrate(String, String)}, for what can be built again: migrations that were applied may since have been rewritten. */
        public void realign(String set, String schema) {
            LedgerSchema.realign(owner, set, schema, applicationRole);
        }
    }

    @Bean
    Migrations migrations(DataSource dataSource, @Value("${spring.datasource.url}") String url,
            @Value("${ledger.owner.username:}") String username, @Value("${ledger.owner.password:}") String password) throws Exception {
        String applicationRole;
        try (Connection connection = dataSource.getConnection()) {
            applicationRole = connection.getMetaData().getUserName();
        }
        DataSource owner = StringUtils.hasText(username) ? new DriverManagerDataSource(url, username, password) : dataSource;
        return new Migrations(owner, applicationRole);
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
    LedgerHead ledgerHead(LedgerReader reader) {
        LedgerHead head = new LedgerHead();
        head.advanceTo(reader.reached());
        return head;
    }

    /** Other nodes append too: this one looks for what they did. Its own appends are told at once. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService ledgerHeadWatch(LedgerReader reader, LedgerHead head,
            @Value("${ledger.feed.poll-milliseconds:50}") long pollMilliseconds) {
        ScheduledExecutorService watch = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ledger-head-watch").daemon(true).factory());
        watch.scheduleWithFixedDelay(() -> look(reader, head), pollMilliseconds, pollMilliseconds, TimeUnit.MILLISECONDS);
        return watch;
    }

    private static void look(LedgerReader reader, LedgerHead head) {
        try {
            head.advanceTo(reader.reached());
        } catch (RuntimeException e) {
            // The database may be away for a while; the next look finds what this one missed.
            LOG.debug("could not look at the ledger's head", e);
        }
    }

    @Bean
    LedgerAppender ledgerAppender(DataSource dataSource, LedgerHead head) {
        return new LedgerAppender(dataSource, head);
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
