package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.authorityledger.register.reporting.ReportingViews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Drops registers that were replaced or never finished. A statement that still reads one is waited for, and never made to wait: all tables are
 * locked at once, or none. The server's own vacuuming gives way.
 */
final class RetiredRegisters {

    /** The beginning of the names of registers that are being built. */
    static final String NEXT = "register_next_";
    /** The beginning of the names of registers that were replaced. */
    static final String OLD = "register_old_";

    private static final Logger LOG = LoggerFactory.getLogger(RetiredRegisters.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final RetryTemplate UNTIL_UNREAD = new RetryTemplate(RetryPolicy.builder().maxRetries(200).delay(Duration.ofMillis(50))
            .predicate(RetiredRegisters::isStillRead).build());

    private final JdbcTemplate owner;
    private final TransactionTemplate transaction;

    /** @param connection of the owner of registers */
    RetiredRegisters(Connection connection) {
        SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
        this.owner = new JdbcTemplate(single);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(single));
    }

    /** Drops what nodes that were killed have left. Only while no rebuild is under way. */
    void dropAll() {
        for (String schema : owner.queryForList("""
                select distinct regexp_replace(nspname, '^reporting', 'register') from pg_namespace
                where nspname ~ '^(register|reporting)_(next|old)_[0-9a-f]{32}$'
                """, String.class)) {
            LOG.info("dropping {}, left by a rebuild that was interrupted", schema);
            drop(schema);
        }
    }

    /** Drops one, if it is there, with the views over it. */
    void drop(String schema) {
        List<String> tables = owner.queryForList("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = ?",
                String.class, schema);
        // A vacuum gives way to a statement that waits for its lock, not to one that only tries whether it is free.
        transaction.executeWithoutResult(
                status -> tables.forEach(table -> owner.execute("alter table " + table + " set (autovacuum_enabled = off)")));
        try {
            UNTIL_UNREAD.execute(() -> {
                transaction.executeWithoutResult(status -> dropUnread(schema, tables));
                return true;
            });
        } catch (RetryException e) {
            throw e.getCause() instanceof DataAccessException failure
                    ? failure
                    : new DataAccessResourceFailureException("could not drop " + schema, e);
        }
    }

    private void dropUnread(String schema, List<String> tables) {
        if (!tables.isEmpty()) {
            owner.execute("lock table " + String.join(", ", tables) + " in access exclusive mode nowait");
        }
        // A view that is read reads one of the tables; but one reads the ledger alone, and is not waited for long.
        owner.execute("set local lock_timeout = '1s'");
        owner.execute("drop schema if exists " + views(schema) + " cascade");
        owner.execute("drop schema if exists " + schema + " cascade");
    }

    private static String views(String register) {
        return register.replaceFirst("register", ReportingViews.LIVE);
    }

    private static boolean isStillRead(Throwable failure) {
        return failure.getCause() instanceof SQLException refusal && LOCK_NOT_AVAILABLE.equals(refusal.getSQLState());
    }
}
