package org.authorityledger.documents.sheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as people in the United States write it: {@code 2004-03-01}, {@code 3/1/2004}, {@code March 1, 2004}, {@code 1-Mar-2004}. What could be
 * two days, or is no day of the calendar, is not read: a date is never guessed.
 *
 * @param day the date; null: it cannot be read
 * @param fault why it cannot be read, to follow the name of a field; null: it can
 */
public record WrittenDate(@Nullable LocalDate day, @Nullable String fault) {

    /** What a date that cannot be read should look like. */
    public static final String HOW = "write 2004-03-01, 3/1/2004 (month first) or March 1, 2004";

    private static final int LONGEST = 60;
    private static final int FIRST_YEAR = 1600;
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
            + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
    private static final String YEAR = "(?<year>\\d{4})";
    private static final String WEEKDAY = "(?:(?<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?";
    /** What a spreadsheet adds to a day: midnight. */
    private static final String MIDNIGHT = "(?:[T ](?:0?0:00(?::00(?:\\.0+)?)?|12:00(?::00)? ?AM)Z?)?";
    private static final Pattern ISO = Pattern
            .compile("(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})" + MIDNIGHT);
    private static final Pattern MONTH_FIRST = Pattern
            .compile("(?<month>\\d{1,2})(?<sign>[-/])(?<day>\\d{1,2})\\k<sign>(?<year>\\d{4})" + MIDNIGHT);
    private static final Pattern IN_WORDS = Pattern.compile("(?i)" + WEEKDAY + MONTH + " ?" + DAY + ",? " + YEAR);
    private static final Pattern DAY_FIRST = Pattern.compile("(?i)" + WEEKDAY + DAY + "(?: of | |-)" + MONTH + "(?:, ?| |-)" + YEAR);
    private static final List<Pattern> FORMS = List.of(ISO, MONTH_FIRST, IN_WORDS, DAY_FIRST);
    private static final Pattern SHORT_YEAR = Pattern.compile("(?i)\\d{1,2}[-/.](?:\\d{1,2}|" + MONTH + ")[-/.]\\d{2}");
    private static final Pattern DOTS = Pattern.compile("\\d{1,2}\\.\\d{1,2}\\.\\d{4}");
    private static final Pattern ANY = Pattern
            .compile("(?i)(?<!\\d)(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|" + MONTH
                    + " ?\\d{1,2}(?:st|nd|rd|th)?,? \\d{4}"
                    + "|\\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?" + MONTH.replace("?<month>", "?:") + "[, -]+\\d{4})(?!\\d)");

    /** Reads a text. */
    public static WrittenDate of(String text) {
        String plain = text.replaceAll("[\\s\u00A0]+", " ").strip();
        if (plain.length() > LONGEST) {
            return unreadable("is no date; " + HOW);
        }
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(plain);
            if (matcher.matches()) {
                return day(matcher);
            }
        }
        if (ANY.matcher(plain).results().count() > 1) {
            return unreadable("has two dates; give one");
        }
        if (SHORT_YEAR.matcher(plain).matches()) {
            return unreadable("has a year of two digits; write all four");
        }
        return unreadable(DOTS.matcher(plain).matches()
                ? "has dots, and the day or the month may come first; write 2004-03-01"
                : "is no date; " + HOW);
    }

    private static WrittenDate day(Matcher matcher) {
        String month = matcher.group("month");
        int number = Character.isDigit(month.charAt(0))
                ? Integer.parseInt(month)
                : MONTHS.indexOf(month.toLowerCase(Locale.ROOT).substring(0, 3)) + 1;
        try {
            LocalDate day = LocalDate.of(Integer.parseInt(matcher.group("year")), number, Integer.parseInt(matcher.group("day")));
            if (day.getYear() < FIRST_YEAR) {
                return unreadable("is before the year 1600");
            }
            return weekday(matcher, day) ? new WrittenDate(day, null) : unreadable("names another day of the week than its date has");
        } catch (DateTimeException e) {
            return unreadable("is no day of the calendar; " + HOW);
        }
    }

    private static boolean weekday(Matcher matcher, LocalDate day) {
        if (matcher.pattern() == ISO || matcher.pattern() == MONTH_FIRST || matcher.group("weekday") == null) {
            return true;
        }
        return day.getDayOfWeek().name().startsWith(matcher.group("weekday").toUpperCase(Locale.ROOT).substring(0, 3));
    }

    static WrittenDate of(LocalDate day) {
        return new WrittenDate(day, null);
    }

    static WrittenDate unreadable(String fault) {
        return new WrittenDate(null, fault);
    }
}
