package org.authorityledger.reminders;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a calendar as RFC 5545 wants it: lines end with CR LF and are folded at 75 octets, never within a character; text is
 * escaped. It has whole days and nothing else: no reminder needs the rest of the format.
 */
final class CalendarText {

    private static final int MOST_OCTETS = 75;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();
    private final String stamp;

    /** @param at the moment that all of it holds for */
    CalendarText(String name, Instant at) {
        this.stamp = MOMENT.format(at);
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//authorityledger.org//Authority Ledger//EN");
        line("CALSCALE", "GREGORIAN");
        line("METHOD", "PUBLISH");
        line("X-WR-CALNAME", escaped(name));
    }

    /**
     * A day with something on it.
     *
     * @param uid the same whenever it is written
     * @param url its page; null: not known
     */
    void day(String uid, LocalDate day, String summary, String description, @Nullable String url) {
        line("BEGIN", "VEVENT");
        line("UID", uid);
        line("DTSTAMP", stamp);
        line("DTSTART;VALUE=DATE", DAY.format(day));
        line("SUMMARY", escaped(summary));
        line("DESCRIPTION", escaped(description));
        if (url != null) {
            line("URL", url);
        }
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }

    /** All of it. */
    String end() {
        line("END", "VCALENDAR");
        return text.toString();
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
                .replaceAll("\\r\\n|[\\n\\r\\u2028\\u2029\\u0085]", "\\\\n")
                .replaceAll("[\\p{Cntrl}&&[^\\t]]", "");
    }

    private void line(String name, String value) {
        String line = name + ":" + value;
        int octets = 0;
        for (int i = 0; i < line.length();) {
            int character = line.codePointAt(i);
            String one = Character.toString(character);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > MOST_OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(one);
            octets += size;
            i += one.length();
        }
        text.append("\r\n");
    }
}
