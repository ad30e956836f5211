package org.authorityledger.transparencylog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.store.EventRows;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of the ledger exactly as they are, even if they were tampered with: the leaves of the log are made from them. The store's own reader
 * would refuse what is not an event.
 */
public final class RecordRows {

    private static final String SELECT = "select " + EventRows.COLUMNS + " from ledger.event ";

    private final JdbcClient jdbc;

    public RecordRows(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    /** The next records after a position, in order. */
    public List<LoggedRecord> after(Position position, int limit) {
        return jdbc.sql(SELECT + "where position > :position order by position limit :limit").param("position", position.value())
                .param("limit", limit).query((row, n) -> record(row)).list();
    }

    /** The record of this id. */
    public Optional<LoggedRecord> record(RecordId recordId) {
        return jdbc.sql(SELECT + "where record_id = :recordId").param("recordId", recordId.value()).query((row, n) -> record(row)).list()
                .stream().findFirst();
    }

    /** The records of one grantor up to a position, in order. */
    public List<LoggedRecord> stream(GrantorId grantorId, Position upTo) {
        return jdbc.sql(SELECT + "where grantor_id = :grantorId and position <= :position order by sequence")
                .param("grantorId", grantorId.value()).param("position", upTo.value()).query((row, n) -> record(row)).list();
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
