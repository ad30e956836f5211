package org.authorityledger.pages.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.authorityledger.events.Position;

/**
 * How many authorities and instruments are in force on any day, as known at one position.
 *
 * @param authorities for each day on which the number changes, the number from then on
 * @param instruments likewise, of instruments under which someone has authority
 * @param position up to which the ledger was counted
 * @param knownAt when the record of this position was recorded
 * @param at when it was counted
 */
record InForceCounts(TreeMap<LocalDate, Long> authorities, TreeMap<LocalDate, Long> instruments, Position position, Instant knownAt,
        Instant at) {

    static InForceCounts none() {
        return new InForceCounts(new TreeMap<>(), new TreeMap<>(), Position.START, Instant.EPOCH, Instant.EPOCH);
    }

    /** By how much the numbers change on which day. */
    record Changes(Map<LocalDate, Long> authorities, Map<LocalDate, Long> instruments) {}

    long authoritiesOn(LocalDate day) {
        return on(authorities, day);
    }

    long instrumentsOn(LocalDate day) {
        return on(instruments, day);
    }

    private static long on(TreeMap<LocalDate, Long> counts, LocalDate day) {
        Map.Entry<LocalDate, Long> last = counts.floorEntry(day);
        return last == null ? 0 : last.getValue();
    }

    InForceCounts and(Changes changes, Position reached, Instant recordedAt) {
        return new InForceCounts(plus(authorities, changes.authorities()), plus(instruments, changes.instruments()), reached, recordedAt,
                Instant.now());
    }

    private static TreeMap<LocalDate, Long> plus(TreeMap<LocalDate, Long> totals, Map<LocalDate, Long> changes) {
        TreeMap<LocalDate, Long> all = new TreeMap<>(changes);
        long before = 0;
        for (Map.Entry<LocalDate, Long> total : totals.entrySet()) {
            all.merge(total.getKey(), total.getValue() - before, Long::sum);
            before = total.getValue();
        }
        TreeMap<LocalDate, Long> sums = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<LocalDate, Long> change : all.entrySet()) {
            if (change.getValue() != 0) {
                sum += change.getValue();
                sums.put(change.getKey(), sum);
            }
        }
        return sums;
    }
}
