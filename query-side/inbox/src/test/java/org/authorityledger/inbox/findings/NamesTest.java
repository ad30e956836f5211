package org.authorityledger.inbox.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora Field | NORA FIELD
            Nora Field | Field Nora
            Nora M. Field | FIELD NORA M
            Zoë O'Neill | Zoe ONeill
            Dr. Paul Stone, Esq. | Paul Stone
            Otto Reed, Jr. | REED OTTO JR
            Otto Reed III | Otto Reed 3rd
            Maria de la Cruz | de la Cruz Maria
            """)
    void a_whole_name_has_the_same_words_in_order_or_with_the_surname_first(String one, String other) {
        assertThat(Names.of(one).whole(Names.of(other))).isTrue();
        assertThat(Names.of(other).whole(Names.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora Field | Nora Fields
            Nora M. Field | Nora Field
            Otto Reed, Jr. | Otto Reed, Sr.
            Otto Reed, Jr. | Otto Reed
            Field Fund II LP | Field Fund LP
            Growth Capital LLC | Capital LLC Growth
            """)
    void another_word_or_suffix_is_another_whole_name(String one, String other) {
        assertThat(Names.of(one).whole(Names.of(other))).isFalse();
        assertThat(Names.of(other).whole(Names.of(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora Field | Nora M. Field
            Nora M. Field | Nora Margaret Field
            Nora Field | Nora Margaret Field
            FIELD NORA M | Nora Field
            FIELD NORA M | Nora Margaret Field
            Otto Reed, Jr. | Otto Reed
            """)
    void an_initial_stands_for_a_name_and_a_middle_name_may_be_missing(String one, String other) {
        assertThat(Names.of(one).samePerson(Names.of(other))).isTrue();
        assertThat(Names.of(other).samePerson(Names.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora M. Field | Nora P. Field
            Nora Margaret Field | Nora Paula Field
            N. Field | Nora Field
            Field | Nora Field
            Nora Margaret | Nora Margaret Field
            Margaret Nora | Nora Margaret Field
            Margaret Field | Nora Margaret Field
            Otto A. Reed, Jr. | Otto Reed, Sr.
            Nora Field | Nora M. Field Trust
            """)
    void what_may_be_another_person_is_not_the_same(String one, String other) {
        assertThat(Names.of(one).samePerson(Names.of(other))).isFalse();
        assertThat(Names.of(other).samePerson(Names.of(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sam Suffix III    | Sam Suffix      | false
            Sam Suffix, Sr.   | Sam Suffix, Jr. | false
            Sam Suffix        | Sam Suffix, Jr. | false
            Sam Suffix 3rd    | SUFFIX SAM III  | true
            Sam Suffix        | Sam J. Suffix   | true
            """)
    void a_suffix_is_the_same_only_where_both_have_it_or_neither_has(String one, String other, boolean same) {
        assertThat(Names.of(one).sameSuffix(Names.of(other))).isEqualTo(same);
        assertThat(Names.of(one).whole(Names.of(other)) && !same).isFalse();
        assertThat(Names.of(one).withSuffixOf(Names.of(other)).samePerson(Names.of(other))).as("but for the suffix").isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Larkspur Mills, Inc. | LARKSPUR MILLS INC
            Larkspur Mills, Inc. | Larkspur Mills Corp /DE/
            Field Fund, L.L.C. | Field Fund LLC
            Field Fund, L.P. | The Field Fund LP
            """)
    void a_company_is_the_same_whatever_its_kind(String one, String other) {
        assertThat(Names.of(one).sameCompany(Names.of(other))).isTrue();
    }

    @Test
    void a_company_of_other_words_or_another_order_or_number_is_another() {
        Names mills = Names.of("Larkspur Mills, Inc.");
        assertThat(mills.sameCompany(Names.of("Larkspur Mills Holdings, Inc."))).isFalse();
        assertThat(mills.sameCompany(Names.of("Mills Larkspur, Inc."))).isFalse();
        assertThat(Names.of("Field Fund II").sameCompany(Names.of("Field Fund III"))).isFalse();
        assertThat(Names.of("Inc.").sameCompany(Names.of("Corp."))).as("of no words").isFalse();
        assertThat(Names.of("Apple Blossom").sameWords(Names.of("APPLE BLOSSOM"))).isTrue();
        assertThat(Names.of("Apple Blossom").sameWords(Names.of("Blossom Apple"))).isFalse();
        assertThat(Names.of("...").whole(Names.of("!!!"))).isFalse();
    }
}
