package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Findings for people: which signatures were covered, and why not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingsPageTest extends BrowserTest {

    private static final String TABLE = "[aria-label=Findings] tbody";
    private static final String ROWS = TABLE + " tr";

    private final String surname = letters(UUID.randomUUID().toString());

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder("Q");
        text.chars().filter(c -> c != '-').limit(10).forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        return letters.toString();
    }

    private static HttpResponse<String> send(String path, String body) {
        HttpResponse<String> response = LEDGER.send(LEDGER.request(path).header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return response;
    }

    /** Brings a form and waits until it was read: the events of its batch end then. */
    private static void bring(String form) {
        String batchId = RunningLedger.json(send("/api/filings", form).body()).path("batchId").asString();
        assertThat(
                LEDGER.send(LEDGER.request("/api/filings/batches/" + batchId).header("Accept", "text/event-stream").GET().build()).body())
                .contains("\"DONE\"");
    }

    private String form(String signature) {
        return """
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>%1$s Mills, Inc.</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerName>%1$s NORA</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>%2$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """.formatted(surname, signature);
    }

    private static String submission(String accession, String form, String day, String xml) {
        return """
                <SEC-DOCUMENT>%1$s.txt : %3$s
                <SEC-HEADER>%1$s.hdr.sgml : %3$s
                ACCESSION NUMBER:		%1$s
                CONFORMED SUBMISSION TYPE:	%2$s
                FILED AS OF DATE:		%3$s
                </SEC-HEADER>
                <DOCUMENT>
                <TYPE>%2$s
                <SEQUENCE>1
                <FILENAME>form.xml
                <TEXT>
                <XML>
                %4$s
                </XML>
                </TEXT>
                </DOCUMENT>
                </SEC-DOCUMENT>
                """.formatted(accession, form, day, xml);
    }

    @Test
    void a_finding_leads_to_its_check_and_findings_are_filtered() {
        JsonNode kept = RunningLedger.json(send("/api/documents?record=true", "POWER OF ATTORNEY\n\nI, Nora " + surname
                + ", hereby appoint Peter Kvist as my attorney-in-fact to sign and file Forms 3, 4 and 5 as to the securities of " + surname
                + " Mills, Inc.\n\nDated: March 15, 2017\n\n/s/ Nora " + surname + "\nNora " + surname + "\n").body());
        LEDGER.ask("/api/findings?limit=1&minPosition=" + kept.path("recorded").path(0).path("position").asString());
        bring(form("/s/ Peter Kvist, attorney-in-fact for Nora " + surname));
        bring(form("/s/ Unni Bakke, attorney-in-fact for Nora " + surname));

        go("/findings?grantor=" + surname);
        assertThat(page.locator(ROWS).count()).isEqualTo(2);
        assertThat(page.locator(TABLE).innerText()).contains("Covered", "Not covered", "signer not in ledger",
                "without its submission");
        assertGoodInEveryWay("/findings?grantor=" + surname, "findings");

        go("/findings?finding=COVERED&grantor=" + surname);
        assertThat(page.locator(ROWS).count()).isOne();
        page.locator(TABLE + " th > a").click();
        page.waitForURL(url -> url.endsWith("/0/0"));
        page.getByText("Check it").click();
        page.waitForURL(url -> url.contains("/check?"));
        assertThat(page.locator("main").innerText()).contains("Peter Kvist");

        go("/findings?hindsight=LOST&grantor=" + surname);
        assertThat(page.locator("main").innerText()).contains("No finding matches.");
    }

    @Test
    void a_filing_has_a_page_with_all_its_signatures_and_its_amendment() {
        String accession = "0007700009-24-0%05d".formatted(Math.floorMod(surname.hashCode(), 100_000));
        String later = "0007700009-25-0%05d".formatted(Math.floorMod(surname.hashCode(), 100_000));
        String two = form("/s/ Unni Bakke, attorney-in-fact for Nora " + surname).replace("</ownershipDocument>", """
                <ownerSignature><signatureName>/s/ Nora %s</signatureName><signatureDate>2024-08-13</signatureDate></ownerSignature>
                <remarks>Filed late.</remarks></ownershipDocument>""".formatted(surname));
        bring(submission(accession, "4", "20240814", two));
        bring(submission(later, "4/A", "20250110", two.replace("<documentType>4<", "<documentType>4/A<")
                .replace("<issuer>", "<dateOfOriginalSubmission>2024-08-14</dateOfOriginalSubmission><issuer>")));

        go("/findings?grantor=" + surname);
        page.locator(TABLE + " td > a", new Page.LocatorOptions().setHasText("4")).last().click();
        page.waitForURL(url -> url.endsWith("/findings/" + accession));
        assertThat(page.locator("h1").innerText()).contains("Form 4", surname + " Mills, Inc.");
        assertThat(page.locator("#rows tr").count()).isEqualTo(2);
        assertThat(page.locator("#rows").innerText()).contains("Signed in person", "signer not in ledger");
        assertThat(page.locator("main dl").innerText().replace('\u00a0', ' ')).contains(accession, "August 14, 2024", surname + " NORA",
                "Filed late.",
                "by admin");
        assertGoodInEveryWay("/findings/" + accession, "filing");

        go("/findings/" + accession);
        page.locator("#amended-by a").click();
        page.waitForURL(url -> url.endsWith("/findings/" + later));
        assertThat(page.locator("#amends").innerText().replace('\u00a0', ' ')).contains("Form 4, filed August 14, 2024");

        expectFailures();
        assertThat(go("/findings/0000000000-00-000000")).isEqualTo(404);
        assertThat(page.locator("main").innerText()).contains("No filing of this number is kept.");
        assertThat(go("/findings/nothing")).isEqualTo(400);
    }

    @Test
    void a_report_for_the_audit_committee_is_printed_of_an_issuer_and_not_of_everything() {
        bring(form("/s/ Unni Bakke, attorney-in-fact for Nora " + surname));
        go("/findings?issuer=" + surname);
        page.getByText("Report for the audit committee").click();
        Download workbook = page
                .waitForDownload(() -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Excel")).click());
        assertThat(workbook.suggestedFilename()).isEqualTo("findings-" + surname + ".xlsx");
        assertThat(page.request().get(LEDGER.address("/api/reports/findings?issuer=" + surname)).headers().get("content-type"))
                .isEqualTo("application/pdf");
        assertThat(page.request().get(LEDGER.address("/findings/report?issuer=" + surname + "&quarter=&from=&until=&as=pdf")).url())
                .endsWith("/api/reports/findings?issuer=" + surname);

        expectFailures();
        go("/findings");
        page.getByText("Report for the audit committee").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Print (PDF)")).click();
        assertThat(page.locator("#report-quarter-fault").innerText()).contains("name an issuer, a quarter, or days of filing");
        page.getByLabel("Quarter of the report").fill("2024Q5");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Print (PDF)")).click();
        assertThat(page.locator("#report-quarter-fault").innerText()).contains("such as 2024Q3");
        assertThat(page.getByLabel("Quarter of the report").inputValue()).isEqualTo("2024Q5");
    }

    @Test
    void a_fetch_from_edgar_is_started_and_its_end_is_shown() {
        String cik = "7700002";
        EDGAR.company("000" + cik, surname + " Shipping, Inc.", "000" + cik + "-24-000001");
        go("/findings");
        page.getByLabel("CIK of a company or person").fill(cik);
        page.getByLabel("Filed since").fill("2024-08-12");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fetch").setExact(true)).click();
        page.waitForURL(url -> url.endsWith("/findings#edgar"));
        Locator row = page.locator("#edgar tbody tr", new Page.LocatorOptions().setHasText("CIK 000" + cik));
        for (int i = 0; i < 300 && !row.innerText().contains("Done"); i++) {
            page.waitForTimeout(100);
            page.reload();
        }
        assertThat(row.innerText()).contains(surname + " Shipping, Inc.", "Done", "by admin");
        assertGoodInEveryWay("/findings", "findings-fetched");

        expectFailures();
        go("/findings");
        page.getByLabel("CIK of a company or person").fill("0");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fetch").setExact(true)).click();
        assertThat(page.locator("#refused").innerText()).contains("cik: has 1 to 10 digits");
        assertThat(page.getByLabel("CIK of a company or person").inputValue()).isEqualTo("0");
    }

    @Test
    void what_cannot_be_asked_is_a_page_that_says_so() {
        expectFailures();
        go("/findings?quarter=2024Q5");
        assertThat(page.locator("main").innerText()).contains("quarter");
        go("/findings?finding=MAYBE");
        assertThat(page.locator("main").innerText()).contains("finding");
        go("/findings?cursor=zzz");
        assertThat(page.locator("main").innerText()).contains("cursor");
    }
}
