package org.authorityledger.query.dashboard;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.query.register.Moments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what instruments say, with everything they were ever known to say. */
final class Instruments {

    private static final int MOST = 200;

    private final JdbcTemplate jdbc;

    Instruments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What an instrument was known to say during {@code [knownFrom, knownUntil)}, by which record. */
    record Text(PoaId poaId, Terms terms, Instant knownFrom, @Nullable Instant knownUntil, String openedBy) {

        boolean knownAt(Instant moment) {
            return !moment.isBefore(knownFrom) && (knownUntil == null || moment.isBefore(knownUntil));
        }
    }

    /** The instruments of a grantor as known at a moment, in the order of recording. */
    List<Text> of(GrantorId grantorId, Moment moment) {
        return read(" and v.known_from <= ? and v.known_until > ? order by v.granted_at limit " + MOST, grantorId.value(),
                Moments.utc(moment.knownAt()), Moments.utc(moment.knownAt()));
    }

    /** Everything an instrument was ever known to say, the latest first. */
    List<Text> texts(GrantorId grantorId, PoaId poaId) {
        return read(" and v.poa_id = ? order by v.known_from desc limit " + MOST, grantorId.value(), poaId.value());
    }

    private List<Text> read(String condition, Object... arguments) {
        return jdbc.query("""
                select v.poa_id, v.terms, v.known_from, nullif(v.known_until, 'infinity') as known_until, v.opened_by
                from register.instrument_version v where v.grantor_id = ?""" + condition, (row, n) -> {
            OffsetDateTime until = row.getObject("known_until", OffsetDateTime.class);
            return new Text(PoaId.of(row.getString("poa_id")), ActJson.readTerms(row.getString("terms")),
                    Objects.requireNonNull(row.getObject("known_from", OffsetDateTime.class)).toInstant(),
                    until == null ? null : until.toInstant(), Objects.requireNonNull(row.getString("opened_by")));
        }, arguments);
    }
}
