package org.authorityledger.documents.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartyNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora Q. Field    | FIELD NORA            | true
            Nora Field       | Field, Nora Q., Jr.   | true
            N. Field         | Field Nora            | true
            Bill Field       | FIELD WILLIAM R       | true
            José Ibáñez      | IBANEZ JOSE           | true
            Nora Field       | Field Otto            | false
            Nora Field       | Nora Reed             | false
            Field            | Field Nora            | false
            N. F.            | Field Nora            | false
            """)
    void two_spellings_are_of_one_name_if_the_words_of_the_shorter_stand_in_the_longer(String one, String other, boolean same) {
        assertThat(PartyNames.same(one, other)).isEqualTo(same);
        assertThat(PartyNames.same(other, one)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Alder Mills, LLC | true
            Alder Trust      | true
            L6 Alder         | true
            Nora Q. Field    | false
            Nari Na          | false
            Finance          | false
            """)
    void an_entity_has_a_word_that_no_person_has(String words, boolean entity) {
        assertThat(PartyNames.entity(words)).isEqualTo(entity);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Managing Member     | true
            Trustee             | true
            General Manager     | false
            Legal Manager       | false
            General Counsel     | false
            Chief Legal Officer | false
            """)
    void some_titles_are_held_at_an_entity_only(String title, boolean firm) {
        assertThat(PartyNames.firmTitle(title)).isEqualTo(firm);
    }
}
