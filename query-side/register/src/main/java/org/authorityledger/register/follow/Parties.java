package org.authorityledger.register.follow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Cik;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;

/** Whom an act concerns beyond its grantor, and how it calls them. */
final class Parties {

    /** Someone concerned. */
    record EventParty(PartyKind kind, String id) {}

    /** A name that an act gives someone. */
    record Name(PartyKind kind, String id, String name, @Nullable Cik cik) {}

    private Parties() {}

    /** The names an act gives. */
    static List<Name> named(LegalAct act) {
        return Naming.by(act).stream()
                .map(naming -> new Name(PartyKind.valueOf(naming.part().name()), naming.id(), naming.name(), naming.cik())).toList();
    }

    /**
     * Whom a record concerns: the attorneys it names, else those of what it is about, and the issuer.
     *
     * @param before all that was recorded of the grantor before it
     */
    static Set<EventParty> concerned(LedgerRecord record, GrantorRecords before) {
        Set<EventParty> concerned = new LinkedHashSet<>();
        collect(record.act(), before, concerned);
        return concerned;
    }

    private static void collect(LegalAct act, GrantorRecords before, Set<EventParty> concerned) {
        switch (act) {
            case PowerOfAttorneyGranted granted -> terms(granted.terms(), concerned);
            case PowerOfAttorneyCorrected corrected -> {
                terms(corrected.terms(), concerned);
                everyone(corrected.poaId(), before, concerned);
            }
            case PowerOfAttorneyRevoked revoked -> {
                if (revoked.attorneys().isEmpty()) {
                    everyone(revoked.poaId(), before, concerned);
                } else {
                    revoked.attorneys().forEach(attorney -> attorney(attorney, concerned));
                    issuer(revoked.poaId(), before, concerned);
                }
            }
            case RevocationDelivered delivered -> {
                attorney(delivered.attorneyId(), concerned);
                issuer(delivered.poaId(), before, concerned);
            }
            case SubstituteAppointed appointed -> {
                attorney(appointed.attorneyId(), concerned);
                attorney(appointed.substitute().attorneyId(), concerned);
                issuer(appointed.poaId(), before, concerned);
            }
            case SubstitutionRevoked revoked -> {
                Instrument instrument = before.unretracted().instrument(revoked.poaId());
                Instrument.Substitution substitution = instrument == null ? null : instrument.substitution(revoked.substitution());
                if (substitution != null) {
                    collect(substitution.record().act(), before, concerned);
                }
            }
            case IncumbencyRecorded incumbency -> {
                attorney(incumbency.officeId(), concerned);
                attorney(incumbency.holder().attorneyId(), concerned);
                issuer(incumbency.poaId(), before, concerned);
            }
            case AttorneyResigned resigned -> {
                attorney(resigned.attorneyId(), concerned);
                issuer(resigned.poaId(), before, concerned);
            }
            case AttorneyEmploymentEnded ended -> attorney(ended.attorneyId(), concerned);
            case GrantorCeasedReporting ceased -> concerned.add(new EventParty(PartyKind.ISSUER, ceased.issuerId().value()));
            case GrantorResumedReporting resumed -> concerned.add(new EventParty(PartyKind.ISSUER, resumed.issuerId().value()));
            case GrantorDied died -> before.unretracted().instruments().forEach(instrument -> everyone(instrument.poaId(), before, concerned));
            case GrantorIncapacitated incapacitated -> before.unretracted().instruments()
                    .forEach(instrument -> everyone(instrument.poaId(), before, concerned));
            case RecordRetracted retracted -> {
                LedgerRecord taken = before.unretracted().record(retracted.recordId());
                if (taken != null) {
                    collect(taken.act(), before, concerned);
                }
            }
        }
    }

    private static void everyone(PoaId poaId, GrantorRecords before, Set<EventParty> concerned) {
        Instrument instrument = before.unretracted().instrument(poaId);
        if (instrument != null) {
            instrument.everyone().forEach(attorney -> attorney(attorney, concerned));
            issuer(poaId, before, concerned);
        }
    }

    private static void terms(Terms terms, Set<EventParty> concerned) {
        terms.attorneys().forEach(attorney -> attorney(attorney.attorneyId(), concerned));
        concerned.add(new EventParty(PartyKind.ISSUER, terms.issuer().issuerId().value()));
    }

    private static void attorney(AttorneyId attorneyId, Set<EventParty> concerned) {
        concerned.add(new EventParty(PartyKind.ATTORNEY, attorneyId.value()));
    }

    private static void issuer(PoaId poaId, GrantorRecords before, Set<EventParty> concerned) {
        Instrument instrument = before.unretracted().instrument(poaId);
        if (instrument != null) {
            concerned.add(new EventParty(PartyKind.ISSUER, instrument.terms().issuer().issuerId().value()));
        }
    }
}
