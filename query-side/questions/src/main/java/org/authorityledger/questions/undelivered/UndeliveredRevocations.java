package org.authorityledger.questions.undelivered;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.UnreachedAttorneys;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.register.AuthorityRows;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which signed revocations have not reached everyone, the last recorded first? The law decides ({@link UnreachedAttorneys}); the database
 * only leaves out revocations of instruments under which no one has authority any more, which are most.
 */
public final class UndeliveredRevocations {

    /** Enough to fill the list in one go; if the law leaves most of them out, more are read at a time. */
    private static final int FIRST_CANDIDATES = 40;
    private static final int MOST_CANDIDATES = 2_000;

    private final JdbcClient jdbc;
    private final LedgerReader ledger;

    public UndeliveredRevocations(JdbcClient jdbc, LedgerReader ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /**
     * A revocation that has not reached everyone.
     *
     * @param position the place of the revocation in the ledger
     * @param missing how many it has not reached
     * @param signing everyone who may still sign, each once: those, and the substitutes who take their place
     */
    public record UndeliveredRevocation(Position position, GrantorId grantorId, PoaId poaId, LocalDate signedOn, int missing,
            List<AttorneyId> signing) {}

    /**
     * The last recorded ones.
     *
     * @param reached up to which position the ledger is read
     */
    public List<UndeliveredRevocation> latest(Moment moment, Position reached, int most) {
        return before(reached.next(), moment, reached, most);
    }

    /**
     * The last recorded ones before a place in the ledger.
     *
     * @param reached up to which position the ledger is read
     */
    public List<UndeliveredRevocation> before(Position place, Moment moment, Position reached, int most) {
        List<UndeliveredRevocation> found = new ArrayList<>();
        Position before = Position.min(place, reached.next());
        for (int size = FIRST_CANDIDATES;; size = Math.min(MOST_CANDIDATES, size * 4)) {
            List<StoredEvent> candidates = candidates(moment, before, size);
            found.addAll(undelivered(candidates, moment, reached));
            if (found.size() >= most || candidates.size() < size) {
                return found.subList(0, Math.min(most, found.size()));
            }
            before = candidates.getLast().position();
        }
    }

    /**
     * Those of some grantors, attorneys or issuers who have one: theirs, one after which they may still sign, or one at them.
     *
     * @param reached up to which position the ledger is read
     */
    public Set<String> among(PartyKind kind, Collection<String> parties, Moment moment, Position reached) {
        String column = switch (kind) {
            case GRANTOR -> "grantor_id";
            case ATTORNEY, SIGNATORY -> "attorney_id";
            case ISSUER -> "issuer_id";
        };
        Function<Authority, String> party = switch (kind) {
            case GRANTOR -> authority -> authority.grantorId().value();
            case ATTORNEY, SIGNATORY -> authority -> authority.attorneyId().value();
            case ISSUER -> authority -> authority.issuerId().value();
        };
        Set<String> found = new HashSet<>();
        List<Position> positions = parties.isEmpty()
                ? List.of()
                : jdbc.sql("select distinct e.position from register.authority_version v join ledger.event e on e.grantor_id = v.grantor_id"
                        + " and e.type = 'PowerOfAttorneyRevoked' and e.payload ->> 'poaId' = v.poa_id where v." + column
                        + " = any(:parties) and v.known_from <= :knownAt and v.known_until > :knownAt and not isempty(v.effective)"
                        + " and (v.effective_until is null or v.effective_until > :on) and (e.payload ->> 'signedOn')::date <= :on"
                        + " and e.position <= :reached order by e.position")
                        .param("parties", parties.toArray(String[]::new)).param("knownAt", QuestionClock.utc(moment.knownAt()))
                        .param("on", moment.on()).param("reached", reached.value())
                        .query((row, n) -> Position.of(row.getLong(1))).list();
        for (int from = 0; from < positions.size(); from += MOST_CANDIDATES) {
            List<StoredEvent> some = ledger.at(positions.subList(from, Math.min(positions.size(), from + MOST_CANDIDATES)));
            judged(some, moment, reached).forEach(one -> one.signing().forEach(authority -> found.add(party.apply(authority))));
        }
        found.retainAll(Set.copyOf(parties));
        return found;
    }

    /** The last position that was known then. */
    public Position reached(Moment moment) {
        return jdbc.sql("select position from ledger.event where recorded_at <= :knownAt order by recorded_at desc limit 1")
                .param("knownAt", QuestionClock.utc(moment.knownAt()))
                .query((row, n) -> Position.of(row.getLong(1))).optional().orElse(Position.START);
    }

    /** A revocation with the authorities under which someone may still sign. */
    private record Judged(Position position, PowerOfAttorneyRevoked revocation, int missing, List<Authority> signing) {}

    private List<UndeliveredRevocation> undelivered(List<StoredEvent> candidates, Moment moment, Position reached) {
        return judged(candidates, moment, reached).stream()
                .map(one -> new UndeliveredRevocation(one.position(), one.revocation().grantorId(),
                        one.revocation().poaId(), one.revocation().signedOn(), one.missing(),
                        one.signing().stream().map(Authority::attorneyId).distinct().toList()))
                .toList();
    }

    private List<Judged> judged(List<StoredEvent> candidates, Moment moment, Position reached) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        Set<GrantorId> grantors = new HashSet<>();
        candidates.forEach(candidate -> grantors.add(candidate.grantorId()));
        Map<GrantorId, List<Authority>> authorities = authorities(candidates, moment);
        UnretractedRecords unretracted = UnretractedRecords.of(retractions(grantors, reached));
        List<Judged> found = new ArrayList<>();
        for (StoredEvent candidate : candidates) {
            PowerOfAttorneyRevoked revocation = (PowerOfAttorneyRevoked) candidate.record().act();
            List<Authority> known = authorities.getOrDefault(candidate.grantorId(), List.of());
            int missing = UnreachedAttorneys.of(revocation, known, moment.on()).size();
            if (missing > 0 && !unretracted.retracted(candidate.record().recordId())) {
                found.add(new Judged(candidate.position(), revocation, missing,
                        UnreachedAttorneys.mayStillSign(revocation, known, moment.on())));
            }
        }
        return found;
    }

    /** Revocations under whose instruments someone has authority after the day. */
    private List<StoredEvent> candidates(Moment moment, Position before, int most) {
        // From the newest back until enough are found: the fences keep the planner from joining all of them first.
        List<Position> positions = jdbc.sql("""
                select e.position
                from (
                  select position, grantor_id, payload ->> 'poaId' as poa_id, (payload ->> 'signedOn')::date as signed_on
                  from ledger.event where type = 'PowerOfAttorneyRevoked' and position < :before order by position desc offset 0
                ) as e cross join lateral (
                  select 1 from (select * from register.authority_version a where a.grantor_id = e.grantor_id offset 0) as v
                  where v.poa_id = e.poa_id and v.known_from <= :knownAt and v.known_until > :knownAt
                    and (v.effective_until is null or v.effective_until > :on)
                  limit 1
                ) as going_on
                where e.signed_on <= :on
                order by e.position desc limit :most
                """).param("before", before.value()).param("knownAt", QuestionClock.utc(moment.knownAt())).param("on", moment.on())
                .param("most", most)
                .query((row, n) -> Position.of(row.getLong(1))).list();
        return positions.isEmpty() ? List.of() : ledger.at(positions).reversed();
    }

    private Map<GrantorId, List<Authority>> authorities(List<StoredEvent> candidates, Moment moment) {
        List<PowerOfAttorneyRevoked> revocations = candidates.stream().map(candidate -> (PowerOfAttorneyRevoked) candidate.record().act())
                .toList();
        Map<GrantorId, List<Authority>> authorities = new HashMap<>();
        AuthorityRows.Result rows = new AuthorityRows.Result();
        jdbc.sql("select " + AuthorityRows.COLUMNS + """
                from (select distinct * from unnest(:grantors, :poas) as asked (grantor_id, poa_id)) as asked
                  cross join lateral (select * from register.authority_version a where a.grantor_id = asked.grantor_id offset 0) as v
                where v.poa_id = asked.poa_id and v.known_from <= :knownAt and v.known_until > :knownAt
                """).param("grantors", revocations.stream().map(one -> one.grantorId().value()).toArray(String[]::new))
                .param("poas", revocations.stream().map(one -> one.poaId().value()).toArray(String[]::new))
                .param("knownAt", QuestionClock.utc(moment.knownAt()))
                .query((row, n) -> rows.authority(row)).list()
                .forEach(authority -> authorities.computeIfAbsent(authority.grantorId(), one -> new ArrayList<>()).add(authority));
        return authorities;
    }

    private List<LedgerRecord> retractions(Set<GrantorId> grantors, Position reached) {
        List<Position> positions = jdbc.sql("""
                select position from ledger.event
                where grantor_id = any(:grantors) and type = 'RecordRetracted' and position <= :reached order by position
                """).param("grantors", grantors.stream().map(GrantorId::value).toArray(String[]::new)).param("reached", reached.value())
                .query((row, n) -> Position.of(row.getLong(1))).list();
        return positions.isEmpty() ? List.of() : ledger.at(positions).stream().map(StoredEvent::record).toList();
    }
}
