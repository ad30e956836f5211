package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialRevocationTest {

    private static Reading read(String sentence) {
        return Papers.read(sentence + "\nDated June 1, 2024\n/s/ Pearl Quinn");
    }

    private static List<String> open(String sentence) {
        Proposal proposal = read(sentence).proposals().getFirst();
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.REVOCATION);
        return Papers.openFields(proposal);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "I, Pearl Quinn, confirm that I do not revoke the Power of Attorney dated January 10, 2023 and that it remains in effect.",
            "NO REVOCATION OF POWER OF ATTORNEY\nThe undersigned has not revoked the power of attorney dated January 10, 2023.",
            "The power of attorney dated January 10, 2023 is not revoked.",
            "The undersigned neither revokes nor amends the power of attorney.",
            "The undersigned hereby revokes nothing; the power of attorney dated January 10, 2023 stands.",
            "The undersigned hereby revokes his consent to the merger. His power of attorney dated January 10, 2023 stands."})
    void what_is_not_revoked_is_no_revocation(String words) {
        assertThat(read(words).proposals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "I hereby revoke the Power of Attorney dated January 10, 2023, but only insofar as it relates to Form 5.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 except as to Form 5.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 with respect to Forms 3 and 4.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 in part.",
            "I hereby revoke the Power of Attorney dated January 10, 2023. As to Lee Moor it remains in full force.",
            "I hereby revoke the Power of Attorney dated January 10, 2023. I do not revoke the authority of Lee Moor."})
    void a_revocation_of_a_part_is_open(String words) {
        assertThat(open(words)).contains("attorneys");
    }

    @ParameterizedTest
    @ValueSource(strings = { "I hereby revoke, effective as of June 30, 2027, the Power of Attorney dated January 10, 2023.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 as of June 2, 2024.",
            "I hereby revoke the Power of Attorney dated January 10, 2023. This revocation shall take effect on January 1, 2025.",
            "I hereby revoke the Power of Attorney dated January 10, 2023, effective upon the closing of the merger.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 if the merger closes."})
    void a_revocation_that_works_at_another_time_is_open(String words) {
        assertThat(open(words)).contains("signedOn");
    }

    @ParameterizedTest
    @ValueSource(strings = { "I hereby revoke the Power of Attorney dated January 10, 2023.",
            "I hereby revoke, as of June 1, 2024, the Power of Attorney dated as of January 10, 2023 in its entirety.",
            "Effective immediately, I hereby revoke the Power of Attorney dated January 10, 2023 that I gave to Lee Moor. This revocation is "
                    + "effective "
                    + "upon delivery to the Company. Lee Moor shall have no further authority.",
            "I hereby revoke the Power of Attorney dated January 10, 2023 as to Lee Moor only."})
    void a_whole_revocation_is_open_only_in_its_instrument(String words) {
        assertThat(open(words)).containsExactly("poaId");
    }
}
