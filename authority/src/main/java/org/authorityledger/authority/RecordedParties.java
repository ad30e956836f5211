package org.authorityledger.authority;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Position;

/**
 * The parties as their complete streams show them. Remembers of whom it was asked: an answer rests on all of these streams. What a party is, is
 * as last stated in the streams shown; that no other stream states it later is not shown.
 */
public final class RecordedParties implements KnownParties {

    private final Map<PartyId, GrantorRecords> streams = new HashMap<>();
    private final Map<PartyId, Stated> kinds = new LinkedHashMap<>();
    private final Set<PartyId> asked = new TreeSet<>();
    private final Set<PartyId> kindsAsked = new TreeSet<>();

    private record Stated(PartyKind kind, Position position) {}

    /**
     * As known at a moment.
     *
     * @param complete the complete streams
     */
    public RecordedParties(Map<PartyId, GrantorRecords> complete, Instant knownAt) {
        complete.forEach((party, all) -> {
            GrantorRecords known = all.knownAt(knownAt);
            streams.put(party, known);
            for (LedgerRecord record : known.records()) {
                if (known.unretracted().stands(record.recordId())) {
                    for (KindStated stated : KindStated.by(record.act())) {
                        kinds.merge(stated.party(), new Stated(stated.kind(), record.position()),
                                (one, other) -> !one.position().isBefore(other.position()) ? one : other);
                    }
                }
            }
        });
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        asked.add(grantor);
        return streams.getOrDefault(grantor, GrantorRecords.NONE).authorities();
    }

    @Override
    public PartyFacts facts(PartyId party) {
        asked.add(party);
        return streams.getOrDefault(party, GrantorRecords.NONE).facts();
    }

    @Override
    public PartyKind kind(PartyId party) {
        kindsAsked.add(party);
        Stated stated = kinds.get(party);
        return stated == null ? PartyKind.PERSON : stated.kind();
    }

    /** Whose streams the answer asked for and are not shown. */
    public Set<PartyId> missing() {
        Set<PartyId> missing = new TreeSet<>(asked);
        missing.removeAll(streams.keySet());
        return missing;
    }

    /** Of whom the answer asked what they are. */
    public Set<PartyId> kindsAsked() {
        return Set.copyOf(kindsAsked);
    }

    /** Whether the stream of this party is shown, be it empty. */
    public boolean shows(PartyId party) {
        return streams.containsKey(party);
    }
}
