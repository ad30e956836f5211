package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.authorityledger.http.Limit;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** Keeping documents over HTTP. */
class DocumentsApiTest extends OnAnInbox {

    private static final String SUBMISSION = """
            <SEC-DOCUMENT>0001127602-20-000001.txt : 20200203
            <SEC-HEADER>0001127602-20-000001.hdr.sgml : 20200203
            ACCESSION NUMBER:		0001127602-20-000001
            CONFORMED SUBMISSION TYPE:	4
            FILED AS OF DATE:		20200203

            REPORTING-OWNER:

            	OWNER DATA:
            		COMPANY CONFORMED NAME:			Marsh Ada
            		CENTRAL INDEX KEY:			0001806001

            ISSUER:

            	COMPANY DATA:
            		COMPANY CONFORMED NAME:			WICKERSON CORP
            		CENTRAL INDEX KEY:			0000009001
            </SEC-HEADER>
            <DOCUMENT>
            <TYPE>4
            <SEQUENCE>1
            <TEXT>
            <XML>none</XML>
            </TEXT>
            </DOCUMENT>
            <DOCUMENT>
            <TYPE>EX-24
            <SEQUENCE>2
            <FILENAME>power.txt
            <TEXT>
            POWER OF ATTORNEY

            I, Ada Marsh, hereby appoint Tom Berrigan as my attorney-in-fact to sign and file Forms 3, 4 and 5 as to the securities of Wickerson
            Corp.

            Dated: February 1, 2020

            /s/ Ada Marsh
            Ada Marsh
            </TEXT>
            </DOCUMENT>
            </SEC-DOCUMENT>
            """;

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void a_document_is_kept_by_its_hash_and_answers_what_it_proposes_with_its_evidence() throws Exception {
        String paper = Papers.power("Clara Vossberg", "Peter Lindqvist", "Birchwood Bancorp, Inc.");
        long before = records();

        HttpResponse<String> response = send("/api/documents?name=power.txt", paper.getBytes(UTF_8));

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode answer = LedgerForTests.json(response);
        String sha256 = sha256(paper.getBytes(UTF_8));
        assertThat(answer.path("documentId").asString()).isEqualTo(sha256).isEqualTo(answer.path("sha256").asString());
        assertThat(LedgerForTests.header(response, "Location")).isEqualTo("/api/documents/" + sha256);
        assertThat(answer.path("name").asString()).isEqualTo("power.txt");
        JsonNode proposal = answer.path("proposals").path(0);
        assertThat(proposal.path("kind").asString()).isEqualTo("GRANT");
        assertThat(proposal.path("command").asString()).isEqualTo("GrantPowerOfAttorney");
        assertThat(proposal.path("state").asString()).isEqualTo("PENDING");
        assertThat(proposal.path("open").isEmpty()).as(proposal.path("open").toString()).isTrue();
        assertThat(proposal.path("body").path("grantorId").asString()).isEqualTo("clara-vossberg");
        assertThat(proposal.path("body").path("attorneys").path(0).path("attorneyId").asString()).isEqualTo("peter-lindqvist");
        assertThat(proposal.path("newIds").valueStream().map(JsonNode::asString).toList()).contains("grantorId", "attorneys[0].attorneyId",
                "issuer.issuerId");
        JsonNode name = proposal.path("evidence").valueStream().filter(one -> one.path("field").asString().equals("attorneys[0].name"))
                .findFirst().orElseThrow();
        String text = answer("/api/documents/" + sha256).path("text").asString();
        assertThat(text.substring(name.path("start").asInt(), name.path("end").asInt())).isEqualTo("Peter Lindqvist");
        assertThat(name.path("confidence").asDouble()).isBetween(0.5, 1.0);
        assertThat(records()).as("nothing is recorded").isEqualTo(before);
    }

    @Test
    void the_same_document_again_changes_nothing_and_answers_the_same() {
        String paper = Papers.power("Karl Oster", "Mia Lund", "Sedge Holdings Inc.");
        JsonNode first = kept(paper);
        long documents = documents();

        HttpResponse<String> again = send("/api/documents?name=another-name.txt", paper.getBytes(UTF_8));

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(LedgerForTests.json(again)).isEqualTo(first);
        assertThat(documents()).isEqualTo(documents);
    }

    @Test
    void the_text_and_the_bytes_can_be_had_and_no_browser_shows_them() throws Exception {
        String paper = "<html><body><script>alert(1)</script><p>"
                + Papers.power("Jens Falk", "Ulla Brandt", "Reed Corp.").replace("\n", "<br>")
                + "</p></body></html>";
        byte[] bytes = paper.getBytes(UTF_8);
        send("/api/documents?name=a%22%0D%0Ab.html", bytes);
        String path = "/api/documents/" + sha256(bytes);

        HttpResponse<String> text = get(path + "/text");
        HttpResponse<String> original = get(path + "/bytes");

        assertThat(text.body()).contains("I, Jens Falk, hereby appoint").doesNotContain("alert");
        assertThat(LedgerForTests.header(text, "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(original.body()).isEqualTo(paper);
        assertThat(LedgerForTests.header(original, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(LedgerForTests.header(original, "Content-Disposition")).startsWith("attachment").doesNotContain("\r");
        assertThat(LedgerForTests.header(original, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertProblem(get(path + "/text?part=7"), 404, "NO_TEXT");
    }

    @Test
    void a_submission_gives_the_grant_and_that_it_is_on_file_and_numbers_come_from_its_header() {
        JsonNode answer = kept(SUBMISSION);

        assertThat(answer.path("proposals").valueStream().map(one -> one.path("kind").asString()).toList()).containsExactly("GRANT",
                "CONFIRMATION");
        JsonNode grant = answer.path("proposals").path(0);
        JsonNode confirmation = answer.path("proposals").path(1);
        assertThat(grant.path("body").path("issuer").path("cik").asString()).isEqualTo("0000009001");
        assertThat(confirmation.path("body").path("accession").asString()).isEqualTo("0001127602-20-000001");
        assertThat(confirmation.path("body").path("exhibit").asString()).isEqualTo("24");
        assertThat(fields(confirmation.path("open"))).contains("poaId");

        JsonNode granted = accepted(grant, "{\"grantorId\": \"ada-marsh\", \"grantor\": {\"name\": \"Ada Marsh\", \"cik\": \"1806001\"}}");
        JsonNode onFile = accepted(confirmation, "");

        assertThat(granted.path("type").asString()).isEqualTo("PowerOfAttorneyGranted");
        assertThat(onFile.path("type").asString()).isEqualTo("ConfirmationFiled");
        assertThat(onFile.path("poaId").asString()).isEqualTo(granted.path("poaId").asString());
        JsonNode check = answer(
                "/api/authority/check?grantor=ada-marsh&issuer=wickerson-corp&form=4&signer=tom-berrigan&on=2020-02-03&minPosition="
                        + onFile.path("position").asLong());
        assertThat(check.path("authorized").asBoolean()).isTrue();
        assertThat(check.path("remarks").toString()).doesNotContain("NOT_ON_FILE");
        assertThat(answer("/api/papers/" + answer.path("sha256").asString()).path("items").size()).isEqualTo(1);
    }

    @Test
    void a_program_may_have_recorded_what_leaves_nothing_open_and_the_rest_waits() {
        String certain = Papers.power("Hanna Weil", "Otto Krantz", "Marram Corp.");
        HttpResponse<String> response = send("/api/documents?record=true", certain.getBytes(UTF_8));
        JsonNode recorded = LedgerForTests.json(response).path("recorded").path(0);

        assertThat(recorded.path("state").asString()).as(response.body()).isEqualTo("ACCEPTED");
        assertThat(LedgerForTests.header(response, "Ledger-Position")).isEqualTo(recorded.path("position").asString());
        assertThat(LedgerForTests.json(response).path("proposals").path(0).path("state").asString()).isEqualTo("ACCEPTED");

        long before = records();
        HttpResponse<String> open = send("/api/documents?record=true", Papers.ofNoCompany("Nils Weil", "Otto Krantz").getBytes(UTF_8));
        assertThat(LedgerForTests.json(open).path("recorded").path(0).path("code").asString()).isEqualTo("OPEN_FIELDS");
        assertThat(LedgerForTests.json(open).path("proposals").path(0).path("state").asString()).isEqualTo("PENDING");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_text_that_is_no_power_is_kept_and_says_why_it_proposes_nothing() {
        JsonNode answer = kept("Quarterly report on Form 10-Q of Birchwood Bancorp. Nothing else.");

        assertThat(answer.path("proposals").isEmpty()).isTrue();
        assertThat(answer.path("noProposal").asString()).isNotBlank();
    }

    @Test
    void zeros_and_halves_of_characters_in_a_text_are_marked_and_move_nothing() {
        JsonNode answer = kept("\0" + Papers.power("Zora Null", "Peter Lindqvist", "Birchwood Bancorp, Inc."));

        String text = answer("/api/documents/" + answer.path("sha256").asString()).path("text").asString();
        assertThat(text).startsWith("\uFFFDPOWER");
        JsonNode name = answer.path("proposals").path(0).path("evidence").valueStream()
                .filter(one -> one.path("field").asString().equals("attorneys[0].name")).findFirst().orElseThrow();
        assertThat(text.substring(name.path("start").asInt(), name.path("end").asInt())).isEqualTo("Peter Lindqvist");
    }

    @Test
    void an_empty_or_too_large_document_is_refused_and_not_kept() {
        long before = documents();

        assertProblem(send("/api/documents", new byte[0]), 400, "MALFORMED");
        byte[] large = new byte[Limit.DOCUMENT_BYTES.most() + 1];
        Arrays.fill(large, (byte) 'x');
        assertProblem(send("/api/documents", large), 413, "TOO_LARGE");
        assertThat(documents()).isEqualTo(before);
    }

    @Test
    void one_line_of_the_largest_size_is_kept_and_not_taken_apart() {
        byte[] line = new byte[Limit.DOCUMENT_BYTES.most()];
        Arrays.fill(line, (byte) 'x');

        HttpResponse<String> response = send("/api/documents", line);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(LedgerForTests.json(response).path("noProposal").asString()).contains("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = { "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
    void a_form_is_no_document(String type) {
        long before = documents();

        assertThat(LedgerForTests.post(port, "/api/documents", "a=b", "Content-Type", type).statusCode()).isEqualTo(415);
        assertThat(documents()).isEqualTo(before);
    }

    @Test
    void what_is_not_kept_is_not_found_and_what_is_no_hash_is_malformed() {
        String unknown = "0".repeat(64);
        for (String path : List.of("/api/documents/", "/api/documents/%s/text", "/api/documents/%s/bytes")) {
            String address = path.contains("%s") ? path.formatted(unknown) : path + unknown;
            assertProblem(get(address), 404, "UNKNOWN_DOCUMENT");
            assertProblem(get(address.replace(unknown, "abc")), 400, "MALFORMED");
        }
        assertProblem(post("/api/documents/" + unknown + "/proposals/0/acceptance", ""), 404, "UNKNOWN_DOCUMENT");
        assertProblem(get("/api/documents/" + unknown + "?surprise=1"), 400, "MALFORMED");
    }

    @Test
    void nothing_that_is_kept_is_changed_or_removed() {
        kept(Papers.power("Gerd Stein", "Mia Lund", "Reed Corp."));

        for (String table : List.of("document", "part", "proposal")) {
            assertThatThrownBy(() -> jdbc.update("delete from documents." + table)).isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> jdbc.execute("truncate documents." + table + " cascade")).isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() -> jdbc.update("update documents.proposal set kind = 'GRANT'")).isInstanceOf(DataAccessException.class);
    }

    @Test
    void no_one_sees_or_brings_documents_without_signing_in() {
        assertThat(LedgerForTests.getAnonymously(port, "/api/proposals").statusCode()).isEqualTo(401);
        assertThat(LedgerForTests.send(HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/api/documents"))
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("x")).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void the_sample_submission_gives_the_grant_of_its_exhibit() throws IOException {
        Path sample = Path.of(System.getProperty("ledger.samples", "absent"), "filings/0001127602-25-001055.txt");
        assumeTrue(Files.isRegularFile(sample), () -> sample + " is not there");

        HttpResponse<String> response = send("/api/documents?record=true", Files.readAllBytes(sample));

        JsonNode answer = LedgerForTests.json(response);
        assertThat(answer.path("recorded").valueStream().map(one -> one.path("type").asString()).toList()).as(response.body())
                .containsExactly("PowerOfAttorneyGranted", "ConfirmationFiled");
        JsonNode body = answer.path("proposals").path(0).path("body");
        JsonNode check = answer("/api/authority/check?grantor=" + body.path("grantorId").asString() + "&issuer="
                + body.path("issuer").path("issuerId").asString() + "&form=4&signer=kim-loies&on=2025-01-10&minPosition="
                + LedgerForTests.header(response, "Ledger-Position"));
        assertThat(check.path("authorized").asBoolean()).as(check.toString()).isTrue();
    }
}
