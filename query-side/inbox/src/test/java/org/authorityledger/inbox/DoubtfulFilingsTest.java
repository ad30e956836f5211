package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Filings that contradict themselves or each other, and dates that cannot be: no finding claims what they do not bear out. */
class DoubtfulFilingsTest extends OnAnInbox {

    private static String submission(String accession, String form, String owner, String signature, String signedOn) {
        return """
                <SEC-DOCUMENT>%1$s.txt : 20240812
                <SEC-HEADER>%1$s.hdr.sgml : 20240812
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	%2$s
                FILED AS OF DATE:		20240812
                REPORTING-OWNER:
                	OWNER DATA:
                		COMPANY CONFORMED NAME:			%3$s
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>4
                <TEXT>
                <XML>
                <ownershipDocument><documentType>4</documentType><issuer><issuerName>Zircon Mills</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>Aker Siv</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>%4$s</signatureName><signatureDate>%5$s</signatureDate></ownerSignature>
                </ownershipDocument>
                </XML>
                </TEXT>
                </DOCUMENT>
                </SEC-DOCUMENT>
                """.formatted(accession, form, owner + "\n\t\tCENTRAL INDEX KEY:\t\t\t0007600001", signature, signedOn);
    }

    private static byte[] zip(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < texts.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".txt"));
                zip.write(texts[i].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static final String BY_AGENT = "/s/ Liv Bang, attorney-in-fact for Siv Aker";

    private void granted() {
        post("/api/grantors/siv-aker/powers-of-attorney", """
                {"poaId": "p1", "grantor": {"name": "Siv Aker"}, "issuer": {"issuerId": "zircon-mills", "name": "Zircon Mills"},
                 "attorneys": [{"attorneyId": "liv-bang", "name": "Liv Bang"}], "powers": [{"clause": "a", "forms": ["4", "5"]}],
                 "executedOn": "2020-01-15"}
                """);
        Long head = jdbc.queryForObject("select max(position) from ledger.event", Long.class);
        answer("/api/findings?limit=1&minPosition=" + head);
    }

    private JsonNode brought(byte[] file) {
        String batchId = LedgerForTests.json(send("/api/filings", file)).path("batchId").asString();
        assertThat(get("/api/filings/batches/" + batchId, "Accept", "text/event-stream").body()).contains("DONE");
        return answer("/api/filings/batches/" + batchId);
    }

    private List<String> found(String accession) {
        return answer("/api/filings/" + accession).path("findings").valueStream()
                .map(one -> one.path("finding").asString() + " " + one.path("reason").asString()).toList();
    }

    private List<String> found(String accession, String form, String owner, String signature, String signedOn) {
        brought(submission(accession, form, owner, signature, signedOn).getBytes(UTF_8));
        return found(accession);
    }

    @Test
    void on_a_contradiction_nothing_is_covered() {
        granted();
        assertThat(found("0007600001-24-000001", "4", "AKER SIV", BY_AGENT, "2024-08-12")).containsExactly("COVERED IN_FORCE");
        assertThat(found("0007600001-24-000002", "5", "AKER SIV", BY_AGENT, "2024-08-12"))
                .containsExactly("CANNOT_TELL FILING_CONTRADICTS_ITSELF");
        assertThat(found("0007600001-24-000003", "4", "DAHL ODD", BY_AGENT, "2024-08-12"))
                .containsExactly("CANNOT_TELL FILING_CONTRADICTS_ITSELF");
        assertThat(found("0007600001-24-000004", "4", "DAHL ODD", "/s/ Siv Aker", "2024-08-12"))
                .containsExactly("CANNOT_TELL FILING_CONTRADICTS_ITSELF");
        JsonNode named = brought(submission("0007600001-24-000005", "5", "AKER SIV", BY_AGENT, "2024-08-12").getBytes(UTF_8));
        assertThat(named.path("problems").size()).as(named.toString()).isOne();
    }

    @Test
    void a_filing_without_doubts_has_the_content_that_it_always_had() {
        Filing plain = new Filing(null, "4", null, null, null, null, List.of(), null, List.of(), false, List.of());
        assertThat(JsonMapper.shared().writeValueAsString(plain)).doesNotContain("doubts");
        Filing doubted = new Filing(null, "4", null, null, null, null, List.of(), null, List.of(), false, List.of(),
                List.of(Filing.Doubt.FILED_TWICE));
        assertThat(JsonMapper.shared().writeValueAsString(doubted)).contains("FILED_TWICE");
    }

    @Test
    void a_date_that_cannot_be_is_no_date_and_one_far_from_the_filing_is_doubted() {
        granted();
        assertThat(found("0007600001-24-000011", "4", "AKER SIV", BY_AGENT, "2024-02-30")).containsExactly("CANNOT_TELL IMPOSSIBLE_DATE");
        assertThat(found("0007600001-24-000012", "4", "AKER SIV", BY_AGENT, "")).containsExactly("CANNOT_TELL NO_DATE");
        assertThat(found("0007600001-24-000013", "4", "AKER SIV", BY_AGENT, "2024-08-13"))
                .containsExactly("CANNOT_TELL DATE_FAR_FROM_FILING");
        assertThat(found("0007600001-24-000014", "4", "AKER SIV", BY_AGENT, "2023-08-11"))
                .containsExactly("CANNOT_TELL DATE_FAR_FROM_FILING");
        assertThat(found("0007600001-24-000015", "4", "AKER SIV", BY_AGENT, "2023-08-12")).containsExactly("COVERED IN_FORCE");
    }

    @Test
    void two_readings_of_one_filing_in_one_archive_that_differ_cover_nothing() throws IOException {
        granted();
        String one = submission("0007600001-24-000021", "4", "AKER SIV", BY_AGENT, "2024-08-12");
        String other = submission("0007600001-24-000021", "4", "AKER SIV", "/s/ Unni Bakke, attorney-in-fact for Siv Aker", "2024-08-12");
        JsonNode once = brought(zip(one, one.replace("<TYPE>4", "<TYPE>4 ")));
        assertThat(once.path("problems").size()).isZero();
        assertThat(found("0007600001-24-000021")).containsExactly("COVERED IN_FORCE");

        for (String[] order : List.of(new String[]{ other, one}, new String[]{ one, other})) {
            JsonNode twice = brought(zip(order));
            assertThat(twice.path("problems").size()).as(twice.toString()).isOne();
            assertThat(found("0007600001-24-000021")).containsExactly("CANNOT_TELL FILED_TWICE");
        }
    }
}
