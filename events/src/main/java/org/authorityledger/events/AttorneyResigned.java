package org.authorityledger.events;

import java.time.LocalDate;

/**
 * An attorney gave up their appointment under one instrument.
 *
 * @param effectiveOn the first day on which they may no longer sign
 */
@Revision("1")
public record AttorneyResigned(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, LocalDate effectiveOn) implements LegalAct {}
