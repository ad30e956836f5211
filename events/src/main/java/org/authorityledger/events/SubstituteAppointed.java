package org.authorityledger.events;

import java.time.LocalDate;
import java.util.Set;

/**
 * An attorney put a substitute in their place, under an instrument with power of substitution.
 *
 * @param attorneyId the attorney whose place the substitute takes
 * @param forms for which forms; empty: all that the instrument gives
 */
@Revision("1")
public record SubstituteAppointed(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, Person substitute, Set<Form> forms,
        LocalDate effectiveOn) implements LegalAct {

    public SubstituteAppointed {
        forms = Power.stable(Form.class, forms);
    }
}
