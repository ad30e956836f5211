package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.jspecify.annotations.Nullable;

/**
 * Record that an attorney's employment ended, for every grantor whose instruments name them: one {@link RecordEmploymentEnded} for each of
 * them, all or none.
 */
record RecordEmploymentEndedEverywhere(AttorneyId attorneyId, LocalDate effectiveOn, @Nullable String employer, @Nullable String note,
        @Nullable String reason,
        @Nullable Document document) {}
