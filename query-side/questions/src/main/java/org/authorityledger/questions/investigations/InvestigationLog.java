package org.authorityledger.questions.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.investigations.Investigation.State;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.AdvisoryLocks;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** That investigations were opened, by whom and why, and how they ended: rows that are added and never changed. */
final class InvestigationLog {

    private static final String SELECT = """
            select o.*, coalesce(t.turn, 'REPLAYING') as state, t.turned_at, t.turned_by, t.reason, p.done,
              (select d.digest from investigation.turn d where d.investigation_id = o.investigation_id and d.turn = 'OPEN') as digest
            from investigation.opened o
              left join lateral (
                select * from investigation.turn e where e.investigation_id = o.investigation_id order by e.turn = 'OPEN' limit 1) as t on true
              left join investigation.progress p on p.investigation_id = o.investigation_id
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    InvestigationLog(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Who opens one, from where. */
    record Opening(UUID id, InvestigationRequest request, String canonicalRequest, InvestigationPlan premise, String openedBy,
            @Nullable String sourceAddress, @Nullable String correlationId, Duration keep, long process) {}

    /**
     * Records that one was opened.
     *
     * @param most how many may be open at a time
     * @throws Problem when so many are
     */
    void open(Opening opening, int most) {
        transactions.executeWithoutResult(status -> {
            jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, AdvisoryLocks.OPENING_AN_INVESTIGATION);
            Long open = jdbc.queryForObject("""
                    select count(*) from investigation.opened o
                    where not exists (select from investigation.turn t where t.investigation_id = o.investigation_id and t.turn <> 'OPEN')
                    """, Long.class);
            if (open != null && open >= most) {
                throw new Problem(HttpStatus.CONFLICT, "TOO_MANY_INVESTIGATIONS",
                        "There are " + open + " open investigations, as many as may be. Close one that is not needed any more.", List.of());
            }
            jdbc.update(
                    """
                            insert into investigation.opened (investigation_id, name, note, request, position, known_at, records, opened_by, opened_at,
                              closes_at, source_address, correlation_id, process)
                            select ?, ?, ?, ?::json, ?, ?, ?, ?, now, now + ? * interval '1 second', ?, ?, ? from clock_timestamp() as now
                            """,
                    opening.id(), opening.request().name(), opening.request().note(), opening.canonicalRequest(),
                    opening.premise().position(), QuestionClock.utc(opening.premise().knownAt()), opening.premise().records(), opening.openedBy(),
                    opening.keep().toSeconds(), opening.sourceAddress(), opening.correlationId(), opening.process());
            jdbc.update("insert into investigation.progress (investigation_id, done) values (?, 0)", opening.id());
        });
    }

    /**
     * Records what became of one.
     *
     * @return false when it had come to that, or had ended, before
     */
    boolean turn(UUID id, State to, @Nullable String by, @Nullable String reason, byte @Nullable [] digest) {
        try {
            jdbc.update("insert into investigation.turn (investigation_id, turn, turned_by, reason, digest) values (?, ?, ?, ?, ?)", id,
                    to.name(), by, reason, digest);
        } catch (DuplicateKeyException before) {
            return false;
        }
        jdbc.update("delete from investigation.progress where investigation_id = ?", id);
        return true;
    }

    void progress(UUID id, long done) {
        jdbc.update("update investigation.progress set done = ? where investigation_id = ?", done, id);
    }

    @Nullable
    Investigation find(UUID id) {
        List<Investigation> found = jdbc.query(SELECT + "where o.investigation_id = ?", InvestigationLog::investigation, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The newest first. */
    List<Investigation> list(@Nullable State state, Page page) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder(SELECT).append("where true");
        if (state != null) {
            sql.append(" and coalesce(t.turn, 'REPLAYING') = ?");
            arguments.add(state.name());
        }
        if (!page.first()) {
            sql.append(" and o.investigation_id < ?");
            arguments.add(uuid(page.after().getFirst()));
        }
        arguments.add(page.toRead());
        return jdbc.query(sql + " order by o.investigation_id desc limit ?", InvestigationLog::investigation, arguments.toArray());
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor that this list gave out");
        }
    }

    /** Those that have not ended. */
    List<Investigation> alive() {
        return jdbc.query(SELECT + "where t.turn is null or t.turn = 'OPEN'", InvestigationLog::investigation);
    }

    /** Now, by the clock by which they expire. */
    Instant now() {
        return Objects.requireNonNull(jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class)).toInstant();
    }

    private static Investigation investigation(ResultSet row, int number) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        long total = row.getLong("records");
        byte[] digest = row.getBytes("digest");
        return new Investigation(row.getObject("investigation_id", UUID.class), row.getString("name"), row.getString("note"),
                row.getString("request"), row.getLong("position"), instant(row, "known_at"), state,
                digest == null ? row.getLong("done") : total, total, row.getString("opened_by"), instant(row, "opened_at"),
                instant(row, "closes_at"), digest == null ? null : HexFormat.of().formatHex(digest),
                state.ended() ? instant(row, "turned_at") : null, state.ended() ? row.getString("turned_by") : null,
                row.getString("reason"), row.getLong("process"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
