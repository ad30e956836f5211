package org.authorityledger.events;

import java.time.LocalDate;

/**
 * A substitution was revoked.
 *
 * @param substitution the record that appointed the substitute
 * @param effectiveOn the first day on which the substitute may no longer sign
 */
@Revision("1")
public record SubstitutionRevoked(GrantorId grantorId, PoaId poaId, RecordId substitution, LocalDate effectiveOn) implements LegalAct {}
