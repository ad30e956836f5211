package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.JoinedParties;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.store.LedgerReader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parties of the ledger as those see them who know which ids mean one person. */
final class JoinedIds {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;
    private final LedgerReader ledger;

    JoinedIds(JdbcTemplate jdbc) {
        this.jdbc = JdbcClient.create(jdbc);
        this.ledger = new LedgerReader(jdbc);
    }

    Checks.Sight seen(Identities.Known known) {
        if (known.same().isEmpty()) {
            return (parties, knownAt) -> parties;
        }
        Map<PartyId, Set<PartyId>> recordedBy = new HashMap<>();
        Map<PartyId, GrantorRecords> streams = new HashMap<>();
        return (parties, knownAt) -> new JoinedParties(parties, id -> ids(known.sameAs(id.value())),
                id -> recordedBy.computeIfAbsent(id, this::recordedBy),
                id -> streams.computeIfAbsent(id, this::stream).knownAt(knownAt));
    }

    private static Set<PartyId> ids(Set<String> some) {
        return some.stream().map(PartyId::of).collect(Collectors.toSet());
    }

    private GrantorRecords stream(PartyId id) {
        GrantorId grantorId = GrantorId.of(id.value());
        return GrantorRecords.of(ledger.readable(List.of(grantorId), END_OF_TIME).getOrDefault(grantorId, List.of()));
    }

    /** In whose streams the end of someone's hand or employment is recorded. */
    private Set<PartyId> recordedBy(PartyId id) {
        return new HashSet<>(jdbc.sql("""
                select distinct e.grantor_id from register.event_party p join ledger.event e on e.position = p.position
                where p.kind in ('ATTORNEY', 'SIGNATORY') and p.id = :id
                  and e.type in ('AttorneyDied', 'AttorneyIncapacitated', 'AttorneyEmploymentEnded')
                """).param("id", id.value()).query((row, n) -> PartyId.of(row.getString("grantor_id"))).list());
    }
}
