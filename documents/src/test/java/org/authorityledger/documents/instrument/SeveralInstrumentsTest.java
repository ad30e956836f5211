package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.authorityledger.documents.text.FiledDocument;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One exhibit that holds several papers, one after another. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeveralInstrumentsTest {

    private static String power(String title, String grantor, String attorney, String day) {
        return body(title, grantor, attorney, day) + signature(grantor);
    }

    private static String body(String title, String grantor, String attorney, String day) {
        return title + "\n\nKnow all by these presents, that the undersigned hereby constitutes and appoints " + attorney
                + " as the undersigned's true and lawful attorney-in-fact to execute Forms 3, 4 and 5 in accordance with Section 16(a) as to the "
                + "securities of Alder Mills, Inc.\n\nIN WITNESS WHEREOF, the undersigned has caused this Power of Attorney to be executed as of "
                + "this " + day + ".\n\n";
    }

    private static String signature(String grantor) {
        return "/s/ " + grantor + "\n" + grantor + "\n\n";
    }

    private static String attorney(Proposal proposal) {
        return String.join(", ", Papers.names(proposal));
    }

    private static String quoted(String text, Proposal proposal, String field) {
        Evidence evidence = proposal.evidence().stream().filter(one -> one.field().equals(field)).findFirst().orElseThrow();
        return text.substring(evidence.start(), evidence.end());
    }

    @ParameterizedTest
    @ValueSource(strings = { "POWER OF ATTORNEY", "LIMITED POWER OF ATTORNEY FOR SECTION 16 REPORTING", "Power of Attorney",
            "Exhibit 24.2\n\nPower of Attorney for Section 16 Filings"})
    void each_paper_of_one_text_proposes_its_own_grant_with_its_own_terms_and_evidence(String title) {
        String text = power(title, "Alma Berg", "Carl Dahl", "3rd day of May, 2021")
                + power(title, "Gunn Lie", "Peder Moe", "4th day of June, 2022")
                + power(title, "Ola Nes", "Carl Dahl", "5th day of July, 2023");
        List<Proposal> proposals = Papers.read(text).proposals();

        assertThat(proposals).extracting(Proposal::kind).containsOnly(Proposal.Kind.GRANT);
        assertThat(proposals).extracting(Proposal::grantorName).containsExactly("Alma Berg", "Gunn Lie", "Ola Nes");
        assertThat(proposals).extracting(SeveralInstrumentsTest::attorney).containsExactly("Carl Dahl", "Peder Moe", "Carl Dahl");
        assertThat(proposals).extracting(one -> one.body().get("executedOn")).containsExactly("2021-05-03", "2022-06-04", "2023-07-05");
        assertThat(proposals).allSatisfy(one -> assertThat(one.open()).isEmpty());
        assertThat(quoted(text, proposals.get(1), "attorneys[0].name")).isEqualTo("Peder Moe");
        assertThat(quoted(text, proposals.get(2), "executedOn")).contains("July");
        assertThat(quoted(text, proposals.get(2), "grantor")).isEqualTo("Ola Nes");
    }

    @Test
    void papers_without_a_title_begin_where_they_make_themselves_known() {
        String text = power("", "Alma Berg", "Carl Dahl", "3rd day of May, 2021")
                + power("", "Gunn Lie", "Peder Moe", "4th day of June, 2022");
        assertThat(Papers.read(text).proposals()).extracting(Proposal::grantorName, SeveralInstrumentsTest::attorney)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Alma Berg", "Carl Dahl"),
                        org.assertj.core.groups.Tuple.tuple("Gunn Lie", "Peder Moe"));
    }

    @Test
    void a_page_with_the_title_again_and_the_signature_belongs_to_the_paper_before() {
        String text = body("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021") + "POWER OF ATTORNEY\n\n"
                + signature("Alma Berg");
        Proposal only = Papers.grant(text);
        assertThat(only.grantorName()).isEqualTo("Alma Berg");
        assertThat(only.open()).isEmpty();
    }

    @Test
    void several_who_sign_one_paper_share_its_terms() {
        List<Proposal> proposals = Papers
                .read(power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021") + signature("Gunn Lie"))
                .proposals();
        assertThat(proposals).extracting(Proposal::grantorName).containsExactly("Alma Berg", "Gunn Lie");
        assertThat(proposals).extracting(SeveralInstrumentsTest::attorney).containsOnly("Carl Dahl");
        assertThat(proposals).allSatisfy(one -> assertThat(one.open()).isEmpty());
    }

    @Test
    void where_a_paper_begins_before_the_one_before_it_is_signed_all_of_it_is_left_open() {
        String text = body("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021")
                .replaceFirst("(?s)IN WITNESS.*", "")
                + body("POWER OF ATTORNEY", "Gunn Lie", "Peder Moe", "4th day of June, 2022") + signature("Alma Berg")
                + signature("Gunn Lie");
        List<Proposal> proposals = Papers.read(text).proposals();
        assertThat(proposals).isNotEmpty().allSatisfy(one -> assertThat(one.open())
                .contains(new Open("grantor", SeveralInstruments.UNCLEAR), new Open("attorneys", SeveralInstruments.UNCLEAR)));
    }

    @Test
    void a_title_on_each_page_begins_no_paper_unless_someone_is_appointed_soon_after_it() {
        String first = body("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021").replaceFirst("(?s)IN WITNESS.*", "");
        String rest = " appoints Peder Moe as attorney-in-fact to sign Form 144.\n\nDated: May 3, 2021\n\n" + signature("Alma Berg");
        String far = "word ".repeat(310);
        assertThat(SeveralInstruments.in(first + "POWER OF ATTORNEY\n\n" + far + rest).clear()).isTrue();
        assertThat(SeveralInstruments.in(first + "POWER OF ATTORNEY\n\n" + far.substring(0, 1_300) + rest).clear()).isFalse();
    }

    @Test
    void a_grant_and_a_revocation_in_one_text_are_two_acts() {
        String text = "REVOCATION OF POWER OF ATTORNEY\n\nI, Alma Berg, hereby revoke the power of attorney dated May 3, 2019 that I granted to "
                + "Ola Nes for filing Forms 3, 4 and 5.\n\nDated: May 2, 2021\n\n/s/ Alma Berg\nAlma Berg\n\n"
                + power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021");
        List<Proposal> proposals = Papers.read(text).proposals();
        assertThat(proposals).extracting(Proposal::kind).containsExactly(Proposal.Kind.REVOCATION, Proposal.Kind.GRANT);
        assertThat(proposals.getFirst().body()).containsEntry("signedOn", "2021-05-02");
        assertThat(proposals.getLast().body()).containsEntry("executedOn", "2021-05-03");
    }

    @Test
    void each_of_several_attached_powers_is_on_file() {
        FilingContext filing = new FilingContext("0000000001-24-000001", "3", "24", LocalDate.of(2024, 8, 12), List.of(), List.of());
        String text = power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021")
                + power("POWER OF ATTORNEY", "Gunn Lie", "Peder Moe", "4th day of June, 2022");
        FiledDocument exhibit = new FiledDocument("EX-24", "poa.txt", null, text, null);
        assertThat(InstrumentReader.read(exhibit, filing).proposals()).extracting(Proposal::kind).containsExactly(Proposal.Kind.GRANT,
                Proposal.Kind.CONFIRMATION, Proposal.Kind.GRANT, Proposal.Kind.CONFIRMATION);
    }

    @Test
    void a_sentence_that_breaks_its_line_before_power_of_attorney_is_no_title() {
        String text = "POWER OF ATTORNEY\n\nI, Alma Berg, hereby appoint Carl Dahl as my attorney-in-fact to sign Forms 3, 4 and 5. By this\n"
                + "Power of Attorney to the said attorney I\nauthorize Carl Dahl to file them as to Alder Mills, Inc.\n\nDated: May 3, 2021\n\n"
                + "/s/ Alma Berg\nAlma Berg\n";
        assertThat(SeveralInstruments.in(text).starts()).containsExactly(0);
        assertThat(SeveralInstruments.in(text).clear()).isTrue();
    }

    @Test
    void a_text_with_more_beginnings_than_papers_can_be_is_not_split() {
        SeveralInstruments most = SeveralInstruments
                .in(power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021").repeat(200));
        assertThat(most.starts()).hasSize(200);
        assertThat(most.clear()).isTrue();
        SeveralInstruments more = SeveralInstruments
                .in(power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021").repeat(201));
        assertThat(more.starts()).hasSize(1);
        assertThat(more.clear()).isFalse();
        assertThat(Objects.requireNonNull(Papers.read("nothing").noProposal())).isNotEmpty();
    }

    @Test
    void a_revocation_below_the_power_that_it_revokes_is_an_act_of_its_own_or_leaves_the_end_open() {
        String power = power("POWER OF ATTORNEY", "Alma Berg", "Carl Dahl", "3rd day of May, 2021");
        String revokes = "I hereby revoke the foregoing power of attorney to Carl Dahl for Forms 3, 4 and 5.\n\nDated: May 2, 2022\n\n"
                + signature("Alma Berg");
        assertThat(Papers.read(power + "REVOCATION\n\n" + revokes).proposals()).extracting(Proposal::kind).containsExactly(
                Proposal.Kind.GRANT,
                Proposal.Kind.REVOCATION);
        assertThat(Papers.read(power + revokes).proposals())
                .allSatisfy(proposal -> assertThat(proposal.open()).extracting(Open::field).contains("expiresOn"));
    }
}
