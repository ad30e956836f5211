package org.authorityledger.questions.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.files.Column;
import org.authorityledger.questions.files.RowFile;
import org.authorityledger.store.FewAtOnce;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the views for dashboards into files. */
final class ViewRows {

    /** Each holds a connection for as long as its client reads. */
    static final int MOST_AT_ONCE = 4;

    private final JdbcTemplate jdbc;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    ViewRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins a file when its columns are known. */
    @FunctionalInterface
    interface Beginning {
        RowFile begin(List<Column> columns) throws IOException;
    }

    /**
     * Writes all that a statement answers, and the end of the file: all rows are of one moment of the database.
     *
     * @throws Problem {@code TOO_MANY_EXPORTS} if others are being written
     */
    void write(String sql, Map<String, ?> parameters, Beginning beginning) throws IOException {
        if (!free.tryAcquire()) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_EXPORTS",
                    "This node already writes " + MOST_AT_ONCE + " exports. Try again when one of them has ended.", List.of());
        }
        try {
            read(sql, parameters, beginning);
        } finally {
            free.release();
        }
    }

    private void read(String sql, Map<String, ?> parameters, Beginning beginning) throws IOException {
        List<Column> columns = new ArrayList<>();
        RowFile[] file = new RowFile[1];
        try {
            FewAtOnce.each(jdbc, sql, parameters, rows -> {
                columns.addAll(columns(rows.getMetaData()));
                file[0] = writing(() -> beginning.begin(columns));
            }, rows -> {
                List<@Nullable Object> values = new ArrayList<>(columns.size());
                int characters = 0;
                for (int i = 0; i < columns.size(); i++) {
                    Object value = value(columns.get(i).type(), rows, i + 1);
                    values.add(value);
                    characters += value instanceof String text ? text.length() : Long.BYTES;
                }
                writing(() -> {
                    file[0].row(values);
                    return file[0];
                });
                return characters;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file[0].end();
    }

    @FunctionalInterface
    private interface Writing {
        RowFile write() throws IOException;
    }

    /** The client may be gone: that is no failure of the database. */
    private static RowFile writing(Writing writing) {
        try {
            return writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Column> columns(ResultSetMetaData view) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= view.getColumnCount(); i++) {
            columns.add(new Column(view.getColumnLabel(i), switch (view.getColumnTypeName(i)) {
                case "_text" -> Column.Type.TEXTS;
                case "json" -> Column.Type.JSON;
                case "date" -> Column.Type.DATE;
                case "timestamptz" -> Column.Type.INSTANT;
                case "int4" -> Column.Type.INTEGER;
                case "int8" -> Column.Type.LONG;
                case "bool" -> Column.Type.TRUTH;
                default -> Column.Type.TEXT;
            }));
        }
        return columns;
    }

    private static @Nullable Object value(Column.Type type, ResultSet rows, int column) throws SQLException {
        return switch (type) {
            case TEXT, JSON -> rows.getString(column);
            case TEXTS -> texts(rows.getArray(column));
            case DATE -> rows.getObject(column, LocalDate.class);
            case INSTANT -> {
                OffsetDateTime instant = rows.getObject(column, OffsetDateTime.class);
                yield instant == null ? null : instant.toInstant();
            }
            case INTEGER -> rows.getObject(column, Integer.class);
            case LONG -> rows.getObject(column, Long.class);
            case TRUTH -> rows.getObject(column, Boolean.class);
        };
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }
}
