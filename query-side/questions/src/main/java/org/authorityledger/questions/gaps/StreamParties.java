package org.authorityledger.questions.gaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Parties as their records say, and what they are, as the register says. Those whose parties are asked about are read together, with everyone they
 * name; all further ones when they are asked for.
 */
final class StreamParties implements KnownParties {

    private final LedgerReader reader;
    private final Function<Collection<PartyId>, Map<PartyId, PartyKind>> kinds;
    private final Instant knownAt;
    private final Map<PartyId, GrantorRecords> streams = new HashMap<>();
    private final Map<PartyId, PartyKind> known = new HashMap<>();
    private final Map<PartyId, List<Authority>> seen = new HashMap<>();

    private StreamParties(LedgerReader reader, Function<Collection<PartyId>, Map<PartyId, PartyKind>> kinds, Instant knownAt) {
        this.reader = reader;
        this.kinds = kinds;
        this.knownAt = knownAt;
    }

    /** The parties of this ledger or workspace, as known at a moment. */
    static StreamParties of(LedgerReader reader, JdbcClient jdbc, RegisterSchema schema, Instant knownAt) {
        return new StreamParties(reader, some -> kinds(some, jdbc, schema, knownAt), knownAt);
    }

    /** What these are. Of whom nothing says it, they are persons. */
    private static Map<PartyId, PartyKind> kinds(Collection<PartyId> parties, JdbcClient jdbc, RegisterSchema schema, Instant knownAt) {
        Map<PartyId, PartyKind> kinds = new HashMap<>();
        parties.forEach(party -> kinds.put(party, PartyKind.PERSON));
        if (!parties.isEmpty()) {
            jdbc.sql(schema.sql("""
                    select distinct on (s.party_id) s.party_id, s.kind from register.stated_kind s
                    where s.party_id = any(:parties) and s.known_from <= :knownAt and s.known_until > :knownAt
                    order by s.party_id, s.position desc
                    """)).param("parties", parties.stream().map(PartyId::value).toArray(String[]::new))
                    .param("knownAt", QuestionClock.utc(knownAt)).query(row -> {
                        kinds.put(PartyId.of(row.getString("party_id")), PartyKind.valueOf(row.getString("kind")));
                    });
        }
        return kinds;
    }

    /** Reads the streams of these parties at once, and those of everyone whom they name. */
    void readWithNamed(Collection<PartyId> parties) {
        read(parties);
        Set<PartyId> named = new LinkedHashSet<>(parties);
        for (PartyId party : parties) {
            authorities(party).forEach(authority -> named.add(PartyId.of(authority.attorneyId().value())));
            facts(party).signatories().forEach(officer -> named.add(officer.signatory()));
        }
        known.putAll(kinds.apply(named));
        named.removeAll(streams.keySet());
        read(named);
    }

    private void read(Collection<PartyId> parties) {
        Map<GrantorId, List<LedgerRecord>> records = new HashMap<>();
        reader.forTheLaw(parties.stream().map(party -> GrantorId.of(party.value())).toList(), Position.END)
                .forEach(record -> records.computeIfAbsent(record.act().grantorId(), none -> new ArrayList<>()).add(record));
        parties.forEach(party -> streams.put(party,
                GrantorRecords.of(records.getOrDefault(GrantorId.of(party.value()), List.of())).knownAt(knownAt)));
    }

    /** The same parties, as if these acts were recorded of each too. */
    KnownParties supposing(BiFunction<PartyId, UnretractedRecords, List<LegalAct>> acts) {
        return new Supposed(this, acts, new HashMap<>(), new HashMap<>());
    }

    private record Supposed(StreamParties known, BiFunction<PartyId, UnretractedRecords, List<LegalAct>> acts,
            Map<PartyId, GrantorRecords> streams, Map<PartyId, List<Authority>> seen) implements KnownParties {

        private GrantorRecords stream(PartyId party) {
            GrantorRecords with = streams.get(party);
            if (with == null) {
                GrantorRecords recorded = known.stream(party);
                with = recorded.supposing(acts.apply(party, recorded.unretracted()), known.knownAt);
                streams.put(party, with);
            }
            return with;
        }

        @Override
        public List<Authority> authorities(PartyId grantor) {
            return seen.computeIfAbsent(grantor, party -> Authorities.seen(stream(party).authorities(), Viewer.current()));
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return stream(party).facts();
        }

        @Override
        public PartyKind kind(PartyId party) {
            return known.kind(party);
        }
    }

    private GrantorRecords stream(PartyId party) {
        if (!streams.containsKey(party)) {
            read(List.of(party));
        }
        return streams.getOrDefault(party, GrantorRecords.NONE);
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        return seen.computeIfAbsent(grantor, party -> Authorities.seen(stream(party).authorities(), Viewer.current()));
    }

    @Override
    public PartyFacts facts(PartyId party) {
        return stream(party).facts();
    }

    @Override
    public PartyKind kind(PartyId party) {
        if (!known.containsKey(party)) {
            known.putAll(kinds.apply(Set.of(party)));
        }
        return known.getOrDefault(party, PartyKind.PERSON);
    }
}
