package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may sign under an instrument with power of substitution put another in their place, or made them a co-agent beside them.
 *
 * @param attorneyId who appoints: an attorney, an office or its holder, or a substitute where there is power of resubstitution
 * @param forms for which forms; empty: all that the one who appoints has
 * @param effectiveOn the first day of the appointment
 * @param issuers at which issuers; empty: all
 * @param capacities in which standings of the grantor; empty: all
 * @param until the first day no longer appointed; absent: no end is named
 * @param as in whose place
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record SubstituteAppointed(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, Person substitute, Set<Form> forms,
        LocalDate effectiveOn, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IssuerId> issuers,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Capacity> capacities, @Nullable LocalDate until, As as, @Nullable String note,
        @Nullable String reason, @Nullable Document document) implements LegalAct {

    public SubstituteAppointed {
        forms = Power.inOrder(forms);
        issuers = issuers == null ? List.of() : List.copyOf(issuers);
        capacities = Power.stable(Capacity.class, capacities);
        as = as == null ? As.SUBSTITUTE : as;
    }

    /** A substitute for all issuers and standings, without end and evidence. */
    public SubstituteAppointed(GrantorId grantorId, PoaId poaId, AttorneyId attorneyId, Person substitute, Set<Form> forms,
            LocalDate effectiveOn) {
        this(grantorId, poaId, attorneyId, substitute, forms, effectiveOn, List.of(), Set.of(), null, As.SUBSTITUTE, null, null, null);
    }

    /** Whether this issuer is among those of the appointment. */
    public boolean at(IssuerId issuerId) {
        return issuers.isEmpty() || issuers.contains(issuerId);
    }

    /** In whose place someone is appointed. */
    public enum As {
        /** In the place of the one who appoints, with whom they fall. */
        SUBSTITUTE,
        /** In the grantor's name, in a place of their own. */
        CO_AGENT
    }
}
