package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.authorityledger.events.Form;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names a form may be asked about. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormAskedTest {

    @ParameterizedTest
    @CsvSource({ "3, FORM_3", "4, FORM_4", "5, FORM_5", "144, FORM_144", "ID, FORM_ID", "SC 13D, SCHEDULE_13D", "SC 13G, SCHEDULE_13G",
            "SCHEDULE 13D, SCHEDULE_13D", "SCHEDULE 13G, SCHEDULE_13G", "13D, SCHEDULE_13D", "13G, SCHEDULE_13G"})
    void edgars_own_names_are_read_with_and_without_the_suffix_of_an_amendment(String name, Form form) {
        assertThat(FormAsked.of(name)).isEqualTo(new FormAsked(form, false));
        assertThat(FormAsked.of(name + "/A")).isEqualTo(new FormAsked(form, true));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void this_ledgers_names_and_titles_are_read_in_any_case(Form form) {
        assertThat(FormAsked.of(form.name())).isEqualTo(new FormAsked(form, false));
        assertThat(FormAsked.of(form.name() + "/A")).isEqualTo(new FormAsked(form, true));
        assertThat(FormAsked.of(form.title().toLowerCase(Locale.ROOT) + "/a")).isEqualTo(new FormAsked(form, true));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void what_a_form_is_called_is_read_back_as_the_same(Form form) {
        for (FormAsked asked : new FormAsked[]{ new FormAsked(form, false), new FormAsked(form, true)}) {
            assertThat(FormAsked.of(asked.title())).isEqualTo(asked);
            assertThat(FormAsked.of(asked.toString())).isEqualTo(asked);
        }
    }

    @Test
    void space_around_a_name_does_not_matter() {
        assertThat(FormAsked.of("  4/A ")).isEqualTo(new FormAsked(Form.FORM_4, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "/A", "A", "6", "44", "4/", "4/B", "4/A/A", "4A", "13", "13F", "SC", "SC 13", "FORM", "10-K",
            "SCHEDULE 14D", "FORM_6", "4;5"})
    void a_name_that_no_form_has_is_no_form(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FormAsked.of(name));
    }
}
