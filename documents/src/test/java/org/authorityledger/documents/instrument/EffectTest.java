package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectTest {

    @ParameterizedTest
    @ValueSource(strings = { "This Power of Attorney is effective on July 1, 2020.", "This power shall become effective on July 1, 2020.",
            "This power shall take effect on July 1, 2020.", "This power is effective on and after July 1, 2020.",
            "This power is effective from and after July 1, 2020.",
            "This power is effective as of July 1, 2020 and expires on July 1, 2021.",
            "Effective July 1, 2020, the undersigned hereby appoints Lee Moor."})
    void the_day_that_a_paper_names_for_itself(String words) {
        Effect effect = Effect.in(words);

        assertThat(Objects.requireNonNull(effect.day()).value()).isEqualTo(LocalDate.of(2020, 7, 1));
        assertThat(effect.doubt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Ann R. Vale resigned as director effective on March 3, 2021.",
            "Effective March 3, 2021, Ann R. Vale is a director.",
            "The Company's plan is effective on January 1, 2021.",
            "This power is effective on July 1, 2020. This power is effective on July 1, 2021."})
    void a_day_of_something_else_is_a_doubt(String words) {
        assertThat(Effect.in(words).day()).isNull();
        assertThat(Effect.in(words).doubt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "This power is effective only upon the incapacity of the undersigned.",
            "This power shall become effective on the date of the closing of the Company's initial public offering.",
            "This power takes effect when the undersigned becomes a director.", "This power is not effective until counsel has signed it.",
            "Upon my incapacity, Lee Moor may act.", "This is a springing power of attorney.",
            "This power shall commence on the first day of my employment."})
    void a_beginning_that_is_no_day_is_a_doubt(String words) {
        assertThat(Effect.in(words).day()).isNull();
        assertThat(Effect.in(words).doubt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "This power is effective immediately.", "This power is effective as of the date first written above.",
            "This power shall be effective on the date of execution.",
            "Any revocation shall be effective upon receipt by the attorney-in-fact.",
            "This power shall not be affected by the subsequent disability or incapacity of the undersigned.",
            "This power shall terminate upon my incapacity.", "This power remains in full force and effect until revoked.",
            "executed and effective as of this ____ day of ________, 20__."})
    void ordinary_words_name_no_other_beginning(String words) {
        assertThat(Effect.in(words)).isEqualTo(new Effect(null, null));
    }

    @Test
    void an_end_before_the_beginning_is_open() {
        String paper = "I hereby appoint Lee Moor as my attorney-in-fact to sign Form 4 regarding Wick Corp. This power %s"
                + "\nDated June 15, 2020\n/s/ Ann R. Vale";

        for (String words : java.util.List.of("expires on June 10, 2020.", "expires on June 15, 2020.",
                "is effective on July 1, 2020 and shall expire on July 1, 2020.")) {
            Proposal vale = Papers.grant(paper.formatted(words));
            assertThat(vale.body()).doesNotContainKey("expiresOn");
            assertThat(Papers.openFields(vale)).as(words).containsExactly("expiresOn");
        }
        assertThat(Papers.grant(paper.formatted("expires on June 16, 2020.")).body()).containsEntry("expiresOn", "2020-06-16");
    }
}
