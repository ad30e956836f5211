package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Record that the appointment of a substitute or co-agent was revoked.
 *
 * @param substitution the record of the appointment
 */
public record RevokeSubstitution(GrantorId grantorId, PoaId poaId, RecordId substitution, LocalDate effectiveOn, @Nullable String note,
        @Nullable String reason,
        @Nullable Document document) implements Command {}
