package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Papers for another, of another, or that change a part of another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OfAnotherTest {

    private static String power(String grantor, String title) {
        return "POWER OF ATTORNEY\n\n" + grantor
                + " hereby appoints Ned Lark as attorney-in-fact to sign and file Forms 3, 4 and 5 with respect to "
                + "securities of Tull Corp.\n\nDated: March 1, 2021\n\nDUNE GP, LLC\nBy: /s/ Ada Prow\nName: Ada Prow\nTitle: " + title;
    }

    @Test
    void a_power_in_a_capacity_for_another_leaves_open_for_whom() {
        assertThat(Papers.openFields(Papers
                .read(power("The undersigned, in its own name and in its capacity as general partner of Dune Growth Fund, L.P.,",
                        "Manager"))
                .proposals()
                .getFirst())).containsExactly("onBehalfOf");
        assertThat(Papers.read(power("The undersigned", "Manager")).proposals().getFirst().open()).isEmpty();
    }

    @Test
    void an_attorney_who_signs_for_an_entity_is_no_signatory_of_it() {
        assertThat(Papers.read(power("The undersigned", "Manager")).proposals()).extracting(Proposal::kind).containsExactly(
                Proposal.Kind.GRANT,
                Proposal.Kind.SIGNATORY);
        Proposal grant = Papers.grant(power("The undersigned", "Attorney-in-Fact"));
        assertThat(Papers.openFields(grant)).containsExactly("grantor");
    }

    @Test
    void who_revokes_a_power_of_another_is_left_open() {
        String revokes = "REVOCATION OF POWER OF ATTORNEY\n\nThe undersigned hereby revokes the power of attorney dated March 1, 2021 granted by "
                + "Ada Prow "
                + "to Ned Lark.\n\nDated: May 1, 2022\n\n/s/ ";
        assertThat(Papers.only(revokes + "Moe Rand").open())
                .contains(new Open("grantorName", "it revokes a power of Ada Prow, and Moe Rand signed"));
        assertThat(Papers.openFields(Papers.only(revokes + "Ada Prow"))).doesNotContain("grantorName");
    }

    @Test
    void an_amendment_of_a_part_leaves_the_terms_open_or_gives_no_proposal() {
        String part = "AMENDMENT TO POWER OF ATTORNEY\n\nThe power of attorney dated March 1, 2021%s is hereby amended by adding Pat Orr as an "
                + "additional "
                + "attorney-in-fact for Form 144.%s\n\nDated: May 1, 2022\n\n/s/ Ada Prow";
        assertThat(Papers.openFields(
                Papers.only(part.formatted("", " The undersigned hereby appoints Ned Lark to sign Forms 3 and 4 regarding Tull Corp."))))
                .contains("attorneys", "powers");
        assertThat(Papers.read(part.formatted(" appointing Ned Lark to sign Forms 3 and 4", "")).noProposal())
                .contains("does not state all its terms");
    }
}
