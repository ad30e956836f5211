package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.authority.Instrument.Segment;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.RecordId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * Which terms of an amended instrument hold from which day to which, drawn by the template as steps: one below the other, each beginning
 * where the one before it ends.
 *
 * @param rows all of them, also those that hold on no day
 * @param today the place of the effective date of the page
 */
record TermsOverTime(List<Row> rows, List<Timeline.Bar> bars, List<TimeScale.Tick> ticks, String today, int height) {

    /**
     * Some terms and the days on which they hold.
     *
     * @param words whose terms
     * @param until the first day of the next terms; null: these are the last
     * @param never whether they hold on no day
     * @param holds whether they hold on the day of the page
     * @param corrected the record that corrected them last; null: none did
     */
    record Row(String words, LocalDate from, @Nullable LocalDate until, boolean never, boolean holds, RecordId recordId,
            @Nullable RecordId corrected) {}

    /** Of the parts of an instrument's life, as the law cuts it. */
    static TermsOverTime of(List<Segment> segments, AsOf asOf, DisplayText words) {
        TimeScale scale = TimeScale.of(Stream.concat(Stream.of(asOf.on()),
                segments.stream().flatMap(segment -> Stream.of(segment.from(), segment.until())).filter(Objects::nonNull)));
        List<Row> rows = new ArrayList<>();
        List<Timeline.Bar> bars = new ArrayList<>();
        int y = Timeline.TOP;
        for (Segment segment : segments) {
            Row row = row(segment, asOf, words);
            rows.add(row);
            if (!segment.displaced()) {
                bars.add(bar(row, scale, y, asOf, words));
                y += Timeline.LANE;
            }
        }
        return new TermsOverTime(rows, bars, scale.ticks(), scale.x(asOf.on()), y + 6);
    }

    private static Row row(Segment segment, AsOf asOf, DisplayText words) {
        RecordId source = segment.source().recordId();
        RecordId stating = segment.stating().recordId();
        String whose = segment.source().act() instanceof PowerOfAttorneyAmended
                ? "Rider signed " + words.shortDay(segment.terms().executedOn())
                : "The grant";
        return new Row(whose, segment.from(), segment.until(), segment.displaced(), segment.governs(asOf.on()), source,
                stating.equals(source) ? null : stating);
    }

    private static Timeline.Bar bar(Row row, TimeScale scale, int y, AsOf asOf, DisplayText words) {
        double from = scale.at(row.from());
        double end = row.until() == null ? 100 : scale.at(row.until());
        String days = row.until() == null
                ? "from " + words.shortDay(row.from())
                : words.shortDay(row.from()) + " through " + words.shortLastDay(row.until());
        return new Timeline.Bar(row.words(), days, asOf.link("/ledger/" + row.recordId()), TimeScale.percent(from),
                TimeScale.percent(Math.max(0.3, end - from)), TimeScale.percent(end), 0, y, row.holds() ? "holds" : "open", "",
                row.words() + ": its terms hold " + days);
    }
}
