package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a paper withholds of the power that it grants. */
class LimitsTest {

    private static final String GRANT = "POWER OF ATTORNEY\n\nThe undersigned hereby constitutes and appoints Lee Moor and Jo Park, signing singly, "
            + "as the undersigned's true and lawful attorneys-in-fact to execute and file Forms 3, 4 and 5 regarding securities of Wick Corp.\n";
    private static final String SIGNED = "\nIN WITNESS WHEREOF, executed as of June 15, 2020.\n\n/s/ Ann R. Vale\nAnn R. Vale\n";

    private static Proposal with(String sentence) {
        return Papers.grant(GRANT + sentence + SIGNED);
    }

    private static Proposal to(String task) {
        return Papers.grant("I hereby appoint Lee Moor as my attorney-in-fact to sign " + task
                + " regarding Wick Corp.\nDated June 15, 2020\n/s/ Ann R. Vale");
    }

    private static void grants(Proposal proposal, String... forms) {
        assertThat(Papers.powers(proposal)).singleElement()
                .satisfies(power -> assertThat(((Map<?, ?>) power).get("forms")).isEqualTo(List.of(forms)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "The attorneys-in-fact may not sign Form 144 or Schedule 13D.",
            "This power does not authorize the attorneys-in-fact to sign Schedules 13D or 13G.",
            "Nothing herein authorizes the filing of a Form 144.",
            "The attorneys-in-fact shall have no authority to sign Form 144 or Form 5.",
            "Neither attorney-in-fact is authorized to file Form 144.", "Lee Moor cannot sign Form 144.", "It does not cover Form 144.",
            "No power is given to sign Schedule 13D.", "The attorneys-in-fact are prohibited from signing Form 5.",
            "The power is withheld as to Form 5.", "Form 144 is excluded from this power.", "The undersigned reserves to herself Form 144.",
            "This power does not extend to Form 4 relating to the exercise of options.",
            "This power shall not apply to securities held by the Vale Family Trust."})
    void what_is_denied_is_not_granted_and_the_powers_are_open(String denial) {
        Proposal vale = with(denial);

        grants(vale, "FORM_3", "FORM_4", "FORM_5");
        assertThat(Papers.openFields(vale)).contains("powers");
    }

    @Test
    void amendments_that_are_denied_are_not_granted() {
        Proposal vale = with("This power does not include amendments.");

        assertThat(Papers.powers(vale)).isEqualTo(List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"))));
        assertThat(Papers.openFields(vale)).contains("powers");
    }

    @Test
    void no_one_is_appointed_by_an_appointment_that_is_denied() {
        assertThat(Papers.read("POWER OF ATTORNEY\nI do not appoint Lee Moor as my attorney-in-fact to sign Form 4 regarding Wick Corp."
                + "\nDated June 15, 2020\n/s/ Ann R. Vale").proposals()).isEmpty();
    }

    @Test
    void a_sentence_beside_the_grant_grants_no_other_form() {
        Proposal broker = with("My broker files Form 144.");

        grants(broker, "FORM_3", "FORM_4", "FORM_5");
        assertThat(Papers.openFields(broker)).containsExactly("powers");
        assertThat(with("The undersigned remains responsible for Forms 3 and 4.").open()).isEmpty();
    }

    @Test
    void what_is_excepted_is_not_granted_and_the_powers_are_open() {
        for (String task : List.of("Form 4 (but not Forms 3 or 5)", "Forms 4 and 5, other than Form 5,",
                "Forms 4 and 144, except Form 144,",
                "Forms 4 and 5, excluding Form 5,", "Forms 4 and 5, save that Form 5 needs my signature,", "Form 4, not Form 144,")) {
            Proposal vale = to(task);

            grants(vale, "FORM_4");
            assertThat(Papers.openFields(vale)).as(task).contains("powers");
        }
    }

    @Test
    void amendments_may_be_excepted_and_other_acts_be_included_with_nothing_open() {
        assertThat(to("Form 4, but not any amendments,").open()).isEmpty();
        assertThat(to("Form 4, and to do all things, including but not limited to obtaining codes,").open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "The authority is limited to transactions not exceeding $100,000.",
            "No attorney-in-fact may sign any such form without the prior written consent of the General Counsel.",
            "Lee Moor may sign Form 3 only; Jo Park Forms 4 and 5 only.", "Unless the General Counsel objects, the attorneys may sign.",
            "Lee Moor may act if the undersigned is traveling.", "The attorneys may sign nothing but Form 4.",
            "The attorneys-in-fact may act, provided that the undersigned has read the form.",
            "This power is contingent upon the closing of the merger."})
    void a_limit_leaves_the_powers_open(String limit) {
        assertThat(Papers.openFields(with(limit))).contains("powers");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Jo Park may act only if Lee Moor is unavailable.", "In the absence of Lee Moor, Jo Park may act.",
            "The undersigned also appoints Sy Rand as successor.", "The undersigned also appoints Sy Rand.",
            "Sy Rand is also authorized to sign Form 4.", "Sy Rand shall serve as alternate attorney-in-fact."})
    void who_comes_in_turn_or_later_leaves_the_attorneys_open(String turn) {
        assertThat(Papers.openFields(with(turn))).contains("attorneys");
        assertThat(Papers.names(with(turn))).containsExactly("Lee Moor", "Jo Park");
    }

    @Test
    void an_exception_to_what_is_superseded_leaves_that_open() {
        assertThat(
                Papers.openFields(with("This Power of Attorney revokes all prior powers of attorney, except the one dated June 1, 2018.")))
                .containsExactly("supersedesPrior");
        assertThat(with("This Power of Attorney revokes all prior powers of attorney.").open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "The undersigned acknowledges that the foregoing attorneys-in-fact, in serving in such capacity at the request of the "
                    + "undersigned, are not assuming, nor is the Company assuming, any of the undersigned's responsibilities to comply with "
                    + "Section 16 or Section 13(d).",
            "This Power of Attorney does not relieve the undersigned from responsibility for compliance with the undersigned's obligations under "
                    + "Section 16, including any requirement to file Forms 3, 4 and 5.",
            "Neither the Company nor such attorneys-in-fact assume any liability for the undersigned's responsibility to comply with Section 16.",
            "The undersigned agrees to indemnify each attorney-in-fact against any losses, except to the extent of gross negligence.",
            "This Power of Attorney shall remain in full force and effect until the undersigned is no longer required to file Forms 3, 4 and 5, "
                    + "unless earlier revoked by the undersigned in a signed writing delivered to the foregoing attorneys-in-fact.",
            "This Power of Attorney may be revoked only in a signed writing delivered to each attorney-in-fact.",
            "This Power of Attorney authorizes, but does not require, each attorney-in-fact to act in his or her discretion.",
            "The attorneys-in-fact may take any other action, including, but not limited to, seeking information from third parties.",
            "The attorneys-in-fact shall have no obligation to file any form unless the undersigned provides the information.",
            "The attorneys-in-fact shall not be liable for any failure to timely file Forms 3, 4 and 5.",
            "The undersigned grants full power to do every act necessary, as fully as the undersigned might or could do if personally present.",
            "The validity of this Power of Attorney shall not be affected by other powers of attorney in favor of persons other than those named.",
            "The attorneys-in-fact act without power of substitution.",
            "This authorization is given solely for the purpose of filing Forms 3, 4 and 5."})
    void ordinary_words_leave_nothing_open(String ordinary) {
        Proposal vale = with(ordinary);

        grants(vale, "FORM_3", "FORM_4", "FORM_5");
        assertThat(vale.open()).isEmpty();
    }

    @Test
    void a_text_of_exceptions_alone_is_no_power() {
        assertThat(Papers.read(GRANT + "other than Form 5, ".repeat(1_000) + SIGNED).noProposal()).contains("more limits");
        assertThat(with("other than Form 5, ".repeat(100)).kind()).isEqualTo(Proposal.Kind.GRANT);
    }

    @Test
    void a_substitute_for_some_cases_is_open() {
        Proposal substitution = Papers
                .only("SUBSTITUTE POWER OF ATTORNEY\nPursuant to the power of attorney of Ann Vale dated May 2, 2010, the "
                        + "undersigned hereby appoints Omar Diallo as substitute attorney-in-fact to sign Form 4, but only for sales below $100,000."
                        + "\nDated October 1, 2016\n/s/ Susan B. Tate");

        assertThat(substitution.kind()).isEqualTo(Proposal.Kind.SUBSTITUTION);
        assertThat(Papers.openFields(substitution)).contains("substitute");
    }
}
