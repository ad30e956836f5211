package org.authorityledger.pages.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.authorityledger.pages.wording.DisplayText;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as people write them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenMomentTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-06-30                        | 2026-07-01T03:59:59.999999Z
            6/30/2026                         | 2026-07-01T03:59:59.999999Z
            June 30, 2026                     | 2026-07-01T03:59:59.999999Z
            June 30 2026                      | 2026-07-01T03:59:59.999999Z
            2026-06-30 16:00                  | 2026-06-30T20:00:00Z
            2026-06-30T16:00:01.000002        | 2026-06-30T20:00:01.000002Z
            2026-06-30 00:00                  | 2026-06-30T04:00:00Z
            6/30/2026 4:00 PM                 | 2026-06-30T20:00:00Z
            6/30/2026 12:00 am                | 2026-06-30T04:00:00Z
            6/30/2026 12:00 p.m.              | 2026-06-30T16:00:00Z
            June 30, 2026, 4:00:05 PM         | 2026-06-30T20:00:05Z
            June 30, 2026, 4:00:05 PM EDT     | 2026-06-30T20:00:05Z
            November 1, 2026, 1:30:00 AM EDT  | 2026-11-01T05:30:00Z
            November 1, 2026, 1:30:00 AM EST  | 2026-11-01T06:30:00Z
            2026-06-30T20:00:00.000000Z       | 2026-06-30T20:00:00Z
            2026-06-30T16:00:00-04:00         | 2026-06-30T20:00:00Z
            """)
    void a_moment_is_read_as_people_and_programs_write_it(String text, Instant moment) {
        assertThat(WrittenMoment.of(text, NEW_YORK)).isEqualTo(moment);
    }

    @Test
    void the_moments_of_pages_are_read_as_pages_write_them() {
        Instant moment = Instant.parse("2026-12-24T17:03:09Z");
        DisplayText words = new DisplayText(NEW_YORK);

        assertThat(WrittenMoment.of(words.moment(moment), NEW_YORK)).isEqualTo(moment);
        assertThat(WrittenMoment.of(words.shortMoment(moment), NEW_YORK)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = { "soon", "2026-02-30", "2/30/2026", "30.6.2026", "6/30/26", "2026-06-30 24:00", "6/30/2026 13:00 PM",
            "6/30/2026 0:30 AM", "2026-06-30 16:60", "June 30, 2026, 4:00:05 PM CET", "November 2, 2026, 1:30:00 AM EDT",
            "1599-12-31 10:00", "2026-06-30 16:00 2026-06-30", ":"})
    void what_could_be_another_moment_or_none_is_not_read(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WrittenMoment.of(text, NEW_YORK));
    }
}
