package org.authorityledger.authority.acts;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.ConfirmationFiled;
import org.authorityledger.events.GrantorBeganReporting;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SignatoryEnded;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;

/** A legal act, described: in a few words, in one sentence, day by day, part by part, and whom it concerns. {@link ActForms} has its form. */
public sealed interface ActDescription permits Grant, Revocation, RevocationDelivery, Death, Incapacity, Resignation, Substitution,
        SubstitutionRevocation, Incumbency, EmploymentEnd, Cessation, Resumption, Correction, Retraction, Amendment, Beginning, Dissolution,
        AttorneyDeath, AttorneyIncapacity, SignatoryEntry, SignatoryEnd, Confirmation {

    /** The description of an act. */
    static ActDescription of(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> new Grant(granted);
            case PowerOfAttorneyRevoked revoked -> new Revocation(revoked);
            case RevocationDelivered delivered -> new RevocationDelivery(delivered);
            case GrantorDied died -> new Death(died);
            case GrantorIncapacitated incapacitated -> new Incapacity(incapacitated);
            case AttorneyResigned resigned -> new Resignation(resigned);
            case SubstituteAppointed appointed -> new Substitution(appointed);
            case SubstitutionRevoked revoked -> new SubstitutionRevocation(revoked);
            case IncumbencyRecorded incumbency -> new Incumbency(incumbency);
            case AttorneyEmploymentEnded ended -> new EmploymentEnd(ended);
            case GrantorCeasedReporting ceased -> new Cessation(ceased);
            case GrantorResumedReporting resumed -> new Resumption(resumed);
            case PowerOfAttorneyCorrected corrected -> new Correction(corrected);
            case PowerOfAttorneyAmended amended -> new Amendment(amended);
            case GrantorBeganReporting began -> new Beginning(began);
            case GrantorDissolved dissolved -> new Dissolution(dissolved);
            case AttorneyDied died -> new AttorneyDeath(died);
            case AttorneyIncapacitated incapacitated -> new AttorneyIncapacity(incapacitated);
            case SignatoryRecorded recorded -> new SignatoryEntry(recorded);
            case SignatoryEnded ended -> new SignatoryEnd(ended);
            case ConfirmationFiled filed -> new Confirmation(filed);
            case RecordRetracted retracted -> new Retraction(retracted);
        };
    }

    /** A day on which an act happened or takes effect, and what happened then. */
    record Happening(LocalDate day, String words) {}

    /** In a few words, for a place that already shows the grantor. */
    String briefly(Wording wording);

    /** In one sentence. */
    String sentence(Wording wording);

    /** The days of the act. An act that only corrects the record has none. */
    List<Happening> happenings(Wording wording);

    /** All that the act says, part by part. */
    List<Part> parts(Wording wording);

    /**
     * Whom the act concerns beyond its grantor: the attorneys it names, or else those of what it is about, and the issuer.
     *
     * @param before all that was recorded of the grantor before it
     */
    Set<EventParty> parties(GrantorRecords before);

    /** A reason as it stands in a sentence: the whole of it is among the parts. */
    static String brief(String text) {
        int longest = 160;
        return text.length() <= longest ? text : text.substring(0, longest).strip() + " …";
    }
}
