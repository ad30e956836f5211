package org.authorityledger.register.follow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/** Work that is undone if its data is at fault: then only its grantor must wait. If the database is at fault, everyone must. */
final class Attempt {

    private Attempt() {}

    /**
     * Does some work within the current transaction, or none of it if its data cannot be processed.
     *
     * @return what was wrong with the data; null when the work was done
     * @throws RuntimeException when the database was at fault, not the data
     */
    static @Nullable RuntimeException within(JdbcTemplate jdbc, Runnable work) {
        Savepoint before = jdbc.execute((ConnectionCallback<Savepoint>) Connection::setSavepoint);
        try {
            work.run();
            return null;
        } catch (RuntimeException e) {
            if (!faultOfTheData(e)) {
                throw e;
            }
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                connection.rollback(before);
                return true;
            });
            return e;
        }
    }

    /** A database that is away, full or out of order is no fault of the record's. */
    private static boolean faultOfTheData(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                String state = refusal.getSQLState();
                return state != null && (state.startsWith("22") || state.startsWith("23"));
            }
        }
        return !(failure instanceof DataAccessException) && !(failure instanceof TransactionException);
    }
}
