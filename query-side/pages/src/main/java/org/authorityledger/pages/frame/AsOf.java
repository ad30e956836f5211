package org.authorityledger.pages.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Dates;
import org.authorityledger.http.ReadsParameters;
import org.jspecify.annotations.Nullable;

/**
 * The effective date and the moment of knowledge that a page shows. A page takes it as an argument; the parameters {@code on} and
 * {@code knownAt} are then read, and the links that {@link #link} makes pass them on.
 *
 * @param askedOn the effective date asked for; null: today, whenever the page is opened
 * @param askedKnownAt the moment of knowledge asked for; null: now, whenever the page is opened
 * @param moment what the page is about
 * @param today the current day in the ledger's zone
 * @param ahead whether a moment of knowledge in the future was asked for; the page shows what is known now instead
 */
@ReadsParameters({ AsOf.ON, AsOf.KNOWN_AT})
public record AsOf(@Nullable LocalDate askedOn, @Nullable Instant askedKnownAt, Moment moment, LocalDate today, boolean ahead) {

    static final String ON = "on";
    static final String KNOWN_AT = "knownAt";

    /** The effective date the page is about. */
    public LocalDate on() {
        return moment.on();
    }

    /** The moment of knowledge the page is about. */
    public Instant knownAt() {
        return moment.knownAt();
    }

    /** Whether the effective date is before today, so that the page speaks of what was. */
    public boolean isPast() {
        return moment.on().isBefore(today);
    }

    /** Whether the effective date is today. */
    public boolean isToday() {
        return moment.on().equals(today);
    }

    /** Whether the page shows what is known now. */
    public boolean isNow() {
        return askedKnownAt == null;
    }

    /** Whether the page shows another day or another moment of knowledge, and must say so. */
    public boolean isElsewhere() {
        return !isToday() || !isNow();
    }

    /** The path of a page as of the same moment. */
    public String link(String path) {
        return linkWith(path, askedOn, askedKnownAt);
    }

    /** The same path as of another day. */
    public String linkOn(String path, @Nullable LocalDate on) {
        return linkWith(path, on, askedKnownAt);
    }

    /** The same path as known at another moment. */
    public String linkKnownAt(String path, @Nullable Instant knownAt) {
        return linkWith(path, askedOn, knownAt);
    }

    public static String linkWith(String path, @Nullable LocalDate on, @Nullable Instant knownAt) {
        List<String> parts = new ArrayList<>();
        if (on != null) {
            parts.add(ON + "=" + on);
        }
        if (knownAt != null) {
            parts.add(KNOWN_AT + "=" + URLEncoder.encode(Dates.format(knownAt), StandardCharsets.UTF_8));
        }
        return parts.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + String.join("&", parts);
    }
}
