package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherIssuersTest {

    private static Proposal power(String more) {
        return Papers.grant(
                "POWER OF ATTORNEY\n\nThe undersigned hereby appoints Ned Lark as attorney-in-fact to sign and file Form 4 with respect to "
                        + "securities of Tull Corp. " + more + "\n\nDated: March 1, 2021\n\n/s/ Ada Prow\nAda Prow");
    }

    @ParameterizedTest
    @ValueSource(strings = { "The undersigned is a director of Marl Metals Corp. too, to which this power does not relate.",
            "It does not extend to securities of Marl Metals Corp.", "It does not cover securities of Marl Metals Corp.",
            "Ned Lark has no authority with respect to Marl Metals Corp.", "Reports regarding Marl Metals Corp. are excluded."})
    void a_company_that_is_excluded_is_no_issuer(String more) {
        Proposal power = power(more);

        assertThat(power.body()).containsEntry("issuer", Map.of("issuerId", "tull-corp", "name", "Tull Corp."))
                .doesNotContainKey("issuers");
        assertThat(power.open()).contains(new Open("issuer", "it may not be for Marl Metals Corp."));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Form 144 is excluded.", "He may not sign Form 144 with respect to securities of Tull Corp."})
    void a_form_that_is_excluded_leaves_the_issuer_as_it_is(String more) {
        assertThat(power(more).body()).containsEntry("issuer", Map.of("issuerId", "tull-corp", "name", "Tull Corp."));
        assertThat(Papers.openFields(power(more))).doesNotContain("issuer");
    }

    @Test
    void a_company_that_is_not_excluded_is_one() {
        Proposal power = power("The undersigned, who is not an officer, is a director of Marl Metals Corp. too.");

        assertThat((List<?>) power.body().get("issuers")).hasSize(2);
        assertThat(power.open()).isEmpty();
    }
}
