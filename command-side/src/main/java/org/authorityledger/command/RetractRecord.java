package org.authorityledger.command;

import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Retract an earlier record that was made in error.
 *
 * @param reason why it is wrong
 */
public record RetractRecord(GrantorId grantorId, RecordId recordId, String reason, @Nullable String note,
        @Nullable Document document) implements Command {}
