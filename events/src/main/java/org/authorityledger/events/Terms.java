package org.authorityledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instrument, or a rider to it, says: whom it appoints, for which forms, from when and until when.
 *
 * @param issuers the issuers it is for, each once; {@link Issuer#ANY} alone: all
 * @param attorneys the appointments, in the order of the instrument
 * @param powers the lettered clauses, in the order of the instrument
 * @param signing how many of the appointments must sign together, where a clause has no rule of its own
 * @param executedOn the date of the grantor's signature
 * @param effectiveOn the first day of these terms; absent means executedOn
 * @param expiresOn the last day in force; absent means none is named
 * @param untilCeasedReporting the instrument lasts until the grantor is no longer required to report under any of these; empty: it never lapses
 * @param substitution whether the attorneys may appoint others
 * @param durable whether it survives the grantor's incapacity; null: it is silent
 * @param governingLaw the law that it names, in its words, where given
 * @param supersedesPrior it revokes earlier powers of attorney for the same issuer
 * @param supersedes the earlier powers of attorney that it revokes by naming them
 * @param revocationTakesEffect from when its revocation works
 * @param onBehalfOf for which entities the attorneys may sign what the grantor signs for them
 * @param undated the writing has no date: executedOn is the latest day on which it can have been signed
 * @param termsSeen whether the recorder saw the writing; false: it is known only from another one; absent means yes
 * @param document the instrument as signed, where given
 */
public record Terms(List<Issuer> issuers, List<Attorney> attorneys, List<Power> powers, @Nullable SigningRule signing,
        LocalDate executedOn,
        @Nullable LocalDate effectiveOn, @Nullable LocalDate expiresOn, Set<Regime> untilCeasedReporting,
        @Nullable SubstitutionPower substitution,
        @Nullable Boolean durable, @Nullable String governingLaw, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean supersedesPrior,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PoaId> supersedes, @Nullable RevocationTakesEffect revocationTakesEffect,
        @Nullable OnBehalfOf onBehalfOf, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undated, @Nullable Boolean termsSeen,
        @Nullable Document document) {

    public Terms {
        issuers = issuers == null ? List.of() : List.copyOf(issuers);
        attorneys = attorneys == null ? List.of() : List.copyOf(attorneys);
        powers = powers == null ? List.of() : List.copyOf(powers);
        signing = signing == null ? SigningRule.SINGLY : signing;
        effectiveOn = effectiveOn == null ? executedOn : effectiveOn;
        untilCeasedReporting = Power.stable(Regime.class, untilCeasedReporting);
        substitution = substitution == null ? SubstitutionPower.NONE : substitution;
        supersedes = supersedes == null ? List.of() : List.copyOf(supersedes);
        revocationTakesEffect = revocationTakesEffect == null ? RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY : revocationTakesEffect;
        onBehalfOf = onBehalfOf == null ? OnBehalfOf.NONE : onBehalfOf;
        termsSeen = termsSeen == null || termsSeen;
    }

    /** An instrument for one issuer or all, of which nothing else is said: not durable means that it is silent. */
    public Terms(Issuer issuer, List<Attorney> attorneys, List<Power> powers, @Nullable Integer minimumSignatures, LocalDate executedOn,
            @Nullable LocalDate effectiveOn, @Nullable LocalDate expiresOn, Set<Regime> untilCeasedReporting, boolean substitutionAllowed,
            boolean durable, boolean supersedesPrior, @Nullable Document document) {
        this(List.of(issuer), attorneys, powers, SigningRule.atLeast(minimumSignatures == null ? 1 : minimumSignatures), executedOn,
                effectiveOn, expiresOn, untilCeasedReporting, substitutionAllowed ? SubstitutionPower.ALLOWED : SubstitutionPower.NONE,
                durable ? true : null, null, supersedesPrior, List.of(), RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY, OnBehalfOf.NONE,
                false, true, document);
    }

    @Override
    public SigningRule signing() {
        return signing == null ? SigningRule.SINGLY : signing;
    }

    @Override
    public SubstitutionPower substitution() {
        return substitution == null ? SubstitutionPower.NONE : substitution;
    }

    @Override
    public RevocationTakesEffect revocationTakesEffect() {
        return revocationTakesEffect == null ? RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY : revocationTakesEffect;
    }

    @Override
    public OnBehalfOf onBehalfOf() {
        return onBehalfOf == null ? OnBehalfOf.NONE : onBehalfOf;
    }

    @Override
    public LocalDate effectiveOn() {
        return effectiveOn == null ? executedOn : effectiveOn;
    }

    @JsonProperty("termsSeen")
    @Override
    public Boolean termsSeen() {
        return termsSeen == null || termsSeen;
    }

    /** Whether it survives the grantor's incapacity because it says so. */
    public boolean saysDurable() {
        return Boolean.TRUE.equals(durable);
    }

    /** Whether the attorneys may appoint others. */
    public boolean substitutionAllowed() {
        return substitution != SubstitutionPower.NONE;
    }

    /** Whether it is for this issuer by its name, or, for {@link IssuerId#ANY}, for all. */
    public boolean names(IssuerId issuerId) {
        for (Issuer issuer : issuers) {
            if (issuer.issuerId().equals(issuerId)) {
                return true;
            }
        }
        return false;
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
