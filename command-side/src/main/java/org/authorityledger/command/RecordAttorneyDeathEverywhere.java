package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.jspecify.annotations.Nullable;

/**
 * Record that someone who could sign for any grantor died, for each of these grantors: one {@link RecordAttorneyDeath}
 * for each, all or none.
 */
record RecordAttorneyDeathEverywhere(AttorneyId attorneyId, LocalDate on, @Nullable String note, @Nullable String reason,
        @Nullable Document document) {}
