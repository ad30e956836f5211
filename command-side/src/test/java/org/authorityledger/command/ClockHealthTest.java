package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.authorityledger.events.Position;
import org.authorityledger.store.LedgerHead;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A clock that was set back is noticed by the last record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClockHealthTest {

    private static final Instant CLOCK = Instant.parse("2026-11-26T12:00:00Z");

    private static Duration behind(Duration ahead) {
        return ClockHealth.behind(CLOCK, new LedgerHead.Reached(Position.of(7), CLOCK.plus(ahead)));
    }

    @Test
    void a_clock_set_back_by_an_hour_is_behind_the_last_record_by_that_much() {
        assertThat(behind(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void what_is_tolerated_is_not_behind_and_a_microsecond_more_is() {
        assertThat(behind(Duration.ZERO)).isZero();
        assertThat(behind(ClockHealth.TOLERATED)).isZero();
        assertThat(behind(ClockHealth.TOLERATED.plusNanos(1000))).isPositive();
    }

    @Test
    void an_empty_ledger_says_nothing_about_the_clock() {
        assertThat(ClockHealth.behind(CLOCK, new LedgerHead.Reached(Position.START, Instant.MIN))).isZero();
    }
}
