package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as EDGAR writes them. */
final class FilingDates {

    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("M/d/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter NAMED = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);

    private FilingDates() {}

    /** The only form that a date can have: a quarter has a hundred thousand dates, and to try each form in turn takes long. */
    private static DateTimeFormatter form(String day) {
        if (day.indexOf('/') >= 0) {
            return SLASHES;
        }
        return day.indexOf('-') < 0 ? DateTimeFormatter.BASIC_ISO_DATE : day.indexOf('-') == 4 ? DateTimeFormatter.ISO_LOCAL_DATE : NAMED;
    }

    /** The date; null where it is absent or none. A zone after an ISO date is left out, since a form's date is a day. */
    static @Nullable LocalDate read(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > 40) {
            return null;
        }
        String bare = text.strip();
        String day = bare.length() > 10 && bare.charAt(4) == '-' ? bare.substring(0, 10) : bare;
        try {
            return LocalDate.parse(day, form(day));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
