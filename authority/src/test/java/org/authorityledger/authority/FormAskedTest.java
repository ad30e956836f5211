package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.authorityledger.events.Form;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names a form may be asked about. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FormAskedTest {

    @ParameterizedTest
    @CsvSource({ "3, FORM_3", "4, FORM_4", "5, FORM_5", "144, FORM_144", "ID, FORM_ID", "SC 13D, SCHEDULE_13D", "SC 13G, SCHEDULE_13G",
            "SCHEDULE 13D, SCHEDULE_13D", "SCHEDULE 13G, SCHEDULE_13G", "13D, SCHEDULE_13D", "13G, SCHEDULE_13G", "FORM4, FORM_4",
            "Form-144, FORM_144", "formid, FORM_ID", "SCHEDULE13D, SCHEDULE_13D", "Sched 13D, SCHEDULE_13D", "sc-13g, SCHEDULE_13G",
            "FORM SC 13D, SCHEDULE_13D"})
    void edgars_own_names_are_read_with_and_without_the_suffix_of_an_amendment(String name, Form form) {
        assertThat(FormAsked.of(name)).isEqualTo(new FormAsked(form, false));
        assertThat(FormAsked.of(name + "/A")).isEqualTo(new FormAsked(form, true));
    }

    @ParameterizedTest
    @MethodSource("seven")
    void this_ledgers_names_and_titles_are_read_in_any_case(Form form) {
        assertThat(FormAsked.of(form.name())).isEqualTo(new FormAsked(form, false));
        assertThat(FormAsked.of(form.name() + "/A")).isEqualTo(new FormAsked(form, true));
        assertThat(FormAsked.of(form.title().toLowerCase(Locale.ROOT) + "/a")).isEqualTo(new FormAsked(form, true));
    }

    @ParameterizedTest
    @MethodSource("seven")
    void what_a_form_is_called_is_read_back_as_the_same(Form form) {
        for (FormAsked asked : new FormAsked[]{ new FormAsked(form, false), new FormAsked(form, true)}) {
            assertThat(FormAsked.of(asked.title())).isEqualTo(asked);
            assertThat(FormAsked.of(asked.toString())).isEqualTo(asked);
        }
    }

    static List<Form> seven() {
        return Form.seven();
    }

    @ParameterizedTest
    @CsvSource({ "13f-hr, 13F-HR, Form 13F-HR", "FORM 8-K, 8-K, Form 8-K", "10 - k, 10-K, Form 10-K", "form_d, D, Form D",
            "schedule to-t, SC TO-T, Schedule TO-T", "SC  TO-T, SC TO-T, Schedule TO-T", "S-8 POS, S-8 POS, Form S-8 POS",
            "13F HR, 13F-HR, Form 13F-HR", "8K, 8-K, Form 8-K", "def14a, DEF 14A, Form DEF 14A",
            "form10 q, 10-Q, Form 10-Q", "sc tot, SC TO-T, Schedule TO-T"})
    void any_other_form_of_edgar_has_one_spelling(String name, String spelling, String title) {
        assertThat(FormAsked.of(name)).isEqualTo(new FormAsked(Form.of(spelling), false));
        assertThat(Form.of(name).name()).isEqualTo(spelling);
        assertThat(Form.of(name).title()).isEqualTo(title);
        assertThat(FormAsked.of(name + "/A").amendment()).isTrue();
    }

    @Test
    void space_around_a_name_does_not_matter() {
        assertThat(FormAsked.of("  4/A ")).isEqualTo(new FormAsked(Form.FORM_4, true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "/A", "4/", "4/B", "4/A/A", "SC", "SCHEDULE", "FORM", "ALL", "all/A", "ANY", "4;5", "-4", "é",
            "A FORM WITH MORE THAN TWENTY", "4-", "4A", "FORM 144A", "13DA", "SC 13G-A", "SCHEDULE13DA", "FORM IDA"})
    void a_name_that_no_form_has_is_no_form(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FormAsked.of(name));
    }
}
