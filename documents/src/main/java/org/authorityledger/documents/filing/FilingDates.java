package org.authorityledger.documents.filing;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as EDGAR writes them. */
final class FilingDates {

    private static final List<DateTimeFormatter> FORMS = List.of(DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("MM/dd/uuuu"),
            new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("d-MMM-uuuu").toFormatter(Locale.US),
            DateTimeFormatter.BASIC_ISO_DATE, DateTimeFormatter.ofPattern("M/d/uuuu"));

    private FilingDates() {}

    /** The date; null where it is absent or none. A zone after an ISO date is left out, since a form's date is a day. */
    static @Nullable LocalDate read(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > 40) {
            return null;
        }
        String bare = text.strip();
        String day = bare.matches("\\d{4}-\\d\\d-\\d\\d.+") ? bare.substring(0, 10) : bare;
        for (DateTimeFormatter form : FORMS) {
            try {
                return LocalDate.parse(day, form);
            } catch (DateTimeParseException e) {
                // The next form.
            }
        }
        return null;
    }

    /** Whether one of these was written and is no date. */
    static boolean unreadable(@Nullable String text) {
        return text != null && !text.isBlank() && read(text) == null;
    }
}
