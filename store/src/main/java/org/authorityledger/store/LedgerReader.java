package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the ledger: by stream, in order, by record and by request. */
public final class LedgerReader {

    static final String LEDGER = "ledger";

    private final JdbcTemplate jdbc;
    private final String event;
    private final String appointment;
    private final String columns;

    public LedgerReader(JdbcTemplate jdbc) {
        this(jdbc, LEDGER);
    }

    /**
     * Reads events that lie elsewhere.
     *
     * @param schema one with tables or views {@code event} and {@code appointment} like those of the ledger
     */
    public LedgerReader(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.event = schema + ".event";
        this.appointment = schema + ".appointment";
        this.columns = """
                select position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address, correlation_id,
                  idempotency_key, idempotency_part, request_digest, payload
                from %s
                """.formatted(event);
    }

    /** The acts of one grantor from a place in its stream on, in order. */
    public List<StoredEvent> stream(GrantorId grantorId, long fromSequence) {
        return jdbc.query(columns + "where grantor_id = ? and sequence >= ? order by sequence", LedgerReader::event, grantorId.value(),
                fromSequence);
    }

    /** The acts of several grantors up to a position, in the order of the ledger. */
    public List<StoredEvent> streams(Collection<GrantorId> grantorIds, long upToPosition) {
        return jdbc.query(columns + "where grantor_id = any(?) and position <= ? order by position", LedgerReader::event,
                grantorIds.stream().map(GrantorId::value).toArray(String[]::new), upToPosition);
    }

    /** The next acts after a position, in order. */
    public List<StoredEvent> after(long position, int limit) {
        return jdbc.query(columns + "where position > ? order by position limit ?", LedgerReader::event, position, limit);
    }

    /** The acts of these positions, in order. */
    public List<StoredEvent> at(Collection<Long> positions) {
        return jdbc.query(columns + "where position = any(?) order by position", LedgerReader::event,
                (Object) positions.toArray(Long[]::new));
    }

    /** The act of this record, or none. */
    public List<StoredEvent> record(RecordId recordId) {
        return jdbc.query(columns + "where record_id = ?", LedgerReader::event, recordId.value());
    }

    /** The acts of these records, in order. */
    public List<StoredEvent> records(Collection<RecordId> recordIds) {
        return jdbc.query(columns + "where record_id = any(?) order by position", LedgerReader::event,
                (Object) recordIds.stream().map(RecordId::value).toArray(UUID[]::new));
    }

    /** What a request of this idempotency key recorded, in order; empty when the key was never used. */
    public List<StoredEvent> recordedUnder(String idempotencyKey) {
        return jdbc.query(columns + "where idempotency_key = ? order by idempotency_part", LedgerReader::event, idempotencyKey);
    }

    /** How many acts the ledger has of a grantor. */
    public long version(GrantorId grantorId) {
        return number("select coalesce(max(sequence) + 1, 0) from " + event + " where grantor_id = ?", grantorId.value());
    }

    /** The last position, 0 for an empty ledger. */
    public long head() {
        return reached().position();
    }

    /** The last record, by position and instant. */
    public LedgerHead.Reached reached() {
        List<LedgerHead.Reached> last = jdbc.query("select position, recorded_at from " + event + " order by position desc limit 1",
                (row, n) -> new LedgerHead.Reached(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()));
        return last.isEmpty() ? new LedgerHead.Reached(0, Instant.MIN) : last.getFirst();
    }

    /** The last position recorded at an instant or before; 0 when there is none. */
    public long positionAt(Instant instant) {
        return number("select coalesce((select position from " + event + " where recorded_at <= ? order by recorded_at desc limit 1), 0)",
                instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    /** Every grantor whose instruments name or ever named this attorney, in order. */
    public List<GrantorId> grantorsEverNaming(AttorneyId attorneyId) {
        return jdbc.query("select grantor_id from " + appointment + " where attorney_id = ? order by grantor_id",
                (row, n) -> GrantorId.of(row.getString(1)), attorneyId.value());
    }

    private long number(String sql, Object... arguments) {
        Long number = jdbc.queryForObject(sql, Long.class, arguments);
        return number == null ? 0 : number;
    }

    private static StoredEvent event(ResultSet row, int number) throws SQLException {
        String type = row.getString("type");
        String revision = row.getString("revision");
        String json = row.getString("payload");
        String key = row.getString("idempotency_key");
        Provenance.Idempotency idempotency = key == null
                ? null
                : new Provenance.Idempotency(key, row.getInt("idempotency_part"), HexFormat.of().formatHex(row.getBytes("request_digest")));
        Provenance provenance = new Provenance(row.getString("recorded_by"), row.getString("source_address"),
                row.getString("correlation_id"),
                idempotency);
        return new StoredEvent(new RecordId(row.getObject("record_id", UUID.class)), GrantorId.of(row.getString("grantor_id")),
                row.getLong("position"), row.getLong("sequence"), row.getObject("recorded_at", OffsetDateTime.class).toInstant(), type,
                revision, json, provenance);
    }
}
