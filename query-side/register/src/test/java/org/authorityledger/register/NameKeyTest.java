package org.authorityledger.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NameKeyTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            Andrew Heaton; andrew heaton
            Weiß; weiss
            WEISSE STRAẞE; weisse strasse
            IŞIK; isik
            ışık; isik
            İstanbul; istanbul
            ΝΙΚΟΣΙΑ; νικοσια
            Νίκος; νικοσ
            Søren Kjær; soren kjaer
            Łukasz; lukasz
            Đorđe; dorde
            Þór Ðaði; thor dadi
            Œuvre Ħal Ŧ ŋ; oeuvre hal t n
            Müller; muller
            Ёлкин; елкин
            מֹשֶׁה; משה
            ＡＢＣ ﬁne Ⅷ; abc fine viii
            J. P. Morgan & Co.; j p morgan co
            """)
    void letters_are_compared_without_case_accents_strokes_and_punctuation(String name, String words) {
        assertThat(NameKey.plain(name)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = { "O'Brien", "O’Brien", "O‘Brien", "OʼBrien", "OʻBrien", "O´Brien", "O`Brien", "O′Brien", "O＇BRIEN", "ó'brien"})
    void all_apostrophes_are_one(String name) {
        assertThat(NameKey.of(name)).isEqualTo(" o brien | obrien ");
    }

    @Test
    void words_with_punctuation_have_further_readings() {
        assertThat(NameKey.of("Zoë d'Arc-O'Neill, Jr.")).isEqualTo(" zoe d arc o neill jr | darc oneill darconeill ");
        assertThat(NameKey.of("J.P. Morgan")).isEqualTo(" j p morgan | jp ");
        assertThat(NameKey.of("Sharon W. Scott")).isEqualTo(" sharon w scott ");
    }

    @Test
    void invisible_characters_within_a_word_do_not_count() {
        assertThat(NameKey.of("An\u200bn\u00ad\u202e Vale\ufeff")).isEqualTo(" ann vale ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "+++", "💎", "\u200b", "\u3164", "-", "\u0301", "%"})
    void what_has_no_letter_or_digit_has_no_key(String name) {
        assertThat(NameKey.of(name)).isEmpty();
        assertThat(NameKey.plain(name)).isEmpty();
    }
}
