package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * Under which regimes a grantor is required to report, to which issuer, on which day. What is recorded as begun, resumed or ceased sets it from
 * its effective date on; of two on one date the later recorded wins. Before the first of them a grantor is presumed to be required, unless that
 * first one is a beginning.
 */
public final class ReportingDuty {

    private static final Comparator<Fact> IN_EFFECTIVE_ORDER = Comparator.comparing(Fact::effectiveOn).thenComparing(Fact::position);

    /** No fact is recorded: required everywhere, as presumed. */
    public static final ReportingDuty PRESUMED = new ReportingDuty(List.of());

    private final List<Fact> facts;

    /** What a record says of the duty. */
    public enum Turn {
        BEGAN, RESUMED, CEASED
    }

    /** Whether a grantor must report. */
    public enum Status {
        /** The duty begins on a later day. */
        NOT_YET, REQUIRED, CEASED
    }

    /**
     * A fact on record.
     *
     * @param position its place in the ledger
     */
    public record Fact(RecordId recordId, Position position, Turn turn, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn) {}

    /**
     * The day on which the last of some regimes had ceased.
     *
     * @param fact the last recorded of the facts that decide on that day
     */
    public record Lapse(LocalDate on, Fact fact) {}

    /** These facts, in whatever order. */
    public ReportingDuty(List<Fact> facts) {
        this.facts = facts.stream().sorted(IN_EFFECTIVE_ORDER).toList();
    }

    /** In the order in which they take effect. */
    public List<Fact> facts() {
        return facts;
    }

    /** Whether the grantor must report to this issuer on this day. */
    public Status status(Regime regime, IssuerId issuerId, LocalDate on) {
        Fact first = null;
        Fact deciding = null;
        for (Fact fact : facts) {
            if (fact.issuerId().covers(issuerId) && fact.regimes().contains(regime)) {
                first = first == null ? fact : first;
                deciding = fact.effectiveOn().isAfter(on) ? deciding : fact;
            }
        }
        return status(deciding, first);
    }

    /** The fact that decides on this day; null: it is as presumed. */
    public @Nullable Fact deciding(Regime regime, IssuerId issuerId, LocalDate on) {
        Fact deciding = null;
        for (Fact fact : facts) {
            if (fact.issuerId().covers(issuerId) && fact.regimes().contains(regime) && !fact.effectiveOn().isAfter(on)) {
                deciding = fact;
            }
        }
        return deciding;
    }

    private static Status status(@Nullable Fact deciding, @Nullable Fact first) {
        if (deciding == null) {
            return first != null && first.turn() == Turn.BEGAN ? Status.NOT_YET : Status.REQUIRED;
        }
        return deciding.turn() == Turn.CEASED ? Status.CEASED : Status.REQUIRED;
    }

    /**
     * The first day after {@code first} on which every regime that then keeps an instrument in force has ceased with respect to
     * {@code issuerId}, while on the day before at least one of them was required.
     *
     * @param first the first day of the instrument there
     * @param starts the days on which other terms come to govern
     * @param regimes which regimes keep it in force on a day; none: it does not lapse on that day
     * @return null when there is no such day
     */
    @Nullable
    Lapse lapse(IssuerId issuerId, LocalDate first, List<LocalDate> starts, Function<LocalDate, Set<Regime>> regimes) {
        if (facts.isEmpty()) {
            return null;
        }
        List<Fact> covering = facts.stream().filter(fact -> fact.issuerId().covers(issuerId)).toList();
        if (covering.isEmpty()) {
            return null;
        }
        Map<Regime, Fact> earliest = new EnumMap<>(Regime.class);
        TreeSet<LocalDate> days = new TreeSet<>(starts);
        for (Fact fact : covering) {
            days.add(fact.effectiveOn());
            fact.regimes().forEach(regime -> earliest.putIfAbsent(regime, fact));
        }
        Map<Regime, Fact> deciding = new EnumMap<>(Regime.class);
        int next = 0;
        for (LocalDate day : days) {
            // Between these days nothing changes: what holds before the facts of this day held on the day before.
            Set<Regime> asked = day.isAfter(first) ? regimes.apply(day) : Set.of();
            boolean requiredBefore = asked.stream()
                    .anyMatch(regime -> status(deciding.get(regime), earliest.get(regime)) == Status.REQUIRED);
            while (next < covering.size() && !covering.get(next).effectiveOn().isAfter(day)) {
                Fact fact = covering.get(next);
                fact.regimes().forEach(regime -> deciding.put(regime, fact));
                next++;
            }
            if (requiredBefore
                    && asked.stream().allMatch(regime -> status(deciding.get(regime), earliest.get(regime)) == Status.CEASED)) {
                List<Fact> decisive = new ArrayList<>();
                asked.forEach(regime -> {
                    Fact fact = deciding.get(regime);
                    if (fact != null) {
                        decisive.add(fact);
                    }
                });
                return new Lapse(day, decisive.stream().max(Comparator.comparing(Fact::position)).orElseThrow());
            }
        }
        return null;
    }
}
