package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;

/**
 * May these people together sign this form for this grantor at this issuer on this day?
 *
 * @param signers one or more, each once
 * @param capacities in which standing the grantor reports; empty: not asked
 */
public record Question(GrantorId grantorId, IssuerId issuerId, FormAsked form, List<AttorneyId> signers, Set<Capacity> capacities,
        LocalDate on) {

    public Question {
        signers = List.copyOf(new LinkedHashSet<>(signers));
        capacities = Set.copyOf(capacities);
    }

    /** Whether the grantor is among the signers: signing in person needs no instrument. */
    boolean selfSigned() {
        return signers.stream().anyMatch(signer -> signer.value().equals(grantorId.value()));
    }
}
