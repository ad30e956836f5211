package org.authorityledger.command;

import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;

/**
 * Retract a record that was made in error.
 *
 * @param recordId any record of this grantor but a retraction
 * @param reason why it was an error
 */
public record RetractRecord(GrantorId grantorId, RecordId recordId, String reason) implements Command {}
