package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * Authorities over the years, drawn by the template: lengths along the dates in percent of the width, so that the picture fits any screen;
 * heights in pixels.
 *
 * @param bars one below the other
 * @param marks the days of acts, above all bars
 * @param today the place of the effective date of the page
 */
record Timeline(List<Bar> bars, List<Mark> marks, List<TimeScale.Tick> ticks, List<EndCause> causes, String today, int height) {

    static final int LANE = 44;
    static final int TOP = 30;
    static final int ACTS = 30;

    /** As wide as the cap on a telephone. */
    private static final double EARLY = 8;
    private static final int CAP = 24;

    /**
     * One authority.
     *
     * @param cap where the cap with the code begins, in pixels from the end: before it, but behind it where there is no room
     */
    record Bar(String label, String about, String href, String x, String width, String end, int cap, int y, String kind, String code,
            String title) {}

    /** One day of an act. */
    record Mark(String x, String title, String href) {}

    /** What is to be drawn of an authority. */
    record Lane(Authority authority, String label, String about, String href) {}

    static @Nullable Timeline of(List<Lane> lanes, Collection<DatedAct> acts, AsOf asOf, DisplayText words) {
        if (lanes.isEmpty()) {
            return null;
        }
        TimeScale scale = TimeScale.of(Stream.concat(Stream.of(asOf.on()), Stream.concat(acts.stream().map(act -> act.happening().day()),
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
    record DatedAct(ActDescription.Happening happening, String href) {}

    private static Bar bar(Lane lane, TimeScale scale, int y, DisplayText words) {
        Authority authority = lane.authority();
        LocalDate until = authority.until();
        double from = scale.at(authority.from());
        double end = until == null ? 100 : scale.at(until);
        String title = lane.label() + ", " + lane.about() + ": in force from " + words.day(authority.from())
                + (authority.ending() == null
                        ? ", with no end recorded"
                        : " through " + words.lastDay(until) + " (" + words.cause(authority.ending().cause()).toLowerCase(Locale.ROOT)
                                + ")")
                + "; Forms " + words.forms(authority.forms());
        return new Bar(lane.label(), lane.about(), lane.href(), TimeScale.percent(from), TimeScale.percent(Math.max(0.3, end - from)),
                TimeScale.percent(end), end < EARLY ? 0 : -CAP, y,
                authority.ending() == null ? "open" : authority.ending().cause().name().toLowerCase(Locale.ROOT),
                authority.ending() == null ? "" : words.code(authority.ending().cause()), title);
    }
}
