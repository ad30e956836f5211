package org.authorityledger.inbox.findings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.authorityledger.authority.JoinedParties;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.events.PartyId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parties of the ledger as those see them who know which ids mean one person. */
final class JoinedIds {

    private final JdbcClient jdbc;

    JoinedIds(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
    }

    UnaryOperator<KnownParties> seen(Identities.Known known) {
        if (known.same().isEmpty()) {
            return UnaryOperator.identity();
        }
        Map<PartyId, Set<PartyId>> recordedBy = new HashMap<>();
        return parties -> new JoinedParties(parties, id -> ids(known.sameAs(id.value())),
                id -> recordedBy.computeIfAbsent(id, this::recordedBy));
    }

    private static Set<PartyId> ids(Set<String> some) {
        return some.stream().map(PartyId::of).collect(Collectors.toSet());
    }

    /** In whose streams the end of someone's hand is recorded. */
    private Set<PartyId> recordedBy(PartyId id) {
        return new HashSet<>(jdbc.sql("""
                select distinct e.grantor_id from register.event_party p join ledger.event e on e.position = p.position
                where p.kind in ('ATTORNEY', 'SIGNATORY') and p.id = :id and e.type in ('AttorneyDied', 'AttorneyIncapacitated')
                """).param("id", id.value()).query((row, n) -> PartyId.of(row.getString("grantor_id"))).list());
    }
}
