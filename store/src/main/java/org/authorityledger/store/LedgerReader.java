package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.events.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger: by stream, in order, by record and by request. */
public final class LedgerReader {

    static final String LEDGER = "ledger";

    /** A statement falls with its record, with the rider that this record corrects, and with the grant of the instrument that it is about. */
    private static final String LAST_STATED = """
            select k.grantor_id, k.kind from %1$s k
            where k.party_id = :party and k.position <= :known and not exists (
              select from %2$s r
              where r.grantor_id = k.grantor_id and r.type = 'RecordRetracted' and r.position <= :known
                and (r.payload ->> 'recordId' = k.record_id::text
                  or r.payload ->> 'recordId' = (select c.payload ->> 'amendment' from %2$s c where c.record_id = k.record_id)
                  or r.payload ->> 'recordId' = (select g.record_id::text from %2$s g where g.grantor_id = k.grantor_id
                    and g.type = 'PowerOfAttorneyGranted' and g.payload ->> 'poaId' = k.poa_id)))
            order by k.position desc limit 1
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final String event;
    private final String appointment;
    private final String statedKind;

    public LedgerReader(JdbcTemplate jdbc) {
        this(jdbc, LEDGER);
    }

    /**
     * Reads events that are stored elsewhere.
     *
     * @param schema one with tables or views {@code event}, {@code appointment} and {@code stated_kind} like those of the ledger
     */
    public LedgerReader(JdbcTemplate jdbc, String schema) {
        this.template = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.event = schema + ".event";
        this.appointment = schema + ".appointment";
        this.statedKind = schema + ".stated_kind";
    }

    /** The acts of one grantor from a place in its stream on, in order. */
    public List<StoredEvent> stream(GrantorId grantorId, Sequence from) {
        return events("grantor_id = :grantor and sequence >= :from order by sequence",
                Map.of("grantor", grantorId.value(), "from", from.value()));
    }

    /** The acts of several grantors up to a position, in the order of the ledger. */
    public List<StoredEvent> streams(Collection<GrantorId> grantorIds, Position upTo) {
        return events("grantor_id = any(:grantors) and position <= :upTo order by position",
                Map.of("grantors", grantorIds.stream().map(GrantorId::value).toArray(String[]::new), "upTo", upTo.value()));
    }

    /**
     * The records of one grantor from a place in its stream on, in order, without notes: however long these are, memory does not hold them.
     *
     * @throws org.authorityledger.events.UnreadableRecord when this build cannot read one of them
     */
    public List<LedgerRecord> forTheLaw(GrantorId grantorId, Sequence from) {
        return forTheLaw("grantor_id = :grantor and sequence >= :from order by sequence",
                Map.of("grantor", grantorId.value(), "from", from.value()));
    }

    /**
     * The records of several grantors up to a position, in the order of the ledger, without notes.
     *
     * @throws org.authorityledger.events.UnreadableRecord when this build cannot read one of them
     */
    public List<LedgerRecord> forTheLaw(Collection<GrantorId> grantorIds, Position upTo) {
        return forTheLaw("grantor_id = any(:grantors) and position <= :upTo order by position",
                Map.of("grantors", grantorIds.stream().map(GrantorId::value).toArray(String[]::new), "upTo", upTo.value()));
    }

    /**
     * The records of several grantors that were recorded at an instant or before, those of each in order and without notes. Of a grantor, they end
     * before the first that this build cannot read, as in the register; who has none is missing.
     */
    public Map<GrantorId, List<LedgerRecord>> readable(Collection<GrantorId> grantorIds, Instant knownAt) {
        Map<GrantorId, List<LedgerRecord>> streams = new HashMap<>();
        Set<GrantorId> unreadable = new HashSet<>();
        FewAtOnce.each(template, "select " + EventRows.COLUMNS_FOR_THE_LAW + " from " + event
                + " where grantor_id = any(:grantors) and recorded_at <= :known order by grantor_id, sequence",
                Map.of("grantors", grantorIds.stream().map(GrantorId::value).toArray(String[]::new), "known",
                        knownAt.atOffset(ZoneOffset.UTC)),
                columns -> {}, row -> {
                    StoredEvent stored = EventRows.readForTheLaw(row);
                    if (!unreadable.contains(stored.grantorId())) {
                        try {
                            streams.computeIfAbsent(stored.grantorId(), none -> new ArrayList<>()).add(stored.record().withoutNote());
                        } catch (UnreadableRecord e) {
                            unreadable.add(stored.grantorId());
                        }
                    }
                    return stored.json().length();
                });
        return streams;
    }

    private List<LedgerRecord> forTheLaw(String condition, Map<String, ?> parameters) {
        return FewAtOnce.list(template, "select " + EventRows.COLUMNS_FOR_THE_LAW + " from " + event + " where " + condition, parameters,
                (row, n) -> EventRows.readForTheLaw(row).record().withoutNote());
    }

    /** The next acts after a position, in order. */
    public List<StoredEvent> after(Position position, int limit) {
        return events("position > :position order by position limit :limit", Map.of("position", position.value(), "limit", limit));
    }

    /** The acts of these positions, in order. */
    public List<StoredEvent> at(Collection<Position> positions) {
        return events("position = any(:positions) order by position",
                Map.of("positions", positions.stream().map(Position::value).toArray(Long[]::new)));
    }

    /** The act of this record, or none. */
    public List<StoredEvent> record(RecordId recordId) {
        return events("record_id = :record", Map.of("record", recordId.value()));
    }

    /** The acts of these records, in order. */
    public List<StoredEvent> records(Collection<RecordId> recordIds) {
        return events("record_id = any(:records) order by position",
                Map.of("records", recordIds.stream().map(RecordId::value).toArray(UUID[]::new)));
    }

    /** Which record was recorded at an instant. */
    public record Recorded(Position position, RecordId recordId, Instant at) {}

    /**
     * When the last records of some streams were recorded, from the first record of one of them on; the last first.
     *
     * @param since in whose stream the first record is from which on they are read; none if it is empty
     */
    public List<Recorded> lastRecorded(GrantorId since, Collection<GrantorId> streams, Position upTo, int most) {
        return jdbc.sql("""
                select r.position, r.record_id, r.recorded_at
                from unnest(:streams::text[]) as g (id) cross join lateral (
                    select e.position, e.record_id, e.recorded_at from %1$s e
                    where e.grantor_id = g.id and e.position <= :upTo order by e.sequence desc limit :most
                  ) as r
                where r.position >= (select e.position from %1$s e where e.grantor_id = :since order by e.sequence limit 1)
                order by r.position desc limit :most
                """.formatted(event)).param("since", since.value())
                .param("streams", streams.stream().map(GrantorId::value).toArray(String[]::new)).param("upTo", upTo.value())
                .param("most", most).query((row, n) -> recorded(row)).list();
    }

    /** The record of this instant, or none. */
    public List<Recorded> recordedThen(Instant instant) {
        return jdbc.sql("select position, record_id, recorded_at from " + event + " where recorded_at = :at order by position")
                .param("at", instant.atOffset(ZoneOffset.UTC)).query((row, n) -> recorded(row)).list();
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(Position.of(row.getLong("position")), new RecordId(row.getObject("record_id", UUID.class)),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    /** What a request of this idempotency key recorded, in order; empty when the key was never used. */
    public List<StoredEvent> recordedUnder(String idempotencyKey) {
        return events("idempotency_key = :key order by idempotency_part", Map.of("key", idempotencyKey));
    }

    /** What requests of these idempotency keys recorded, in the order of the ledger. */
    public List<StoredEvent> recordedUnder(Collection<String> idempotencyKeys) {
        return events("idempotency_key = any(:keys) order by position", Map.of("keys", idempotencyKeys.toArray(String[]::new)));
    }

    private List<StoredEvent> events(String condition, Map<String, Object> parameters) {
        return jdbc.sql("select " + EventRows.COLUMNS + " from " + event + " where " + condition).params(parameters)
                .query((row, n) -> EventRows.read(row)).list();
    }

    /** How many acts the ledger has of a grantor. */
    public Version version(GrantorId grantorId) {
        return Version.of(number("select coalesce(max(sequence) + 1, 0) from " + event + " where grantor_id = :grantor",
                Map.of("grantor", grantorId.value())));
    }

    /** How many acts the ledger has of each of these grantors; those of whom it has none are missing. */
    public Map<GrantorId, Version> versions(Collection<GrantorId> grantorIds) {
        Map<GrantorId, Version> versions = new HashMap<>();
        jdbc.sql("select g.id, (select e.sequence from " + event + " e where e.grantor_id = g.id order by e.sequence desc limit 1)"
                + " from unnest(:grantors::text[]) as g (id)")
                .param("grantors", grantorIds.stream().map(GrantorId::value).toArray(String[]::new)).query(row -> {
                    long last = row.getLong(2);
                    if (!row.wasNull()) {
                        versions.put(GrantorId.of(row.getString(1)), Sequence.of(last).version());
                    }
                });
        return versions;
    }

    /** The last position; {@link Position#START} for an empty ledger. */
    public Position head() {
        return reached().position();
    }

    /** The last record, by position and instant. */
    public LedgerHead.Reached reached() {
        return jdbc.sql("select position, recorded_at from " + event + " order by position desc limit 1")
                .query((row, n) -> new LedgerHead.Reached(Position.of(row.getLong(1)), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(new LedgerHead.Reached(Position.START, Instant.MIN));
    }

    /** The database's clock, by which records are stamped. */
    public Instant clock() {
        return jdbc.sql("select clock_timestamp()").query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).single();
    }

    /** When the record at a position was recorded; the beginning of time for {@link Position#START}. */
    public Instant recordedAt(Position position) {
        return position.isStart()
                ? Instant.MIN
                : jdbc.sql("select recorded_at from " + event + " where position = :position").param("position", position.value())
                        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).single();
    }

    /**
     * Which records there are for good: no record is added any more that was recorded at this instant or before.
     *
     * @param at by the database's clock
     * @param position that of the last record; {@link Position#START} for an empty ledger
     */
    public record Settled(Instant at, Position position) {}

    /**
     * Settles which records there are now: passes the append lock, and so waits for the append under way.
     *
     * @throws org.springframework.dao.QueryTimeoutException when it takes longer
     */
    public Settled settled(Duration most) {
        Instant at = jdbc.sql("select clock_timestamp()").query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).single();
        // Whatever was given an instant up to this one is being appended now, or is there already. Afterwards it is there.
        jdbc.sql("select pg_advisory_xact_lock_shared(:lock)").param("lock", AdvisoryLock.APPEND_LOCK)
                .withQueryTimeout((int) most.toSeconds())
                .query(row -> {});
        return new Settled(at, head());
    }

    /** The last position recorded at an instant or before; {@link Position#START} before the first. */
    public Position positionAt(Instant instant) {
        return Position.of(number(
                "select coalesce((select position from " + event + " where recorded_at <= :instant order by recorded_at desc limit 1), 0)",
                Map.of("instant", instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))));
    }

    /** Every grantor for whom someone can or ever could sign: as attorney, substitute, co-agent, holder of an office or signatory, in order. */
    public List<GrantorId> grantorsEverNaming(AttorneyId attorneyId) {
        return jdbc.sql("select grantor_id from " + appointment + " where attorney_id = :attorney order by grantor_id")
                .param("attorney", attorneyId.value()).query((row, n) -> GrantorId.of(row.getString(1))).list();
    }

    /** In which stream it is last stated what a party is, and as what. */
    public record LastStated(GrantorId in, PartyKind kind) {}

    /** What a party is, as last stated by a record of any stream that stands; null where none states it. */
    public @Nullable PartyKind statedKind(PartyId party) {
        LastStated last = lastStated(party, null, Position.END);
        return last == null ? null : last.kind();
    }

    /**
     * In which stream it is last stated what a party is, by a record that stands.
     *
     * @param knownAt as known at this moment; null: now
     * @param upTo by the records up to here
     * @return null where none states it
     */
    public @Nullable LastStated lastStated(PartyId party, @Nullable Instant knownAt, Position upTo) {
        Position known = knownAt == null ? upTo : Position.min(upTo, positionAt(knownAt));
        return jdbc.sql(LAST_STATED.formatted(statedKind, event))
                .params(Map.of("party", party.value(), "known", known.value()))
                .query((row, n) -> new LastStated(GrantorId.of(row.getString(1)), PartyKind.valueOf(row.getString(2)))).optional()
                .orElse(null);
    }

    private long number(String sql, Map<String, Object> parameters) {
        return jdbc.sql(sql).params(parameters).query(Long.class).single();
    }
}
