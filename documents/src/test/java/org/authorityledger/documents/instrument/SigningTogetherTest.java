package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many must sign: read, or open where other words ask for more than one. */
class SigningTogetherTest {

    private static Proposal paper(String appointed, String sentence) {
        return Papers
                .grant("POWER OF ATTORNEY\nThe undersigned hereby appoints " + appointed + " as attorneys-in-fact to sign Forms 3, 4 and 5 "
                        + "regarding securities of Wick Corp.\n" + sentence + "\nDated: June 15, 2020\n/s/ Ann R. Vale\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Both must sign any Form 5.", "Forms must also be signed by Pat Dell.", "Any form must bear two signatures.",
            "Each form must be countersigned by the Controller.", "Lee Moor's signature must be accompanied by that of Pat Dell.",
            "They act by a majority.", "Lee Moor signs jointly with Pat Dell."})
    void words_that_ask_for_more_than_one_leave_it_open(String words) {
        Proposal vale = paper("Lee Moor and Jo Park, signing singly,", words);

        assertThat(vale.body()).doesNotContainKey("minimumSignatures");
        assertThat(Papers.openFields(vale)).contains("minimumSignatures");
        assertThat(Papers.openFields(paper("Lee Moor", words))).contains("minimumSignatures");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Forms may be signed by either of them.", "This power may be signed in two counterparts.",
            "It ends when I hold less than a majority of the shares or earlier, if revoked.",
            "Each form must be signed by any of the attorneys-in-fact.",
            "They may file it together with any amendment."})
    void other_words_do_not(String words) {
        Proposal vale = paper("Lee Moor and Jo Park, signing singly,", words);

        assertThat(vale.body()).containsEntry("minimumSignatures", 1);
        assertThat(Papers.openFields(vale)).doesNotContain("minimumSignatures");
    }

    @Test
    void a_majority_in_the_list_is_open_and_any_two_of_whom_are_two() {
        assertThat(Papers.openFields(paper("each of Lee Moor, Jo Park and Pat Dell, acting by a majority,", "")))
                .contains("minimumSignatures");
        assertThat(paper("each of Lee Moor, Jo Park and Pat Dell, any two of whom acting together,", "").body())
                .containsEntry("minimumSignatures", 2);
    }

    @Test
    void capitals_are_words_too() {
        Proposal vale = paper("LEE MOOR AND JO PARK, SIGNING SINGLY,", "");

        assertThat(vale.open()).isEmpty();
        assertThat(vale.body()).containsEntry("minimumSignatures", 1);
    }
}
