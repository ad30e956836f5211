package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Someone no longer signs for an entity.
 *
 * @param signatory the record of the signatory
 * @param effectiveOn the first day without it
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("1")
public record SignatoryEnded(GrantorId grantorId, RecordId signatory, LocalDate effectiveOn, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public SignatoryEnded(GrantorId grantorId, RecordId signatory, LocalDate effectiveOn) {
        this(grantorId, signatory, effectiveOn, null, null, null);
    }
}
