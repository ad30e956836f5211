package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose end it is: of the paper, of one of those appointed, or of another paper. */
class EndOfOneTest {

    private static Proposal with(String sentence) {
        return Papers.grant(
                "POWER OF ATTORNEY\nThe undersigned hereby appoints Lee Moor and Jo Park, signing singly, as attorneys-in-fact to sign Forms 3, 4 "
                        + "and 5 regarding securities of Wick Corp.\n" + sentence + "\nDated: June 15, 2020\n/s/ Ann R. Vale\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "The authority granted to Jo Park shall expire on June 30, 2022.",
            "As to Park, this power expires on June 30, 2022.",
            "The power of attorney previously granted to Omar Rand expires on June 30, 2022.",
            "The authority of Omar Rand terminates on June 30, 2022.", "The earlier power terminates on June 30, 2022."})
    void an_end_of_one_or_of_another_paper_is_open(String sentence) {
        assertThat(with(sentence).body()).doesNotContainKey("expiresOn");
        assertThat(Papers.openFields(with(sentence))).contains("expiresOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "The authority granted to Lee Moor and Jo Park shall expire on June 30, 2022.",
            "This power expires on June 30, 2022.",
            "The authority granted hereby expires on June 30, 2022."})
    void an_end_of_all_is_read(String sentence) {
        assertThat(with(sentence).body()).containsEntry("expiresOn", "2022-06-30");
        assertThat(with(sentence).open()).isEmpty();
    }

    @Test
    void employment_ends_the_authority_of_those_of_whom_it_is_said() {
        Map<String, Object> all = with("No person may act hereunder after leaving the employ of Wick Corp.").body();

        assertThat((List<?>) all.get("attorneys"))
                .allSatisfy(one -> assertThat(((Map<?, ?>) one).get("endsWithEmployment")).isEqualTo(true));
        assertThat(Papers.openFields(with("Jo Park's authority ends when she leaves the employ of Wick Corp."))).contains("attorneys");
        assertThat(with("Jo Park's authority ends when she leaves the employ of Wick Corp.").body().toString())
                .doesNotContain("endsWithEmployment");
    }

    @Test
    void employment_of_the_grantor_is_not_that_of_the_attorneys() {
        Proposal vale = with("This power remains in effect so long as the undersigned is employed by Wick Corp.");

        assertThat(vale.body().toString()).doesNotContain("endsWithEmployment");
        assertThat(Papers.openFields(vale)).containsExactly("expiresOn");
    }

    @Test
    void the_common_terms_of_an_exhibit_are_read_whole() {
        Proposal vale = with(
                "This Power of Attorney shall remain in full force and effect until the earlier of (a) the undersigned is no longer required to "
                        + "file Forms 3, 4 and 5, (b) revocation by the undersigned "
                        + "in a signed writing delivered to the foregoing attorneys-in-fact or (c) as to any "
                        + "attorney-in-fact individually, until such attorney-in-fact shall no "
                        + "longer be employed by Wick Corp.\nThis Power of Attorney supersedes any "
                        + "power of attorney previously executed by the undersigned regarding these purposes "
                        + "(\"Prior Powers of Attorney\"), and the authority of those "
                        + "named in any Prior Powers of Attorney is hereby revoked.");

        assertThat(vale.open()).isEmpty();
        assertThat(vale.body()).containsEntry("supersedesPrior", true).containsEntry("revocationTakesEffect", "ON_DELIVERY_TO_ATTORNEY")
                .containsEntry("untilCeasedReporting", List.of("SECTION_16"));
        assertThat((List<?>) vale.body().get("attorneys"))
                .allSatisfy(one -> assertThat(((Map<?, ?>) one).get("endsWithEmployment")).isEqualTo(true));
    }

    @Test
    void all_prior_powers_are_superseded_in_the_passive_too_and_those_of_someone_are_not_all() {
        assertThat(with("Any and all powers of attorney previously granted by me are hereby revoked.").body())
                .containsEntry("supersedesPrior", true);
        assertThat(with("All prior powers of attorney are hereby cancelled.").body()).containsEntry("supersedesPrior", true);
        assertThat(with("No prior powers of attorney are hereby affected.").body()).doesNotContainKey("supersedesPrior");
        assertThat(Papers.openFields(with("This power revokes all prior powers of attorney granted to Omar Rand.")))
                .contains("supersedesPrior");
    }
}
