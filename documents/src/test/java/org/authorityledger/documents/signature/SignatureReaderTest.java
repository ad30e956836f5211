package org.authorityledger.documents.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.documents.signature.Signature.ForWhomFrom;
import org.authorityledger.documents.signature.Signature.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule with texts of its own: what is read, and what is left open. */
class SignatureReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Nora Field                                      | Nora Field
            Nora Q. Field                                       | Nora Q. Field
            /Nora Field/                                        | Nora Field
            \\s\\ Nora Field                                    | Nora Field
            s/ Nora Field                                       | Nora Field
            /s. Nora Field                                      | Nora Field
            /s/ **Nora Field***                                 | Nora Field
            /s/ Nora Field (2)                                  | Nora Field
            /s/ Nora Field Name: Nora Field                     | Nora Field
            NORA FIELD, /s/ Nora Field                          | NORA FIELD
            By: /s/ Nora Field                                  | Nora Field
            /s/ Field, Nora                                     | Field, Nora
            /s/ Nora Field, Jr., Esq.                           | Nora Field, Jr., Esq.
            /s/ Nora (Norrie) Field                             | Nora (Norrie) Field
            /s/ Yuna ("Jo") Cao                                 | Yuna ("Jo") Cao
            /s/ Seeta Paul                                      | Seeta Paul
            Signed: Nora Field                                  | Nora Field
            /s/ Nora van der Field, M.D.                        | Nora van der Field, M.D.
            /s/ Nora Field, individually                        | Nora Field
            /s/ Nora Field, Chief Legal Officer and Secretary   | Nora Field
            /s/ Nora Field, Managing Director, Compliance       | Nora Field
            """)
    void a_name_alone_is_of_the_one_who_reports(String text, String signer) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.SELF);
        assertThat(read.signers()).containsExactly(signer);
        assertThat(read.forWhom()).isEmpty();
        assertThat(read.entities()).isEmpty();
        assertThat(read.authority()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Paul Stone, attorney-in-fact                                     | attorney-in-fact
            /s/ Paul Stone, Attorney in Fac                                      | Attorney in Fac
            /s/ Paul Stone, as Attorny-in-Fact                                   | as Attorny-in-Fact
            /s/ Paul Stone, Attorney- in -Fact                                   | Attorney- in -Fact
            Paul Stone, attorney-fact                                            | attorney-fact
            /s/ Paul Stone, by power of attorney                                 | by power of attorney
            /s/ Paul Stone, pursuant to a power of attorney on file              | pursuant to a power of attorney on file
            /s/ Paul Stone by P/O/A                                              | by P/O/A
            Paul Stone (POA)                                                     | POA
            Paul Stone/signed under POA                                          | signed under POA
            /s/ Paul Stone, under a Limited Power of Attorney                    | under a Limited Power of Attorney
            /s/ Paul Stone, Alder General Counsel (Attorney-in-Fact)             | Attorney-in-Fact
            /s/ Paul Stone, Agent and Attorney-in-Fact                           | Agent and Attorney-in-Fact
            /s/ Paul Stone, pursuant to Confirming Statement                     | pursuant to Confirming Statement
            """)
    void words_of_authority_make_an_agent_and_the_grantor_stays_open(String text, String authority) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly("Paul Stone");
        assertThat(read.authority()).isEqualTo(authority);
        assertThat(read.forWhom()).isEmpty();
        assertThat(read.forWhomFrom()).isEqualTo(ForWhomFrom.NOT_SAID);
        assertThat(read.open()).containsExactly("forWhom");
        assertThat(read.entities()).as("no entity comes out of a paper").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Paul Stone, attorney-in-fact for Nora Field                                          | Paul Stone | Nora Field
            /s/ Paul Stone, as attorney-in-fact forNora Field                                        | Paul Stone | Nora Field
            /s/ Paul Stone as Attorney-in-Fact of Nora Field                                         | Paul Stone | Nora Field
            /s/ Paul Stone, attorney-in-fact to Nora Field                                           | Paul Stone | Nora Field
            /s/ Paul Stone by POA from Nora Field                                                    | Paul Stone | Nora Field
            Paul Stone under Power of Attorney by Nora Field                                         | Paul Stone | Nora Field
            Paul Stone, pursuant to a Confirming Statement executed by Nora Field                    | Paul Stone | Nora Field
            /s/ Nora Field, by Paul Stone, attorney-in-fact                                          | Paul Stone | Nora Field
            /s/ Nora Field by her attorney-in-fact, Paul Stone                                       | Paul Stone | Nora Field
            Nora Field by POA: Paul Stone                                                            | Paul Stone | Nora Field
            Nora Field By: /s/ Paul Stone Name: Paul Stone Title: Attorney-in-fact                   | Paul Stone | Nora Field
            NORA FIELD, /s/ Paul Stone as attorney-in-fact                                           | Paul Stone | NORA FIELD
            Nora Field (By Paul Stone by Power of Attorney)                                          | Paul Stone | Nora Field
            By: Paul Stone For: Nora Field                                                           | Paul Stone | Nora Field
            By: Paul Stone For: Field, Nora                                                          | Paul Stone | Field, Nora
            /s/ Paul Stone for Nora Field                                                            | Paul Stone | Nora Field
            /s/ Paul Stone on behalf of Nora Field (Pursuant to Signing Authority on File)           | Paul Stone | Nora Field
            Executed on behalf of Nora Field by Paul Stone, attorney-in-fact                         | Paul Stone | Nora Field
            /s/ Paul Stone, signed for and on behalf of Nora Field                                   | Paul Stone | Nora Field
            /s/ Paul Stone By Paul Stone, Attorney in Fact for Nora Field (POA Filed 03/20/2019)     | Paul Stone | Nora Field
            /s/ Nora Field by Paul Stone, Corporate Secretary                                        | Paul Stone | Nora Field
            NORA FIELD BY: Paul Stone, Senior Counsel of Alder and Attorney-In-Fact                  | Paul Stone | NORA FIELD
            Nora Field, POA Paul Stone, Finance Department Supervisor/VP                             | Paul Stone | Nora Field
            By:Paul Stone-Power of Attorney for Nora Field                                           | Paul Stone | Nora Field
            /s/ Paul Stone, Agent for Nora Field                                                     | Paul Stone | Nora Field
            /s/ Paul Stone for Nora Field, 9/22/23, Attorney-in-Fact                                 | Paul Stone | Nora Field
            /s/ Paul Stone, Attorney-in-Fact for Nora Field, as Manager of Alder Mills, LLC          | Paul Stone | Nora Field
            Alder Mills, LLC, By: /s/ Paul Stone, Attorney-in-fact for Nora Field, Managing Director | Paul Stone | Nora Field
            /s/ Paul Stone, attorney-in-fact for Mr. Field                                           | Paul Stone | Mr. Field
            /s/ Paul Stone, POA fpr Nora Field                                                       | Paul Stone | Nora Field
            Nora Field, by Paul Stone, AIF                                                           | Paul Stone | Nora Field
            /s/ Paul Stone, attorney-in-fact for Nora Field (Norrie Field)                           | Paul Stone | Nora Field
            For Nora Field: Paul Stone, attorney-in-fact                                             | Paul Stone | Nora Field
            Paul Stone, by Nora Field's power of attorney                                            | Paul Stone | Nora Field
            Paul Stone, as authorized representative of Nora Field                                   | Paul Stone | Nora Field
            """)
    void an_agent_may_name_the_grantor_before_or_after(String text, String signer, String grantor) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly(signer);
        assertThat(read.forWhom()).containsExactly(grantor);
        assertThat(read.forWhomFrom()).isEqualTo(ForWhomFrom.SIGNATURE);
        assertThat(read.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Alder Mills, LLC By: /s/ Rita Wells, Manager                                           | Rita Wells | Alder Mills, LLC
            /s/ Alder Fund II, L.P., by Rita Wells, its authorized signatory                       | Rita Wells | Alder Fund II, L.P.
            Alder (Cayman) Limited By: /s/ Rita Wells, Director                                    | Rita Wells | Alder (Cayman) Limited
            ALDER GROVE By: /s/ Rita Wells, Managing Member                                        | Rita Wells | ALDER GROVE
            ALDER GROVE By: /s/ Rita Wells Title: President                                        | Rita Wells | ALDER GROVE
            Alder, Birch & Cedar LLP, By: /s/ Rita Wells, Partner                                  | Rita Wells | Alder, Birch & Cedar LLP
            UNITED MILL AND TIMBER WORKERS UNION PENSION PLAN By: /s/ Rita Wells, Trustee          | Rita Wells | UNITED MILL AND TIMBER WORKERS UNION PENSION PLAN
            For and on behalf of Alder Mills Ltd., By: /s/ Rita Wells, Director                    | Rita Wells | Alder Mills Ltd.
            Signed by Alder Mills Ltd., By: Rita Wells, Director                                   | Rita Wells | Alder Mills Ltd.
            By: Alder Mills, Inc., By: /s/ Rita Wells, Secretary                                   | Rita Wells | Alder Mills, Inc.
            /s/ Rita Wells, Managing Member of Alder GP, LLC, general partner of Alder Fund, L.P.  | Rita Wells | Alder Fund, L.P.
            /s/ Rita Wells, President of Alder Mills, Inc.                                         | Rita Wells | Alder Mills, Inc.
            /s/ Rita Wells Manager, Alder Mills LLC                                                | Rita Wells | Alder Mills LLC
            /s/ Rita Wells on behalf of Alder Mills, Inc.                                          | Rita Wells | Alder Mills, Inc.
            /s/ Rita Wells, Authorized Signatory on behalf of Alder Trustees Limited               | Rita Wells | Alder Trustees Limited
            Wells Family Trust, By: /s/ Rita Wells, not individually, but solely as Trustee        | Rita Wells | Wells Family Trust
            Alder Fund, LP, By its general partner, Alder GP LLC, By its director, Rita Wells      | Rita Wells | Alder Fund, LP
            Alder Mills PLC By: Its: Authorized Signatory Rita Wells                               | Rita Wells | Alder Mills PLC
            Mill, Timber & Paper Joint Board, Workers United By: /s/ Rita Wells                    | Rita Wells | Mill, Timber & Paper Joint Board, Workers United
            ALDER GROVE By: /s/ Rita Wells                                                         | Rita Wells | ALDER GROVE
            /s/ Rita Wells, Trustee FBO Otto Reed Exemption Trust                                  | Rita Wells | Otto Reed Exemption Trust
            Alder Mills, LLC, By: /s/ Rita Wells, Class B Manager                                  | Rita Wells | Alder Mills, LLC
            Rita Wells on behalf of the Alder Fund, LP by its General Partner, Alder Group, LLC    | Rita Wells | Alder Fund, LP
            """)
    void an_entity_signs_by_those_who_act_for_it(String text, String signer, String entity) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.ENTITY);
        assertThat(read.signers()).containsExactly(signer);
        assertThat(read.forWhom()).containsExactly(entity);
        assertThat(read.entities().getFirst()).isEqualTo(entity);
        assertThat(read.open()).isEmpty();
    }

    @Test
    void the_chain_of_an_entity_runs_from_the_one_that_reports_to_the_one_whose_officer_signed() {
        Signature down = SignatureReader
                .read("Alder Fund, L.P., By: Alder GP, L.P., its general partner, By: Alder Top, LLC, its general partner,"
                        + " By: /s/ Rita Wells, Name: Rita Wells, Title: Managing Member");
        assertThat(down.entities()).containsExactly("Alder Fund, L.P.", "Alder GP, L.P.", "Alder Top, LLC");
        assertThat(down.capacity()).isEqualTo("Managing Member");

        Signature up = SignatureReader
                .read("/s/ Rita Wells, Managing Member of Alder Top, LLC, general partner of Alder GP, L.P., general partner of"
                        + " Alder Fund, L.P.");
        assertThat(up.entities()).isEqualTo(down.entities());
    }

    @Test
    void an_entity_may_act_by_an_agent() {
        Signature read = SignatureReader
                .read("Alder Fund, LP By: Alder GP, LLC, its general partner By: /s/ Paul Stone, as attorney-in-fact");
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly("Paul Stone");
        assertThat(read.forWhom()).containsExactly("Alder Fund, LP");
        assertThat(read.entities()).containsExactly("Alder Fund, LP", "Alder GP, LLC");
    }

    @Test
    void a_firm_that_signs_as_an_agent_is_the_signer_and_not_the_grantor() {
        Signature read = SignatureReader.read("/s/ Birch & Cedar LLP, Attorney-in-Fact");
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly("Birch & Cedar LLP");
        assertThat(read.forWhom()).isEmpty();
    }

    @Test
    void several_grantors_stay_several_names() {
        Signature read = SignatureReader.read("/s/ Paul Stone, attorney-in-fact for Nora Field, Alder Mills Inc., and Otto Q. Reed");
        assertThat(read.forWhom()).containsExactly("Nora Field", "Alder Mills Inc.", "Otto Q. Reed");
        assertThat(SignatureReader.read("Paul Stone, attorney-in-fact for Nora Field and Otto Reed").forWhom())
                .containsExactly("Nora Field", "Otto Reed");
    }

    @Test
    void several_signatures_in_one_text_are_several_signers() {
        Signature read = SignatureReader.read("/s/ Rita Wells, Director of Alder Mills B.V.; /s/ Otto Reed, Director of Alder Mills B.V.");
        assertThat(read.kind()).isEqualTo(Kind.ENTITY);
        assertThat(read.signers()).containsExactly("Rita Wells", "Otto Reed");
        assertThat(read.forWhom()).containsExactly("Alder Mills B.V.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            See signatures attached as Exhibit 99.1
            ** signature on file
            Finance Department
            Authorized Signatory
            /s/
            Norrie
            """)
    void what_names_no_one_is_unclear(String text) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(read.signers()).isEmpty();
        assertThat(read.forWhom()).isEmpty();
        assertThat(read.open()).contains("kind", "signers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bob Ray, not as attorney-in-fact for Nora Field
            Bob Ray, not acting as his attorney-in-fact for Nora Field
            Bob Ray, former attorney-in-fact for Nora Field
            Bob Ray, as former attorney-in-fact for Nora Field
            Bob Ray, formerly attorney-in-fact for Nora Field
            Bob Ray, previously attorney-in-fact for Nora Field
            Bob Ray, ex-attorney-in-fact for Nora Field
            Bob Ray, no longer attorney-in-fact for Nora Field
            Bob Ray, without a power of attorney for Nora Field
            Bob Ray, attorney-in-fact (resigned) for Nora Field
            Bob Ray for Nora Field, power of attorney revoked
            Nora Field by Bob Ray, former attorney-in-fact
            Bob Ray, not for Nora Field
            Bob Ray, under an expired power of attorney for Nora Field
            Bob Ray, purported attorney-in-fact for Nora Field
            Bob Ray, attorney-in-fact for Nora Field (signature withdrawn)
            Bob Ray, attorney-in-fact for Nora Field (Power of Attorney not attached)
            Bob Ray, attorney-in-fact for Nora Field (POA not yet signed)
            Bob Ray, attorney-in-fact for Nora Field (signed in error)
            Nora Field (unsigned)
            """)
    void words_that_deny_the_power_or_say_that_it_is_over_are_unclear(String text) {
        for (List<String> owners : List.of(List.<String>of(), List.of("Field Nora"))) {
            Signature read = SignatureReader.read(text, null, owners);
            assertThat(read.kind()).isEqualTo(Kind.UNCLEAR);
            assertThat(read.rule()).isEqualTo("authority-denied");
            assertThat(read.open()).contains("kind");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bob Ray, not individually, but as attorney-in-fact for Nora Field
            Bob Ray, not for himself but as attorney-in-fact for Nora Field
            Bob Ray, attorney-in-fact for Nora Field, former director
            Bob Ray, former General Counsel, attorney-in-fact for Nora Field
            Bob Ray, under a previously filed power of attorney for Nora Field
            Bob Ray, attorney-in-fact for Nora Field (POA previously filed)
            Bob Ray, guardian and attorney-in-fact for Nora Field
            Bob Ray, Plan Administrator, for Nora Field
            Bob Ray, attorney-in-fact for Nora Field (power of attorney attached)
            Bob Ray, attorney-in-fact for Nora Field (power of attorney to be filed by amendment)
            Bob Ray, attorney-in-fact, not individually, for Nora Field
            """)
    void a_denial_of_something_else_leaves_the_agent(String text) {
        Signature read = SignatureReader.read(text, null, List.of("Field Nora"));
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).contains("Bob Ray");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bob Ray as guardian for Nora Field
            Bob Ray, Guardian of Nora Field
            Bob Ray as conservator for Nora Field
            Bob Ray as executor for Nora Field
            Bob Ray as administrator for Nora Field
            Bob Ray as custodian for Nora Field
            Bob Ray as receiver for Nora Field
            Bob Ray as trustee for Nora Field
            Bob Ray, personal representative of Nora Field
            Nora Field by Bob Ray, guardian
            Nora Field, by her guardian Bob Ray
            Bob Ray, guardian
            Bob Ray, co-guardian for Nora Field
            Bob Ray for Nora Field, as her guardian
            """)
    void another_part_than_an_agents_for_a_person_is_unclear(String text) {
        Signature read = SignatureReader.read(text, null, List.of("Field Nora"));
        assertThat(read.kind()).as(read.toString()).isEqualTo(Kind.UNCLEAR);
        assertThat(read.signers()).containsExactly("Bob Ray");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bob Ray, Executor                        | Estate of Nora Field | ENTITY
            Bob Ray, Executor of Estate of Nora Field | Estate of Nora Field | ENTITY
            Bob Ray, Trustee                         | Field Family Trust   | ENTITY
            Bob Ray, Trustee                         | Ray Bob              | SELF
            """)
    void an_executor_signs_for_an_estate_and_a_trustee_for_a_trust(String text, String owner, Kind kind) {
        assertThat(SignatureReader.read(text, null, List.of(owner)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Lee Fox, attorney-in-fact for Per Hansen  | Lee Fox    | Per Hansen
            /s/ Lee Fox, attorney-in-fact for PER HANSEN  | Lee Fox    | PER HANSEN
            /s/ Per Hansen, attorney-in-fact for Lee Fox  | Per Hansen | Lee Fox
            Nora Field per Lee Fox, attorney-in-fact      | Lee Fox    | Nora Field
            Nora Field, Per Lee Fox, attorney-in-fact     | Lee Fox    | Nora Field
            /s/ Lee Fox, attorney-in-fact for Anna Person | Lee Fox    | Anna Person
            /s/ Lee Fox, attorney-in-fact for Person Anna | Lee Fox    | Person Anna
            Lee Fox, for Nora Field, Authorized Person    | Lee Fox    | Nora Field
            """)
    void per_and_person_may_be_names(String text, String signer, String grantor) {
        Signature read = SignatureReader.read(text);
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly(signer);
        assertThat(read.forWhom()).containsExactly(grantor);
    }

    @Test
    void a_department_is_no_signer() {
        Signature read = SignatureReader.read("Nora Field by Legal Department");
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).isEmpty();
        assertThat(read.forWhom()).containsExactly("Nora Field");
        assertThat(SignatureReader.read("Finance Department, by power of attorney for Nora Field").signers()).isEmpty();
    }

    @Test
    void an_entity_without_a_person_leaves_the_signer_open() {
        Signature read = SignatureReader.read("/s/ Alder Mills, LLC");
        assertThat(read.kind()).isEqualTo(Kind.ENTITY);
        assertThat(read.signers()).isEmpty();
        assertThat(read.open()).containsExactly("signers");
    }

    @Test
    void a_title_of_an_entity_that_is_not_named_leaves_the_entity_open() {
        Signature read = SignatureReader.read("/s/ Rita Wells, not individually, but solely as Co-Trustee");
        assertThat(read.kind()).isEqualTo(Kind.ENTITY);
        assertThat(read.forWhom()).isEmpty();
        assertThat(read.open()).containsExactly("forWhom");
    }

    @Test
    void the_date_of_the_power_is_read_and_that_of_its_filing_is_not() {
        assertThat(SignatureReader.read("/s/ Paul Stone, under Power of Attorney dated August 1, 2023, from Nora Field").powerDatedOn())
                .isEqualTo(LocalDate.of(2023, 8, 1));
        assertThat(SignatureReader.read("/s/ Paul Stone, Attorney-in-Fact (POA filed 03/20/19)").powerDatedOn()).isNull();
        assertThat(SignatureReader.read("/s/ Paul Stone for Nora Field").powerDatedOn()).isNull();
    }

    @Test
    void the_only_owner_of_the_filing_is_the_grantor_whom_the_words_leave_out() {
        Signature read = SignatureReader.read("/s/ Paul Stone, attorney-in-fact", null, List.of("FIELD NORA Q"));
        assertThat(read.forWhom()).containsExactly("FIELD NORA Q");
        assertThat(read.forWhomFrom()).isEqualTo(ForWhomFrom.ONLY_OWNER);

        Signature two = SignatureReader.read("/s/ Paul Stone, attorney-in-fact", null, List.of("FIELD NORA Q", "Reed Otto"));
        assertThat(two.forWhom()).isEmpty();
        assertThat(two.open()).containsExactly("forWhom");
    }

    @Test
    void an_agent_for_all_who_report_signs_for_each_of_them() {
        Signature read = SignatureReader.read("/s/ Paul Stone, Attorney-in-Fact for the Reporting Persons", null,
                List.of("Field Nora", "Reed Otto"));
        assertThat(read.forWhom()).containsExactly("Field Nora", "Reed Otto");
        assertThat(read.forWhomFrom()).isEqualTo(ForWhomFrom.ALL_OWNERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Nora Field                   | FIELD NORA Q    | SELF
            /s/ Nora Field, General Counsel  | FIELD NORA Q    | SELF
            /s/ Bill Field                   | FIELD WILLIAM   | SELF
            /s/ N. Field                     | Field Nora      | SELF
            /s/ Paul Stone, General Counsel  | FIELD NORA Q    | AGENT
            /s/ Paul Stone                   | FIELD NORA Q    | AGENT
            /s/ Paul Stone, General Counsel  | Alder Mills Inc | ENTITY
            /s/ Nora Field, CEO of Alder Inc | FIELD NORA Q    | SELF
            /s/ Otto Field                   | FIELD NORA Q    | UNCLEAR
            /s/ Otto Field, General Counsel  | FIELD NORA Q    | UNCLEAR
            /s/ Nora Reed                    | FIELD NORA Q    | UNCLEAR
            /s/ Nora B. Field                | FIELD NORA Q    | UNCLEAR
            /s/ Otto Field, CEO of Alder Inc | FIELD NORA Q    | ENTITY
            """)
    void the_owner_of_the_filing_decides_whose_name_a_bare_name_is(String text, String owner, Kind kind) {
        assertThat(SignatureReader.read(text, null, List.of(owner)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Ann Roe and Paul Poe, as attorneys-in-fact for Nora Field
            /s/ Ann Roe & Paul Poe, attorneys-in-fact for Nora Field
            /s/ Ann Roe & /s/ Paul Poe, as attorneys-in-fact for Nora Field
            /s/ Ann Roe, Paul Poe, as attorneys-in-fact for Nora Field
            By: Ann Roe and Paul Poe, attorneys-in-fact for Nora Field
            Nora Field by Ann Roe and Paul Poe, attorneys-in-fact
            Nora Field, by Ann Roe and by Paul Poe, attorneys-in-fact
            /s/ Ann Roe and Paul Poe, attorneys-in-fact
            /s/ Ann Roe and Paul Poe, attorney-in-fact
            /s/ Ann Roe, /s/ Paul Poe, attorneys-in-fact
            Ann Roe / Paul Poe, attorneys-in-fact
            Ann Roe, Paul Poe, attorneys-in-fact
            Ann Roe; Paul Poe, attorneys-in-fact
            Ann Roe, Attorney-in-Fact and Paul Poe, Attorney-in-Fact
            """)
    void two_agents_in_one_line_are_both_signers_for_the_owner(String text) {
        Signature read = SignatureReader.read(text, null, List.of("FIELD NORA Q"));
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly("Ann Roe", "Paul Poe");
        assertThat(read.forWhom()).singleElement().asString().containsIgnoringCase("Field");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Nora Field / Paul Poe, attorney-in-fact
            Nora Field and Paul Poe, attorneys-in-fact
            Paul Poe, attorney-in-fact, Nora Field
            Nora Q. Field, Paul Poe, attorney-in-fact
            /s/ Paul Poe, attorney-in-fact for Nora Field
            Nora Field by Paul Poe, attorney-in-fact
            """)
    void the_owner_who_is_named_beside_the_agent_is_the_grantor(String text) {
        Signature read = SignatureReader.read(text, null, List.of("FIELD NORA Q"));
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly("Paul Poe");
        assertThat(read.forWhom()).singleElement().asString().startsWith("Nora");
    }

    @Test
    void of_two_who_are_no_owner_no_one_can_tell_who_signed_unless_both_are_agents() {
        assertThat(SignatureReader.read("Ann Roe, Paul Poe, attorney-in-fact", null, List.of("Field Nora")).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(SignatureReader.read("Ann Roe by Paul Poe, attorney-in-fact", null, List.of("Field Nora")).forWhom())
                .containsExactly("Ann Roe");
        assertThat(SignatureReader.read("Ann Roe and Paul Poe, attorneys-in-fact").signers()).containsExactly("Ann Roe", "Paul Poe");
        assertThat(SignatureReader.read("Ann Roe, Paul Poe, attorney-in-fact").signers()).containsExactly("Paul Poe");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Paul Poe, as agent for Nora Field, Deceased            | Field Nora              | UNCLEAR
            /s/ Paul Poe, attorney-in-fact for Nora Field (deceased)   | Field Nora              | UNCLEAR
            /s/ Paul Poe, attorney-in-fact for the late Nora Field     | Field Nora              | UNCLEAR
            /s/ Nora Field (deceased)                                  | Field Nora              | UNCLEAR
            /s/ Rita Late, attorney-in-fact for Nora Field             | Field Nora              | AGENT
            /s/ Rita Wells, Executor of the Estate of Nora Field, Deceased | Estate of Nora Field | ENTITY
            """)
    void no_one_signs_for_the_dead_but_for_their_estate(String text, String owner, Kind kind) {
        Signature read = SignatureReader.read(text, null, List.of(owner));
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.forWhom()).hasSizeLessThan(2);
    }

    @Test
    void of_two_owners_neither_signs_by_a_relative() {
        List<String> owners = List.of("Field Nora", "Field Holdings LLC");
        assertThat(SignatureReader.read("/s/ Otto Field", null, owners).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(SignatureReader.read("/s/ Nora Field", null, owners).kind()).isEqualTo(Kind.SELF);
    }

    @Test
    void a_signature_below_a_name_is_for_that_name() {
        Signature entity = SignatureReader.readBelow("Alder Fund, L.P.", "Rita Wells", "Rita Wells - Managing Member of Alder GP, LLC");
        assertThat(entity.kind()).isEqualTo(Kind.ENTITY);
        assertThat(entity.signers()).containsExactly("Rita Wells");
        assertThat(entity.forWhom()).containsExactly("Alder Fund, L.P.");
        assertThat(entity.forWhomFrom()).isEqualTo(ForWhomFrom.FORM);
        assertThat(entity.entities()).containsExactly("Alder Fund, L.P.", "Alder GP, LLC");
        assertThat(SignatureReader.readBelow("Wells Rita", "Rita Wells", "Rita Wells").kind()).isEqualTo(Kind.SELF);
        Signature agent = SignatureReader.readBelow("Wells Rita", "/s/ Paul Stone", "Attorney-in-Fact");
        assertThat(agent.kind()).isEqualTo(Kind.AGENT);
        assertThat(agent.forWhom()).containsExactly("Wells Rita");
    }

    @Test
    void a_text_of_any_length_is_read_quickly() {
        for (String part : List.of("by ", "Nora ", "power of ", "attorney in ", "(Alder) ", "the his her ", "/s/ ", ", Inc.", "for and ",
                "A. ")) {
            assertThat(SignatureReader.read(part.repeat(100_000))).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Power of Attorney to be filed by amendment", "By: Power of Attorney To Be Filed By Amendment",
            "To be filed by amendment", "/s/ To Be Provided", "Will be filed by amendment", "Power of attorney previously filed",
            "Previously filed", "Pursuant to power of attorney on file", "/s/ Signed pursuant to Power of Attorney on file",
            "/s/ To Be Filed By Amendment, attorney-in-fact", "/s/ Power of Attorney To Be Filed By Amendment, attorney-in-fact"})
    void words_that_say_where_a_power_is_name_no_one(String text) {
        Signature read = SignatureReader.read(text, null, List.of("Quinn Pearl"));
        assertThat(read.signers()).isEmpty();
        assertThat(read.forWhom()).isIn(List.of(), List.of("Quinn Pearl"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/s/ Nora Field, attorney-in-fact (power of attorney to be filed by amendment)",
            "/s/ Nora Field, power of attorney to be filed", "/s/ Nora Field, attorney-in-fact, pursuant to power of attorney on file"})
    void who_is_named_beside_such_words_signed(String text) {
        Signature read = SignatureReader.read(text, null, List.of("Quinn Pearl"));
        assertThat(read.signers()).containsExactly("Nora Field");
        assertThat(read.forWhom()).containsExactly("Quinn Pearl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /s/ Gerald Partner, attorney-in-fact                   | Gerald Partner
            /s/ Gerald J. Partner, attorney-in-fact                | Gerald J. Partner
            GERALD PARTNER, ATTORNEY-IN-FACT                       | GERALD PARTNER
            /s/ Pearl Quinn by Gerald Partner, attorney-in-fact    | Gerald Partner
            Pearl Quinn, by: /s/ Ann Manager, Attorney-in-fact     | Ann Manager
            /s/ Tom Trustee, attorney-in-fact for Pearl Quinn      | Tom Trustee
            /s/ Jane Roe, Grant Administrator, attorney-in-fact    | Jane Roe
            """)
    void a_surname_may_be_a_title_too(String text, String signer) {
        Signature read = SignatureReader.read(text, null, List.of("Quinn Pearl"));
        assertThat(read.kind()).isEqualTo(Kind.AGENT);
        assertThat(read.signers()).containsExactly(signer);
        assertThat(read.forWhom()).singleElement().asString().containsIgnoringCase("quinn");
    }

    @Test
    void a_title_stays_a_title_where_a_name_stands_before_it_or_none_is_in_it() {
        assertThat(SignatureReader.read("/s/ Ann Manager", null, List.of("Manager Ann")).kind()).isEqualTo(Kind.SELF);
        assertThat(SignatureReader.read("/s/ Jane Roe, Art Director", null, List.of("Roe Jane")).capacity()).isEqualTo("Art Director");
        assertThat(SignatureReader.read("/s/ Jane Roe, Trustee", null, List.of("Roe Jane")).signers()).containsExactly("Jane Roe");
        assertThat(SignatureReader.read("/s/ Managing Partner", null, List.of("Roe Jane")).signers()).isEmpty();
        assertThat(SignatureReader.read("/s/ Jane Elliott Manager, Alder Holdings LLC", null, List.of()).capacity()).isEqualTo("Manager");
        Signature entity = SignatureReader.read("Alder Capital LLC, By: /s/ Tom Trustee, Trustee", null, List.of("Alder Capital LLC"));
        assertThat(entity.signers()).containsExactly("Tom Trustee");
        assertThat(entity.capacity()).isEqualTo("Trustee");
    }
}
