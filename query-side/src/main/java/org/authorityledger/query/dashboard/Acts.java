package org.authorityledger.query.dashboard;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Which records stand, and what they are about. */
final class Acts {

    private Acts() {}

    /** The records that still stand among these: neither retracted nor, as retractions, about another. */
    static List<StoredEvent> standing(List<StoredEvent> events) {
        Set<Object> retracted = events.stream().map(event -> event.record().act())
                .filter(RecordRetracted.class::isInstance).map(act -> ((RecordRetracted) act).recordId()).collect(Collectors.toSet());
        return events.stream().filter(event -> !retracted.contains(event.record().recordId())).toList();
    }

    /** The instrument an act is about, or null when it concerns the grantor as a whole. */
    static @Nullable PoaId instrument(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyGranted granted -> granted.poaId();
            case PowerOfAttorneyCorrected corrected -> corrected.poaId();
            case PowerOfAttorneyRevoked revoked -> revoked.poaId();
            case RevocationDelivered delivered -> delivered.poaId();
            case SubstituteAppointed appointed -> appointed.poaId();
            case SubstitutionRevoked revoked -> revoked.poaId();
            case AttorneyResigned resigned -> resigned.poaId();
            case IncumbencyRecorded incumbency -> incumbency.poaId();
            case GrantorCeasedReporting ceased -> null;
            case GrantorResumedReporting resumed -> null;
            case AttorneyEmploymentEnded ended -> null;
            case GrantorDied died -> null;
            case GrantorIncapacitated incapacitated -> null;
            case RecordRetracted retracted -> null;
        };
    }
}
