package org.authorityledger.events;

import java.time.LocalDate;
import org.axonframework.serialization.Revision;

/**
 * A signed revocation was delivered to an attorney.
 *
 * @param revocation the record of the revocation
 */
@Revision("1")
public record RevocationDelivered(GrantorId grantorId, PoaId poaId, RecordId revocation, AttorneyId attorneyId, LocalDate deliveredOn)
        implements
            LegalAct {}
