package org.authorityledger.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import javax.sql.DataSource;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.LedgerHead;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.springframework.jdbc.core.JdbcTemplate;

/** An empty ledger on a PostgreSQL of its own, with the settings of the ledger's PostgreSQL: durable. Its files are deleted at the end. */
final class BenchmarkLedger implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("fsync", "on"), Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"), Map.entry("max_connections", "60"), Map.entry("shared_buffers", "256MB"),
            Map.entry("effective_cache_size", "4GB"), Map.entry("work_mem", "16MB"), Map.entry("maintenance_work_mem", "256MB"),
            Map.entry("wal_buffers", "16MB"), Map.entry("wal_compression", "on"), Map.entry("min_wal_size", "256MB"),
            Map.entry("max_wal_size", "4GB"), Map.entry("checkpoint_timeout", "15min"), Map.entry("random_page_cost", "1.1"),
            Map.entry("max_parallel_workers", "2"), Map.entry("max_parallel_workers_per_gather", "1"), Map.entry("jit", "off"));

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;

    final DataSource dataSource;
    final JdbcTemplate jdbc;
    final Migrations migrations;
    final LedgerReader reader;
    final LedgerHead head = new LedgerHead();

    private BenchmarkLedger(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(32);
        pool.addDataSourceProperty("reWriteBatchedInserts", true);
        dataSource = pool;
        jdbc = new JdbcTemplate(dataSource);
        migrations = new Migrations(dataSource, "postgres");
        migrations.migrate("ledger");
        migrations.migrate("approval");
        migrations.migrate("ledger_operations");
        migrations.migrate("register", "register");
        reader = new LedgerReader(jdbc);
    }

    static BenchmarkLedger start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        return new BenchmarkLedger(builder.start());
    }

    /** The address for a node of the ledger. */
    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** Records a load as the ledger records everything, a thousand acts per commit. */
    long record(StandardLoad load) {
        try (LedgerAppender appender = new LedgerAppender(dataSource, head)) {
            load.acts(1_000, appender::append);
        }
        jdbc.execute("vacuum analyze ledger.event");
        jdbc.execute("checkpoint");
        return reader.head().value();
    }

    @Override
    public void close() throws IOException {
        pool.close();
        postgres.close();
    }
}
