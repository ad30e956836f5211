package org.authorityledger.pages.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How pages write dates and times. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DisplayTextTest {

    private final DisplayText words = new DisplayText(ZoneId.of("America/New_York"));

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    @Test
    void a_day_is_written_as_americans_write_it_and_does_not_break() {
        assertThat(words.day(LocalDate.parse("2004-03-01"))).isEqualTo("March\u00a01,\u00a02004");
        assertThat(words.shortDay(LocalDate.parse("2004-03-01"))).isEqualTo("Mar\u00a01,\u00a02004");
        assertThat(words.day(null)).isEmpty();
    }

    @Test
    void what_has_ended_on_a_day_was_in_force_through_the_day_before() {
        assertThat(plain(words.lastDay(LocalDate.parse("2005-02-10")))).isEqualTo("February 9, 2005");
        assertThat(plain(words.shortLastDay(LocalDate.parse("2004-03-01")))).isEqualTo("Feb 29, 2004");
        assertThat(words.lastDay(null)).isEmpty();
    }

    @Test
    void a_moment_is_written_in_the_zone_of_the_ledger() {
        assertThat(plain(words.moment(Instant.parse("2026-01-05T21:30:01.000001Z")))).isEqualTo("January 5, 2026, 4:30:01 PM EST");
        assertThat(plain(words.shortMoment(Instant.parse("2026-07-05T03:30:01Z")))).isEqualTo("Jul 4, 2026, 11:30:01 PM");
    }
}
