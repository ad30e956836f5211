package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/** A legal act or fact concerning one grantor, as the ledger keeps it. All acts of one grantor are one stream. */
public sealed interface LegalAct permits PowerOfAttorneyGranted, PowerOfAttorneyAmended, PowerOfAttorneyRevoked, RevocationDelivered,
        GrantorBeganReporting, GrantorCeasedReporting, GrantorResumedReporting, SubstituteAppointed, SubstitutionRevoked, AttorneyResigned,
        AttorneyEmploymentEnded, AttorneyDied, AttorneyIncapacitated, GrantorDied, GrantorIncapacitated, GrantorDissolved,
        PowerOfAttorneyCorrected, IncumbencyRecorded, SignatoryRecorded, SignatoryEnded, ConfirmationFiled, RecordRetracted {

    /** Whose stream it belongs to. */
    GrantorId grantorId();

    /** A remark by the person who recorded it; null: none. Nothing follows from it. */
    @Nullable
    String note();

    /** Why it came about, or why it was recorded; null: not stated. Nothing follows from it. */
    @Nullable
    String reason();

    /** The writing that is its evidence; null: none is named. */
    @Nullable
    Document document();

    /** The instrument it is about; null: it concerns the grantor as a whole, or names another record. */
    default @Nullable PoaId poaId() {
        return null;
    }

    /** The same act without its note, where that may be long and many are kept. */
    default LegalAct withoutNote() {
        return this;
    }
}
