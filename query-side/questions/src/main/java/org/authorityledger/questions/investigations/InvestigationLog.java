package org.authorityledger.questions.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.investigations.Investigation.State;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.store.AdvisoryLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Records which investigations were opened, by whom and why, and how they ended. Rows are added and never changed. */
final class InvestigationLog {

    private static final String SELECT = """
            select o.*, coalesce(t.turn, 'REPLAYING') as state, t.turned_at, t.turned_by, t.reason, p.done,
              case when t.turn is null then (
                select count(*) from investigation.opened earlier
                where earlier.process = o.process and earlier.investigation_id < o.investigation_id
                  and not exists (select from investigation.turn e where e.investigation_id = earlier.investigation_id)) end as earlier,
              (select d.digest from investigation.turn d where d.investigation_id = o.investigation_id and d.turn = 'OPEN') as digest
            from investigation.opened o
              left join lateral (
                select * from investigation.turn e where e.investigation_id = o.investigation_id order by e.turn = 'OPEN' limit 1) as t on true
              left join investigation.progress p on p.investigation_id = o.investigation_id
            """;

    /** Of the requests in one page: each may have a megabyte. */
    private static final long MOST_BYTES = 8 << 20;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final int atOnce;

    InvestigationLog(JdbcTemplate template, TransactionTemplate transactions, int atOnce) {
        this.atOnce = atOnce;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transactions = transactions;
    }

    /** An investigation to open, and who opens it, from where. */
    record Opening(UUID id, InvestigationRequest request, String canonicalRequest, InvestigationPlan plan, String openedBy,
            @Nullable String sourceAddress, @Nullable String correlationId, Duration keep, long process) {}

    /**
     * Records that an investigation was opened.
     *
     * @param most the maximum number open at a time
     * @throws Problem if that number is open already
     */
    void open(Opening opening, int most) {
        transactions.executeWithoutResult(status -> {
            AdvisoryLock.holdInTransaction(template, AdvisoryLock.OPENING_AN_INVESTIGATION);
            long open = jdbc.sql("""
                    select count(*) from investigation.opened o
                    where not exists (select from investigation.turn t where t.investigation_id = o.investigation_id and t.turn <> 'OPEN')
                    """).query(Long.class).single();
            if (open >= most) {
                throw new Problem(HttpStatus.CONFLICT, "TOO_MANY_INVESTIGATIONS",
                        "There are " + open + " open investigations, which is the maximum. Close one that is no longer needed.", List.of());
            }
            jdbc.sql(
                    """
                            insert into investigation.opened (investigation_id, name, note, request, position, known_at, records, opened_by, opened_at,
                              closes_at, source_address, correlation_id, process, over_edition)
                            select :id, :name, :note, :request::json, :position, :knownAt, :records, :openedBy, now,
                              now + :keepSeconds * interval '1 second', :sourceAddress, :correlationId, :process, :overEdition
                            from clock_timestamp() as now
                            """)
                    .param("id", opening.id()).param("name", opening.request().name()).param("note", opening.request().note())
                    .param("request", opening.canonicalRequest()).param("position", opening.plan().position().value())
                    .param("knownAt", QuestionClock.utc(opening.plan().knownAt())).param("records", opening.plan().records())
                    .param("openedBy", opening.openedBy()).param("keepSeconds", opening.keep().toSeconds())
                    .param("sourceAddress", opening.sourceAddress()).param("correlationId", opening.correlationId())
                    .param("process", opening.process())
                    .param("overEdition", opening.plan().touched() == null ? null : Generation.EDITION, Types.INTEGER).update();
            jdbc.sql("insert into investigation.progress (investigation_id, done) values (:id, 0)").param("id", opening.id()).update();
        });
    }

    /**
     * Records that an investigation was replayed, or has ended.
     *
     * @return false if that was recorded before, or it had ended already
     */
    boolean turn(UUID id, State to, @Nullable String by, @Nullable String reason, byte @Nullable [] digest) {
        try {
            jdbc.sql("""
                    insert into investigation.turn (investigation_id, turn, turned_by, reason, digest)
                    values (:id, :turn, :by, :reason, :digest)
                    """).param("id", id).param("turn", to.name()).param("by", by).param("reason", reason).param("digest", digest).update();
        } catch (DuplicateKeyException before) {
            return false;
        }
        jdbc.sql("delete from investigation.progress where investigation_id = :id").param("id", id).update();
        return true;
    }

    void progress(UUID id, long done) {
        jdbc.sql("update investigation.progress set done = :done where investigation_id = :id").param("done", done).param("id", id)
                .update();
    }

    @Nullable
    Investigation find(UUID id) {
        return jdbc.sql(SELECT + "where o.investigation_id = :id").param("id", id).query(this::investigation).optional()
                .orElse(null);
    }

    /** The investigations in a state, or all of them, newest first: as many as the page holds, or as their requests have room. */
    Investigations.Found list(@Nullable State state, Page page) {
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", page.toRead()));
        StringBuilder sql = new StringBuilder(SELECT).append("where true");
        if (state != null) {
            sql.append(" and coalesce(t.turn, 'REPLAYING') = :state");
            parameters.put("state", state.name());
        }
        if (!page.first()) {
            sql.append(" and o.investigation_id < :before");
            parameters.put("before", uuid(page.after().getFirst()));
        }
        sql.append(" order by o.investigation_id desc limit :limit");
        parameters.put("most", MOST_BYTES);
        AtomicLong listed = new AtomicLong();
        List<Investigation> read = jdbc.sql("""
                select * from (
                    select l.*, count(*) over () as listed, row_number() over (order by l.investigation_id desc) as place,
                      sum(octet_length(l.request::text)) over (order by l.investigation_id desc) as bytes
                    from (%s) as l) as w
                where w.bytes <= :most or w.place = 1
                order by w.place
                """.formatted(sql)).params(parameters).query((row, n) -> {
            listed.set(row.getLong("listed"));
            return investigation(row, n);
        }).list();
        Function<Investigation, List<String>> key = one -> List.of(one.id().toString());
        return new Investigations.Found(page.cut(read),
                read.size() < listed.get() ? page.cursor(key.apply(page.cut(read).getLast())) : page.next(read, key));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor", "is not a cursor that this list gave out");
        }
    }

    /** The investigations that have not ended. */
    List<Investigation> alive() {
        return jdbc.sql(SELECT + "where t.turn is null or t.turn = 'OPEN'").query(this::investigation).list();
    }

    /** The time now, by the clock that decides when they expire. */
    Instant now() {
        return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    }

    private Investigation investigation(ResultSet row, int number) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        long total = row.getLong("records");
        byte[] digest = row.getBytes("digest");
        return new Investigation(row.getObject("investigation_id", UUID.class), row.getString("name"), row.getString("note"),
                row.getString("request"), Position.of(row.getLong("position")), instant(row, "known_at"), state,
                digest == null ? row.getLong("done") : total, total, row.getString("opened_by"), instant(row, "opened_at"),
                instant(row, "closes_at"), digest == null ? null : HexFormat.of().formatHex(digest),
                state.ended() ? instant(row, "turned_at") : null, state.ended() ? row.getString("turned_by") : null,
                row.getString("reason"), row.getLong("process"), row.getObject("over_edition", Integer.class),
                (int) Math.max(0, row.getLong("earlier") - atOnce + 1));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
