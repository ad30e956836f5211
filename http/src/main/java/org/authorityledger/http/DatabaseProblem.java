package org.authorityledger.http;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What it means to a client that the database failed: which of its failures pass, and what has to happen before the same request succeeds. */
public final class DatabaseProblem {

    private static final String AGAIN = " Repeat the request; repeat a command with the same Idempotency-Key.";
    private static final String DISK_FULL = "53100";
    private static final String READ_ONLY = "25006";

    private DatabaseProblem() {}

    /** The database cannot be reached. */
    public static Problem unavailable(Throwable failure) {
        return problem("DATABASE_UNAVAILABLE", "The database cannot be reached at the moment." + AGAIN, failure);
    }

    /** What a failure means; null where the database is not at fault, or the failure will not pass. */
    public static @Nullable Problem of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException) {
                return unavailable(failure);
            }
            Problem problem = cause instanceof SQLException sql && sql.getSQLState() != null ? of(sql.getSQLState(), failure) : null;
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable Problem of(String state, Throwable failure) {
        if (state.equals(DISK_FULL)) {
            return problem("DISK_FULL",
                    "The disk of the database is full. Nothing can be recorded until its operator frees some space." + AGAIN,
                    failure);
        }
        return switch (state) {
            // A lock that was waited for too long; a statement that took too long; two that waited for each other.
            case "55P03", "57014", "40P01", "40001" -> problem("DATABASE_BUSY",
                    "The database is busy: something else has locked what this request needs, or it took too long." + AGAIN, failure);
            case READ_ONLY -> unavailable(failure);
            default -> state.startsWith("08") || state.startsWith("57P") || state.startsWith("53") ? unavailable(failure) : null;
        };
    }

    private static Problem problem(String code, String detail, Throwable failure) {
        Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, code, detail, List.of());
        problem.initCause(failure);
        return problem;
    }
}
