package org.authorityledger.pages;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.jspecify.annotations.Nullable;

/**
 * Authorities over the years, drawn by the template: lengths along the dates in percent of the width, so that the picture fits any screen; heights in
 * pixels.
 *
 * @param bars one below the other
 * @param marks the days of acts, above all bars
 * @param today where the effective date of the page stands
 */
record Timeline(List<Bar> bars, List<Mark> marks, List<Tick> ticks, List<EndCause> causes, String today, int height) {

    static final int LANE = 44;
    static final int TOP = 30;
    static final int ACTS = 30;
    private static final int MOST_TICKS = 7;

    /** One authority. */
    record Bar(String label, String about, String href, String x, String width, String end, int y, String kind, String code,
            String title) {}

    /** One day of an act. */
    record Mark(String x, String title, String href) {}

    /** A year or month of the scale. */
    record Tick(String x, String label) {}

    /** What is to be drawn of an authority. */
    record Lane(Authority authority, String label, String about, String href) {}

    /** Dates to percent of the width. */
    record Scale(LocalDate first, LocalDate last) {

        static Scale of(Stream<LocalDate> days) {
            List<LocalDate> sorted = days.sorted().toList();
            LocalDate first = sorted.getFirst();
            LocalDate last = sorted.getLast();
            long margin = Math.max(45, ChronoUnit.DAYS.between(first, last) / 40);
            return new Scale(first.minusDays(margin), last.plusDays(margin));
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
                        ticks.add(new Tick(x(day), (day.getMonthValue() == 1 ? "Jan " : "Jul ") + day.getYear()));
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
                ticks.add(new Tick(x(LocalDate.of(year, 1, 1)), Integer.toString(year)));
            }
            return ticks;
        }
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }

    static @Nullable Timeline of(List<Lane> lanes, Collection<Link> acts, AsOf asOf, DisplayText words) {
        if (lanes.isEmpty()) {
            return null;
        }
        Scale scale = Scale.of(Stream.concat(Stream.of(asOf.on()), Stream.concat(acts.stream().map(act -> act.happening().day()),
                lanes.stream().flatMap(lane -> Stream.of(lane.authority().from(), lane.authority().until())).filter(Objects::nonNull))));
        int y = TOP + (acts.isEmpty() ? 0 : ACTS);
        List<Bar> bars = new ArrayList<>();
        for (Lane lane : lanes) {
            bars.add(bar(lane, scale, y, words));
            y += LANE;
        }
        return new Timeline(bars,
                acts.stream().map(act -> new Mark(scale.x(act.happening().day()),
                        words.day(act.happening().day()) + ": " + act.happening().words(), act.href())).toList(),
                scale.ticks(), lanes.stream().map(lane -> lane.authority().ending()).filter(Objects::nonNull).map(ending -> ending.cause())
                        .distinct().sorted().toList(),
                scale.x(asOf.on()), y + 6);
    }

    /** An act that is drawn, and where it leads. */
    record Link(Telling.Happening happening, String href) {}

    private static Bar bar(Lane lane, Scale scale, int y, DisplayText words) {
        Authority authority = lane.authority();
        LocalDate until = authority.until();
        double from = scale.at(authority.from());
        double end = until == null ? 100 : scale.at(until);
        String title = lane.label() + ", " + lane.about() + ": in force from " + words.day(authority.from())
                + (authority.ending() == null
                        ? ", open"
                        : " until " + words.day(until) + " (" + words.cause(authority.ending().cause()).toLowerCase(Locale.ROOT) + ")")
                + "; Forms " + words.forms(authority.forms());
        return new Bar(lane.label(), lane.about(), lane.href(), percent(from), percent(Math.max(0.3, end - from)), percent(end), y,
                authority.ending() == null ? "open" : authority.ending().cause().name().toLowerCase(Locale.ROOT),
                authority.ending() == null ? "" : words.code(authority.ending().cause()), title);
    }
}
