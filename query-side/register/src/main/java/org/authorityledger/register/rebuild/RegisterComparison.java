package org.authorityledger.register.rebuild;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.authorityledger.events.Position;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.InstrumentRows;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.Generation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares two registers row by row as of one position, in one snapshot of the database and without a lock.
 *
 * <p>Records are added to both while they are compared, and each may have come to another position. But a version says since when it is known: one
 * opened after the position's instant is left out, and one closed after it counts as open. This holds only if the version names a record after the
 * position; a row that names no such record is wrong, and is found.
 */
final class RegisterComparison {

    private static final int ROWS = 500;
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {
    };

    /**
     * What a later record closed counts as open; what a later record opened is left out. Joins, because the server reads a table by several processes
     * for them, and by one process for {@code exists}.
     */
    private static final String AS_OF_THE_POSITION = """
            left join ledger.event closing on closing.record_id = v.closed_by and closing.recorded_at = v.known_until and closing.position > :up_to
            left join ledger.event opening on opening.record_id = v.opened_by and opening.recorded_at = v.known_from and opening.position > :up_to
            where opening.position is null
            """;
    private static final Map<String, String> COMPUTED = Map.of("known_until",
            "case when closing.position is null then v.known_until else 'infinity' end as known_until", "closed_by",
            "case when closing.position is null then v.closed_by end as closed_by", "powers", "v.powers::text as powers", "terms",
            "v.terms::text as terms", "signing", "v.signing::text as signing", "conditions", "v.conditions::text as conditions", "riders",
            "v.riders::text as riders", "facts", "v.facts::text as facts");

    /**
     * A table as it was at the position.
     *
     * @param keys the columns that identify a row
     * @param select its columns as of the position
     * @param records which of the row's columns name records
     * @param position which column names the position of the record behind the row; null: none
     */
    private record Table(String name, List<String> keys, String select, List<String> records, @Nullable String position) {}

    private static final List<Table> TABLES = List.of(
            versions("authority_version", List.of("source_position", "attorney_id", "way", "known_from"), AuthorityRows.WRITTEN),
            versions("party_facts_version", List.of("grantor_id", "known_from"), InstrumentRows.FACTS),
            versions("stated_kind", List.of("party_id", "position"), InstrumentRows.KINDS),
            versions("instrument_version", List.of("grantor_id", "poa_id", "known_from"), InstrumentRows.WRITTEN),
            new Table("event_party", List.of("kind", "id", "position"), """
                    select v.kind, v.id, v.position, v.name, v.cik
                    from register.event_party v left join ledger.event e on e.position = v.position and e.position > :up_to
                    where e.position is null
                    """, List.of(), "position"),
            // Earlier sightings of a name are not kept: a name seen again after the position is left out on both sides (below).
            new Table("party_name", List.of("kind", "id", "name"), """
                    select v.kind, v.id, v.name, v.search_name, v.cik, v.last_position from register.party_name v
                    """, List.of(), "last_position"));

    private static Table versions(String table, List<String> keys, List<String> columns) {
        String selected = columns.stream().map(column -> COMPUTED.getOrDefault(column, "v." + column))
                .collect(Collectors.joining(", "));
        return new Table(table, keys, "select " + selected + " from register." + table + " v " + AS_OF_THE_POSITION,
                List.of("opened_by", "closed_by"), null);
    }

    private final DataSource dataSource;
    private final RegisterSchema live;
    private final RegisterSchema next;
    private final JsonMapper mapper;
    private volatile @Nullable Statement running;

    RegisterComparison(DataSource dataSource, RegisterSchema live, RegisterSchema next, JsonMapper mapper) {
        this.dataSource = dataSource;
        this.live = live;
        this.next = next;
        this.mapper = mapper;
    }

    /**
     * Compares.
     *
     * @param position how far the next register has come
     * @param differing receives each row that differs
     * @return as of which position: the lesser of the two
     */
    Position compare(Position position, Consumer<RegisterDifference> differing) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                Position both = Position.min(position,
                        new Generation(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), live).position());
                for (Table table : TABLES) {
                    compare(connection, table, both, differing);
                }
                return both;
            } finally {
                running = null;
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(true);
            }
        }
    }

    /** Ends the comparison, from another thread. */
    void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException("could not cancel the comparison", e);
            }
        }
    }

    /** What a table holds, in two numbers: the count of its rows and the sum of their 64-bit hashes. The order does not matter. */
    private record Fingerprint(long rows, @Nullable BigDecimal hashes) {}

    /** A constant: with a parameter, the server would use one process. */
    private static String asOf(Position position, String sql) {
        return sql.replace(":up_to", position.toString());
    }

    /**
     * One pass over each table shows whether they are equal. Rows are compared only where they are not: the odds that different tables give the
     * same two numbers are one in 10^19.
     */
    private void compare(Connection connection, Table table, Position position, Consumer<RegisterDifference> differing)
            throws SQLException {
        if (!fingerprint(connection, live.sql(asOf(position, table.select())))
                .equals(fingerprint(connection, next.sql(asOf(position, table.select()))))) {
            rowForRow(connection, table, position, differing);
        }
    }

    private Fingerprint fingerprint(Connection connection, String rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            try (ResultSet row = statement
                    .executeQuery("select count(*), sum(hash_record_extended(a, 0)) from (" + rows + ") as a")) {
                row.next();
                return new Fingerprint(row.getLong(1), row.getBigDecimal(2));
            }
        }
    }

    private void rowForRow(Connection connection, Table table, Position position, Consumer<RegisterDifference> differing)
            throws SQLException {
        String keys = String.join(", ", table.keys());
        String sql = asOf(position, """
                with a as (%s), b as (%s)
                select row_to_json(a)::text, row_to_json(b)::text, a.%s is not null as here, b.%s is not null as there,
                  (select array_agg(e.record_id::text order by e.position) from ledger.event e where %s)
                from a full join b using (%s)
                where a is distinct from b%s
                order by %s
                """.formatted(live.sql(table.select()), next.sql(table.select()), table.keys().getFirst(), table.keys().getFirst(),
                behind(table), keys,
                table.name().equals("party_name")
                        ? " and coalesce(a.last_position, 0) <= :up_to and coalesce(b.last_position, 0) <= :up_to"
                        : "",
                keys));
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setFetchSize(ROWS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    differing.accept(difference(table, rows));
                }
            }
        }
    }

    private static String behind(Table table) {
        if (table.position() != null) {
            return "e.position in (a." + table.position() + ", b." + table.position() + ")";
        }
        Set<String> columns = new LinkedHashSet<>();
        table.records().forEach(column -> {
            columns.add("a." + column);
            columns.add("b." + column);
        });
        return "e.record_id in (" + String.join(", ", columns) + ")";
    }

    private RegisterDifference difference(Table table, ResultSet row) throws SQLException {
        boolean here = row.getBoolean("here");
        boolean there = row.getBoolean("there");
        Map<String, Object> before = here ? mapper.readValue(row.getString(1), FIELDS) : null;
        Map<String, Object> after = there ? mapper.readValue(row.getString(2), FIELDS) : null;
        Map<String, Object> key = new LinkedHashMap<>();
        Map<String, Object> either = before == null ? after : before;
        if (either == null) {
            throw new IllegalStateException("a row without either side");
        }
        table.keys().forEach(column -> key.put(column, either.get(column)));
        java.sql.Array records = row.getArray(5);
        RegisterDifference.Kind kind = before == null
                ? RegisterDifference.Kind.MISSING
                : after == null ? RegisterDifference.Kind.SURPLUS : RegisterDifference.Kind.CHANGED;
        return new RegisterDifference(kind, table.name(), key, before, after,
                records == null ? List.of() : List.of((String[]) records.getArray()));
    }
}
