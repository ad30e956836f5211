package org.authorityledger.command;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Person;
import org.authorityledger.events.PoaId;

/**
 * Record that an attorney put a substitute in their place.
 *
 * @param attorneyId the attorney whose place the substitute takes
 * @param forms for which forms; none named: all that the instrument gives
 */
public record AppointSubstitute(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, Person substitute, Set<Form> forms,
        LocalDate effectiveOn) implements Command {

    public AppointSubstitute {
        forms = forms == null || forms.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(forms));
    }
}
