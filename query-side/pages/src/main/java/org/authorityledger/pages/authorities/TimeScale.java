package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Dates along the width of a chart, in percent, so that the chart fits any screen. */
public record TimeScale(LocalDate first, LocalDate last) {

    private static final int MOST_TICKS = 7;

    /** Where the label of a year, or of a month, begins too near the end for a telephone. */
    private static final double LAST_YEARS = 88;
    private static final double LAST_MONTHS = 80;

    /**
     * A year or month of the scale.
     *
     * @param last whether its label would stick out at the end of a narrow chart
     */
    public record Tick(String x, String label, boolean last) {}

    static TimeScale of(Stream<LocalDate> days) {
        List<LocalDate> sorted = days.sorted().toList();
        LocalDate first = sorted.getFirst();
        LocalDate last = sorted.getLast();
        long margin = Math.max(45, ChronoUnit.DAYS.between(first, last) / 40);
        return new TimeScale(first.minusDays(margin), last.plusDays(margin));
    }

    double at(LocalDate day) {
        double share = 100.0 * ChronoUnit.DAYS.between(first, day) / ChronoUnit.DAYS.between(first, last);
        return Math.max(0, Math.min(100, share));
    }

    String x(LocalDate day) {
        return percent(at(day));
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        if (ChronoUnit.DAYS.between(first, last) < 900) {
            LocalDate day = LocalDate.of(first.getYear(), Month.JANUARY, 1);
            for (; !day.isAfter(last); day = day.plusMonths(6)) {
                if (!day.isBefore(first)) {
                    ticks.add(new Tick(x(day), (day.getMonthValue() == 1 ? "Jan " : "Jul ") + day.getYear(), at(day) > LAST_MONTHS));
                }
            }
            return ticks;
        }
        int step = 1;
        int years = last.getYear() - first.getYear();
        for (int candidate : new int[]{ 1, 2, 5, 10, 20, 50, 100, 500, 1000}) {
            step = candidate;
            if (years / candidate <= MOST_TICKS) {
                break;
            }
        }
        for (int year = Math.ceilDiv(first.getYear() + 1, step) * step; year <= last.getYear(); year += step) {
            LocalDate day = LocalDate.of(year, 1, 1);
            ticks.add(new Tick(x(day), Integer.toString(year), at(day) > LAST_YEARS));
        }
        return ticks;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }
}
