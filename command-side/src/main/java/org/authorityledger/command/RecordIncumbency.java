package org.authorityledger.command;

import java.time.LocalDate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Document;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.jspecify.annotations.Nullable;

/**
 * Record who holds an office that an instrument appoints.
 *
 * @param officeId the office as the instrument names it
 * @param from the first day in office
 * @param until the first day no longer in office; absent: still in office
 */
public record RecordIncumbency(GrantorId grantorId, PoaId poaId, AttorneyId officeId, Person holder, LocalDate from,
        @Nullable LocalDate until, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {}
