package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A paper that was not signed, or by another hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnsignedTest {

    private static Proposal signed(String signature) {
        return Papers.grant(
                "POWER OF ATTORNEY\n\nThe undersigned hereby appoints Ned Lark as attorney-in-fact to sign and file Forms 3, 4 and 5 with "
                        + "respect to securities of Tull Corp.\n\nIN WITNESS WHEREOF, signed this 1st day of March, 2021.\n\n" + signature
                        + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Ada Prow\nAda Prow", "/s/__Ada Prow__\nAda Prow",
            "/s/ Ada Prow\n_____________\nName: Ada Prow\nTitle: Director",
            "By: /s/ Ada Prow\nAda Prow", "/s/ Ada Prow\nBy: Ada Prow", "/s/ A. Prow\nAda Prow", "/s/ Ada Prow (CFO)", "/s/ Ada Prow (AP)",
            "/s/ Ada Prow\nWitnessed by Moe Rand"})
    void a_signature_with_its_name_is_one(String signature) {
        assertThat(signed(signature).open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "______________\nAda Prow", "Signature: ______ Name: Ada Prow", "[NOT SIGNED]\nAda Prow", "Ada Prow",
            "/s/ [signature to come]\nAda Prow", "/s/\nAda Prow", "/s/ ______\nAda Prow"})
    void a_blank_line_a_bare_mark_and_a_printed_name_are_none(String signature) {
        Proposal power = signed(signature);

        assertThat(power.grantorName()).isEqualTo("Ada Prow");
        assertThat(Papers.openFields(power)).containsExactly("grantor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Ada Prow by Moe Rand", "/s/ Ada Prow\nAda Prow, by Moe Rand", "/s/ Ada Prow (MR)",
            "/s/ Ada Prow (MR)\nAda Prow",
            "/s/ Ada Prow /MR", "/s/ Ada Prow (signed by her husband)", "/s/ Ada Prow, deceased",
            "/s/ Ada Prow\nSigned by email on March 1, on her instruction by Moe Rand", "/s/ Ada Prow\nName: Ida Crow",
            "/s/ Ada Prow\nIda Crow"})
    void a_signature_by_another_hand_leaves_the_grantor_open(String signature) {
        assertThat(Papers.openFields(signed(signature))).containsExactly("grantor");
    }

    @Test
    void of_signatures_side_by_side_the_name_under_one_may_be_of_the_other() {
        assertThat(Papers.read(
                "POWER OF ATTORNEY\n\nEach of the undersigned hereby appoints Ned Lark as attorney-in-fact to sign Form 4 with respect to "
                        + "securities of Tull Corp.\n\nDated: March 1, 2021\n\n/s/ Ada Prow            /s/ Moe Rand\nAda Prow                Moe "
                        + "Rand")
                .proposals())
                .allSatisfy(power -> assertThat(power.open()).isEmpty());
    }

    @Test
    void a_note_that_it_was_not_signed_counts_and_words_about_forms_do_not() {
        String power = "POWER OF ATTORNEY\n\nThe undersigned hereby appoints Ned Lark as attorney-in-fact to sign Form 4 with respect to "
                + "securities of "
                + "Tull Corp.\n\nDated: March 1, 2021\n\n/s/ Ada Prow\nAda Prow";
        assertThat(Papers.openFields(Papers.grant("Ms. Prow declined to sign the power below.\n\n" + power))).containsExactly("grantor");
        assertThat(
                Papers.openFields(Papers.grant(power.replace("\n\nDated", " He answers for no form that was not signed by him.\n\nDated"))))
                .doesNotContain("grantor");
    }

    @Test
    void a_revocation_that_is_not_signed_is_open_too() {
        Proposal revocation = Papers
                .only("The undersigned hereby revokes the power of attorney dated May 2, 2010.\n\nIN WITNESS WHEREOF, signed on "
                        + "July 9, 2014.\n\n__________\nAda Prow");
        assertThat(Papers.openFields(revocation)).contains("grantorName");
    }
}
