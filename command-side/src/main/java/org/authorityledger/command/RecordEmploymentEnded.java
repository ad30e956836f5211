package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.jspecify.annotations.Nullable;

/**
 * Record that an attorney's employment ended, for one grantor.
 *
 * @param employer by whom they were employed; absent: not stated
 */
public record RecordEmploymentEnded(GrantorId grantorId, AttorneyId attorneyId, LocalDate effectiveOn, @Nullable String employer,
        @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {}
