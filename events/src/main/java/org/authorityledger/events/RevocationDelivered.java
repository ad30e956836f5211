package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A signed revocation was delivered.
 *
 * <p>Revision 2 says how; revision 1 had no room for it. Revision 3 lets it be delivered to an issuer.
 *
 * @param revocation the record of the revocation
 * @param attorneyId to whom; null: {@code to} says it
 * @param to who else than an attorney; null: {@code attorneyId} says it
 * @param means how it was delivered: evidence, without effect on who may sign
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("3")
public record RevocationDelivered(GrantorId grantorId, PoaId poaId, RecordId revocation, @Nullable AttorneyId attorneyId,
        @Nullable Recipient to, LocalDate deliveredOn, DeliveryMeans means, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements LegalAct {

    public RevocationDelivered {
        means = means == null ? DeliveryMeans.NOT_STATED : means;
    }

    /** To an attorney, without evidence. */
    public RevocationDelivered(GrantorId grantorId, PoaId poaId, RecordId revocation, AttorneyId attorneyId, LocalDate deliveredOn,
            DeliveryMeans means) {
        this(grantorId, poaId, revocation, attorneyId, null, deliveredOn, means, null, null, null);
    }
}
