package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;

/**
 * Record that someone who could sign for a grantor lost capacity.
 */
public record RecordAttorneyIncapacity(GrantorId grantorId, AttorneyId attorneyId, LocalDate on, @Nullable String note,
        @Nullable String reason,
        @Nullable Document document) implements Command {}
