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
 */
@Revision("1")
public record IncumbencyRecorded(GrantorId grantorId, PoaId poaId, AttorneyId officeId, Person holder, LocalDate from,
        @Nullable LocalDate until) implements LegalAct {}
