package org.authorityledger.authority.acts;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.UnretractedRecords;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Terms;

/** Collects the parties whom an act concerns. */
final class Parties {

    private final GrantorRecords before;
    private final Set<EventParty> parties = new LinkedHashSet<>();

    Parties(GrantorRecords before) {
        this.before = before;
    }

    Set<EventParty> set() {
        return parties;
    }

    UnretractedRecords known() {
        return before.unretracted();
    }

    Parties attorney(AttorneyId attorneyId) {
        parties.add(new EventParty(Naming.Part.ATTORNEY, attorneyId.value()));
        return this;
    }

    Parties attorneys(Collection<AttorneyId> attorneyIds) {
        attorneyIds.forEach(this::attorney);
        return this;
    }

    Parties issuer(IssuerId issuerId) {
        parties.add(new EventParty(Naming.Part.ISSUER, issuerId.value()));
        return this;
    }

    Parties terms(Terms terms) {
        terms.attorneys().forEach(attorney -> attorney(attorney.attorneyId()));
        return issuers(terms);
    }

    private Parties issuers(Terms terms) {
        terms.issuers().forEach(issuer -> issuer(issuer.issuerId()));
        return this;
    }

    /** Someone who signs for an entity: found among those who sign. */
    Parties signatory(PartyId partyId) {
        return attorney(AttorneyId.of(partyId.value()));
    }

    /** The issuers of an instrument. */
    Parties issuerOf(PoaId poaId) {
        Instrument instrument = known().instrument(poaId);
        if (instrument != null) {
            instrument.allTerms().forEach(this::issuers);
        }
        return this;
    }

    /** All who sign, signed or could sign under an instrument, and its issuer. */
    Parties everyoneUnder(PoaId poaId) {
        Instrument instrument = known().instrument(poaId);
        return instrument == null ? this : attorneys(instrument.everyone()).issuerOf(poaId);
    }

    Parties everyoneUnderAnyInstrument() {
        known().instruments().forEach(instrument -> everyoneUnder(instrument.poaId()));
        return this;
    }

    /** Those whom another act of the grantor concerns. */
    Parties of(LegalAct act) {
        parties.addAll(ActDescription.of(act).parties(before));
        return this;
    }
}
