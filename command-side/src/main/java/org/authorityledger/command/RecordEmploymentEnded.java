package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;

/**
 * Record that the employment of an attorney of this grantor ended.
 */
public record RecordEmploymentEnded(GrantorId grantorId, AttorneyId attorneyId, LocalDate effectiveOn) implements Command {}
