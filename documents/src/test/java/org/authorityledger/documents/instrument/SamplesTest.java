package org.authorityledger.documents.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.authorityledger.documents.text.DocumentReader;
import org.authorityledger.documents.text.FiledDocument;
import org.junit.jupiter.api.Test;

/** Papers as they were filed, where they are there. */
class SamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("ledger.samples", "absent"));

    private static List<FiledDocument> documents(String file) throws IOException {
        Path path = SAMPLES.resolve(file);
        assumeTrue(Files.isRegularFile(path), () -> path + " is not there");
        return DocumentReader.read(Files.readAllBytes(path));
    }

    private static Proposal only(String file) throws IOException {
        return only(documents(file).getLast());
    }

    private static Proposal only(FiledDocument document) {
        Reading reading = InstrumentReader.read(document, null);
        assertThat(reading.noProposal()).isNull();
        assertThat(reading.proposals()).hasSize(1);
        Proposal proposal = reading.proposals().getFirst();
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.GRANT);
        return proposal;
    }

    private static Map<String, Object> body(Proposal proposal) {
        return Papers.withoutTexts(proposal.body());
    }

    @Test
    void heaton_gives_the_grant_of_the_tour() throws IOException {
        Proposal heaton = only("poa/heaton-2003-hemacare.txt");

        assertThat(heaton.grantorName()).isEqualTo("Andrew Heaton");
        assertThat(heaton.open()).isEmpty();
        assertThat(body(heaton)).isEqualTo(Map.of("grantor", Map.of("name", "Andrew Heaton"),
                "issuer", Map.of("issuerId", "hemacare-corporation", "name", "HemaCare Corporation"),
                "attorneys", List.of(
                        Map.of("attorneyId", "judi-irving", "name", "Judi Irving", "title", "Chief Executive Officer"),
                        Map.of("attorneyId", "david-fractor", "name", "David Fractor", "title", "Chief Financial Officer"),
                        Map.of("attorneyId", "joann-stover", "name", "JoAnn Stover", "title", "Corporate Secretary")),
                "powers", List.of(
                        Map.of("clause", "a", "forms", List.of("FORM_3", "FORM_4", "FORM_5"), "capacities", List.of("OFFICER", "DIRECTOR")),
                        Map.of("clause", "b", "forms", List.of("FORM_ID")),
                        Map.of("clause", "c", "forms", List.of("SCHEDULE_13D", "SCHEDULE_13G"), "amendments", true),
                        Map.of("clause", "d", "accessoryTo", List.of("a", "b", "c"), "amendments", true)),
                "minimumSignatures", 1, "untilCeasedReporting", List.of("SECTION_16", "SECTION_13"), "substitution", "ALLOWED",
                "revocationTakesEffect", "ON_DELIVERY_TO_ATTORNEY", "executedOn", "2003-05-08"));
    }

    @Test
    void garascia_reads_the_same_in_text_in_html_and_within_the_submission() throws IOException {
        Proposal text = only("poa/garascia-aar.txt");

        assertThat(text.open()).isEmpty();
        assertThat(body(text)).isEqualTo(Map.of("grantor", Map.of("name", "Jessica A. Garascia"),
                "issuer", Map.of("issuerId", "aar-corp", "name", "AAR CORP"),
                "attorneys", List.of(Map.of("attorneyId", "katherine-kwiat", "name", "Katherine Kwiat"),
                        Map.of("attorneyId", "kim-loies", "name", "Kim Loies"), Map.of("attorneyId", "jamie-brown", "name", "Jamie Brown")),
                "powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"), "capacities",
                        List.of("OFFICER", "DIRECTOR"))),
                "minimumSignatures", 1, "untilCeasedReporting", List.of("SECTION_16"), "substitution", "ALLOWED", "revocationTakesEffect",
                "ON_DELIVERY_TO_ATTORNEY", "executedOn", "2023-01-10"));
        assertThat(body(only("poa/garascia-aar.html"))).isEqualTo(body(text));
        assertThat(body(only("filings/0001127602-25-001055.txt"))).isEqualTo(body(text));
    }

    @Test
    void the_submission_says_of_its_form_that_it_is_no_power_and_that_the_exhibit_is_on_file() throws IOException {
        List<FiledDocument> documents = documents("filings/0001127602-25-001055.txt");
        FilingContext filing = new FilingContext("0001127602-25-001055", "4", "24", LocalDate.of(2025, 1, 10),
                List.of(new FilingContext.Party("AAR CORP", "0000001750")),
                List.of(new FilingContext.Party("Garascia Jessica A.", "0001806647")));

        assertThat(InstrumentReader.read(documents.getFirst(), filing).noProposal()).contains("type 4");
        List<Proposal> proposals = InstrumentReader.read(documents.getLast(), filing).proposals();
        assertThat(proposals).extracting(Proposal::kind).containsExactly(Proposal.Kind.GRANT, Proposal.Kind.CONFIRMATION);
        assertThat(proposals.getFirst().body()).containsEntry("grantor", Map.of("name", "Jessica A. Garascia", "cik", "0001806647"))
                .containsEntry("issuer", Map.of("issuerId", "aar-corp", "name", "AAR CORP", "cik", "0000001750"));
        assertThat(proposals.getLast().body()).isEqualTo(
                Map.of("accession", "0001127602-25-001055", "form", "4", "exhibit", "24", "filedOn", "2025-01-10"));
    }

    @Test
    void mccanna_is_a_letter_for_two_forms_until_a_date() throws IOException {
        Proposal mccanna = only("poa/mccanna-2020-letter.txt");

        assertThat(body(mccanna)).isEqualTo(Map.of("grantor", Map.of("name", "Lawrence E. McCanna"),
                "attorneys", List.of(
                        Map.of("attorneyId", "david-r-bochenek", "name", "David R. Bochenek", "title",
                                "Senior Vice President/Chief Accounting Officer/Controller"),
                        Map.of("attorneyId", "lucy-a-rutishauser", "name", "Lucy A. Rutishauser", "title",
                                "Executive Vice President/Chief Financial Officer")),
                "powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_4", "FORM_5"))), "minimumSignatures", 1, "executedOn",
                "2020-03-19", "expiresOn", "2020-12-31"));
        assertThat(mccanna.open()).extracting(Open::field).containsExactly("issuer");
    }

    @Test
    void merkadeau_is_a_confirming_statement_that_leaves_the_company_and_signing_open() throws IOException {
        Proposal merkadeau = only("poa/merkadeau-2009-confirming-statement.txt");

        assertThat(body(merkadeau)).isEqualTo(Map.of("grantor", Map.of("name", "Stuart L. Merkadeau"),
                "attorneys", List.of(Map.of("attorneyId", "henry-i-feir", "name", "Henry I. Feir"),
                        Map.of("attorneyId", "jean-b-vernet", "name", "Jean B. Vernet")),
                "powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"), "amendments", true)),
                "untilCeasedReporting", List.of("SECTION_16"), "executedOn", "2009-02-17"));
        assertThat(merkadeau.open()).extracting(Open::field).containsExactlyInAnyOrder("issuer", "minimumSignatures");
    }

    @Test
    void frantz_is_a_letter_for_three_years() throws IOException {
        Proposal frantz = only("poa/frantz-2003-three-year-letter.txt");

        assertThat(body(frantz)).isEqualTo(Map.of("grantor", Map.of("name", "Eugene J. Frantz"),
                "attorneys", List.of(Map.of("attorneyId", "richard-a-ekleberry", "name", "Richard A. Ekleberry"),
                        Map.of("attorneyId", "james-j-o-brien", "name", "James J. O'Brien")),
                "powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"))),
                "executedOn", "2003-01-22", "expiresOn", "2006-01-22"));
    }

    @Test
    void duesenberg_appoints_the_holders_of_two_offices() throws IOException {
        Proposal duesenberg = only("poa/duesenberg-2008-by-office.txt");

        assertThat(body(duesenberg)).isEqualTo(Map.of("grantor", Map.of("name", "Mark H. Duesenberg"),
                "attorneys", List.of(
                        Map.of("attorneyId", "chief-financial-officer", "name", "Chief Financial Officer", "office", true),
                        Map.of("attorneyId", "treasurer", "name", "Treasurer", "office", true)),
                "powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5"))), "minimumSignatures", 1,
                "substitution", "WITH_RESUBSTITUTION", "executedOn", "2008-09-09"));
        assertThat(duesenberg.open()).extracting(Open::field).contains("issuer");
    }

    @Test
    void burzik_appoints_five_for_form_144_too() throws IOException {
        Proposal burzik = only("poa/burzik-2007-form-144.txt");

        assertThat(Papers.names(burzik)).containsExactly("A. Robert D. Bailey", "Jean F. Geisel", "Jurij Z. Kushner",
                "Stephen C. McCluski", "Robert B. Stiles");
        assertThat(body(burzik)).containsEntry("untilCeasedReporting", List.of("SECTION_16", "RULE_144"))
                .containsEntry("minimumSignatures", 1)
                .containsEntry("executedOn", "2007-02-20").containsEntry("revocationTakesEffect", "ON_DELIVERY_TO_ATTORNEY")
                .containsEntry("powers", List.of(Map.of("clause", "1", "forms", List.of("FORM_3", "FORM_4", "FORM_5", "FORM_144"),
                        "amendments", true)))
                .doesNotContainKeys("issuer", "issuers", "substitution", "durable", "expiresOn");
    }
}
