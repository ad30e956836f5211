package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * Under which regimes a grantor is required to report, to which issuer, on which day. Each is required until a cessation says otherwise;
 * cessations and resumptions set it from their effective date on, and of two on one date the later recorded wins.
 */
public final class ReportingDuty {

    private static final Comparator<Turn> IN_EFFECTIVE_ORDER = Comparator.comparing(Turn::effectiveOn)
            .thenComparing(turn -> turn.record().sequence());

    private final List<Turn> turns = new ArrayList<>(0);

    private record Turn(LedgerRecord record, boolean ceased, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn) {}

    /**
     * The day on which the last of some regimes had ceased.
     *
     * @param record the cessation that completed it: the last to take effect
     */
    public record Lapse(LocalDate on, LedgerRecord record) {}

    void ceased(LedgerRecord record, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn) {
        turns.add(new Turn(record, true, issuerId, regimes, effectiveOn));
    }

    void resumed(LedgerRecord record, IssuerId issuerId, Set<Regime> regimes, LocalDate effectiveOn) {
        turns.add(new Turn(record, false, issuerId, regimes, effectiveOn));
    }

    /**
     * The first day, {@code earliest} or later, on which every one of {@code regimes} has ceased with respect to {@code issuerId}.
     *
     * @return null when there is no such day, or no regime is named
     */
    public @Nullable Lapse lapse(IssuerId issuerId, Set<Regime> regimes, LocalDate earliest) {
        if (regimes.isEmpty() || turns.isEmpty()) {
            return null;
        }
        List<Turn> inOrder = turns.stream().filter(turn -> turn.issuerId().covers(issuerId)).sorted(IN_EFFECTIVE_ORDER).toList();
        Map<Regime, Turn> deciding = new EnumMap<>(Regime.class);
        for (int i = 0; i < inOrder.size(); i++) {
            Turn turn = inOrder.get(i);
            turn.regimes().forEach(regime -> deciding.put(regime, turn));
            LocalDate next = i + 1 < inOrder.size() ? inOrder.get(i + 1).effectiveOn() : null;
            // What holds from this turn on holds until the next one: it matters only when that stretch reaches the earliest day.
            boolean reaches = next == null || (next.isAfter(turn.effectiveOn()) && next.isAfter(earliest));
            if (reaches && regimes.stream().allMatch(regime -> ceased(deciding.get(regime)))) {
                LedgerRecord completing = deciding.entrySet().stream().filter(entry -> regimes.contains(entry.getKey()))
                        .map(Map.Entry::getValue).max(IN_EFFECTIVE_ORDER).orElseThrow().record();
                return new Lapse(turn.effectiveOn().isBefore(earliest) ? earliest : turn.effectiveOn(), completing);
            }
        }
        return null;
    }

    private static boolean ceased(@Nullable Turn turn) {
        return turn != null && turn.ceased();
    }
}
