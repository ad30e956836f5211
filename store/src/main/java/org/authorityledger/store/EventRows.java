package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code ledger.event}, and of tables and views like it: the only place that maps their columns. */
public final class EventRows {

    /** All columns of {@code ledger.event}, for a statement that reads {@code from} it. */
    public static final String COLUMNS = """
            position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, source_address, correlation_id,
            idempotency_key, idempotency_part, request_digest, payload
            """;

    private EventRows() {}

    /** The event of a row that was selected with all {@link #COLUMNS}; others beside them do no harm. */
    public static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(new RecordId(required(row.getObject("record_id", UUID.class))),
                GrantorId.of(required(row.getString("grantor_id"))),
                row.getLong("position"), row.getLong("sequence"), required(row.getObject("recorded_at", OffsetDateTime.class)).toInstant(),
                required(row.getString("type")), required(row.getString("revision")), required(row.getString("payload")), provenance(row));
    }

    private static Provenance provenance(ResultSet row) throws SQLException {
        return new Provenance(required(row.getString("recorded_by")), row.getString("source_address"), row.getString("correlation_id"),
                idempotency(row));
    }

    private static Provenance.@Nullable Idempotency idempotency(ResultSet row) throws SQLException {
        String key = row.getString("idempotency_key");
        return key == null
                ? null
                : new Provenance.Idempotency(key, row.getInt("idempotency_part"),
                        HexFormat.of().formatHex(required(row.getBytes("request_digest"))));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
