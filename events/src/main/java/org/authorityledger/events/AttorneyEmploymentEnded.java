package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An attorney's employment ended. It ends their authority under those instruments of the grantor that say so for them.
 *
 * @param effectiveOn the first day out of employment
 * @param employer by whom they were employed, where given: it then ends nothing that rests on another employment
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record AttorneyEmploymentEnded(GrantorId grantorId, AttorneyId attorneyId, LocalDate effectiveOn, @Nullable String employer,
        @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public AttorneyEmploymentEnded(GrantorId grantorId, AttorneyId attorneyId, LocalDate effectiveOn) {
        this(grantorId, attorneyId, effectiveOn, null, null, null, null);
    }
}
