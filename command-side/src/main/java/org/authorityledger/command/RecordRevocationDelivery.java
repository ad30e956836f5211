package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;

/**
 * Record that a signed revocation reached an attorney.
 *
 * @param revocation the record of the revocation
 */
public record RecordRevocationDelivery(GrantorId grantorId, PoaId poaId, RecordId revocation, AttorneyId attorneyId,
        LocalDate deliveredOn) implements Command {}
