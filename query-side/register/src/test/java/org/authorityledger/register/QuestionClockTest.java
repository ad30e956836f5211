package org.authorityledger.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuestionClockTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant LAST = Instant.parse("2026-07-01T12:00:05.000001Z");

    private Instant knownUntil = LAST;
    private final List<Instant> awaited = new ArrayList<>();
    private final RegisterProgress progress = new RegisterProgress() {

        @Override
        public Position position() {
            return Position.of(1);
        }

        @Override
        public Position await(@Nullable Position minimum) {
            return Position.of(1);
        }

        @Override
        public Instant knownUntil() {
            return knownUntil;
        }

        @Override
        public void awaitKnown(Instant knownAt) {
            awaited.add(knownAt);
            if (knownAt.isAfter(Instant.parse("2026-07-02T00:00:00Z"))) {
                throw new RegisterRefusal(RegisterRefusal.Code.AHEAD_OF_THE_LEDGER, "knownAt is in the future.");
            }
        }
    };

    private QuestionClock at(String instant) {
        return new QuestionClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC), NEW_YORK, progress);
    }

    @Test
    void today_begins_at_midnight_in_New_York() {
        assertThat(at("2026-07-01T03:59:59Z").of(null, null).on()).isEqualTo(LocalDate.of(2026, 6, 30));
        assertThat(at("2026-07-01T04:00:00Z").of(null, null).on()).isEqualTo(LocalDate.of(2026, 7, 1));
    }

    @Test
    void without_a_moment_the_question_is_about_the_last_record_that_the_register_holds() {
        assertThat(at("2026-07-01T12:00:00Z").of(null, null).knownAt()).isEqualTo(LAST);
        assertThat(at("2026-07-01T13:00:00Z").of(null, null).knownAt()).isEqualTo(LAST);
        assertThat(awaited).isEmpty();
    }

    @Test
    void before_the_first_record_the_question_is_about_a_moment_that_no_record_can_precede_any_more() {
        knownUntil = Instant.MIN;

        assertThat(at("2026-07-01T12:00:00Z").of(null, null).knownAt()).isEqualTo(Instant.parse("2026-07-01T11:59:00Z"));
    }

    @Test
    void a_moment_up_to_the_last_record_is_taken_as_it_is_and_a_later_one_is_waited_for() {
        assertThat(at("2026-07-01T13:00:00Z").of(LocalDate.of(1999, 1, 1), LAST)).isEqualTo(new Moment(LocalDate.of(1999, 1, 1), LAST));
        assertThat(awaited).isEmpty();

        Instant later = LAST.plusNanos(1_000);
        assertThat(at("2026-07-01T13:00:00Z").of(null, later).knownAt()).isEqualTo(later);
        assertThat(awaited).containsExactly(later);
    }

    @Test
    void a_moment_in_the_future_is_refused() {
        QuestionClock clock = at("2026-07-01T13:00:00Z");

        assertThatExceptionOfType(RegisterRefusal.class).isThrownBy(() -> clock.of(null, Instant.parse("2026-07-03T00:00:00Z")))
                .matches(refusal -> refusal.code() == RegisterRefusal.Code.AHEAD_OF_THE_LEDGER);
    }
}
