package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instrument says: whom it appoints, for which forms, from when and until when.
 *
 * @param issuer the issuer it is for, or all
 * @param attorneys the appointments, in the order of the instrument
 * @param powers the lettered clauses, in the order of the instrument
 * @param minimumSignatures how many of the appointments must sign together; 1 is "signing singly", absent means 1
 * @param executedOn the date of the grantor's signature
 * @param effectiveOn the first day in force; absent means executedOn
 * @param expiresOn the last day in force; absent means none is named
 * @param untilCeasedReporting the instrument lasts until the grantor is no longer required to report under any of these; empty: it never lapses
 * @param substitutionAllowed with full power of substitution
 * @param durable it survives the grantor's incapacity
 * @param supersedesPrior it revokes earlier powers of attorney for the same issuer
 * @param document the instrument as signed, where given
 */
public record Terms(Issuer issuer, List<Attorney> attorneys, List<Power> powers, @Nullable Integer minimumSignatures, LocalDate executedOn,
        @Nullable LocalDate effectiveOn, @Nullable LocalDate expiresOn, Set<Regime> untilCeasedReporting,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean substitutionAllowed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean durable,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean supersedesPrior, @Nullable Document document) {

    public Terms {
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        powers = powers == null ? List.of() : List.copyOf(powers);
        minimumSignatures = minimumSignatures == null ? Integer.valueOf(1) : minimumSignatures;
        effectiveOn = effectiveOn == null ? executedOn : effectiveOn;
        untilCeasedReporting = Power.stable(Regime.class, untilCeasedReporting);
    }

    @Override
    public Integer minimumSignatures() {
        return minimumSignatures == null ? Integer.valueOf(1) : minimumSignatures;
    }

    @Override
    public LocalDate effectiveOn() {
        return effectiveOn == null ? executedOn : effectiveOn;
    }

    /** The appointment of this attorney or office, or null when the instrument does not name them. */
    public @Nullable Attorney attorney(AttorneyId attorneyId) {
        for (Attorney attorney : attorneys) {
            if (attorney.attorneyId().equals(attorneyId)) {
                return attorney;
            }
        }
        return null;
    }
}
