package org.authorityledger.questions.gaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.store.LedgerReader;

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

    StreamParties(LedgerReader reader, Function<Collection<PartyId>, Map<PartyId, PartyKind>> kinds, Instant knownAt) {
        this.reader = reader;
        this.kinds = kinds;
        this.knownAt = knownAt;
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
        reader.forTheLaw(parties.stream().map(party -> GrantorId.of(party.value())).toList(), Long.MAX_VALUE)
                .forEach(record -> records.computeIfAbsent(record.act().grantorId(), none -> new ArrayList<>()).add(record));
        parties.forEach(party -> streams.put(party,
                GrantorRecords.of(records.getOrDefault(GrantorId.of(party.value()), List.of())).knownAt(knownAt)));
    }

    private GrantorRecords stream(PartyId party) {
        if (!streams.containsKey(party)) {
            read(List.of(party));
        }
        return streams.getOrDefault(party, GrantorRecords.NONE);
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        return stream(grantor).authorities();
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
