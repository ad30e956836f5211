package org.authorityledger.questions.gaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Parties as their records say, read when they are asked for; what they are, as the register says. */
final class StreamParties implements KnownParties {

    private final LedgerReader reader;
    private final Function<PartyId, PartyKind> kinds;
    private final Instant knownAt;
    private final Map<PartyId, GrantorRecords> streams = new HashMap<>();
    private final Map<PartyId, PartyKind> known = new HashMap<>();

    StreamParties(LedgerReader reader, Function<PartyId, PartyKind> kinds, Instant knownAt) {
        this.reader = reader;
        this.kinds = kinds;
        this.knownAt = knownAt;
    }

    /** Reads the streams of these parties at once. */
    void read(List<PartyId> parties) {
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
        return known.computeIfAbsent(party, kinds);
    }
}
