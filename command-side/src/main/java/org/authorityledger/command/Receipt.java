package org.authorityledger.command;

import java.time.Instant;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of what was recorded. It follows from the record alone, so that a repeated request is answered alike.
 *
 * @param recordId names the record for ever, as evidence and for retraction
 * @param position its place in the whole ledger
 * @param type what was recorded, such as {@code PowerOfAttorneyGranted}
 * @param version of the grantor's stream with this record
 * @param poaId the instrument it concerns, if one
 */
record Receipt(RecordId recordId, Instant recordedAt, long position, GrantorId grantorId, String type, long version,
        @Nullable PoaId poaId) {

    static Receipt of(LedgerRecord record) {
        return new Receipt(record.recordId(), record.recordedAt(), record.position(), record.act().grantorId(),
                ActJson.type(record.act()), record.sequence() + 1, instrument(record.act()));
    }

    private static @Nullable PoaId instrument(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyGranted grant -> grant.poaId();
            case PowerOfAttorneyCorrected correction -> correction.poaId();
            case PowerOfAttorneyRevoked revocation -> revocation.poaId();
            case RevocationDelivered delivery -> delivery.poaId();
            case SubstituteAppointed substitution -> substitution.poaId();
            case SubstitutionRevoked revocation -> revocation.poaId();
            case AttorneyResigned resignation -> resignation.poaId();
            case IncumbencyRecorded incumbency -> incumbency.poaId();
            case GrantorCeasedReporting cessation -> null;
            case GrantorResumedReporting resumption -> null;
            case AttorneyEmploymentEnded employmentEnd -> null;
            case GrantorDied death -> null;
            case GrantorIncapacitated incapacity -> null;
            case RecordRetracted retraction -> null;
        };
    }
}
