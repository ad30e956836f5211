package org.authorityledger.events;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grantor is required to report for the first time, for instance having been elected (Section 16(a)(2)(B)).
 *
 * @param issuerId with respect to which issuer, or {@link IssuerId#ANY}: to every one
 * @param regimes which obligations began
 * @param effectiveOn the first day with them
 * @param basis how this is known
 * @param note a remark by the person who recorded it
 * @param reason why it came about, where given
 * @param document the writing that is the evidence, where given
 */
@Revision("1")
public record GrantorBeganReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
        @Nullable String basis, @Nullable String note, @Nullable String reason, @Nullable Document document) implements LegalAct {

    public GrantorBeganReporting {
        regimes = Power.stable(Regime.class, regimes);
    }

    /** Without evidence. */
    public GrantorBeganReporting(GrantorId grantorId, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn,
            @Nullable String basis) {
        this(grantorId, issuerId, regimes, effectiveOn, basis, null, null, null);
    }
}
