package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * Record that someone no longer signs for an entity.
 *
 * @param signatory the record of the signatory
 */
public record EndSignatory(GrantorId grantorId, RecordId signatory, LocalDate effectiveOn, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {}
