package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Person;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/** That a record says what a party is. The last of all records that say it of the party counts, in whatever stream it is. */
public record KindStated(PartyId party, PartyKind kind) {

    /** What an act says of the parties it names; of each once, the last in the order of its text. */
    public static List<KindStated> by(LegalAct act) {
        List<KindStated> stated = new ArrayList<>(0);
        switch (act) {
            case PowerOfAttorneyGranted granted -> terms(granted.grantorId().value(), granted.grantor(), granted.terms(), stated);
            case PowerOfAttorneyCorrected corrected -> terms(corrected.grantorId().value(), corrected.grantor(), corrected.terms(), stated);
            case PowerOfAttorneyAmended amended -> terms(amended.grantorId().value(), amended.grantor(), amended.terms(), stated);
            case SubstituteAppointed appointed -> person(appointed.substitute(), stated);
            case IncumbencyRecorded incumbency -> person(incumbency.holder(), stated);
            case SignatoryRecorded recorded -> {
                add(recorded.signatory().partyId().value(), recorded.signatory().kind(), stated);
                add(recorded.grantorId().value(), PartyKind.ENTITY, stated);
            }
            default -> {
                // No other act says what anyone is.
            }
        }
        return stated;
    }

    private static void terms(String grantorId, @Nullable Party grantor, Terms terms, List<KindStated> stated) {
        add(grantorId, grantor == null ? null : grantor.kind(), stated);
        for (Attorney attorney : terms.attorneys()) {
            add(attorney.attorneyId().value(), attorney.kind(), stated);
        }
    }

    private static void person(Person person, List<KindStated> stated) {
        add(person.attorneyId().value(), person.kind(), stated);
    }

    private static void add(String id, @Nullable PartyKind kind, List<KindStated> stated) {
        if (kind != null) {
            PartyId party = PartyId.of(id);
            stated.removeIf(one -> one.party().equals(party));
            stated.add(new KindStated(party, kind));
        }
    }
}
