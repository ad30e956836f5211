package org.authorityledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code ledger.event}, and of tables and views like it: the only place that maps their columns. */
public final class EventRows {

    /** The columns that the law needs: reading all of the ledger is faster without the others. */
    static final String COLUMNS_FOR_THE_LAW = "position, record_id, grantor_id, sequence, type, revision, recorded_at, recorded_by, payload";

    /** All columns of {@code ledger.event}, for a statement that reads {@code from} it. */
    public static final String COLUMNS = COLUMNS_FOR_THE_LAW
            + ", source_address, correlation_id, idempotency_key, idempotency_part, request_digest";

    private EventRows() {}

    /** The event of a row that was selected with all {@link #COLUMNS}; others beside them do no harm. */
    public static StoredEvent read(ResultSet row) throws SQLException {
        return read(row, provenance(row));
    }

    /** The event of a row that was selected with {@link #COLUMNS_FOR_THE_LAW}: of its provenance, it knows only who recorded it. */
    static StoredEvent readForTheLaw(ResultSet row) throws SQLException {
        return read(row, new Provenance(required(row.getString("recorded_by")), null, null, null));
    }

    private static StoredEvent read(ResultSet row, Provenance provenance) throws SQLException {
        return new StoredEvent(new RecordId(required(row.getObject("record_id", UUID.class))),
                GrantorId.of(required(row.getString("grantor_id"))),
                Position.of(row.getLong("position")), Sequence.of(row.getLong("sequence")),
                required(row.getObject("recorded_at", OffsetDateTime.class)).toInstant(),
                required(row.getString("type")), required(row.getString("revision")), required(row.getString("payload")), provenance);
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
