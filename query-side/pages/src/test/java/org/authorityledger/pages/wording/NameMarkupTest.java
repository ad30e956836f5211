package org.authorityledger.pages.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How names are shown that would mislead about what stands around them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NameMarkupTest {

    @ParameterizedTest
    @ValueSource(strings = { "Judi Irving", "Zoë O'Neill-Brandt", "ΝΙΚΟΣ", "Łukasz <b>", "株式会社", "a\u00a0b", "", "“Bob” – 3…",
            "👩🏽‍💼 Anna",
            "❤️ Fund"})
    void a_name_that_cannot_mislead_stays_as_it_is(String name) {
        assertThat(NameMarkup.isolated(name)).isEqualTo(name);
        assertThat(NameMarkup.html(name)).isEqualTo(name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0x202A, 0x202E, 0x2060, 0x2066, 0x2068, 0x2069, 0x3164,
            0xFEFF, 0xFFA0, 0xE0041, 0x0007, 0x0085, 0x2028, 0xFE0F})
    void a_character_that_no_one_sees_is_shown_by_its_number(int cp) {
        String shown = String.format("[U+%04X]", cp);
        String name = "Ann" + Character.toString(cp) + "Vale";

        assertThat(NameMarkup.isolated(name)).contains("Ann" + shown + "Vale").doesNotContain(name);
        if (cp != 0x2068 && cp != 0x2069) {
            assertThat(NameMarkup.html(name)).contains("Ann" + shown + "Vale").doesNotContain(Character.toString(cp));
            assertThat(NameMarkup.plain(name)).isEqualTo("Ann" + shown + "Vale");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0x00A0, 0x200B, 0x202E, 0x3164, 0x2003, 0x3000})
    void a_name_without_anything_to_see_is_shown_by_its_numbers(int cp) {
        assertThat(NameMarkup.html(NameMarkup.isolated(Character.toString(cp)))).contains(String.format("[U+%04X]", cp));
    }

    @Test
    void a_name_written_from_right_to_left_is_isolated_within_its_sentence() {
        String name = "דן לוי";

        assertThat(NameMarkup.html("Yes: " + NameMarkup.isolated(name) + " & co may sign")).isEqualTo(
                "Yes: <bdi>" + name + "</bdi> &amp; co may sign");
        assertThat(NameMarkup.html(name)).isEqualTo("<bdi>" + name + "</bdi>");
        assertThat(NameMarkup.html("a \u202E b")).isEqualTo("<bdi>a [U+202E] b</bdi>");
    }

    @Test
    void isolates_that_do_not_match_open_and_close_what_html_allows() {
        assertThat(NameMarkup.html("a\u2068b")).isEqualTo("a<bdi>b</bdi>");
        assertThat(NameMarkup.html("a\u2069b")).doesNotContain("\u2069").doesNotContain("</bdi></bdi>");
        assertThat(NameMarkup.html("\u2068<i>\u2069")).isEqualTo("<bdi>&lt;i&gt;</bdi>");
    }

    @Test
    void json_says_the_same_with_numbers() {
        assertThat(NameMarkup.json("{\"name\":\"A\u202EB\u200B\"}")).isEqualTo("{\"name\":\"A\\u202eB\\u200b\"}");
    }
}
