package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.DeliveryMeans;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Record that a signed revocation reached an attorney, or an issuer.
 *
 * @param revocation the record of the revocation
 * @param attorneyId to whom; absent: {@code to} says it
 * @param to who else than an attorney
 * @param means how it was delivered; null: not stated
 */
public record RecordRevocationDelivery(GrantorId grantorId, PoaId poaId, RecordId revocation, @Nullable AttorneyId attorneyId,
        @Nullable Recipient to, LocalDate deliveredOn, @Nullable DeliveryMeans means, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {}
