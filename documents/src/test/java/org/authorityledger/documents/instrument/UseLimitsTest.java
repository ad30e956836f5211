package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that are no denial and no exception leave open what they limit. */
class UseLimitsTest {

    private static final String FORMS = "Forms 3, 4 and 5";

    private static Proposal paper(String forms, String sentence) {
        return Papers.grant(
                "POWER OF ATTORNEY\nThe undersigned hereby appoints Lee Moor and Jo Park, signing singly, as attorneys-in-fact to sign "
                        + forms + " regarding securities of Wick Corp.\n" + sentence + "\nDated: June 15, 2020\n/s/ Ann R. Vale\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "effectiveOn | This power is held in escrow by counsel.",
            "effectiveOn | This power does not take effect.",
            "powers | I shall personally sign each Form 5.", "powers | Forms for gifts must be signed by the undersigned.",
            "powers | Lee Moor must first ask the undersigned.", "powers | They sign after consulting me.",
            "powers | They report no sale of more than 5,000 shares.", "powers | They sign for trades of up to 200 units.",
            "attorneys | Jo Park is authorized solely to obtain codes.", "attorneys | They may sign as long as he remains the Controller.",
            "attorneys | They act while she is the Treasurer."})
    void a_limit_leaves_open_what_it_limits(String field, String sentence) {
        assertThat(Papers.openFields(paper(FORMS, sentence))).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Forms 4 reporting option exercises", "Forms 3 and (if I so instruct) Form 5", "Form 4/A",
            "amendments to Form 4",
            "this Schedule 13G", "the attached Form 144"})
    void forms_of_a_kind_or_of_one_filing_are_open(String forms) {
        assertThat(Papers.openFields(paper(forms, ""))).contains("powers");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Forms 3, 4 and 5 reporting changes in beneficial ownership", "Forms 3, 4 and (if required) 5",
            "Forms 4 and 4/A",
            "Form 4 and amendments to Form 4", "Schedules 13D and 13G"})
    void plain_forms_are_not(String forms) {
        assertThat(Papers.openFields(paper(forms, ""))).doesNotContain("powers");
    }

    @ParameterizedTest
    @ValueSource(strings = { "They may do all that the undersigned could do if personally present.",
            "The undersigned shall notify them of each transaction.", "I will inform them of my trades.",
            "The undersigned is a holder of more than ten percent of the stock of Wick Corp.",
            "Lee Moor and Jo Park may each sign.", "This power remains in full force and effect until revoked."})
    void ordinary_words_leave_nothing_open(String sentence) {
        assertThat(paper(FORMS, sentence).open()).isEmpty();
    }

    @Test
    void a_form_that_only_says_how_long_the_power_lasts_is_not_granted_there() {
        Proposal vale = Papers.grant(
                "The undersigned hereby appoints Lee Moor as attorney-in-fact to (i) sign Form 4 regarding securities of Wick Corp. "
                        + "and (ii) sign Form ID, until the undersigned is no longer required to file Forms 3, 4 and 5.\n"
                        + "Dated: June 15, 2020\n/s/ Ann R. Vale\n");

        assertThat(Papers.powers(vale)).isEqualTo(List.of(Map.of("clause", "i", "forms", List.of("FORM_4")),
                Map.of("clause", "ii", "forms", List.of("FORM_ID"))));
        assertThat(vale.open()).isEmpty();
    }

    @Test
    void an_end_and_forms_of_a_substitute_are_open() {
        Proposal park = Papers.only(
                "SUBSTITUTION\nThe undersigned, Lee Moor, attorney-in-fact under the power of attorney of Ann R. Vale dated "
                        + "June 15, 2020, hereby appoints Jo Park as his substitute until June 30, 2021, for Form 4 only."
                        + "\nDated: May 3, 2021\n/s/ Lee Moor\n");

        assertThat(park.body()).containsEntry("effectiveOn", "2021-05-03");
        assertThat(Papers.openFields(park)).contains("until", "forms");
    }
}
