package org.authorityledger.events;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Someone holds an office that an instrument appoints.
 *
 * @param officeId the office as the instrument names it
 * @param holder who holds it
 * @param from the first day in office
 * @param until the first day no longer in office; absent: still in office
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record IncumbencyRecorded(GrantorId grantorId, PoaId poaId, AttorneyId officeId, Person holder, LocalDate from,
        @Nullable LocalDate until, @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    /** Without evidence. */
    public IncumbencyRecorded(GrantorId grantorId, PoaId poaId, AttorneyId officeId, Person holder, LocalDate from,
            @Nullable LocalDate until) {
        this(grantorId, poaId, officeId, holder, from, until, null, null, null);
    }
}
