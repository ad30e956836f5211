package org.authorityledger.questions.investigations;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.QuestionClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds to the grantors of a narrowed investigation everyone on whose records their answers may rest: whom their records name as attorneys or
 * signatories, and whom those name in turn. Otherwise a chain would break off without notice, or someone would sign who is dead by their own
 * records.
 */
final class InvestigationScope {

    private final JdbcClient jdbc;
    private final InvestigationPlanner.Point point;
    private final List<RecordId> without;
    private final SortedSet<GrantorId> scope;
    private final Set<String> named = new HashSet<>();

    /**
     * A scope that grows.
     *
     * @param scope the grantors asked for, to which the others are added
     */
    InvestigationScope(JdbcClient jdbc, InvestigationPlanner.Point point, List<RecordId> without, SortedSet<GrantorId> scope) {
        this.jdbc = jdbc;
        this.point = point;
        this.without = without;
        this.scope = scope;
    }

    /** Adds them, also those to whom assumed records lead. */
    void extend(List<LedgerRecord> assumed) {
        for (LedgerRecord record : assumed) {
            ActDescription.of(record.act()).parties(GrantorRecords.NONE).forEach(party -> named.add(party.id()));
        }
        Set<String> added = scope.stream().map(GrantorId::value).collect(Collectors.toSet());
        while (!added.isEmpty()) {
            named.addAll(added);
            named.addAll(namedBy(added));
            Set<String> next = new HashSet<>(withRecords(named));
            next.addAll(whoSayWhatTheyAre());
            added = next.stream().filter(id -> scope.add(GrantorId.of(id))).collect(Collectors.toSet());
        }
    }

    private List<String> namedBy(Collection<String> grantors) {
        return jdbc.sql("""
                select distinct p.id from ledger.event e join register.event_party p on p.position = e.position
                where e.grantor_id = any(:grantors) and e.position <= :upTo and p.kind in ('ATTORNEY', 'SIGNATORY')
                """).param("grantors", array(grantors)).param("upTo", point.position().value()).query(String.class).list();
    }

    private List<String> withRecords(Collection<String> parties) {
        return jdbc.sql(
                "select e.grantor_id from ledger.event e where e.grantor_id = any(:parties) and e.sequence = 0 and e.position <= :upTo")
                .param("parties", array(parties)).param("upTo", point.position().value()).query(String.class).list();
    }

    /** What a party is may be stated last in the stream of someone else. It is taken in where the answer would differ without it. */
    private Set<String> whoSayWhatTheyAre() {
        Map<String, Stated> everywhere = kinds(false);
        Map<String, Stated> within = kinds(true);
        return everywhere.entrySet().stream().filter(one -> {
            Stated here = within.get(one.getKey());
            return one.getValue().kind() != (here == null ? PartyKind.PERSON : here.kind());
        }).map(one -> one.getValue().by()).collect(Collectors.toSet());
    }

    /** That a grantor's records state last what a party is. */
    private record Stated(PartyKind kind, String by) {}

    private Map<String, Stated> kinds(boolean within) {
        Map<String, Stated> kinds = new HashMap<>();
        jdbc.sql("""
                select distinct on (s.party_id) s.party_id, s.kind, s.grantor_id from register.stated_kind s
                where s.party_id = any(:parties) and s.known_from <= :knownAt and s.known_until > :knownAt
                and s.opened_by <> all(:without)
                """ + (within ? " and s.grantor_id = any(:scope)" : "") + " order by s.party_id, s.position desc")
                .param("parties", array(named)).param("knownAt", QuestionClock.utc(point.knownAt()))
                .param("without", without.stream().map(RecordId::value).toArray(UUID[]::new))
                .param("scope", array(scope.stream().map(GrantorId::value).toList())).query(row -> {
                    kinds.put(row.getString("party_id"),
                            new Stated(PartyKind.valueOf(row.getString("kind")), row.getString("grantor_id")));
                });
        return kinds;
    }

    private static String[] array(Collection<String> ids) {
        return ids.toArray(String[]::new);
    }
}
