package org.authorityledger.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.authorityledger.store.LedgerHead;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuestionClockTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final LedgerHead head = new LedgerHead();

    private QuestionClock at(String instant) {
        return new QuestionClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC), NEW_YORK, head);
    }

    @Test
    void today_begins_at_midnight_in_New_York() {
        assertThat(at("2026-07-01T03:59:59Z").of(null, null).on()).isEqualTo(LocalDate.of(2026, 6, 30));
        assertThat(at("2026-07-01T04:00:00Z").of(null, null).on()).isEqualTo(LocalDate.of(2026, 7, 1));
    }

    @Test
    void now_is_never_before_the_last_record_though_this_clock_is_behind_that_of_the_database() {
        head.advanceTo(new LedgerHead.Reached(1, Instant.parse("2026-07-01T12:00:05.000001Z")));

        assertThat(at("2026-07-01T12:00:00Z").of(null, null).knownAt()).isEqualTo(Instant.parse("2026-07-01T12:00:05.000001Z"));
        assertThat(at("2026-07-01T12:00:06Z").of(null, null).knownAt()).isEqualTo(Instant.parse("2026-07-01T12:00:06Z"));
    }

    @Test
    void what_is_asked_for_is_taken_as_it_is() {
        Instant knownAt = Instant.parse("2020-01-01T00:00:00Z");

        assertThat(at("2026-07-01T12:00:00Z").of(LocalDate.of(1999, 1, 1), knownAt)).isEqualTo(
                new org.authorityledger.authority.Difference.Moment(LocalDate.of(1999, 1, 1), knownAt));
    }
}
