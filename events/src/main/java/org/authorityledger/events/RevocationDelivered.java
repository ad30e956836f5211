package org.authorityledger.events;

import java.time.LocalDate;

/**
 * A signed revocation was delivered to an attorney.
 *
 * <p>Revision 2 says how; revision 1 had no room for it.
 *
 * @param revocation the record of the revocation
 * @param means how it was delivered: evidence, without effect on who may sign
 */
@Revision("2")
public record RevocationDelivered(GrantorId grantorId, PoaId poaId, RecordId revocation, AttorneyId attorneyId, LocalDate deliveredOn,
        DeliveryMeans means) implements LegalAct {

    public RevocationDelivered {
        means = means == null ? DeliveryMeans.NOT_STATED : means;
    }
}
