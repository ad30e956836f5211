package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListGoesOnTest {

    private static Proposal appoints(String list) {
        return Papers.grant("POWER OF ATTORNEY\n\nThe undersigned hereby appoints " + list
                + " as attorney-in-fact to sign and file Forms 3, 4 and 5 with "
                + "respect to securities of Tull Corp.\n\nDated: March 1, 2021\n\n/s/ Ada Prow\nAda Prow");
    }

    @ParameterizedTest
    @ValueSource(strings = { "the Company's Chief Legal Officer, Ned Lark, and the Company's Controller, Moe Rand, signing singly,",
            "Ned Lark, the Corporate Secretary of Tull Corp.,", "the General Counsel, Ned Lark,"})
    void an_office_and_a_name_with_a_comma_between_them_may_be_one(String list) {
        assertThat(appoints(list).open()).anySatisfy(open -> {
            assertThat(open.field()).isEqualTo("attorneys");
            assertThat(open.why()).startsWith("an office beside a name may be theirs");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "the following persons: (1) Ned Lark; (2) Moe Rand; and (3) Pat Orr,",
            "Ned Lark; Moe Rand (but only for Forms 4); and Pat Orr (Form 3 only)"})
    void names_after_a_semicolon_leave_the_list_open(String list) {
        assertThat(appoints(list).open()).contains(new Open("attorneys", "the list of those appointed may go on: Moe Rand"),
                new Open("attorneys", "the list of those appointed may go on: Pat Orr"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Ned Lark, Secretary, and Moe Rand, Controller, each acting alone,",
            "the General Counsel and the Secretary of Tull Corp., each acting alone,", "Ned Lark or Moe Rand",
            "the General Counsel or Ned Lark"})
    void a_plain_list_is_closed(String list) {
        assertThat(appoints(list).open()).isEmpty();
    }

    @Test
    void an_ampersand_in_the_name_of_a_firm_parts_no_names() {
        assertThat(Papers.names(appoints("Lark & Rand LLP"))).containsExactly("Lark & Rand LLP");
        assertThat(Papers.names(appoints("Ned Lark & Moe Rand"))).containsExactly("Ned Lark", "Moe Rand");
    }
}
