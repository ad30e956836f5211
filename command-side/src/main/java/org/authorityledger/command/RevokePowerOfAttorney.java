package org.authorityledger.command;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/**
 * Record that a grantor signed a writing that revokes an instrument.
 *
 * @param attorneys whom it revokes; none named: every attorney of the instrument
 * @param deliveries to whom it was delivered already, and when
 */
public record RevokePowerOfAttorney(GrantorId grantorId, PoaId poaId, LocalDate signedOn, List<AttorneyId> attorneys,
        List<Delivery> deliveries, @Nullable String note) implements Command {

    public RevokePowerOfAttorney {
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }
}
