package org.authorityledger.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CalendarTextTest {

    private static final Instant AT = Instant.parse("2026-06-30T16:00:00.123456Z");

    private static String written(String name, String summary, String description) {
        CalendarText text = new CalendarText(name, AT);
        text.day("one@authorityledger.org", LocalDate.of(2027, 2, 28), summary, description, "https://ledger.example.com/a?b=c,d;e");
        return text.end();
    }

    @Test
    void another_reader_reads_what_was_written() {
        String hard = "Ōe, Kenzaburō; \\ \"大江\" 🖋 <b>\nBEGIN:VEVENT\r\nEND:VCALENDAR " + "long ".repeat(60);
        String text = written(hard, hard, hard);

        ICalendar read = Biweekly.parse(text).first();
        VEvent event = read.getEvents().getFirst();
        String expected = hard.replace("\r\n", "\n");
        assertThat(read.getEvents()).hasSize(1);
        assertThat(event.getSummary().getValue().replace("\r\n", "\n")).isEqualTo(expected);
        assertThat(event.getDescription().getValue().replace("\r\n", "\n")).isEqualTo(expected);
        assertThat(event.getUid().getValue()).isEqualTo("one@authorityledger.org");
        assertThat(event.getUrl().getValue()).isEqualTo("https://ledger.example.com/a?b=c,d;e");
        assertThat(event.getDateStart().getValue().getRawComponents().getYear()).isEqualTo(2027);
        assertThat(event.getDateStart().getValue().getRawComponents().getMonth()).isEqualTo(2);
        assertThat(event.getDateStart().getValue().getRawComponents().getDate()).isEqualTo(28);
        assertThat(event.getDateStart().getValue().hasTime()).isFalse();
        assertThat(event.validate(java.util.List.of(read), biweekly.ICalVersion.V2_0)).isEmpty();
    }

    @Test
    void no_line_has_more_than_75_octets_and_no_character_is_cut() {
        for (String one : java.util.List.of("a", "é", "大", "🖋")) {
            for (int length = 1; length < 200; length++) {
                String summary = one.repeat(length);
                String text = written("n", summary, "d");
                for (String line : text.split("\r\n", -1)) {
                    assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
                    assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(line);
                }
                assertThat(text.replace("\r\n ", "")).contains("SUMMARY:" + summary + "\r\n");
            }
        }
    }

    @Test
    void a_line_of_75_octets_is_not_folded_and_one_of_76_is() {
        String full = "x".repeat(75 - "SUMMARY:".length());

        assertThat(written("n", full, "d")).contains("SUMMARY:" + full + "\r\n");
        assertThat(written("n", full + "y", "d")).contains("SUMMARY:" + full + "\r\n y\r\n");
    }
}
