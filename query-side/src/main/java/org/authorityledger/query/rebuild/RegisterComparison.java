package org.authorityledger.query.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.authorityledger.query.register.Generation;
import org.authorityledger.query.register.RegisterSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds two registers against each other, row for row, as of one position: in one snapshot of the database, and without a lock.
 *
 * <p>Both are followed on while they are compared, and each may have come to another place. But their versions carry when they came to be known:
 * what was opened after the position's instant is left out, and what was closed after it counts as open. Only what a real record after the
 * position did is cut in this way; a row that claims to and names no such record is wrong, and found.
 */
final class RegisterComparison {

    private static final int ROWS = 500;
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {
    };

    /** Opened later, and by a record that says so. */
    private static final String OPENED_LATER = """
            v.known_from > c.instant
              and exists (select from ledger.event e where e.record_id = v.opened_by and e.recorded_at = v.known_from and e.position > c.up_to)
            """;
    private static final String CLOSED_LATER = """
            v.known_until > c.instant and v.known_until <> 'infinity'
              and exists (select from ledger.event e where e.record_id = v.closed_by and e.recorded_at = v.known_until and e.position > c.up_to)
            """;

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
            new Table("authority_version", List.of("source_position", "attorney_id", "known_from"),
                    """
                            select v.source_position, v.attorney_id, v.known_from, v.source, v.grantor_id, v.poa_id, v.issuer_id, v.role, v.in_place_of,
                              v.powers::text as powers, v.forms, v.amendable_forms, v.minimum_signatures, v.effective_from, v.effective_until, v.end_cause,
                              v.ended_by, v.opened_by,
                              case when %s then 'infinity' else v.known_until end as known_until, case when %s then null else v.closed_by end as closed_by
                            from register.authority_version v, cut c where not (%s)
                            """
                            .formatted(CLOSED_LATER, CLOSED_LATER, OPENED_LATER),
                    List.of("opened_by", "closed_by"), null),
            new Table("instrument_version", List.of("grantor_id", "poa_id", "known_from"),
                    """
                            select v.grantor_id, v.poa_id, v.known_from, v.granted_at, v.issuer_id, v.terms::text as terms, v.opened_by,
                              case when %s then 'infinity' else v.known_until end as known_until, case when %s then null else v.closed_by end as closed_by
                            from register.instrument_version v, cut c where not (%s)
                            """
                            .formatted(CLOSED_LATER, CLOSED_LATER, OPENED_LATER),
                    List.of("opened_by", "closed_by"), null),
            new Table("event_party", List.of("kind", "id", "position"), """
                    select v.kind, v.id, v.position
                    from register.event_party v, cut c
                    where not (v.position > c.up_to and exists (select from ledger.event e where e.position = v.position))
                    """, List.of(), "position"),
            // What a name said earlier is not kept: one seen again after the position is left out on both sides (below).
            new Table("party_name", List.of("kind", "id", "name"), """
                    select v.kind, v.id, v.name, v.search_name, v.cik, v.last_position from register.party_name v
                    """, List.of(), "last_position"));

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
     * @param differing takes each row that differs
     * @return as of which position: the lesser of the two
     */
    long compare(long position, Consumer<RegisterDifference> differing) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                long both = Math.min(position,
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

    /** Breaks off what is being compared, from another thread. */
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

    private void compare(Connection connection, Table table, long position, Consumer<RegisterDifference> differing) throws SQLException {
        String keys = String.join(", ", table.keys());
        String bothPresent = table.keys().stream().map(key -> "b." + key + " is not null").findFirst().orElseThrow();
        String sql = """
                with cut as materialized (
                  select ?::bigint as up_to,
                    coalesce((select recorded_at from ledger.event where position = ?), '-infinity'::timestamptz) as instant),
                a as (%s), b as (%s)
                select row_to_json(a)::text, row_to_json(b)::text, %s,
                  (select array_agg(e.record_id::text order by e.position) from ledger.event e where %s)
                from a full join b using (%s), cut c
                where a is distinct from b%s
                order by %s
                """.formatted(live.sql(table.select()), next.sql(table.select()),
                "(a." + table.keys().getFirst() + " is not null) as here, (" + bothPresent + ") as there", behind(table), keys,
                table.name().equals("party_name")
                        ? " and coalesce(a.last_position, 0) <= c.up_to and coalesce(b.last_position, 0) <= c.up_to"
                        : "",
                keys);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            running = statement;
            statement.setFetchSize(ROWS);
            statement.setLong(1, position);
            statement.setLong(2, position);
            try (ResultSet rows = statement.executeQuery()) {
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
            throw new IllegalStateException("a row that is on neither side");
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
