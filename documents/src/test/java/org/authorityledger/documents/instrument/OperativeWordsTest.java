package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that name someone, and appoint them, or do not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperativeWordsTest {

    private static String letter(String words) {
        return "May 4, 2020\n\nLadies and Gentlemen:\n\n" + words + "\n\nSincerely,\n\n/s/ Ada Prow\n";
    }

    private static String of(String before) {
        return letter(before + " Ned Lark to sign and file Forms 3, 4 and 5 on my behalf with respect to Tull Corp.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "I authorize", "I hereby authorize", "I do hereby authorize", "This letter is to authorize",
            "This will authorize",
            "I confirm that I have authorized", "Please be advised that I authorize", "Having been asked to do so, I authorize",
            "Until further notice, I authorize", "The undersigned, who is not an officer of Tull Corp., hereby authorizes",
            "The undersigned, as may be required, hereby authorizes"})
    void who_appoints_now_gives_a_power(String words) {
        Proposal power = Papers.grant(of(words));

        assertThat(Papers.names(power)).containsExactly("Ned Lark");
        assertThat(power.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "I do not authorize", "I do not hereby authorize", "I never authorized", "Never have I authorized",
            "I have not authorized", "I am unable to authorize", "I refuse to authorize", "I decline, for now, to authorize",
            "I intend to authorize",
            "I plan to authorize", "I hope to authorize", "I propose to authorize", "I was asked to authorize", "I will authorize",
            "I may hereafter authorize", "I do not, at this time, authorize", "You asked whether I authorize", "I deny that I authorized",
            "It is a mistake of counsel that I ceased to authorize", "In 2018 I authorized", "My counsel says that I should authorize",
            "Please sign this before I authorize"})
    void a_refusal_a_plan_a_report_and_the_past_give_none(String words) {
        assertThat(Papers.read(of(words)).noProposal()).startsWith("the words that name someone do not appoint now");
    }

    @Test
    void a_question_gives_none() {
        assertThat(Papers.read(letter("Should I authorize Ned Lark to sign Forms 3, 4 and 5 for Tull Corp.?")).noProposal()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "If I am elected, I authorize", "When I join the board, I hereby authorize", "Upon my election, I authorize",
            "I would like to authorize", "I do not revoke earlier letters and hereby authorize"})
    void a_condition_or_a_wish_leaves_the_attorneys_open(String words) {
        Proposal power = Papers.grant(of(words));

        assertThat(Papers.openFields(power)).contains("attorneys");
    }

    @Test
    void a_recital_of_an_earlier_paper_does_not_win_over_the_words_that_appoint() {
        Proposal power = Papers
                .grant("POWER OF ATTORNEY\n\nWHEREAS, by a power of attorney the undersigned on June 1, 2015 appointed Moe Rand as "
                        + "attorney-in-fact to sign Forms 3, 4, 5 and 144; and\n\nWHEREAS, the undersigned wishes to appoint another;\n\nNOW, "
                        + "THEREFORE, the "
                        + "undersigned appoints Ned Lark as attorney-in-fact to sign Forms 4 and 5 with respect to securities of Tull Corp.\n\n"
                        + "Dated: March 1, 2021\n\n/s/ Ada Prow\nAda Prow");

        assertThat(Papers.names(power)).containsExactly("Ned Lark");
        assertThat(Papers.powers(power).toString()).contains("FORM_4", "FORM_5").doesNotContain("FORM_3", "FORM_144");
    }

    @ParameterizedTest
    @ValueSource(strings = { "I no longer authorize Ned Lark to sign Forms 3, 4 and 5.",
            "Ned Lark is no longer authorized to sign Forms 3, 4 and 5 on my behalf."})
    void no_longer_is_a_revocation_that_leaves_open_of_what_and_for_whom(String words) {
        Proposal revocation = Papers.only(letter(words));

        assertThat(revocation.kind()).isEqualTo(Proposal.Kind.REVOCATION);
        assertThat(Papers.openFields(revocation)).containsExactly("attorneys", "poaId");
    }

    @ParameterizedTest
    @ValueSource(strings = { "I withdraw the authority that I gave Ned Lark to sign Forms 3, 4 and 5.",
            "I rescind my appointment of Ned Lark to sign Forms 3, 4 and 5."})
    void who_withdraws_or_rescinds_revokes(String words) {
        assertThat(Papers.only(letter(words)).kind()).isEqualTo(Proposal.Kind.REVOCATION);
        assertThat(Papers.read(letter(words.replace("I ", "I do not "))).proposals()).isEmpty();
    }

    @Test
    void no_longer_in_a_term_revokes_nothing_and_beside_a_grant_it_is_left_open() {
        String grant = "I hereby authorize Ned Lark to sign Forms 3, 4 and 5 with respect to Tull Corp. ";
        assertThat(Papers.grant(letter(grant + "This ends when Ned Lark is no longer authorized to act for Tull Corp.")).open())
                .extracting(Open::field).doesNotContain("attorneys");
        assertThat(Papers.grant(letter(grant + "I no longer authorize Moe Rand.")).open()).extracting(Open::field).contains("attorneys");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "DECLINATION\n\nI, Ned Lark, was appointed attorney-in-fact by Ada Prow to sign Forms 3, 4 and 5. I decline the appointment.",
            "I, Ned Lark, hereby resign as attorney-in-fact under the power of attorney by which Ada Prow appointed me to sign Forms 3 and 4."})
    void one_who_declines_or_resigns_grants_nothing(String words) {
        assertThat(Papers.read(words + "\n\nDated: March 1, 2021\n\n/s/ Ned Lark").noProposal()).contains("declines or resigns");
    }

    @Test
    void who_certifies_what_another_granted_grants_nothing() {
        String words = "CERTIFICATE\n\nI, Moe Rand, Secretary of Tull Corp., certify that %s Ned Lark to sign Forms 3, 4 and 5.\n\n"
                + "Dated: March 1, 2021\n\n/s/ Moe Rand";
        assertThat(Papers.read(words.formatted("Ada Prow has authorized")).proposals()).isEmpty();
        assertThat(Papers.grant(words.formatted("I have authorized")).grantorName()).isEqualTo("Moe Rand");
    }
}
