package org.authorityledger.store;

import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
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
    LedgerEventStorageEngine ledgerEventStorageEngine(LedgerAppender appender, LedgerReader reader) {
        return new LedgerEventStorageEngine(appender, reader);
    }

    @Bean
    LedgerFeed ledgerFeed(LedgerReader reader, LedgerHead head) {
        return new LedgerFeed(reader, head);
    }
}
