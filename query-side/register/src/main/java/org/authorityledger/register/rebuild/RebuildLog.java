package org.authorityledger.register.rebuild;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What became of each rebuild, kept in the database for other nodes and for later. */
final class RebuildLog {

    /** The number of rebuilds that are kept; older ones are deleted. */
    private static final int KEPT = 100;
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper mapper;

    RebuildLog(JdbcTemplate jdbc, JsonMapper mapper) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = new NamedParameterJdbcTemplate(jdbc);
        this.mapper = mapper;
    }

    void write(Rebuild rebuild) {
        jdbc.sql(
                """
                        insert into ledger_operations.rebuild (rebuild_id, register, state, started_by, started_at, finished_at, done, total, position,
                          compared_to, differences, reason)
                        values (:id, :register, :state, :startedBy, :startedAt, :finishedAt, :done, :total, :position, :comparedTo, :differences, :reason)
                        on conflict (rebuild_id) do update set state = excluded.state, finished_at = excluded.finished_at, done = excluded.done,
                          total = excluded.total, position = excluded.position, compared_to = excluded.compared_to, differences = excluded.differences,
                          reason = excluded.reason
                        """)
                .param("id", rebuild.rebuildId()).param("register", rebuild.register()).param("state", rebuild.state().name())
                .param("startedBy", rebuild.startedBy()).param("startedAt", utc(rebuild.startedAt()))
                .param("finishedAt", utc(rebuild.finishedAt())).param("done", rebuild.done()).param("total", rebuild.total())
                .param("position", number(rebuild.position())).param("comparedTo", number(rebuild.comparedTo()))
                .param("differences", rebuild.differences()).param("reason", rebuild.reason()).update();
    }

    /** Only how far it has come; how it ended is never overwritten. */
    void noteProgress(Rebuild rebuild) {
        jdbc.sql("""
                update ledger_operations.rebuild set state = :state, done = :done, total = :total
                where rebuild_id = :id and finished_at is null
                """).param("state", rebuild.state().name()).param("done", rebuild.done()).param("total", rebuild.total())
                .param("id", rebuild.rebuildId()).update();
    }

    /** Asks the node that runs it to cancel it. */
    void askToCancel(UUID rebuildId) {
        jdbc.sql("update ledger_operations.rebuild set cancel_asked = true where rebuild_id = :id and finished_at is null")
                .param("id", rebuildId).update();
    }

    /** Whether any node was asked to cancel it. */
    boolean askedToCancel(UUID rebuildId) {
        return jdbc.sql("select cancel_asked from ledger_operations.rebuild where rebuild_id = :id").param("id", rebuildId)
                .query(Boolean.class).list().contains(true);
    }

    void forgetOldOnes() {
        jdbc.sql("""
                delete from ledger_operations.rebuild
                where rebuild_id not in (select rebuild_id from ledger_operations.rebuild order by started_at desc limit :kept)
                """).param("kept", KEPT).update();
    }

    void write(UUID rebuildId, List<RegisterDifference> differing) {
        List<SqlParameterSource> rows = new ArrayList<>();
        for (RegisterDifference difference : differing) {
            rows.add(new MapSqlParameterSource("id", rebuildId).addValue("number", rows.size() + 1)
                    .addValue("kind", difference.kind().name()).addValue("table", difference.table())
                    .addValue("key", mapper.writeValueAsString(difference.key())).addValue("before", json(difference.before()))
                    .addValue("after", json(difference.after()))
                    .addValue("records", difference.recordIds().stream().map(UUID::fromString).toArray(UUID[]::new)));
        }
        batches.batchUpdate("""
                insert into ledger_operations.rebuild_difference (rebuild_id, number, kind, table_name, key, before, after, record_ids)
                values (:id, :number, :kind, :table, :key::json, :before::json, :after::json, :records)
                """, rows.toArray(SqlParameterSource[]::new));
    }

    private @Nullable String json(@Nullable Object value) {
        return value == null ? null : mapper.writeValueAsString(value);
    }

    /** Marks those that were under way when their node stopped. Only while holding the right to rebuild. */
    void markInterrupted() {
        jdbc.sql("""
                update ledger_operations.rebuild set state = 'FAILED', finished_at = now(), reason = 'the node that rebuilt was stopped'
                where state not in ('DONE', 'CANCELLED', 'FAILED')
                """).update();
    }

    /** The latest ones, the last first, without what differed. */
    List<Rebuild> last() {
        return jdbc.sql("select * from ledger_operations.rebuild order by started_at desc limit :kept").param("kept", KEPT)
                .query((row, n) -> rebuild(row, null)).list();
    }

    @Nullable
    Rebuild find(UUID rebuildId) {
        return jdbc.sql("select * from ledger_operations.rebuild where rebuild_id = :id").param("id", rebuildId)
                .query((row, n) -> rebuild(row, differing(rebuildId))).optional().orElse(null);
    }

    private List<RegisterDifference> differing(UUID rebuildId) {
        return jdbc.sql("select * from ledger_operations.rebuild_difference where rebuild_id = :id order by number").param("id", rebuildId)
                .query((row, n) -> new RegisterDifference(RegisterDifference.Kind.valueOf(row.getString("kind")),
                        row.getString("table_name"), mapper.readValue(row.getString("key"), FIELDS), fields(row, "before"),
                        fields(row, "after"), Arrays.stream((UUID[]) row.getArray("record_ids").getArray()).map(UUID::toString).toList()))
                .list();
    }

    private @Nullable LinkedHashMap<String, Object> fields(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : mapper.readValue(json, FIELDS);
    }

    private static Rebuild rebuild(ResultSet row, @Nullable List<RegisterDifference> differing) throws SQLException {
        Rebuild.State state = Rebuild.State.valueOf(row.getString("state"));
        Long differences = row.getObject("differences", Long.class);
        return new Rebuild(row.getObject("rebuild_id", UUID.class), row.getString("register"), state, row.getString("started_by"),
                Objects.requireNonNull(AuthorityRows.instant(row, "started_at")), AuthorityRows.instant(row, "finished_at"),
                row.getLong("done"),
                row.getLong("total"), null, null, position(row, "position"), position(row, "compared_to"),
                differences,
                differences == null ? null : differing, row.getString("reason"));
    }

    private static @Nullable Long number(@Nullable Position position) {
        return position == null ? null : position.value();
    }

    private static @Nullable Position position(ResultSet row, String column) throws SQLException {
        Long position = row.getObject(column, Long.class);
        return position == null ? null : Position.of(position);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : QuestionClock.utc(instant);
    }
}
