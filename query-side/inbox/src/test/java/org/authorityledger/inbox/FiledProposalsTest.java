package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What filings propose waits in the inbox with its evidence. */
class FiledProposalsTest extends OnAnInbox {

    private static String form(String type, String more, String owner, String company) {
        return """
                <ownershipDocument><documentType>%s</documentType><periodOfReport>2024-08-09</periodOfReport>%s
                <issuer><issuerName>%s</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>%s</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>/s/ Someone</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """.formatted(type, more, company, owner);
    }

    /** A whole submission of a form, with a power of attorney where one is given. */
    private static String submission(String accession, String filed, String form, String xml, String power) {
        return """
                <SEC-DOCUMENT>%1$s.txt : %2$s
                <SEC-HEADER>%1$s.hdr.sgml : %2$s
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	%3$s
                FILED AS OF DATE:		%2$s
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>%3$s
                <SEQUENCE>1
                <FILENAME>form.xml
                <TEXT>
                <XML>
                %4$s
                </XML>
                </TEXT>
                </DOCUMENT>
                """.formatted(accession, filed, form, xml) + (power.isEmpty() ? "" : """
                <DOCUMENT>
                <TYPE>EX-24
                <SEQUENCE>2
                <FILENAME>poa.txt
                <TEXT>
                %s
                </TEXT>
                </DOCUMENT>
                """.formatted(power)) + "</SEC-DOCUMENT>\n";
    }

    private JsonNode brought(String file) {
        return brought(file.getBytes(UTF_8));
    }

    private JsonNode brought(byte[] file) {
        String batchId = LedgerForTests.json(send("/api/filings", file)).path("batchId").asString();
        assertThat(get("/api/filings/batches/" + batchId, "Accept", "text/event-stream").body()).contains("DONE");
        return answer("/api/filings/batches/" + batchId);
    }

    private List<JsonNode> waiting(String party) {
        return answer("/api/proposals?party=" + party.replace(" ", "%20")).path("items").valueStream().toList();
    }

    private void known(String grantor, String company) {
        JsonNode recorded = LedgerForTests
                .json(send("/api/documents?record=true", Papers.power(grantor, "Peter Kvist", company).getBytes(UTF_8)))
                .path("recorded").path(0);
        answer("/api/findings?limit=1&minPosition=" + recorded.path("position").asString());
    }

    @Test
    void the_exit_box_waits_as_a_cessation_whose_day_a_person_says() {
        known("Anja Moe", "Kestrel Mills, Inc.");
        brought(form("4", "<notSubjectToSection16>1</notSubjectToSection16>", "Moe Anja", "Kestrel Mills Inc"));

        JsonNode waiting = waiting("moe anja").getFirst();
        assertThat(waiting.path("kind").asString()).isEqualTo("CESSATION");
        JsonNode proposal = answer("/api/proposals/" + waiting.path("proposalId").asString());
        assertThat(fields(proposal.path("open"))).as(proposal.toString()).containsExactly("effectiveOn");
        JsonNode box = proposal.path("evidence").valueStream().filter(one -> one.path("rule").asString().equals("exit-box")).findFirst()
                .orElseThrow();
        String text = answer("/api/documents/" + proposal.path("documentId").asString()).path("text").asString();
        assertThat(text.substring(box.path("start").asInt(), box.path("end").asInt())).isEqualTo("checked");
        assertProblem(post(acceptance(proposal), ""), 422, "OPEN_FIELDS");
        JsonNode recorded = accepted(proposal,
                "{\"effectiveOn\": \"2024-08-09\"}");

        JsonNode event = answer("/api/events?grantor=anja-moe&minPosition=" + recorded.path("position").asString()).path("items")
                .valueStream()
                .toList().getLast();
        assertThat(event.path("type").asString()).isEqualTo("GrantorCeasedReporting");
        assertThat(event.path("payload").path("regimes").valueStream().map(JsonNode::asString).toList()).containsExactly("SECTION_16");
        assertThat(event.path("payload").path("basis").asString()).contains("no longer subject");
    }

    @Test
    void a_first_form_3_waits_as_a_beginning_that_leaves_nothing_open_where_all_are_known() {
        known("Bente Ravn", "Osprey Mills, Inc.");
        brought(form("3", "", "Bente Ravn", "Osprey Mills, Inc."));
        brought(form("3/A", "", "Bente Ravn", "Osprey Mills, Inc."));

        List<JsonNode> waiting = waiting("bente ravn").stream().filter(one -> one.path("state").asString().equals("PENDING")).toList();
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().path("kind").asString()).isEqualTo("BEGINNING");
        JsonNode recorded = accepted(waiting.getFirst(), "");
        JsonNode event = answer("/api/events?type=GrantorBeganReporting&minPosition=" + recorded.path("position").asString()).path("items")
                .valueStream().toList().getLast();
        assertThat(event.path("payload").path("effectiveOn").asString()).isEqualTo("2024-08-09");
        assertThat(event.path("payload").path("issuerId").asString()).isEqualTo("osprey-mills-inc");
    }

    @Test
    void a_form_that_says_nothing_of_the_duty_proposes_nothing_and_one_proposal_is_made_however_often_it_comes() {
        brought(form("4", "<notSubjectToSection16>0</notSubjectToSection16>", "Ruud Cato", "Plover Mills"));
        assertThat(waiting("ruud cato")).isEmpty();
        String exit = form("4", "<notSubjectToSection16>1</notSubjectToSection16>", "Ruud Cato", "Plover Mills");
        brought(exit);
        brought(exit + "\n");
        assertThat(waiting("ruud cato")).hasSize(1);
    }

    @Test
    void an_attached_power_waits_as_a_grant_and_that_it_is_on_file_and_an_amendment_that_adds_it_knows_its_original() {
        String xml = form("4", "", "Strand Dina", "Avocet Mills, Inc.");
        brought(submission("0000000077-24-000001", "20240812", "4", xml, ""));
        String amendment = form("4/A",
                "<dateOfOriginalSubmission>2024-08-12</dateOfOriginalSubmission><remarks>This amendment is being filed "
                        + "solely to include the power of attorney as Exhibit 24.</remarks>",
                "Strand Dina", "Avocet Mills, Inc.");
        JsonNode batch = brought(submission("0000000077-24-000002", "20240813", "4/A", amendment,
                Papers.power("Dina Strand", "Peter Kvist", "Avocet Mills, Inc.")));
        brought(submission("0000000077-24-000003", "20240812", "4", form("4", "", "Other Ola", "Avocet Mills, Inc."), ""));

        assertThat(waiting("dina strand").stream().map(one -> one.path("kind").asString()).toList()).containsExactlyInAnyOrder("GRANT",
                "CONFIRMATION");
        assertThat(batch.path("problemCount").asInt()).isZero();
        JsonNode filing = answer("/api/filings/0000000077-24-000002");
        assertThat(filing.path("addsOnlyAPower").asBoolean()).isTrue();
        assertThat(filing.path("amends").valueStream().map(JsonNode::asString).toList()).containsExactly("0000000077-24-000001");
        assertThat(answer("/api/filings/0000000077-24-000001").path("amendedBy").valueStream().map(JsonNode::asString).toList())
                .containsExactly("0000000077-24-000002");
        assertThat(answer("/api/filings/0000000077-24-000003").path("amendedBy").isEmpty()).isTrue();
    }

    @Test
    void a_reference_to_an_earlier_exhibit_waits_as_a_confirmation_of_the_instrument_of_that_date() {
        known("Frode Berge", "Heron Mills, Inc.");
        String form = form("4",
                "<remarks>Carl Dahl signs pursuant to a power of attorney dated March 15, 2017, which was previously filed with "
                        + "the Securities and Exchange Commission as an exhibit to the Form 3 filed on March 20, 2017.</remarks>",
                "Berge Frode",
                "Heron Mills, Inc.");
        JsonNode batch = brought(submission("0000000077-24-000011", "20240812", "4", form, ""));
        brought(submission("0000000077-24-000011", "20240812", "4", form, ""));
        assertThat(batch.path("problemCount").asInt()).as(batch.toString()).isZero();

        List<JsonNode> waiting = waiting("berge frode");
        assertThat(waiting).hasSize(1);
        JsonNode proposal = answer("/api/proposals/" + waiting.getFirst().path("proposalId").asString());
        assertThat(proposal.path("kind").asString()).isEqualTo("CONFIRMATION");
        assertThat(proposal.path("open").isEmpty()).as(proposal.toString()).isTrue();
        String text = answer("/api/documents/" + proposal.path("documentId").asString()).path("text").asString();
        JsonNode evidence = proposal.path("evidence").valueStream().filter(one -> one.path("field").asString().equals("byReference"))
                .findFirst().orElseThrow();
        assertThat(text.substring(evidence.path("start").asInt(), evidence.path("end").asInt())).startsWith("Carl Dahl signs pursuant");
        JsonNode recorded = accepted(proposal, "");

        JsonNode event = answer("/api/events?type=ConfirmationFiled&minPosition=" + recorded.path("position").asString()).path("items")
                .valueStream().toList().getLast();
        assertThat(event.path("grantorId").asString()).isEqualTo("frode-berge");
        assertThat(event.path("payload").path("accession").asString()).isEqualTo("0000000077-24-000011");
        assertThat(event.path("payload").path("byReference").asBoolean()).isTrue();
        assertThat(event.path("payload").path("note").asString()).contains("Form 3, filed on 2017-03-20");
    }

    private static final String REFERS = "<remarks>Exhibit 24 - Power of Attorney (incorporated by reference to Exhibit 24 to the "
            + "Form 3 filed on %s)</remarks>";

    private JsonNode referred(String accession, String filed, String reference, String owner, String company) {
        brought(submission(accession, filed, "4", form("4", REFERS.formatted(reference), owner, company), ""));
        return answer("/api/proposals/" + waiting(owner.toLowerCase(java.util.Locale.ROOT)).getFirst().path("proposalId").asString());
    }

    @Test
    void a_reference_is_to_the_only_instrument_that_was_in_force_when_the_earlier_form_was_filed() {
        known("Guro Lund", "Egret Mills, Inc.");
        JsonNode proposal = referred("0000000077-24-000012", "20240812", "May 1, 2020", "Lund Guro", "Egret Mills, Inc.");

        assertThat(fields(proposal.path("open"))).as(proposal.toString()).isEmpty();
        assertThat(proposal.path("body").path("poaId").asString()).isNotEmpty();
        assertThat(proposal.path("body").has("issuer")).isFalse();
        JsonNode recorded = accepted(proposal, "");
        assertThat(answer("/api/events?type=ConfirmationFiled&grantor=guro-lund&minPosition=" + recorded.path("position").asString())
                .path("items").size()).isOne();
    }

    @Test
    void a_reference_to_a_day_before_the_instrument_or_from_another_company_leaves_it_open() {
        known("Hedda Lund", "Fulmar Mills, Inc.");
        known("Ingrid Lund", "Godwit Mills, Inc.");
        known("Someone Else", "Hobby Mills, Inc.");
        JsonNode before = referred("0000000077-24-000013", "20240812", "March 14, 2017", "Lund Hedda", "Fulmar Mills, Inc.");
        JsonNode elsewhere = referred("0000000077-24-000014", "20240812", "March 15, 2017", "Lund Ingrid", "Hobby Mills, Inc.");

        for (JsonNode proposal : List.of(before, elsewhere)) {
            assertThat(fields(proposal.path("open"))).as(proposal.toString()).containsExactly("poaId");
            assertThat(fields(proposal.path("candidates"))).as("the only one there is").contains("poaId");
            long records = records();
            assertProblem(post(acceptance(proposal), ""), 422, "OPEN_FIELDS");
            assertThat(records()).isEqualTo(records);
        }
    }

    @Test
    void of_two_instruments_the_one_that_is_on_file_by_that_filing_is_meant_and_else_neither() {
        for (String poaId : List.of("p1", "p2")) {
            post("/api/grantors/jorunn-lund/powers-of-attorney", """
                    {"poaId": "%s", "grantor": {"name": "Jorunn Lund"}, "issuer": {"issuerId": "ibis-mills", "name": "Ibis Mills"},
                     "attorneys": [{"attorneyId": "pia-kvist", "name": "Pia Kvist"}], "powers": [{"clause": "a", "forms": ["4"]}],
                     "executedOn": "2020-01-15"}
                    """.formatted(poaId));
        }
        JsonNode either = referred("0000000077-24-000015", "20240812", "May 1, 2020", "Lund Jorunn", "Ibis Mills");
        assertThat(fields(either.path("open"))).as(either.toString()).containsExactly("poaId");

        HttpResponse<String> filed = post("/api/grantors/jorunn-lund/powers-of-attorney/p2/confirmations",
                "{\"accession\": \"0000000077-20-000001\", \"form\": \"3\", \"exhibit\": \"24\", \"filedOn\": \"2020-05-01\"}");
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
        JsonNode settled = answer("/api/proposals/" + either.path("proposalId").asString());
        assertThat(fields(settled.path("open"))).as(settled.toString()).isEmpty();
        assertThat(settled.path("body").path("poaId").asString()).isEqualTo("p2");
    }

    @Test
    void forms_that_refer_to_the_same_exhibit_propose_its_confirmation_once() {
        known("Kjersti Lund", "Jay Mills, Inc.");
        referred("0000000077-24-000021", "20240112", "May 1, 2020", "Lund Kjersti", "Jay Mills, Inc.");
        referred("0000000077-24-000022", "20240212", "May 1, 2020", "Lund Kjersti", "Jay Mills, Inc.");
        assertThat(waiting("lund kjersti")).hasSize(1);
        referred("0000000077-24-000023", "20240312", "May 2, 2020", "Lund Kjersti", "Jay Mills, Inc.");
        assertThat(waiting("lund kjersti")).as("another exhibit").hasSize(2);
        referred("0000000077-23-000020", "20231212", "May 1, 2020", "Lund Kjersti", "Jay Mills, Inc.");
        assertThat(waiting("lund kjersti")).as("on file by an earlier form").hasSize(3);

        String named = "<remarks>Power of attorney previously filed with the Commission as an exhibit to Form 3, accession number "
                + "0000000077-20-000009.</remarks>";
        brought(submission("0000000077-24-000024", "20240412", "4", form("4", named, "Lund Lise", "Jay Mills, Inc."), ""));
        brought(submission("0000000077-24-000025", "20240512", "4", form("4", named, "Lund Lise", "Jay Mills, Inc."), ""));
        assertThat(waiting("lund lise")).as("the filing is named by its number").hasSize(1);
        brought(submission("0000000077-24-000026", "20240512", "4", form("4", named, "Lund Mona", "Jay Mills, Inc."), ""));
        assertThat(waiting("lund mona")).as("of another who reports").hasSize(1);
    }

    @Test
    void the_sample_submission_proposes_its_grant_by_being_brought_as_a_filing() throws IOException {
        Path sample = Path.of(System.getProperty("ledger.samples", "absent"), "filings/0001127602-25-001055.txt");
        assumeTrue(Files.isRegularFile(sample), () -> sample + " is not there");
        brought(Files.readAllBytes(sample));
        assertThat(waiting("garascia").stream().map(one -> one.path("kind").asString()).toList()).contains("GRANT", "CONFIRMATION");
    }
}
