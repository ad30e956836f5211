package org.authorityledger.pages.authorities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.register.FactsJson;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the terms of instruments, with every version that was ever recorded. */
public final class InstrumentTexts {

    static final int MOST_NAMING = 1_000;
    private static final int MOST = 200;

    private final JdbcClient jdbc;

    InstrumentTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an instrument, and its riders, were known to say during {@code [knownFrom, knownUntil)}, by which record. */
    record InstrumentText(PoaId poaId, Terms terms, List<FactsJson.Rider> riders, Instant knownFrom, @Nullable Instant knownUntil,
            String openedBy) {

        boolean knownAt(Instant moment) {
            return !moment.isBefore(knownFrom) && (knownUntil == null || moment.isBefore(knownUntil));
        }
    }

    /** Which instrument. */
    public record InstrumentKey(GrantorId grantorId, PoaId poaId) {

        public static InstrumentKey of(Authority authority) {
            return new InstrumentKey(authority.grantorId(), authority.poaId());
        }
    }

    /** How many attorneys the instruments of these authorities appoint, as known at a moment. */
    public Map<InstrumentKey, Integer> appointments(List<Authority> authorities, Moment moment) {
        Map<InstrumentKey, Integer> appointments = new HashMap<>();
        if (!authorities.isEmpty()) {
            jdbc.sql("""
                    select v.grantor_id, v.poa_id, json_array_length(v.terms -> 'attorneys')
                    from (select distinct * from unnest(:grantors, :poas) as asked (grantor_id, poa_id)) as asked
                      join register.instrument_version v on v.grantor_id = asked.grantor_id and v.poa_id = asked.poa_id
                    where v.known_from <= :knownAt and v.known_until > :knownAt
                    """).param("grantors", authorities.stream().map(one -> one.grantorId().value()).toArray(String[]::new))
                    .param("poas", authorities.stream().map(one -> one.poaId().value()).toArray(String[]::new))
                    .param("knownAt", QuestionClock.utc(moment.knownAt())).query(row -> {
                        appointments.put(new InstrumentKey(GrantorId.of(row.getString(1)), PoaId.of(row.getString(2))), row.getInt(3));
                    });
        }
        return appointments;
    }

    /** The instruments of a grantor as known at a moment, in the order of recording. */
    List<InstrumentText> of(GrantorId grantorId, Moment moment) {
        return read(" and v.known_from <= :knownAt and v.known_until > :knownAt order by v.granted_at limit " + MOST,
                Map.of("grantor", grantorId.value(), "knownAt", QuestionClock.utc(moment.knownAt())));
    }

    /** Everything an instrument was ever known to say, the latest first. */
    List<InstrumentText> texts(GrantorId grantorId, PoaId poaId) {
        return read(" and v.poa_id = :poa order by v.known_from desc limit " + MOST,
                Map.of("grantor", grantorId.value(), "poa", poaId.value()));
    }

    /** An instrument that names someone, at some time. */
    record Naming(GrantorId grantorId, InstrumentText text) {}

    /**
     * What instruments of some grantors were ever known to say in which an office is appointed, also by a rider; the latest first, and no more than
     * {@value #MOST_NAMING}.
     */
    List<Naming> naming(Collection<GrantorId> grantors, AttorneyId officeId) {
        return jdbc
                .sql("""
                        select v.grantor_id, v.poa_id, v.terms, v.riders, v.known_from, nullif(v.known_until, 'infinity') as known_until, v.opened_by
                        from register.instrument_version v where v.grantor_id = any(:grantors)
                          and (position(:office in v.terms::text) > 0 or position(:office in v.riders::text) > 0)
                        order by v.granted_at desc, v.known_from desc limit :most
                        """)
                .param("office", officeId.value()).param("most", MOST_NAMING)
                .param("grantors", grantors.stream().map(GrantorId::value).toArray(String[]::new))
                .query((row, n) -> new Naming(GrantorId.of(row.getString("grantor_id")), text(row))).list().stream()
                .filter(one -> Stream.concat(Stream.of(one.text().terms()), one.text().riders().stream().map(FactsJson.Rider::terms))
                        .flatMap(terms -> terms.attorneys().stream())
                        .anyMatch(attorney -> attorney.office() && attorney.attorneyId().equals(officeId)))
                .toList();
    }

    private List<InstrumentText> read(String condition, Map<String, Object> parameters) {
        return jdbc.sql("""
                select v.poa_id, v.terms, v.riders, v.known_from, nullif(v.known_until, 'infinity') as known_until, v.opened_by
                from register.instrument_version v where v.grantor_id = :grantor""" + condition).params(parameters)
                .query((row, n) -> text(row)).list();
    }

    private static InstrumentText text(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("known_until", OffsetDateTime.class);
        return new InstrumentText(PoaId.of(row.getString("poa_id")), ActJson.readTerms(row.getString("terms")),
                FactsJson.riders(row.getString("riders")),
                Objects.requireNonNull(row.getObject("known_from", OffsetDateTime.class)).toInstant(),
                until == null ? null : until.toInstant(), Objects.requireNonNull(row.getString("opened_by")));
    }
}
