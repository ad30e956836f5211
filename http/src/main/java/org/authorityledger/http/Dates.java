package org.authorityledger.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Dates and instants as the contract writes them. */
public final class Dates {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int FIRST_YEAR = 1600;
    /** The first day that a request may name. */
    public static final LocalDate FIRST = LocalDate.of(FIRST_YEAR, 1, 1);
    /** The last day that a request may name. */
    public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private Dates() {}

    /**
     * Reads {@code YYYY-MM-DD}.
     *
     * @throws IllegalArgumentException if it is not a date, or there is no such day
     */
    public static LocalDate parse(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new IllegalArgumentException("a date is written YYYY-MM-DD");
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < FIRST_YEAR) {
                throw new IllegalArgumentException("a date is not before the year " + FIRST_YEAR);
            }
            return date;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such day", e);
        }
    }

    /** Whether a request may name this day: a link to any other would be refused. */
    public static boolean named(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    /**
     * Reads an instant in ISO 8601, in UTC or with an offset.
     *
     * @throws IllegalArgumentException if it is not an instant
     */
    public static Instant parseInstant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < FIRST_YEAR || year > 9999) {
                throw new IllegalArgumentException("an instant is between the years " + FIRST_YEAR + " and 9999");
            }
            // Records have microseconds: a finer instant distinguishes none of them.
            return instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an instant is written as in 2026-06-30T16:00:00.000000Z", e);
        }
    }

    /** An instant in UTC with six digits of microseconds. */
    public static String format(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
