package org.authorityledger.events;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grantor is required to report again. What lapsed meanwhile stays lapsed.
 *
 * @param issuerId with respect to which issuer, or {@link IssuerId#ANY}: to every one
 * @param regimes which obligations began again
 * @param effectiveOn the first day with them
 * @param basis how this is known
 */
@Revision("1")
public record GrantorResumedReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
        @Nullable String basis) implements LegalAct {

    public GrantorResumedReporting {
        regimes = Power.stable(Regime.class, regimes);
    }
}
