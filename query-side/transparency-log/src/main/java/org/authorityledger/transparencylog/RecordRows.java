package org.authorityledger.transparencylog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.authorityledger.proof.entry.LoggedRecord;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the ledger as they stand, all columns and the payload to the letter: what the leaves of the log are made of. */
public final class RecordRows {

    private static final String COLUMNS = """
            select position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address, correlation_id,
              idempotency_key, idempotency_part, request_digest, payload
            from ledger.event
            """;

    private final JdbcTemplate jdbc;

    public RecordRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The next records after a position, in order. */
    public List<LoggedRecord> after(long position, int limit) {
        return jdbc.query(COLUMNS + "where position > ? order by position limit ?", (row, n) -> record(row), position, limit);
    }

    /** The record of this name, or none. */
    public List<LoggedRecord> record(RecordId recordId) {
        return jdbc.query(COLUMNS + "where record_id = ?", (row, n) -> record(row), recordId.value());
    }

    /** The records of one grantor up to a position, in order. */
    public List<LoggedRecord> stream(GrantorId grantorId, long upToPosition) {
        return jdbc.query(COLUMNS + "where grantor_id = ? and position <= ? order by sequence", (row, n) -> record(row), grantorId.value(),
                upToPosition);
    }

    /** A row, selected with all columns of {@code ledger.event}. */
    public static LoggedRecord record(ResultSet row) throws SQLException {
        String key = row.getString("idempotency_key");
        LoggedRecord.Idempotency idempotency = key == null
                ? null
                : new LoggedRecord.Idempotency(key, row.getInt("idempotency_part"),
                        HexFormat.of().formatHex(Objects.requireNonNull(row.getBytes("request_digest"))));
        return new LoggedRecord(row.getLong("position"), Objects.requireNonNull(row.getObject("record_id", UUID.class)),
                row.getString("grantor_id"), row.getLong("sequence"), row.getString("type"), row.getString("revision"),
                Objects.requireNonNull(row.getObject("recorded_at", OffsetDateTime.class)).toInstant(), row.getString("recorded_by"),
                row.getString("source_address"), row.getString("correlation_id"), idempotency, row.getString("payload"));
    }
}
