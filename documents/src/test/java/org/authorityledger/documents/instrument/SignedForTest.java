package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedForTest {

    private static Proposal signed(String signature) {
        return Papers
                .grant("POWER OF ATTORNEY\nThe undersigned hereby appoints Lee Moor as attorney-in-fact to sign Form 4 regarding Wick Corp."
                        + "\nDated June 15, 2020\n" + signature);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Ann R. Vale\nAnn R. Vale, Managing Member of Vale Holdings LLC",
            "/s/ Ann R. Vale, Trustee of the Vale Trust",
            "/s/ Ann R. Vale\nAnn R. Vale, as Trustee of the Vale Family Trust", "/s/ Ann R. Vale\nAnn R. Vale, Executor",
            "/s/ Ann R. Vale\nAnn R. Vale, individually and as Trustee of the Vale Trust", "/s/ Ann R. Vale for the estate of Tom Vale",
            "/s/ Ann R. Vale\nTitle: President of Vale Holdings LLC", "/s/ Ann R. Vale\nAnn R. Vale\nManager\nVale Holdings LLC",
            "VALE HOLDINGS LLC\n/s/ Ann R. Vale\nAnn R. Vale", "/s/ Ann R. Vale\nTrustee of the Wick Corp. Retirement Trust"})
    void who_may_have_signed_for_another_is_open(String signature) {
        assertThat(Papers.openFields(signed(signature))).containsExactly("grantor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Ann R. Vale, by Lee Moor, attorney-in-fact", "/s/ Ann R. Vale, by Bo Kim, attorney-in-fact",
            "/s/ Ann R. Vale, POA",
            "By: /s/ Bo Kim\nBo Kim, Attorney-in-Fact for Ann R. Vale", "/s/ Ann R. Vale by power of attorney"})
    void a_power_that_an_attorney_signed_is_open(String signature) {
        assertThat(Papers.openFields(signed(signature))).containsExactly("grantor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Ann R. Vale\nAnn R. Vale", "/s/ Ann R. Vale\nAnn R. Vale\nDirector", "/s/ Ann R. Vale\nGeneral Manager",
            "/s/ Ann R. Vale\nAnn R. Vale\nChief Financial Officer, Wick Corp.",
            "/s/ Ann R. Vale\nTitle: President and Director of Wick Corp.",
            "/s/ Ann R. Vale\nAnn R. Vale\nAccepted: Lee Moor, attorney-in-fact",
            "/s/ Ann R. Vale\nSTATE OF OHIO\nBefore me appeared Ann R. Vale, Trustee of the Vale Trust"})
    void a_person_who_signs_for_themselves_gives_the_power(String signature) {
        Proposal vale = signed(signature);

        assertThat(vale.grantorName()).isEqualTo("Ann R. Vale");
        assertThat(vale.open()).isEmpty();
    }

    @Test
    void a_revocation_that_an_attorney_signed_is_open() {
        assertThat(Papers
                .openFields(Papers.only("The undersigned hereby revokes the power of attorney dated May 2, 2010.\nDated July 9, 2014\n"
                        + "/s/ Paul R. Hanley, by Bo Kim, attorney-in-fact")))
                .contains("grantorName");
    }
}
