package org.authorityledger.questions.investigations;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * By which others see whether this process lives: a lock in the database, of a name that nobody else has, held by a connection that ends with the
 * process however that ends.
 */
final class ProcessLock implements AutoCloseable {

    private static final int VALID_SECONDS = 2;

    private final DataSource dataSource;
    private final long name = new SecureRandom().nextLong();
    private @Nullable Connection holding;

    ProcessLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The name of the lock, which is held from now on. */
    synchronized long hold() {
        try {
            if (holding == null || !holding.isValid(VALID_SECONDS)) {
                close();
                Connection connection = dataSource.getConnection();
                holding = connection;
                try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
                    lock.setLong(1, name);
                    lock.execute();
                }
            }
            return name;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not take the lock of this process", e);
        }
    }

    long name() {
        return name;
    }

    /** Whether the process of this lock is gone. */
    static boolean gone(long process, JdbcTemplate jdbc) {
        // Of the transaction, which is this statement: nobody keeps it.
        return Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, process));
    }

    @Override
    public synchronized void close() {
        Connection connection = holding;
        holding = null;
        if (connection != null) {
            try (connection; PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
                unlock.setLong(1, name);
                unlock.execute();
            } catch (SQLException e) {
                // A connection that is broken holds nothing.
                return;
            }
        }
    }
}
