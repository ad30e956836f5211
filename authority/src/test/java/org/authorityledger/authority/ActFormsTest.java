package org.authorityledger.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.events.LegalAct;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The forms are complete, and each can be found by its address and by its command. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ActFormsTest {

    @Test
    void every_act_has_a_form() {
        Set<Class<?>> acts = ActForms.ALL.stream().map(ActForm::act).collect(Collectors.toSet());
        assertThat(acts).containsExactlyInAnyOrderElementsOf(Arrays.asList(LegalAct.class.getPermittedSubclasses()));
    }

    @Test
    void no_two_forms_share_an_address_a_command_or_a_path() {
        assertThat(ActForms.ALL).extracting(ActForm::slug).doesNotHaveDuplicates();
        assertThat(ActForms.ALL).extracting(ActForm::command).doesNotHaveDuplicates();
        assertThat(ActForms.ALL).extracting(ActForm::path).doesNotHaveDuplicates();
        assertThat(ActForms.ALL).allSatisfy(form -> {
            assertThat(ActForms.at(form.slug())).contains(form);
            assertThat(ActForms.ofCommand(form.command())).contains(form);
        });
    }

    @Test
    void no_form_has_two_fields_of_one_path_and_every_field_has_a_label() {
        assertThat(ActForms.ALL).allSatisfy(form -> {
            List<Field.Described> described = form.described().toList();
            assertThat(described).extracting(Field.Described::path).doesNotHaveDuplicates();
            assertThat(described).extracting(one -> one.field().label()).doesNotContain("");
        });
    }
}
