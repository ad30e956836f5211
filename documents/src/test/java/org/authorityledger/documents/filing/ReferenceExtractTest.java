package org.authorityledger.documents.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.documents.signature.SignatureReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What forms say of powers of attorney in earlier filings. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceExtractTest {

    private static final List<Party> ALMA = List.of(new Party("Berg Alma", "0007000002"));
    private static final String OWN = "0000000001-24-000001";

    private static Filing filing(@Nullable String accession, List<Party> owners, @Nullable String remarks, String... signatures) {
        List<FiledSignature> signed = List.of(signatures).stream()
                .map(text -> new FiledSignature(text, null, null, LocalDate.of(2024, 8, 12),
                        SignatureReader.read(text, null, owners.stream().map(Party::name).toList())))
                .toList();
        return new Filing(accession, "4", accession == null ? null : LocalDate.of(2024, 8, 12), LocalDate.of(2024, 8, 9), null,
                new Party("Alder Mills, Inc.", "7000001"), owners, remarks, List.of(), false, signed);
    }

    private static FilingExtract extract(Filing filing) {
        return Objects.requireNonNull(ReferenceExtract.of(filing), "refers to nothing");
    }

    private static Proposal only(FilingExtract extract) {
        assertThat(extract.proposals()).hasSize(1);
        return extract.proposals().getFirst();
    }

    private static String why(Proposal proposal, String field) {
        return proposal.open().stream().filter(one -> one.field().equals(field)).findFirst().orElseThrow().why();
    }

    private static String quoted(FilingExtract extract, Proposal proposal, String field) {
        Evidence evidence = proposal.evidence().stream().filter(one -> one.field().equals(field)).findFirst().orElseThrow();
        return extract.text().substring(evidence.start(), evidence.end());
    }

    @Test
    void a_reference_in_the_remarks_proposes_that_this_form_refers_to_a_filing_that_has_the_instrument() {
        String remarks = "See the footnotes. Ex. 24 - Power of Attorney (incorporated by reference to the Power of Attorney filed as Exhibit 24 to "
                + "the Form 3 filed by the reporting person on August 10, 2015)";
        FilingExtract extract = extract(filing(OWN, ALMA, remarks, "/s/ Carl Dahl, attorney-in-fact"));

        Proposal proposal = only(extract);
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.CONFIRMATION);
        assertThat(proposal.grantorName()).isEqualTo("Berg Alma");
        assertThat(proposal.body()).containsEntry("accession", OWN).containsEntry("form", "4").containsEntry("filedOn", "2024-08-12")
                .containsEntry("byReference", true).doesNotContainKeys("exhibit", "poaId");
        assertThat(proposal.body().get("note")).isEqualTo("It refers to: Exhibit 24, Form 3, filed on 2015-08-10");
        assertThat(proposal.open()).extracting(Open::field).containsExactly("poaId");
        assertThat(why(proposal, "poaId")).contains("Exhibit 24, Form 3, filed on 2015-08-10").doesNotContain("dated");
        assertThat(quoted(extract, proposal, "byReference")).startsWith("Ex. 24 - Power").endsWith("August 10, 2015)");
        assertThat(quoted(extract, proposal, "accession")).isEqualTo(OWN);
        assertThat(quoted(extract, proposal, "grantor")).isEqualTo("Berg Alma");
    }

    @Test
    void a_filing_that_is_named_by_its_number_has_the_instrument_and_what_is_not_said_of_it_stays_open() {
        Proposal whole = only(
                extract(filing(OWN, ALMA, "Power of Attorney previously filed as Exhibit 24.1 to the Form 3/A filed on March 4, 2020 "
                        + "(accession no. 0000000009-20-000123).", "/s/ Carl Dahl, attorney-in-fact")));
        assertThat(whole.body()).containsEntry("accession", "0000000009-20-000123").containsEntry("form", "3/A")
                .containsEntry("exhibit", "24.1").containsEntry("filedOn", "2020-03-04").doesNotContainKeys("byReference", "note");
        assertThat(whole.open()).extracting(Open::field).containsExactly("poaId");

        Proposal silent = only(extract(filing(OWN, ALMA, "The power of attorney was filed under 0000000009-20-000123.", "/s/ Carl Dahl")));
        assertThat(silent.body()).containsEntry("accession", "0000000009-20-000123").doesNotContainKeys("form", "filedOn", "exhibit");
        assertThat(silent.open()).extracting(Open::field).containsExactlyInAnyOrder("poaId", "form", "filedOn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/s/ Carl Dahl by power of attorney filed on June 21, 2021 | filed on 2021-06-21",
            "/s/ Carl Dahl, Attorney in Fact for Alma Berg (POA filed 11/08/22) | filed on 2022-11-08",
            "/s/ Carl Dahl, attorney-in-fact (power of attorney previously filed) | ''",
            "Carl Dahl by Power of Attorney on file with the Commission | ''"})
    void a_reference_beside_a_signature_is_read(String signature, String where) {
        Proposal proposal = only(extract(filing(OWN, ALMA, null, signature)));
        assertThat(proposal.body()).containsEntry("byReference", true);
        assertThat(proposal.body().getOrDefault("note", "It refers to: ")).isEqualTo("It refers to: " + where);
        assertThat(proposal.grantorName()).isEqualTo("Berg Alma");
    }

    @Test
    void the_date_of_the_instrument_says_which_it_is_and_no_other_date_does() {
        assertThat(why(only(extract(filing(OWN, ALMA,
                "Carl Dahl is signing pursuant to a power of attorney dated August 2, 2022, which was "
                        + "previously filed with the Securities and Exchange Commission as an exhibit to the Form 3 Ms. Berg filed on August 16, 2022.",
                "/s/ Carl Dahl, attorney-in-fact"))), "poaId")).isEqualTo("the instrument dated 2022-08-02");
        assertThat(
                why(only(extract(filing(OWN, ALMA, "Exhibit 24 - Limited Power of Attorney (previously filed as Exhibit 24 to Form 3 dated "
                        + "March 14, 2018)", "/s/ Carl Dahl, attorney-in-fact"))), "poaId"))
                .doesNotContain("dated");
        assertThat(why(only(extract(filing(OWN, ALMA, null, "/s/ Carl Dahl, her attorney-in-fact pursuant to Power of Attorney dated "
                + "October 9, 2014 on file with the Commission"))), "poaId")).isEqualTo("the instrument dated 2014-10-09");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Exhibit 24 - Power of Attorney filed herewith.", "Exhibit 24: Power of Attorney (attached).",
            "The power of attorney was not previously filed.", "A power of attorney will be filed by amendment on August 20, 2024.",
            "This amendment is filed solely to include the power of attorney that was to be filed on August 1, 2024.",
            "A joint filing agreement was filed as Exhibit 99.1 to the Form 3 filed on May 26, 2023 and is incorporated by reference.",
            "Carl Dahl, attorney-in-fact (POA on file)", "Exhibit 24 - Power of Attorney",
            "The power of attorney filed on August 13, 2024 is incorporated by reference.",
            "The merger agreement was filed on May 1, 2024. Carl Dahl signs by power of attorney.",
            "Exhibit 24.1 - Power of Attorney. The original Form 3 filed on July 18, 2024 is amended by this Form 3 to add the signed POA.",
            "The power of attorney previously filed on May 1, 2023 is superseded."})
    void what_is_attached_or_to_come_or_about_something_else_is_no_reference(String remarks) {
        assertThat(ReferenceExtract.of(filing(OWN, ALMA, remarks, "/s/ Alma Berg"))).isNull();
    }

    @Test
    void a_power_filed_on_the_same_day_is_earlier_and_one_filed_the_day_after_is_not() {
        String remarks = "Exhibit 24.1 Power of Attorney filed with Form 3 on August %d, 2024 and incorporated herein by reference.";
        assertThat(ReferenceExtract.of(filing(OWN, ALMA, remarks.formatted(12), "/s/ Alma Berg"))).isNotNull();
        assertThat(ReferenceExtract.of(filing(OWN, ALMA, remarks.formatted(13), "/s/ Alma Berg"))).isNull();
    }

    @Test
    void whose_power_it_is_stays_open_unless_the_form_says_so() {
        List<Party> two = List.of(new Party("Berg Alma", "0007000002"), new Party("Dahl Gunn", null), new Party("The Berg Trust", null));
        Proposal open = only(extract(filing(OWN, two, "The powers of attorney were previously filed.", "/s/ Carl Moe")));
        assertThat(open.grantorName()).isNull();
        assertThat(open.body()).doesNotContainKey("grantor");
        assertThat(open.open()).extracting(Open::field).contains("grantorName", "poaId");

        Proposal named = only(extract(filing(OWN, two, "The Power of Attorney given by Ms. Dahl was previously filed.", "/s/ Carl Moe")));
        assertThat(named.grantorName()).isEqualTo("Dahl Gunn");

        Proposal fromSignature = only(extract(filing(OWN, List.of(), "The power of attorney was previously filed.",
                "/s/ Carl Moe, attorney-in-fact for Gunn Dahl")));
        assertThat(fromSignature.grantorName()).isEqualTo("Gunn Dahl");

        assertThat(extract(filing(OWN, two, null, "/s/ Carl Moe, attorney-in-fact for Gunn Dahl, by power of attorney previously filed",
                "/s/ Carl Moe, attorney-in-fact for Alma Berg, by power of attorney filed 5/1/2023")).proposals())
                .extracting(Proposal::grantorName).containsExactly("Gunn Dahl", "Alma Berg");
    }

    @Test
    void a_form_without_its_submission_leaves_its_number_and_day_open() {
        Proposal proposal = only(extract(filing(null, ALMA, "Power of attorney previously filed.", "/s/ Carl Dahl, attorney-in-fact")));
        assertThat(proposal.open()).extracting(Open::field).containsExactlyInAnyOrder("poaId", "accession", "filedOn");
        assertThat(proposal.body()).doesNotContainKeys("accession", "filedOn");
    }
}
