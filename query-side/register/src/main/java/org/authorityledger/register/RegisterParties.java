package org.authorityledger.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;

/** The parties of one question as the register holds them at one moment; whom nothing was read of is read when asked for. */
final class RegisterParties implements KnownParties {

    private final Map<PartyId, List<Authority>> authorities = new HashMap<>();
    private final Map<PartyId, PartyFacts> facts = new HashMap<>();
    private final Map<PartyId, PartyKind> kinds = new HashMap<>();
    /** Of whom the authorities were read; of whom the facts; of whom it was read what they are. */
    private final Set<PartyId> read = new HashSet<>();
    private final Set<PartyId> factsRead = new HashSet<>();
    private final Set<PartyId> kindsRead = new HashSet<>();
    private final BiConsumer<RegisterParties, PartyId> reader;

    /** @param reader reads a party into these, as known at their moment */
    RegisterParties(BiConsumer<RegisterParties, PartyId> reader) {
        this.reader = reader;
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        if (!read.contains(grantor)) {
            reader.accept(this, grantor);
        }
        return authorities.getOrDefault(grantor, List.of());
    }

    @Override
    public PartyFacts facts(PartyId party) {
        if (!factsRead.contains(party)) {
            reader.accept(this, party);
        }
        return facts.getOrDefault(party, PartyFacts.NONE);
    }

    @Override
    public PartyKind kind(PartyId party) {
        if (!kindsRead.contains(party)) {
            reader.accept(this, party);
        }
        return kinds.getOrDefault(party, PartyKind.PERSON);
    }

    /** Of whom all that there is comes now. */
    void reading(PartyId grantor) {
        read.add(grantor);
        factsOf(grantor);
        kindsRead.add(grantor);
    }

    /** Of whom the facts come now, if there are any. */
    void factsOf(PartyId party) {
        factsRead.add(party);
        kindsRead.add(party);
    }

    /** What this party is comes now, if it is stated. */
    void kindOf(PartyId party) {
        kindsRead.add(party);
    }

    void add(Authority authority) {
        PartyId grantor = PartyId.of(authority.grantorId().value());
        authorities.computeIfAbsent(grantor, none -> new ArrayList<>(2)).add(authority);
    }

    void add(PartyId party, PartyFacts some) {
        facts.put(party, some);
        some.signatories().forEach(signatory -> kindsRead.add(signatory.signatory()));
    }

    void add(PartyId party, PartyKind kind) {
        kinds.put(party, kind);
    }
}
