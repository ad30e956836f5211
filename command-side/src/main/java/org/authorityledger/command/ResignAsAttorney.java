package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;

/**
 * Record that an attorney gave up their appointment under one instrument.
 */
public record ResignAsAttorney(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, LocalDate effectiveOn) implements Command {}
