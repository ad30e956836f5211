package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BoxesTest {

    private static String power(String forms) {
        return "POWER OF ATTORNEY\n\nThe undersigned hereby appoints Ned Lark as attorney-in-fact to sign and file " + forms
                + " with respect to securities of Tull Corp.\n\nDated: March 1, 2021\n\n/s/ Ada Prow\nAda Prow";
    }

    @ParameterizedTest
    @ValueSource(strings = { "[X] Form 3 [X] Form 4 [ ] Form 5 [ ] Form 144", "\u2612 Form 3 \u2611 Form 4 \u2610 Form 5 \u2610 Form 144",
            "\n[X] Form 3\n[X] Form 4\n[ ] Form 5\n[ ] Form 144\n", "Form 3 [X] Form 4 [X] Form 5 [ ] Form 144 [ ]",
            "_X_ Form 3 _X_ Form 4 ___ Form 5",
            "(X) Form 3 (X) Form 4 ( ) Form 5"})
    void a_form_at_an_empty_box_is_not_granted(String forms) {
        Proposal power = Papers.grant(power(forms));

        assertThat(Papers.powers(power).toString()).contains("FORM_3", "FORM_4").doesNotContain("FORM_5", "FORM_144");
        assertThat(power.open()).isEmpty();
    }

    @Test
    void where_all_boxes_are_empty_there_is_no_power() {
        assertThat(Papers.read(power("[ ] Form 3 [ ] Form 4")).noProposal()).contains("boxes at its forms are empty");
    }

    @Test
    void blanks_that_are_no_boxes_stay() {
        String paper = power("Forms 3 and 4").replace("March 1, 2021", "this [ ] day of March, 2021");
        assertThat(Boxes.withoutEmpty(paper)).isEqualTo(paper);
        assertThat(Boxes.withoutEmpty("[X] Form 3 [ ] Form 4, and no others")).isEqualTo("[X] Form 3           , and no others");
    }
}
