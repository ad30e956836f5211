package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The settings of a session that fills a register. */
final class BulkLoadSession {

    private BulkLoadSession() {}

    /** The session does not wait for the disk: after a crash, a register that was being filled is dropped anyway. */
    static void useBulkLoadSettings(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("set synchronous_commit = off");
            // There are already enough sessions side by side: none splits its work any further.
            sql.execute("set max_parallel_maintenance_workers = 0");
            sql.execute("set maintenance_work_mem = '256MB'");
            // Statistics that are good enough at first. For a live register the server soon makes its own; a workspace is small, and needs no others.
            sql.execute("set default_statistics_target = 25");
            // Whole pages of new indexes are logged: compressing them takes longer than writing them. Only a superuser may choose.
            sql.execute("select set_config('wal_compression', 'off', false) where current_setting('is_superuser') = 'on'");
        }
    }

    /** The session is as it was. */
    static void resetSettings(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("reset synchronous_commit");
            sql.execute("reset max_parallel_maintenance_workers");
            sql.execute("reset maintenance_work_mem");
            sql.execute("reset default_statistics_target");
            sql.execute("select set_config('wal_compression', reset_val, false) from pg_settings"
                    + " where name = 'wal_compression' and current_setting('is_superuser') = 'on'");
        }
    }
}
