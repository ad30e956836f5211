package org.authorityledger.events;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A writing that revokes an instrument was signed. From when it works, the instrument says ({@link RevocationTakesEffect}): as a rule for each
 * attorney from the day it is delivered to them.
 *
 * @param signedOn the date of the signature
 * @param attorneys whom it revokes, substitutes, co-agents and holders of offices too; empty: everyone who holds or will hold under it
 * @param deliveries the deliveries known when it was recorded
 * @param by who signed it; null: not stated
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing, where given
 */
@Revision("2")
public record PowerOfAttorneyRevoked(GrantorId grantorId, PoaId poaId, LocalDate signedOn, List<AttorneyId> attorneys,
        List<Delivery> deliveries, @Nullable RevokedBy by, @Nullable String note, @Nullable String reason, @Nullable Document document)
        implements
            LegalAct {

    public PowerOfAttorneyRevoked {
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }

    /** By someone not stated. */
    public PowerOfAttorneyRevoked(GrantorId grantorId, PoaId poaId, LocalDate signedOn, List<AttorneyId> attorneys,
            List<Delivery> deliveries, @Nullable String note) {
        this(grantorId, poaId, signedOn, attorneys, deliveries, null, note, null, null);
    }

    @Override
    public LegalAct withoutNote() {
        return note == null
                ? this
                : new PowerOfAttorneyRevoked(grantorId, poaId, signedOn, attorneys, deliveries, by, null, reason, document);
    }

    /** Whether it revokes this attorney's appointment. */
    public boolean names(AttorneyId attorneyId) {
        return attorneys.isEmpty() || attorneys.contains(attorneyId);
    }
}
