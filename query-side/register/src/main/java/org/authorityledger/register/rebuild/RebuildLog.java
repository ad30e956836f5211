package org.authorityledger.register.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What became of each rebuild, kept in the database: for other nodes, and for later. */
final class RebuildLog {

    /** Rebuilds beyond the last so many are forgotten. */
    private static final int KEPT = 100;
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {
    };

    private final JdbcTemplate jdbc;
    private final JsonMapper mapper;

    RebuildLog(JdbcTemplate jdbc, JsonMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    void write(Rebuild rebuild) {
        jdbc.update(
                """
                        insert into ledger_operations.rebuild (rebuild_id, register, state, started_by, started_at, finished_at, done, total, position,
                          compared_to, differences, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (rebuild_id) do update set state = excluded.state, finished_at = excluded.finished_at, done = excluded.done,
                          total = excluded.total, position = excluded.position, compared_to = excluded.compared_to, differences = excluded.differences,
                          reason = excluded.reason
                        """,
                rebuild.rebuildId(), rebuild.register(), rebuild.state().name(), rebuild.startedBy(), utc(rebuild.startedAt()),
                utc(rebuild.finishedAt()), rebuild.done(), rebuild.total(), rebuild.position(), rebuild.comparedTo(), rebuild.differences(),
                rebuild.reason());
    }

    /** Only how far it has come; how it ended is never overwritten. */
    void noteProgress(Rebuild rebuild) {
        jdbc.update("""
                update ledger_operations.rebuild set state = ?, done = ?, total = ? where rebuild_id = ? and finished_at is null
                """, rebuild.state().name(), rebuild.done(), rebuild.total(), rebuild.rebuildId());
    }

    /** Asks whichever node does it to cancel it. */
    void askToCancel(UUID rebuildId) {
        jdbc.update("update ledger_operations.rebuild set cancel_asked = true where rebuild_id = ? and finished_at is null", rebuildId);
    }

    /** Whether any node was asked to cancel it. */
    boolean askedToCancel(UUID rebuildId) {
        return jdbc.queryForList("select cancel_asked from ledger_operations.rebuild where rebuild_id = ?", Boolean.class, rebuildId)
                .contains(true);
    }

    void forgetOldOnes() {
        jdbc.update("""
                delete from ledger_operations.rebuild
                where rebuild_id not in (select rebuild_id from ledger_operations.rebuild order by started_at desc limit ?)
                """, KEPT);
    }

    void write(UUID rebuildId, List<RegisterDifference> differing) {
        List<Object[]> rows = new java.util.ArrayList<>();
        for (RegisterDifference difference : differing) {
            rows.add(new Object[]{ rebuildId, rows.size() + 1, difference.kind().name(), difference.table(),
                    mapper.writeValueAsString(difference.key()), json(difference.before()), json(difference.after()),
                    difference.recordIds().stream().map(UUID::fromString).toArray(UUID[]::new)});
        }
        jdbc.batchUpdate("""
                insert into ledger_operations.rebuild_difference (rebuild_id, number, kind, table_name, key, before, after, record_ids)
                values (?, ?, ?, ?, ?::json, ?::json, ?::json, ?)
                """, rows);
    }

    private @Nullable String json(@Nullable Object value) {
        return value == null ? null : mapper.writeValueAsString(value);
    }

    /** Those that were under way when their node stopped. To be called by who alone may rebuild. */
    void markInterrupted() {
        jdbc.update("""
                update ledger_operations.rebuild set state = 'FAILED', finished_at = now(), reason = 'the node that rebuilt was stopped'
                where state not in ('DONE', 'CANCELLED', 'FAILED')
                """);
    }

    /** The last ones, the last first, without what differed. */
    List<Rebuild> last() {
        return jdbc.query("select * from ledger_operations.rebuild order by started_at desc limit ?", (row, n) -> rebuild(row, null), KEPT);
    }

    @Nullable
    Rebuild find(UUID rebuildId) {
        List<Rebuild> found = jdbc.query("select * from ledger_operations.rebuild where rebuild_id = ?",
                (row, n) -> rebuild(row, differing(rebuildId)), rebuildId);
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<RegisterDifference> differing(UUID rebuildId) {
        return jdbc.query("select * from ledger_operations.rebuild_difference where rebuild_id = ? order by number",
                (row, n) -> new RegisterDifference(RegisterDifference.Kind.valueOf(row.getString("kind")), row.getString("table_name"),
                        mapper.readValue(row.getString("key"), FIELDS), fields(row, "before"), fields(row, "after"),
                        Arrays.stream((UUID[]) row.getArray("record_ids").getArray()).map(UUID::toString).toList()),
                rebuildId);
    }

    private @Nullable LinkedHashMap<String, Object> fields(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : mapper.readValue(json, FIELDS);
    }

    private static Rebuild rebuild(ResultSet row, @Nullable List<RegisterDifference> differing) throws SQLException {
        Rebuild.State state = Rebuild.State.valueOf(row.getString("state"));
        Long differences = row.getObject("differences", Long.class);
        return new Rebuild(row.getObject("rebuild_id", UUID.class), row.getString("register"), state, row.getString("started_by"),
                java.util.Objects.requireNonNull(instant(row, "started_at")), instant(row, "finished_at"), row.getLong("done"),
                row.getLong("total"), null, null, row.getObject("position", Long.class), row.getObject("compared_to", Long.class),
                differences,
                differences == null ? null : differing, row.getString("reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
