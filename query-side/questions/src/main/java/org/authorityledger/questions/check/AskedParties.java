package org.authorityledger.questions.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.PartyFacts;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;

/** Notes whose records an answer rests on. */
final class AskedParties implements KnownParties {

    private final KnownParties parties;
    private final Set<PartyId> asked = new HashSet<>();
    private final Set<PartyId> kindsAsked = new HashSet<>();

    AskedParties(KnownParties parties) {
        this.parties = parties;
    }

    @Override
    public List<Authority> authorities(PartyId grantor) {
        asked.add(grantor);
        return parties.authorities(grantor);
    }

    @Override
    public PartyFacts facts(PartyId party) {
        asked.add(party);
        return parties.facts(party);
    }

    @Override
    public PartyKind kind(PartyId party) {
        kindsAsked.add(party);
        return parties.kind(party);
    }

    @Override
    public boolean complete() {
        return parties.complete();
    }

    /** Those asked for anything but their kind. */
    Set<GrantorId> asked() {
        Set<GrantorId> grantors = HashSet.newHashSet(asked.size());
        asked.forEach(party -> grantors.add(GrantorId.of(party.value())));
        return grantors;
    }

    /** Of whom the answer asked what they are. */
    Set<PartyId> kindsAsked() {
        return Set.copyOf(kindsAsked);
    }
}
