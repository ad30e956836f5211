package org.authorityledger.events;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grantor is no longer required to report, for instance having left office with the six-month tail of Rule 16a-2(b) over.
 *
 * @param issuerId with respect to which issuer, or {@link IssuerId#ANY}: to every one
 * @param regimes which obligations ended
 * @param effectiveOn the first day without them
 * @param basis how this is known, such as the exit box of a Form 4
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("2")
public record GrantorCeasedReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
        @Nullable String basis, @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    public GrantorCeasedReporting {
        regimes = Power.stable(Regime.class, regimes);
    }

    /** Without evidence. */
    public GrantorCeasedReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
            @Nullable String basis) {
        this(grantorId, issuerId, regimes, effectiveOn, basis, null, null, null);
    }
}
