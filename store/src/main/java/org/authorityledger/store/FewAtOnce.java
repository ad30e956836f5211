package org.authorityledger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Reads rows that may be many and large: the driver fetches a few at a time, where it would otherwise hold the whole result beside what is made of
 * it.
 */
public final class FewAtOnce {

    private static final int ROWS = 200;

    private FewAtOnce() {}

    /** What this statement answers, in its order. */
    public static <T> List<T> list(JdbcTemplate jdbc, String sql, Map<String, ?> parameters, RowMapper<T> mapper) {
        return read(jdbc, ROWS, few -> few.query(sql, parameters, mapper));
    }

    /**
     * Hands over each row of what this statement answers, in its order. All rows are of one moment, and only a few megabytes are held at a time.
     *
     * @param begin sees the columns before the first row
     * @param row reads one row, and returns about how many characters it has
     */
    public static void each(JdbcTemplate jdbc, String sql, Map<String, ?> parameters, Reading begin, Measuring row) {
        read(jdbc, FetchSize.first(), few -> few.query(sql, parameters, rows -> {
            begin.read(rows);
            FetchSize size = new FetchSize(rows);
            while (rows.next()) {
                size.read(row.read(rows));
            }
            return List.of();
        }));
    }

    /** Looks at a result. */
    @FunctionalInterface
    public interface Reading {
        void read(ResultSet rows) throws SQLException;
    }

    /** Reads the row at which a result stands, and returns about how many characters it has. */
    @FunctionalInterface
    public interface Measuring {
        int read(ResultSet rows) throws SQLException;
    }

    private static <T> List<T> read(JdbcTemplate jdbc, int atOnce, Function<NamedParameterJdbcTemplate, @Nullable List<T>> reading) {
        List<T> rows = jdbc.execute((ConnectionCallback<List<T>>) connection -> {
            // The driver fetches row by row only within a transaction.
            boolean alone = connection.getAutoCommit();
            if (alone) {
                connection.setAutoCommit(false);
            }
            List<T> read;
            try {
                JdbcTemplate few = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
                few.setFetchSize(atOnce);
                List<T> all = reading.apply(new NamedParameterJdbcTemplate(few));
                read = all == null ? List.of() : all;
            } catch (Throwable failure) {
                if (alone) {
                    endAfter(failure, connection);
                }
                throw failure;
            }
            if (alone) {
                end(connection);
            }
            return read;
        });
        return rows == null ? List.of() : rows;
    }

    /** What failed first is what is reported: a connection that was cut cannot end its transaction either. */
    private static void endAfter(Throwable failure, Connection connection) {
        try {
            end(connection);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
