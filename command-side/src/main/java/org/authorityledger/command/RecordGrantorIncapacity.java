package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.GrantorId;

/**
 * Record that a grantor lost capacity.
 *
 * @param on the day from which it holds
 */
public record RecordGrantorIncapacity(GrantorId grantorId, LocalDate on) implements Command {}
