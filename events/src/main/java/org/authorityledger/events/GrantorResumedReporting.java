package org.authorityledger.events;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grantor is required to report again.
 *
 * @param issuerId with respect to which issuer, or {@link IssuerId#ANY}: to every one
 * @param regimes which obligations are back
 * @param effectiveOn the first day with them
 * @param basis how this is known
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record GrantorResumedReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
        @Nullable String basis, @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    public GrantorResumedReporting {
        regimes = Power.stable(Regime.class, regimes);
    }

    /** Without evidence. */
    public GrantorResumedReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
            @Nullable String basis) {
        this(grantorId, issuerId, regimes, effectiveOn, basis, null, null, null);
    }
}
