package org.authorityledger.documents.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void spaces_and_quotes_are_plain() {
        assertThat(Words.of("the  undersigned\u2019s\u00A0\r\n  \u201Ccompany\u201D").line()).isEqualTo("the undersigned's \"company\"");
    }

    @Test
    void words_cut_at_a_line_end_are_put_together() {
        assertThat(Words.of("autho-\n  rized attorney-in-\nfact of Mary Smith-\nJones").line())
                .isEqualTo("authorized attorney-in-fact of Mary Smith-Jones");
    }

    @Test
    void page_numbers_and_ruled_lines_are_left_out_and_blanks_stay_one_mark() {
        assertThat(Words.of("execute any\n\n- 2 -\n\nForm 4\n-------\nthis ____ day").line()).isEqualTo("execute any Form 4 this _ day");
    }

    @Test
    void offsets_point_into_the_text_that_is_shown() {
        String text = "  To:\n\n3\n\nJane   Roe";
        Words words = Words.of(text);
        int at = words.line().indexOf("Jane");

        assertThat(text.substring(words.start(at), words.end(at + "Jane Roe".length()))).isEqualTo("Jane   Roe");
        assertThat(words.tokens()).extracting(Token::word).containsExactly("To", ":", "Jane", "Roe");
    }
}
