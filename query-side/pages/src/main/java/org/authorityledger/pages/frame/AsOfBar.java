package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The bar at the top of a page, to choose the effective date and the moment of knowledge. Each step is a link to the same page with its
 * other parameters, and the whole is a form, so that it works without scripts.
 *
 * <p>Where a page has a form that asks a question, the two clocks are fields of that form: there is one date, and each button sends it
 * with everything else that is filled in.
 *
 * @param path the page's path
 * @param others its other parameters
 * @param changes of what the page shows
 * @param form the id of the page's own form to which the clocks belong; null: the bar is a form of its own
 * @param wrongOn the text of {@code on} if it is not a day
 * @param wrongKnownAt the text of {@code knownAt} if it is not a moment
 */
public record AsOfBar(AsOf asOf, String path, List<Parameter> others, ChangePoints changes, @Nullable String form,
        @Nullable String wrongOn, @Nullable String wrongKnownAt) {

    private static final int MARGIN_DAYS = 60;
    private static final int MOST_STOPS = 200;

    /** A parameter of the page. */
    public record Parameter(String name, String value) {}

    public AsOfBar {
        others = List.copyOf(others);
    }

    static AsOfBar of(AsOf asOf, HttpServletRequest request, ChangePoints changes, @Nullable String form, @Nullable String wrongOn,
            @Nullable String wrongKnownAt) {
        List<Parameter> others = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals(AsOf.ON) && !name.equals(AsOf.KNOWN_AT)) {
                for (String value : values) {
                    others.add(new Parameter(name, value));
                }
            }
        });
        return new AsOfBar(asOf, request.getRequestURI(), others, changes, form, wrongOn, wrongKnownAt);
    }

    private String page() {
        StringBuilder page = new StringBuilder(path);
        char separator = '?';
        for (Parameter other : others) {
            page.append(separator).append(URLEncoder.encode(other.name(), StandardCharsets.UTF_8)).append('=')
                    .append(URLEncoder.encode(other.value(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return page.toString();
    }

    private @Nullable String on(@Nullable LocalDate day) {
        return day == null || !Dates.named(day) ? null : asOf.linkOn(page(), day);
    }

    private @Nullable String knownAt(@Nullable Instant moment) {
        return moment == null ? null : asOf.linkKnownAt(page(), moment);
    }

    /** The same page today. */
    public String today() {
        return asOf.linkOn(page(), null);
    }

    /** The same page as known now. */
    public String now() {
        return asOf.linkKnownAt(page(), null);
    }

    /** The same page with both clocks filled in: it stays as it is. */
    String settled() {
        return AsOf.linkWith(page(), asOf.on(), asOf.knownAt());
    }

    /** The same page today, as known now. */
    public String todayAndNow() {
        return page();
    }

    /** The day before; null: no question can name it. */
    public @Nullable String dayBefore() {
        return on(asOf.on().minusDays(1));
    }

    /** The day after; null: no question can name it. */
    public @Nullable String dayAfter() {
        return on(asOf.on().plusDays(1));
    }

    /** The last day before on which anything shown changes. */
    public @Nullable String changeBefore() {
        return on(changes.before(asOf.on()));
    }

    /** The next day on which anything shown changes. */
    public @Nullable String changeAfter() {
        return on(changes.after(asOf.on()));
    }

    /** The moment before at which what is known of anything shown changed. */
    public @Nullable String recordBefore() {
        Instant shown = changes.before(asOf.knownAt());
        // "Now" already shows what the last record changed, so a step back goes to the record before it.
        if (shown != null && asOf.isNow() && !changes.recorded().isEmpty() && shown.equals(changes.recorded().getLast())) {
            shown = changes.before(shown);
        }
        return knownAt(shown);
    }

    /** The next moment at which what is known of anything shown changed. */
    public @Nullable String recordAfter() {
        return asOf.isNow() ? null : knownAt(changes.after(asOf.knownAt()));
    }

    /** Whether there are changes to slide over. */
    public boolean slides() {
        return !changes.days().isEmpty();
    }

    /** Where the slider begins: sixty days before the first change. */
    public LocalDate first() {
        LocalDate before = changes.days().getFirst().minusDays(MARGIN_DAYS);
        LocalDate first = Dates.named(before) ? before : Dates.FIRST;
        return asOf.on().isBefore(first) ? asOf.on() : first;
    }

    /** Where the slider ends: sixty days after the last change, but not before today. */
    public LocalDate last() {
        LocalDate after = changes.days().getLast().plusDays(MARGIN_DAYS);
        LocalDate last = Dates.named(after) ? after : Dates.LAST;
        LocalDate today = asOf.today().isAfter(last) ? asOf.today() : last;
        return asOf.on().isAfter(today) ? asOf.on() : today;
    }

    /** How many days the slider covers. */
    public long days() {
        return ChronoUnit.DAYS.between(first(), last());
    }

    /** The day the slider shows, in days from its beginning. */
    public long place() {
        return ChronoUnit.DAYS.between(first(), asOf.on());
    }

    /** A mark of the slider: a day on which something changes, in thousandths of its length. */
    public List<Long> marks() {
        long days = Math.max(1, days());
        return changes.days().stream().map(day -> ChronoUnit.DAYS.between(first(), day) * 1000 / days).distinct().limit(MOST_STOPS)
                .toList();
    }

    /** The content of the field of the moment of knowledge; empty: now. */
    public String knownAtText() {
        if (wrongKnownAt != null) {
            return wrongKnownAt;
        }
        return asOf.askedKnownAt() == null ? "" : Dates.format(asOf.askedKnownAt());
    }
}
