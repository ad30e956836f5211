package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.RecordId;

/**
 * Record that a substitution was revoked.
 *
 * @param substitution the record that appointed the substitute
 */
public record RevokeSubstitution(GrantorId grantorId, PoaId poaId, RecordId substitution, LocalDate effectiveOn) implements Command {}
