package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.GrantorId;

/**
 * Record that a grantor died.
 *
 * @param on the day of death
 */
public record RecordGrantorDeath(GrantorId grantorId, LocalDate on) implements Command {}
