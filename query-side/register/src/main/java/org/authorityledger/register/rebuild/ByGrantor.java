package org.authorityledger.register.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that come grantor by grantor, so that several such streams can be read side by side. */
final class ByGrantor<T> implements AutoCloseable {

    private final Stream<Row<T>> stream;
    private final Iterator<Row<T>> rows;
    private @Nullable Row<T> ahead;

    private record Row<T>(String grantorId, T value) {}

    /** Makes a value of a row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** @param sql selects {@code grantor_id}, and is ordered by it first */
    ByGrantor(JdbcTemplate jdbc, String sql, Mapper<T> mapper) {
        this.stream = jdbc.queryForStream(sql, (row, n) -> new Row<>(row.getString("grantor_id"), mapper.map(row)));
        this.rows = stream.iterator();
        try {
            advance();
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private void advance() {
        try {
            ahead = rows.hasNext() ? rows.next() : null;
        } catch (NoSuchElementException e) {
            ahead = null;
        }
    }

    /** The first grantor that any of these streams comes to next; null: all have ended. */
    static @Nullable String first(ByGrantor<?>... streams) {
        String first = null;
        for (ByGrantor<?> stream : streams) {
            Row<?> next = stream.ahead;
            if (next != null && (first == null || next.grantorId().compareTo(first) < 0)) {
                first = next.grantorId();
            }
        }
        return first;
    }

    /** The rows of a grantor, in order; none where the stream has not come to this grantor. */
    List<T> take(String grantorId) {
        List<T> taken = new ArrayList<>();
        for (Row<T> one = ahead; one != null && one.grantorId().equals(grantorId); one = ahead) {
            taken.add(one.value());
            advance();
        }
        return taken;
    }

    @Override
    public void close() {
        stream.close();
    }
}
