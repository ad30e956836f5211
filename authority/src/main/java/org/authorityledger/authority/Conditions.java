package org.authorityledger.authority;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * What the terms of an instrument say that can make an answer conditional.
 *
 * @param termsSeen whether the recorder saw the writing
 * @param undated whether the day of the signature is uncertain
 * @param durable whether it survives the grantor's incapacity; null: it is silent
 * @param untilCeasedReporting the regimes that keep it in force
 * @param everyIssuer whether it is for every issuer
 * @param onBehalfOf for which entities the attorneys may sign what the grantor signs for them
 */
public record Conditions(boolean termsSeen, boolean undated, @Nullable Boolean durable,
        Set<Regime> untilCeasedReporting, boolean everyIssuer,
        OnBehalfOf onBehalfOf) {

    /** The terms state none. */
    public static final Conditions NONE = new Conditions(true, false, null, Set.of(), false, OnBehalfOf.NONE);

    public Conditions {
        EnumSet<Regime> inOrder = EnumSet.noneOf(Regime.class);
        if (untilCeasedReporting != null) {
            inOrder.addAll(untilCeasedReporting);
        }
        untilCeasedReporting = Collections.unmodifiableSet(inOrder);
        onBehalfOf = onBehalfOf == null ? OnBehalfOf.NONE : onBehalfOf;
    }

    static Conditions of(Terms terms) {
        return new Conditions(terms.termsSeen(), terms.undated(), terms.durable(), terms.untilCeasedReporting(),
                terms.names(IssuerId.ANY), terms.onBehalfOf());
    }
}
