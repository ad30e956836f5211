package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An attorney, substitute, co-agent or holder of an office resigned under one instrument.
 *
 * @param effectiveOn the first day without authority
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record AttorneyResigned(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, LocalDate effectiveOn, @Nullable String note,
        @Nullable String reason, @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public AttorneyResigned(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, LocalDate effectiveOn) {
        this(grantorId, poaId, attorneyId, effectiveOn, null, null, null);
    }
}
