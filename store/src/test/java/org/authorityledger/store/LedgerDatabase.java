package org.authorityledger.store;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** An empty ledger in a real PostgreSQL, migrated by its owner, worked on as the role {@code ledger}. */
final class LedgerDatabase implements AutoCloseable {

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String EMPTY = "empty_ledger";

    private final String name = "ledger_" + COUNT.incrementAndGet();
    private final DataSource owner;
    private final HikariDataSource application;

    LedgerDatabase() {
        execute("create database " + name + " template " + EMPTY);
        owner = POSTGRES.getDatabase("postgres", name);
        application = new HikariDataSource();
        application.setJdbcUrl(POSTGRES.getJdbcUrl("ledger", name));
        application.setMaximumPoolSize(20);
        application.setMinimumIdle(1);
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
            jdbc.execute("create role ledger login");
            jdbc.execute("create database " + EMPTY);
            LedgerSchema.migrate(postgres.getDatabase("postgres", EMPTY), "ledger", "ledger");
            LedgerSchema.migrate(postgres.getDatabase("postgres", EMPTY), "approval", "ledger");
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(String sql) {
        new JdbcTemplate(POSTGRES.getPostgresDatabase()).execute(sql);
    }

    /** Connects as the role that the application works as. */
    DataSource application() {
        return application;
    }

    /** Connects as the role that the application works as, by a new connection each time. */
    DataSource plainly() {
        return POSTGRES.getDatabase("ledger", name);
    }

    /** Connects as the role that owns the schema. */
    DataSource owner() {
        return owner;
    }

    /** Connects as one role that owns the schema of a new ledger and works on it, and is no superuser. */
    static DataSource ofAPlainOwner() {
        execute("drop database if exists plainly_owned with (force)");
        execute("drop role if exists plain_owner");
        execute("create role plain_owner login");
        execute("create database plainly_owned owner plain_owner");
        DataSource owner = POSTGRES.getDatabase("plain_owner", "plainly_owned");
        LedgerSchema.migrate(ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(owner)), "ledger", "plain_owner");
        return owner;
    }

    LedgerReader reader() {
        return new LedgerReader(new JdbcTemplate(ViewedDataSource.always(Viewer.ALL, new ViewedDataSource(application))));
    }

    /** Keeps the ledger from growing until it is closed. */
    AdvisoryLock hold() {
        return AdvisoryLock.hold(owner, AdvisoryLock.APPEND_LOCK);
    }

    @Override
    public void close() {
        application.close();
        execute("drop database " + name + " with (force)");
    }
}
