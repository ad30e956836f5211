package org.authorityledger.events;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grantor signed a writing that revokes an instrument. It works for each attorney from the day it is delivered to them.
 *
 * @param signedOn the date of the grantor's signature
 * @param attorneys whom it revokes; empty: every attorney of the instrument
 * @param deliveries the deliveries known when it was recorded
 */
@Revision("1")
public record PowerOfAttorneyRevoked(GrantorId grantorId, PoaId poaId, LocalDate signedOn, List<AttorneyId> attorneys,
        List<Delivery> deliveries, @Nullable String note) implements LegalAct {

    public PowerOfAttorneyRevoked {
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }

    @Override
    public LegalAct withoutNote() {
        return note == null ? this : new PowerOfAttorneyRevoked(grantorId, poaId, signedOn, attorneys, deliveries, null);
    }

    /** Whether it revokes this attorney's appointment. */
    public boolean names(AttorneyId attorneyId) {
        return attorneys.isEmpty() || attorneys.contains(attorneyId);
    }
}
