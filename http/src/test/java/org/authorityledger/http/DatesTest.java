package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatesTest {

    @ParameterizedTest
    @ValueSource(strings = { "2003-05-08", "2024-02-29", "1600-01-01", "9999-12-31"})
    void a_day_that_exists_is_read(String date) {
        assertThat(Dates.parse(date)).hasToString(date);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "2023-02-30", "2023-02-29", "2023-13-01", "2023-1-1", "1599-12-31", "0000-00-00", "10000-01-01",
            "+2023-01-01",
            "2023-01-01 ", "2023-01-01\n", "20230101", "2023-W01-1", "٢٠٢٣-٠١-٠١", "2023-01-01T00:00:00Z"})
    void anything_else_is_not_a_date(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Dates.parse(text));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({ "2026-06-30T16:00:00Z, 2026-06-30T16:00:00.000000Z", "2026-06-30T16:00Z, 2026-06-30T16:00:00.000000Z",
            "2026-06-30T12:00:00.5-04:00, 2026-06-30T16:00:00.500000Z", "2026-06-30T16:00:00.123456Z, 2026-06-30T16:00:00.123456Z",
            "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z", "1600-01-01T00:00:00Z, 1600-01-01T00:00:00.000000Z"})
    void an_instant_is_read_in_utc_or_with_an_offset_and_written_with_six_digits(String text, String written) {
        assertThat(Dates.format(Dates.parseInstant(text))).isEqualTo(written);
    }

    @Test
    void fractions_of_a_microsecond_are_cut_off_and_never_rounded_up() {
        assertThat(Dates.parseInstant("2026-06-30T16:00:00.123456999Z")).isEqualTo(Instant.parse("2026-06-30T16:00:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "2026-06-30", "2026-06-30T16:00:00", "2026-06-30 16:00:00Z", "2026-02-30T16:00:00Z", "now", "1782835200",
            "1599-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+999999999-12-31T23:59:59-18:00",
            "-999999999-01-01T00:00:00+18:00", "2026-06-30T25:00:00Z"})
    void anything_else_is_not_an_instant(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Dates.parseInstant(text));
    }
}
