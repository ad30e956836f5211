package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.authorityledger.events.Form;
import org.authorityledger.events.Regime;
import org.junit.jupiter.api.Test;

class FormNamesTest {

    private static java.util.Set<Form> forms(String words) {
        return FormNames.all(words, 0, words.length());
    }

    private static java.util.Set<Regime> sections(String words) {
        return FormNames.sections(words, 0, words.length());
    }

    @Test
    void forms_by_number() {
        assertThat(forms("Forms 3, 4, and 5")).containsExactly(Form.FORM_3, Form.FORM_4, Form.FORM_5);
        assertThat(forms("form 4's and form 5's")).containsExactly(Form.FORM_4, Form.FORM_5);
        assertThat(forms("Forms 3/4/5 or 144 and a Form ID")).containsExactly(Form.FORM_3, Form.FORM_4, Form.FORM_5, Form.FORM_144,
                Form.FORM_ID);
        assertThat(forms("Form 13F and Form 13H")).containsExactlyInAnyOrder(Form.of("13F-HR"), Form.of("13F-NT"), Form.of("13H"));
        assertThat(forms("in the form 50 people sign")).isEmpty();
    }

    @Test
    void schedules_by_letter() {
        assertThat(forms("Schedules 13D and 13G")).containsExactly(Form.SCHEDULE_13D, Form.SCHEDULE_13G);
        assertThat(forms("Schedule 13D/G")).containsExactly(Form.SCHEDULE_13D, Form.SCHEDULE_13G);
        assertThat(forms("a Schedule 13G")).containsExactly(Form.SCHEDULE_13G);
        assertThat(forms("Section 13(d) of the Act")).isEmpty();
    }

    @Test
    void sections_of_the_act_are_regimes_but_not_the_reports_of_companies() {
        assertThat(sections("reports under Section 16(a)")).containsExactly(Regime.SECTION_16);
        assertThat(sections("Sections 13 and 16 of the Act")).containsExactlyInAnyOrder(Regime.SECTION_16, Regime.SECTION_13);
        assertThat(sections("pursuant to Section 13 or 15(d)")).isEmpty();
    }

    @Test
    void a_form_of_another_authority_is_not_one_of_ours() {
        assertThat(FormNames.in("HUD Form 4", 0, 10)).isEmpty();
        String taxes = "IRS Form 4 and Form 3 of the Internal Revenue Service";
        assertThat(FormNames.in(taxes, 0, taxes.length())).isEmpty();
        assertThat(FormNames.in("SEC Form 4", 0, 10)).hasSize(1);
    }
}
