package org.authorityledger.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.SubstituteAppointed;
import org.jspecify.annotations.Nullable;

/**
 * Record that someone who may sign appointed another, in their place or beside them.
 *
 * @param attorneyId who appoints
 * @param forms for which forms; none named: all that the one who appoints has
 * @param issuers at which issuers; none named: all
 * @param capacities in which standings of the grantor; none named: all
 * @param until the first day no longer appointed; absent: no end is named
 * @param as in whose place; absent: a substitute
 */
public record AppointSubstitute(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, Person substitute, Set<Form> forms,
        LocalDate effectiveOn, List<IssuerId> issuers, Set<Capacity> capacities, @Nullable LocalDate until,
        SubstituteAppointed.@Nullable As as, @Nullable String note, @Nullable String reason,
        @Nullable Document document) implements Command {

    public AppointSubstitute {
        forms = forms == null ? Set.of() : Set.copyOf(forms);
        issuers = issuers == null ? List.of() : List.copyOf(issuers);
        capacities = capacities == null ? Set.of() : Set.copyOf(capacities);
    }
}
