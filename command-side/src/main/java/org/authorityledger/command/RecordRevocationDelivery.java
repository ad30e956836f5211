package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Record that a signed revocation reached an attorney.
 *
 * @param revocation the record of the revocation
 * @param means how it was delivered; null: not stated
 */
public record RecordRevocationDelivery(GrantorId grantorId, PoaId poaId, RecordId revocation, AttorneyId attorneyId,
        LocalDate deliveredOn, @Nullable DeliveryMeans means) implements Command {}
