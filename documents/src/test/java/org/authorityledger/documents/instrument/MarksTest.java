package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

    private static final String POWER = "POWER OF ATTORNEY\nThe undersigned hereby appoints Lee Moor as attorney-in-fact to sign Form 4 regarding "
            + "Wick Corp.\nDated June 15, 2020\n/s/ Ann R. Vale\nAnn R. Vale\n";

    @ParameterizedTest
    @ValueSource(strings = { "DRAFT - NOT FOR EXECUTION\n", "DRAFT 6/1/2020\n", "[Draft of June 1]\n", "Not for execution\n",
            "[struck out]\n", "FORM OF "})
    void a_draft_is_not_certainly_executed(String mark) {
        assertThat(Papers.openFields(Papers.grant(mark + POWER))).contains("executedOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[Stamped: REVOKED June 1, 2021]", "[Revoked 6/1/2021]", "REVOKED", "CANCELLED BY THE COMPANY"})
    void a_stamp_of_an_end_leaves_the_end_open(String stamp) {
        assertThat(Papers.openFields(Papers.grant(POWER + stamp))).contains("expiresOn");
    }

    @Test
    void ordinary_words_are_no_marks() {
        assertThat(Papers.grant(POWER).open()).isEmpty();
        assertThat(Marks.draft("to draft and file Forms 3 and 4, TO PREPARE, DRAFT AND FILE FORM 5, IS NULL AND VOID")).isNull();
        assertThat(Marks.stamp("SHALL REMAIN IN EFFECT UNTIL REVOKED OR OTHERWISE CANCELLED; it may be revoked")).isNull();
    }

    @Test
    void a_revocation_in_draft_is_not_certainly_signed() {
        assertThat(Papers.openFields(Papers.only("DRAFT\nThe undersigned hereby revokes the power of attorney dated May 2, 2010.\n"
                + "Dated July 9, 2014\n/s/ Paul R. Hanley"))).contains("signedOn");
    }
}
