package org.authorityledger.documents.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.authorityledger.documents.signature.Signature.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of each doubt: what is no signature of the one whose name stands there, and what is one all the same. */
class SignatureDoubtsTest {

    private static final List<String> NORA = List.of("Field Nora Q.");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ____________ Nora Q. Field                                                  | not-signed
            [        ] Nora Q. Field                                                    | not-signed
            By: ____________ Name: Nora Q. Field                                        | not-signed
            Nora Q. Field ____________                                                  | not-signed
            ____________ Paul Stone, attorney-in-fact                                   | not-signed
            /s/ Paul Stone, attorney-in-fact; ____________ Rita Wells, attorney-in-fact | not-signed
            /s/ Paul Stone and Rita Wells (not present), attorneys-in-fact              | not-signed
            /s/ [signature to come] Nora Q. Field                                       | not-signed
            ....................  Nora Q. Field                                         | not-signed
            ---------- Nora Q. Field                                                    | not-signed
            Nora Q. Field*                                                              | signed-in-a-note
            Nora Q. Field†                                                              | signed-in-a-note
            /s/ Nora Q. Field, by DRW                                                   | by-another-hand
            /s/ Nora Q. Field/KR                                                        | by-another-hand
            /s/ Nora Q. Field KR                                                        | name-related-to-an-owner
            /s/ Nora Q. Field (KR)                                                      | by-another-hand
            /s/ Nora Q. Field [Paul Stone]                                              | by-another-hand
            /s/ Nora Q. Field (by her husband)                                          | by-another-hand
            /s/ Nora Q. Field (signed electronically by assistant Paul Stone)           | by-another-hand
            /s/ Nora Q. Field, by proxy                                                 | by-another-hand
            /s/ Nora Q. Field, through counsel                                          | by-another-hand
            /s/ Nora Q. Field, signed in her absence                                    | by-another-hand
            /s/ Nora Q. Field with permission                                           | by-another-hand
            /s/ Nora Q. Field, as instructed by telephone                               | by-another-hand
            /s/ Nora Q. Field, via DocuSign by P. Stone                                 | by-another-hand
            /s/ Paul Stone, attorney-in-fact (by his assistant)                         | by-another-hand
            Paul Stone, attorney-in-fact for Nora Q. Field (power revoked)              | authority-denied
            Paul Stone, attorney-in-fact for Nora Q. Field (authority revoked 5/1/22)   | authority-denied
            Paul Stone, attorney-in-fact for Nora Q. Field (authority terminated)       | authority-denied
            Paul Stone, without authority, for Nora Q. Field                            | authority-denied
            Paul Stone, resigned as attorney-in-fact for Nora Q. Field                  | authority-denied
            Paul Stone, attorney-in-fact for Nora Q. Field, subject to ratification     | authority-denied
            Paul Stone, attorney-in-fact for Nora Q. Field as Trustee of the Reed Trust | for-another-part
            /s/ Nora Q. Field, Executor of the Estate of Otto Reed                      | in-another-part
            /s/ Nora Q. Field, Trustee of the Reed Trust                                | in-another-part
            /s/ Nora Q. Field, General Partner of Alder Fund LP                         | in-another-part
            """)
    void a_signature_is_unclear_that_another_made_or_no_one_or_in_another_part(String text, String rule) {
        Signature read = SignatureReader.read(text, null, NORA);
        assertThat(read.kind()).as(read.toString()).isEqualTo(Kind.UNCLEAR);
        assertThat(read.rule()).as(read.toString()).isEqualTo(rule);
        assertThat(read.open()).contains("kind");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Nora Q. Field ____________ Nora Q. Field
            ____________ /s/ Nora Q. Field
            /s/ Nora Q. Field ____________
            /s/ Nora Q. Field*
            Nora Q. Field [SEAL]
            /s/ Nora Q. Field (NQF)
            /s/ Nora FIELD
            /s/ Nora Q. Field, M.D.
            /s/ Nora Q. Field, CEO
            /s/ Nora Q. Field, Former Director
            /s/ Nora Q. Field, Assistant Secretary
            /s/ Nora Q. Field, individually
            /s/ Nora Q. Field, on her own behalf
            Nora Q. Field, By: /s/ Nora Q. Field
            /s/ Nora Q. Field, Chief Counsel of Alder Mills, Inc.
            /s/ Nora Q. Field, Trustee
            /s/ Nora Q. Field, individually and as Trustee of the Reed Trust
            """)
    void what_is_plain_stays_a_signature_in_person(String text) {
        Signature read = SignatureReader.read(text, null, NORA);
        assertThat(read.kind()).as(read.toString()).isEqualTo(Kind.SELF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Paul Stone, as attorney-in-fact ____________
            /s/ Paul Stone, attorney-in-fact for Nora Q. Field ____________ Paul Stone
            /s/ Paul Stone, Assistant Secretary, attorney-in-fact
            /s/ Paul Stone, attorney-in-fact for Nora Q. Field under the authority of a power of attorney
            /s/ Paul Stone, attorney-in-fact for Nora Q. Field, retired partner
            """)
    void what_is_plain_stays_a_signature_of_an_agent(String text) {
        Signature read = SignatureReader.read(text, null, NORA);
        assertThat(read.kind()).as(read.toString()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).contains("Paul Stone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Alder Mills, LLC, By: /s/ Rita Wells, former Managing Member                  | office-is-over
            Alder Mills, LLC, By: /s/ Rita Wells, ex-Manager                              | office-is-over
            Alder Mills, LLC, By: /s/ Rita Wells, Manager (resigned)                      | office-is-over
            Alder Mills, LLC, By: /s/ Rita Wells, individually                            | signed-in-person
            Alder Mills, LLC, By: /s/ Rita Wells, in her personal capacity                | signed-in-person
            Alder Mills, LLC, By: ____________ Rita Wells, Manager                        | not-signed
            Alder Mills, LLC, By: /s/ Rita Wells, Manager                                 | entity-by-its-signatory
            Alder Mills, LLC, By: /s/ Rita Wells, not individually, but solely as Manager | entity-by-its-signatory
            """)
    void an_entity_signs_by_those_who_hold_an_office_and_act_in_it(String text, String rule) {
        Signature read = SignatureReader.read(text, null, List.of("Alder Mills, LLC"));
        assertThat(read.rule()).as(read.toString()).isEqualTo(rule);
        assertThat(read.kind()).isEqualTo(rule.equals("entity-by-its-signatory") ? Kind.ENTITY : Kind.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ N. Field                         | Field Nora Q.   | Field Noah               | UNCLEAR
            /s/ Bill Field                       | Field William T | Field Bill               | UNCLEAR
            /s/ Nora Field                       | Field Nora Q.   | Field Noah               | SELF
            /s/ Nora Field, authorized signatory | Field Nora Q.   | Alder Fund, L.P.         | UNCLEAR
            /s/ Nora Field                       | Field Nora Q.   | Alder Fund, L.P.         | SELF
            /s/ Nora Field                       | Field Nora Q.   | Nora Field Family Trust  | SELF
            /s/ Nora Field                       | Reed Otto       | Nora Field Family Trust  | UNCLEAR
            """)
    void of_several_who_report_no_one_is_picked(String text, String one, String other, Kind kind) {
        Signature read = SignatureReader.read(text, null, List.of(one, other));
        assertThat(read.kind()).as(read.toString()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Field Family Trust      | ENTITY
            Nora Field Family Trust | ENTITY
            Field Nora              | SELF
            """)
    void only_a_person_signs_in_person(String owner, Kind kind) {
        assertThat(SignatureReader.read("/s/ Nora Field", null, List.of(owner)).kind()).isEqualTo(kind);
    }

    @Test
    void who_signs_for_the_general_partner_is_asked_about_the_fund_that_reports() {
        Signature fund = SignatureReader.read("Alder GP, LLC, By: /s/ Rita Wells, Manager", null, List.of("Birch Fund, L.P."));
        assertThat(fund.kind()).isEqualTo(Kind.ENTITY);
        assertThat(fund.forWhom()).containsExactly("Birch Fund, L.P.");
        assertThat(fund.entities()).containsExactly("Birch Fund, L.P.", "Alder GP, LLC");
        Signature person = SignatureReader.read("Alder GP, LLC, By: /s/ Rita Wells, Manager", null, NORA);
        assertThat(person.forWhom()).as("the findings say that it does not report").containsExactly("Alder GP, LLC");
    }
}
