package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The appointment of a substitute or co-agent was revoked.
 *
 * @param substitution the record of the appointment
 * @param effectiveOn the first day without it
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record SubstitutionRevoked(GrantorId grantorId, PoaId poaId, RecordId substitution, LocalDate effectiveOn, @Nullable String note,
        @Nullable String reason, @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public SubstitutionRevoked(GrantorId grantorId, PoaId poaId, RecordId substitution, LocalDate effectiveOn) {
        this(grantorId, poaId, substitution, effectiveOn, null, null, null);
    }
}
