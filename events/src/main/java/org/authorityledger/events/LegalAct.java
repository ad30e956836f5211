package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/** A legal act or fact concerning one grantor, as the ledger keeps it. All acts of one grantor are one stream. */
public sealed interface LegalAct permits PowerOfAttorneyGranted, PowerOfAttorneyRevoked, RevocationDelivered, GrantorCeasedReporting,
        GrantorResumedReporting, SubstituteAppointed, SubstitutionRevoked, AttorneyResigned, AttorneyEmploymentEnded, GrantorDied,
        GrantorIncapacitated, PowerOfAttorneyCorrected, IncumbencyRecorded, RecordRetracted {

    /** Whose stream it belongs to. */
    GrantorId grantorId();

    /** The instrument it is about; null: it concerns the grantor as a whole, or names another record. */
    default @Nullable PoaId poaId() {
        return null;
    }

    /** The same act without its note: nothing follows from a note, and it may be long. */
    default LegalAct withoutNote() {
        return this;
    }
}
