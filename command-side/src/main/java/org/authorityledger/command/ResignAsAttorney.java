package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/**
 * Record that someone who may sign resigned under an instrument.
 */
public record ResignAsAttorney(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, LocalDate effectiveOn, @Nullable String note,
        @Nullable String reason,
        @Nullable Document document) implements Command {}
