package org.authorityledger.pages.frame;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.documents.sheet.WrittenDate;
import org.authorityledger.http.Dates;
import org.jspecify.annotations.Nullable;

/**
 * A moment as people write it: a day, which means its end, or a day and a time, as in {@code 2026-06-30 16:00}, {@code 6/30/2026 4:00 PM} and
 * {@code June 30, 2026, 4:00:00 PM EDT}, in the ledger's zone; or as programs do, with a zone of its own: {@code 2026-06-30T20:00:00Z}.
 */
final class WrittenMoment {

    private static final String HOW = "write June 30, 2026, or 2026-06-30 16:00, or 2026-06-30T20:00:00.000000Z";
    private static final Pattern OF_A_PROGRAM = Pattern.compile(".*(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern WITH_A_TIME = Pattern
            .compile("(?<day>.*?\\d),?[ T](?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})"
                    + "(?:\\.(?<fraction>\\d{1,6}))?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?(?: (?<zone>[A-Z]{2,5}))?");
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("z", Locale.US);
    private static final int NOON = 12;
    private static final int DIGITS_OF_A_NANOSECOND = 9;

    private WrittenMoment() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no moment; the message says how to write one
     */
    static Instant of(String text, ZoneId zone) {
        String plain = text.replaceAll("[\\s\u00A0\u202F]+", " ").strip();
        try {
            if (!plain.contains(":")) {
                return day(plain).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1_000);
            }
            Matcher matcher = WITH_A_TIME.matcher(plain);
            if (OF_A_PROGRAM.matcher(plain).matches() || !matcher.matches()) {
                return Dates.parseInstant(plain);
            }
            return in(zone, day(matcher.group("day")), time(matcher), matcher.group("zone"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(HOW, e);
        }
    }

    private static LocalDate day(String text) {
        LocalDate day = WrittenDate.of(text).day();
        return day != null ? day : Dates.parse(text);
    }

    private static LocalTime time(Matcher matcher) {
        int hour = Integer.parseInt(matcher.group("hour"));
        String half = matcher.group("half");
        if (half != null && (hour < 1 || hour > NOON)) {
            throw new IllegalArgumentException(HOW);
        }
        int sinceMidnight = half == null ? hour : hour % NOON + (half.equalsIgnoreCase("p") ? NOON : 0);
        String second = matcher.group("second");
        String fraction = matcher.group("fraction");
        return LocalTime.of(sinceMidnight, Integer.parseInt(matcher.group("minute")), second == null ? 0 : Integer.parseInt(second),
                fraction == null
                        ? 0
                        : Integer.parseInt((fraction + "0".repeat(DIGITS_OF_A_NANOSECOND)).substring(0, DIGITS_OF_A_NANOSECOND)));
    }

    /** In the night in which the clock is turned back an hour comes twice: what follows the time says which. */
    private static Instant in(ZoneId zone, LocalDate day, LocalTime time, @Nullable String named) {
        ZonedDateTime first = day.atTime(time).atZone(zone);
        ZonedDateTime second = first.withLaterOffsetAtOverlap();
        if (named == null || named.equals(ZONE.format(first))) {
            return first.toInstant();
        }
        if (named.equals(ZONE.format(second))) {
            return second.toInstant();
        }
        throw new IllegalArgumentException("names another zone than the ledger’s, which has " + ZONE.format(first) + " then");
    }
}
