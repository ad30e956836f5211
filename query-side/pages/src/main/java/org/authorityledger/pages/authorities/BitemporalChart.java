package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;

/**
 * What was known of one authority when, as a chart: effective dates run across, recording times run up, and the latest knowledge is on top.
 * Each version is a rectangle; each step up is a record.
 *
 * @param x the place of the effective date of the page
 * @param y the place of its moment of knowledge
 */
record BitemporalChart(String holder, List<Area> areas, List<Step> steps, List<TimeScale.Tick> ticks, String x, int y, int height) {

    private static final int BAND = 36;
    private static final int BOTTOM = 26;
    private static final int MOST_STEPS = 30;

    /** As wide as the cap on a telephone, where this chart is narrower than others. */
    private static final double EARLY = 16;
    private static final int CAP = 26;
    private static final int GAP = 2;

    /**
     * One version.
     *
     * @param cap where the cap with the code begins, in pixels from the end: before it, but behind it where there is no room
     */
    record Area(String x, String width, int y, int height, String kind, String code, String end, int cap, String title) {}

    /** A moment at which knowledge changed: the lower edge of what is known from then on. */
    record Step(int y, String label, String link) {}

    static BitemporalChart of(String holder, List<AuthorityVersion> life, AsOf asOf, DisplayText words, String path) {
        TreeSet<Instant> all = new TreeSet<>();
        life.forEach(version -> {
            all.add(version.knownFrom());
            if (version.knownUntil() != null) {
                all.add(version.knownUntil());
            }
        });
        List<Instant> moments = all.stream().skip(Math.max(0, all.size() - MOST_STEPS)).toList();
        TimeScale scale = TimeScale.of(Stream.concat(Stream.of(asOf.on()), life.stream().map(AuthorityVersion::authority)
                .flatMap(authority -> Stream.of(authority.from(), authority.until())).filter(Objects::nonNull)));
        int height = moments.size() * BAND + BOTTOM;
        List<Area> areas = new ArrayList<>();
        for (AuthorityVersion version : life) {
            int from = place(moments, version.knownFrom());
            int until = version.knownUntil() == null ? moments.size() : place(moments, version.knownUntil());
            if (until > from && !version.authority().neverWas()) {
                areas.add(area(version, scale, (moments.size() - until) * BAND, (until - from) * BAND, words));
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            steps.add(new Step((moments.size() - i) * BAND, words.shortMoment(moments.get(i)),
                    asOf.linkKnownAt(path, moments.get(i))));
        }
        int known = (int) moments.stream().filter(moment -> !moment.isAfter(asOf.knownAt())).count();
        return new BitemporalChart(holder, areas, steps, scale.ticks(), scale.x(asOf.on()), (moments.size() - known) * BAND + BAND / 2,
                height);
    }

    private static int place(List<Instant> moments, Instant moment) {
        int place = moments.indexOf(moment);
        return place < 0 ? 0 : place;
    }

    private static Area area(AuthorityVersion version, TimeScale scale, int y, int height, DisplayText words) {
        Authority authority = version.authority();
        LocalDate until = authority.until();
        double from = scale.at(authority.from());
        double end = until == null ? 100 : scale.at(until);
        String title = "As recorded from " + words.moment(version.knownFrom())
                + (version.knownUntil() == null ? " to date" : " until " + words.moment(version.knownUntil())) + ": in force from "
                + words.day(authority.from()) + (authority.ending() == null
                        ? ", with no end recorded"
                        : " through " + words.lastDay(until) + " (" + words.cause(authority.ending().cause()).toLowerCase(Locale.ROOT)
                                + ")");
        return new Area(TimeScale.percent(from), TimeScale.percent(Math.max(0.3, end - from)), y, height,
                authority.ending() == null ? "open" : authority.ending().cause().name().toLowerCase(Locale.ROOT),
                authority.ending() == null ? "" : words.code(authority.ending().cause()), TimeScale.percent(end),
                end < EARLY ? GAP : -CAP, title);
    }
}
