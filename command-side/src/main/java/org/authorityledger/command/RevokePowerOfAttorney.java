package org.authorityledger.command;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RevokedBy;
import org.jspecify.annotations.Nullable;

/**
 * Record that a writing was signed that revokes an instrument.
 *
 * @param attorneys whom it revokes; none named: everyone who holds or will hold under the instrument
 * @param deliveries to whom it was delivered already, and when
 * @param by who signed it; null: not stated
 */
public record RevokePowerOfAttorney(GrantorId grantorId, PoaId poaId, LocalDate signedOn, List<AttorneyId> attorneys,
        List<Delivery> deliveries, @Nullable RevokedBy by, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {

    public RevokePowerOfAttorney {
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }
}
