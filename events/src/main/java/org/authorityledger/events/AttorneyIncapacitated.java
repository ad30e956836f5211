package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Someone who could sign for the grantor lost capacity. They fill no place and represent no one any more.
 *
 * @param attorneyId an attorney, substitute, co-agent, holder of an office or signatory
 * @param on the day from which it holds
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("1")
public record AttorneyIncapacitated(GrantorId grantorId, AttorneyId attorneyId, LocalDate on, @Nullable String note,
        @Nullable String reason, @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public AttorneyIncapacitated(GrantorId grantorId, AttorneyId attorneyId, LocalDate on) {
        this(grantorId, attorneyId, on, null, null, null);
    }
}
