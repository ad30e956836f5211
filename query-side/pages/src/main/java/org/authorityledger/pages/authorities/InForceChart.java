package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.authorityledger.pages.frame.AsOf;
import org.jspecify.annotations.Nullable;

/**
 * How many authorities are in force over the years: a line of steps, and the same numbers at the end of each year as a table.
 *
 * @param line the path of the line, within 1000 by 200
 * @param area the path of what is beneath it
 * @param years the numbers, one for the end of each year; if there are very many, of those around the effective date of the page
 * @param earlier a day before the first of these years, if numbers are left out there
 * @param later a day after the last of them, if numbers are left out there
 * @param highest the highest number
 * @param place the place of the effective date of the page, in percent
 */
public record InForceChart(String line, String area, List<Year> years, @Nullable LocalDate earlier, @Nullable LocalDate later,
        List<TimeScale.Tick> ticks, long highest, String place) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final int POINTS = 400;
    private static final int MOST_YEARS = 60;

    /** The number at the end of a year, or on the effective date in its own. */
    public record Year(int year, long authorities, LocalDate on) {}

    public static @Nullable InForceChart of(TreeMap<LocalDate, Long> totals, AsOf asOf) {
        if (totals.isEmpty()) {
            return null;
        }
        LocalDate end = asOf.on().isAfter(totals.lastKey()) ? asOf.on() : totals.lastKey();
        LocalDate first = totals.firstKey();
        LocalDate start = asOf.on().isBefore(first) ? asOf.on() : first;
        TimeScale scale = TimeScale.of(java.util.stream.Stream.of(start, end));
        long highest = totals.values().stream().mapToLong(Long::longValue).max().orElse(1);
        StringBuilder line = new StringBuilder();
        double lastY = HEIGHT;
        line.append(String.format(Locale.ROOT, "M0 %d", HEIGHT));
        // No more points than the eye can distinguish.
        long days = java.time.temporal.ChronoUnit.DAYS.between(scale.first(), scale.last());
        long step = Math.max(1, days / POINTS);
        for (LocalDate day = scale.first(); !day.isAfter(scale.last()); day = day.plusDays(step)) {
            Map.Entry<LocalDate, Long> entry = totals.floorEntry(day);
            double y = HEIGHT - (entry == null ? 0 : entry.getValue()) * (HEIGHT - 12.0) / Math.max(1, highest);
            if (y != lastY) {
                line.append(String.format(Locale.ROOT, "H%.1fV%.1f", scale.at(day) * WIDTH / 100, y));
                lastY = y;
            }
        }
        line.append("H").append(WIDTH);
        // A table of a reasonable length, around the year shown; links lead to the years before and after.
        int firstYear = Math.max(start.getYear(), Math.min(asOf.on().getYear() - MOST_YEARS / 2, end.getYear() - MOST_YEARS + 1));
        int lastYear = Math.min(end.getYear(), firstYear + MOST_YEARS - 1);
        List<Year> years = new ArrayList<>();
        for (int year = firstYear; year <= lastYear; year++) {
            LocalDate day = year == asOf.on().getYear() ? asOf.on() : LocalDate.of(year, 12, 31);
            Map.Entry<LocalDate, Long> entry = totals.floorEntry(day);
            years.add(new Year(year, entry == null ? 0 : entry.getValue(), day));
        }
        return new InForceChart(line.toString(), line + "V" + HEIGHT + "H0Z", years,
                firstYear > start.getYear() ? LocalDate.of(firstYear - 1, 12, 31) : null,
                lastYear < end.getYear() ? LocalDate.of(lastYear + 1, 12, 31) : null, scale.ticks(), highest, scale.x(asOf.on()));
    }
}
