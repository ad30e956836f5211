package org.authorityledger.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/** Rows of the register as authorities. */
public final class AuthorityRows {

    /** The columns that {@link #authority} and {@link #version} read, of a table aliased {@code v}. */
    public static final String COLUMNS = """
            v.source_position, v.attorney_id, v.source, v.grantor_id, v.poa_id, v.issuer_id, v.role, v.in_place_of, v.powers,
            v.minimum_signatures, v.effective_from, v.effective_until, v.end_cause, v.ended_by, v.known_from,
            nullif(v.known_until, 'infinity') as known_until, v.opened_by, v.closed_by
            """;

    private AuthorityRows() {}

    /** The authority of a row. */
    public static Authority authority(ResultSet row) throws SQLException {
        LocalDate until = row.getObject("effective_until", LocalDate.class);
        Ending ending = until == null
                ? null
                : new Ending(until, EndCause.valueOf(row.getString("end_cause")), new RecordId(row.getObject("ended_by", UUID.class)));
        String inPlaceOf = row.getString("in_place_of");
        return new Authority(new RecordId(row.getObject("source", UUID.class)), GrantorId.of(row.getString("grantor_id")),
                PoaId.of(row.getString("poa_id")), IssuerId.of(row.getString("issuer_id")), AttorneyId.of(row.getString("attorney_id")),
                Role.valueOf(row.getString("role")), inPlaceOf == null ? null : AttorneyId.of(inPlaceOf),
                PowersJson.read(row.getString("powers")), row.getInt("minimum_signatures"),
                Objects.requireNonNull(row.getObject("effective_from", LocalDate.class)), ending);
    }

    /** The version of a row, with both clocks. */
    public static AuthorityVersion version(ResultSet row) throws SQLException {
        UUID closedBy = row.getObject("closed_by", UUID.class);
        return new AuthorityVersion(authority(row), Objects.requireNonNull(instant(row, "known_from")), instant(row, "known_until"),
                new RecordId(row.getObject("opened_by", UUID.class)), closedBy == null ? null : new RecordId(closedBy));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
