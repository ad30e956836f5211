package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.bind.WebDataBinder;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StrictParametersTest {

    private final WebDataBinder binder = new WebDataBinder(null, "limit");

    StrictParametersTest() {
        StrictParameters.register(binder);
    }

    @Test
    void a_number_has_ascii_digits_and_nothing_else() {
        assertThat(binder.convertIfNecessary("100", Integer.class)).isEqualTo(100);
        assertThat(binder.convertIfNecessary("0", Long.class)).isEqualTo(0);
        assertThatThrownBy(() -> binder.convertIfNecessary("-1", Long.class)).isInstanceOf(TypeMismatchException.class);
        assertThat(binder.convertIfNecessary("", Integer.class)).isNull();
        for (String text : new String[]{ "0x10", "#A", "\u0663", "\uFF15", "+5", "1e1", "5.0", " 5", "2147483648"}) {
            assertThatThrownBy(() -> binder.convertIfNecessary(text, Integer.class)).as(text).isInstanceOf(TypeMismatchException.class);
        }
        assertThatThrownBy(() -> binder.convertIfNecessary("9223372036854775808", Long.class)).isInstanceOf(TypeMismatchException.class);
    }

    @Test
    void a_number_that_must_be_there_is_read_as_strictly() {
        assertThat(binder.convertIfNecessary("100", long.class)).isEqualTo(100);
        for (String text : new String[]{ "", "0x10", " 5", "\u0663", "5\0"}) {
            assertThatThrownBy(() -> binder.convertIfNecessary(text, long.class)).as(text).isInstanceOf(TypeMismatchException.class);
        }
    }

    @Test
    void a_position_is_read_as_strictly_as_a_number() {
        assertThat(binder.convertIfNecessary("100", Position.class)).isEqualTo(Position.of(100));
        assertThat(binder.convertIfNecessary("", Position.class)).isNull();
        for (String text : new String[]{ "-1", "0x10", " 5", "\u0663", "5\0", "9223372036854775808"}) {
            assertThatThrownBy(() -> binder.convertIfNecessary(text, Position.class)).as(text).isInstanceOf(TypeMismatchException.class);
        }
    }

    @Test
    void a_choice_is_true_or_false_and_nothing_else() {
        assertThat(binder.convertIfNecessary("true", Boolean.class)).isTrue();
        assertThat(binder.convertIfNecessary("false", boolean.class)).isFalse();
        assertThat(binder.convertIfNecessary("", Boolean.class)).isNull();
        for (String text : new String[]{ "yes", "on", "1", "TRUE", "true ", "true\0"}) {
            assertThatThrownBy(() -> binder.convertIfNecessary(text, Boolean.class)).as(text).isInstanceOf(TypeMismatchException.class);
            assertThatThrownBy(() -> binder.convertIfNecessary(text, boolean.class)).as(text).isInstanceOf(TypeMismatchException.class);
        }
    }

    @Test
    void one_text_is_one_text_as_it_was_sent() {
        for (String text : new String[]{ "lee", "lee\0", " lee ", "lee,moor"}) {
            assertThat(binder.convertIfNecessary(text, String[].class)).containsExactly(text);
        }
        assertThat(binder.convertIfNecessary(new String[]{ "lee ", "moor"}, String[].class)).containsExactly("lee ", "moor");
        assertThat(binder.convertIfNecessary("", String[].class)).isEmpty();
    }

    @Test
    void a_word_of_a_list_is_one_of_them_and_a_refusal_names_them() {
        WebDataBinder cause = new WebDataBinder(null, "unit");
        StrictParameters.registerWords(cause, DayOfWeek.class);
        assertThat(cause.convertIfNecessary("MONDAY", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(cause.convertIfNecessary("", DayOfWeek.class)).isNull();
        for (String text : new String[]{ "FOO", "monday", " MONDAY", "MONDAY\0", "0"}) {
            assertThatThrownBy(() -> cause.convertIfNecessary(text, DayOfWeek.class)).as(text)
                    .isInstanceOf(TypeMismatchException.class).hasRootCauseMessage(
                            "must be one of [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]");
        }
    }

    @Test
    void a_uuid_has_its_canonical_form() {
        String text = "0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f";
        assertThat(binder.convertIfNecessary(text, UUID.class)).isEqualTo(UUID.fromString(text));
        assertThatThrownBy(() -> binder.convertIfNecessary("1-1-1-1-1", UUID.class)).isInstanceOf(TypeMismatchException.class);
    }
}
