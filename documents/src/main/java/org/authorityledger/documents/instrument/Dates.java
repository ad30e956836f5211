package org.authorityledger.documents.instrument;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as papers write them: in digits, with the month's name, or wholly in words. Days that the calendar does not have are none. */
public final class Dates {

    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
            + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final String UNIT = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth";
    private static final String ORDINAL = "(?:" + UNIT + "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
            + "|eighteenth|nineteenth|twentieth|thirtieth|twenty[- ](?:" + UNIT + ")|thirty[- ]first)";
    private static final String DAY = "(\\d{1,2}(?: ?(?:st|nd|rd|th)\\b)?|" + ORDINAL + ")";
    private static final String NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
            + "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private static final String YEAR = "(\\d{4}|(?:two thousand|nineteen(?: hundred)?)(?:,? (?:and )?(?:" + NUMBER + ")(?:[- ](?:" + NUMBER
            + "))?)?)";
    private static final Pattern MONTH_FIRST = Pattern.compile("(?i)\\b" + MONTH + "\\.? ?" + DAY + " ?,? ?(?:of )?" + YEAR + "(?!\\d)");
    private static final Pattern DAY_FIRST = Pattern
            .compile("(?i)\\b" + DAY + "(?: day)?,? ?(?:of |in )?(?:the month of )?" + MONTH
                    + "\\.?,? ?(?:in |of )?(?:the year )?(?:of our Lord )?"
                    + YEAR + "(?!\\d)");
    private static final Pattern DIGITS = Pattern.compile("(?<![\\d/.-])(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d/-])");
    private static final Pattern ISO = Pattern.compile("(?<![\\d/-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\d/-])");
    private static final Map<String, Integer> VALUES = values();

    private Dates() {}

    /** The first date in the words; null where they have none. */
    public static @Nullable LocalDate first(String words) {
        List<Found<LocalDate>> dates = in(words);
        return dates.isEmpty() ? null : dates.getFirst().value();
    }

    /** A date where it stands. */
    public record Placed(LocalDate day, int start, int end) {}

    /** All dates in the words, in their order, with their places. */
    public static List<Placed> placed(String words) {
        return in(words).stream().map(found -> new Placed(found.value(), found.start(), found.end())).toList();
    }

    /** All dates in the line, in their order. */
    static List<Found<LocalDate>> in(String line) {
        return in(line, 0, line.length());
    }

    /** All dates in this stretch of the line, in their order. */
    static List<Found<LocalDate>> in(String line, int from, int to) {
        List<Found<LocalDate>> dates = new ArrayList<>();
        BitSet taken = new BitSet();
        collect(MONTH_FIRST.matcher(line).region(from, to), dates, taken, m -> date(m.group(3), m.group(1), m.group(2)),
                "date-month-first");
        collect(DAY_FIRST.matcher(line).region(from, to), dates, taken, m -> date(m.group(3), m.group(2), m.group(1)), "date-day-first");
        collect(DIGITS.matcher(line).region(from, to), dates, taken,
                m -> eitherWay(m) ? null : date(century(m.group(4)), Integer.parseInt(m.group(1)), Integer.parseInt(m.group(3))),
                "date-in-digits");
        collect(ISO.matcher(line).region(from, to), dates, taken,
                m -> date(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))), "date-iso");
        dates.sort(java.util.Comparator.comparingInt(Found::start));
        return dates;
    }

    /** A count of years, months or days in words or digits, such as {@code three (3)}; 0 where it is something else. */
    static int count(String words) {
        Matcher digits = Pattern.compile("\\d{1,3}").matcher(words);
        return digits.find() ? Integer.parseInt(digits.group()) : number(words);
    }

    private interface Reader {
        @Nullable
        LocalDate read(Matcher matcher);
    }

    private static void collect(Matcher matcher, List<Found<LocalDate>> dates, BitSet taken, Reader reader, String rule) {
        while (matcher.find()) {
            LocalDate date = reader.read(matcher);
            int other = taken.nextSetBit(matcher.start());
            if (date != null && (other < 0 || other >= matcher.end())) {
                taken.set(matcher.start(), matcher.end());
                dates.add(Found.sure(date, matcher.start(), matcher.end(), rule));
            }
        }
    }

    private static @Nullable LocalDate date(String year, String month, String day) {
        int y = Character.isDigit(year.charAt(0)) ? Integer.parseInt(year) : yearInWords(year);
        int d = Character.isDigit(day.charAt(0)) ? Integer.parseInt(day.replaceAll("\\D", "")) : number(day);
        return date(y, MONTHS.indexOf(month.toLowerCase(Locale.ROOT).substring(0, 3)) + 1, d);
    }

    private static @Nullable LocalDate date(int year, int month, int day) {
        try {
            return year < 1900 || year > 2100 ? null : LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 03.04.2021}: with points the day is as often first as the month, and both could be either. */
    private static boolean eitherWay(Matcher digits) {
        int one = Integer.parseInt(digits.group(1));
        int other = Integer.parseInt(digits.group(3));
        return digits.group(2).equals(".") && one != other && one <= 12 && other <= 12;
    }

    private static int century(String year) {
        int number = Integer.parseInt(year);
        return year.length() == 4 ? number : number < 70 ? 2000 + number : 1900 + number;
    }

    private static int yearInWords(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.startsWith("two thousand")) {
            return 2000 + number(lower.substring("two thousand".length()));
        }
        return 1900 + number(lower.replaceFirst("nineteen(?: hundred)?", ""));
    }

    private static int number(String words) {
        int sum = 0;
        for (String word : words.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            sum += VALUES.getOrDefault(word, 0);
        }
        return sum;
    }

    private static Map<String, Integer> values() {
        Map<String, Integer> values = new java.util.HashMap<>();
        List<String> cardinals = List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
        List<String> ordinals = List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
                "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth");
        for (int i = 0; i < cardinals.size(); i++) {
            values.put(cardinals.get(i), i + 1);
            values.put(ordinals.get(i), i + 1);
        }
        List<String> tens = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
        for (int i = 0; i < tens.size(); i++) {
            values.put(tens.get(i), 10 * (i + 2));
        }
        values.put("twentieth", 20);
        values.put("thirtieth", 30);
        return Map.copyOf(values);
    }
}
