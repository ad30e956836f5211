package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One finding for people: what it rests on, what was done about it and who is who, each with who said it, when and why. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingPageTest extends BrowserTest {

    private final String surname = letters(UUID.randomUUID().toString());

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder("Q");
        text.chars().filter(c -> c != '-').limit(10).forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        return letters.toString();
    }

    private static HttpResponse<String> sent(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return response;
    }

    /** Brings a form signed by someone, waits until it was read, and gives the path of the page of its finding. */
    private String brought(String signer) {
        String form = """
                <ownershipDocument><documentType>4</documentType><periodOfReport>2024-08-09</periodOfReport>
                <issuer><issuerName>%1$s Mills, Inc.</issuerName></issuer>
                <reportingOwner><reportingOwnerId><rptOwnerCik>0007400001</rptOwnerCik><rptOwnerName>%1$s NORA</rptOwnerName></reportingOwnerId></reportingOwner>
                <ownerSignature><signatureName>/s/ %2$s, attorney-in-fact for Nora %1$s</signatureName><signatureDate>2024-08-12</signatureDate></ownerSignature>
                </ownershipDocument>
                """
                .formatted(surname, signer);
        String batchId = RunningLedger
                .json(sent(LEDGER.send(LEDGER.request("/api/filings").header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(form)).build())).body())
                .path("batchId").asString();
        assertThat(
                LEDGER.send(LEDGER.request("/api/filings/batches/" + batchId).header("Accept", "text/event-stream").GET().build()).body())
                .contains("\"DONE\"");
        return "/findings/" + LEDGER.ask("/api/findings?batch=" + batchId).path("items").path(0).path("filingId").asString() + "/0/0";
    }

    private void granted(String grantor, String attorneyId, String attorney, String company) {
        HttpResponse<String> response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney",
                """
                        {"grantor": {"name": "Nora %1$s"}, "issuer": {"issuerId": "%4$s", "name": "%5$s"},
                         "attorneys": [{"attorneyId": "%2$s", "name": "%3$s"}], "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-15"}
                        """
                        .formatted(surname, attorneyId, attorney, company.replaceAll("[^A-Za-z]+", "-").replaceFirst("-$", ""), company));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        LEDGER.ask("/api/findings?limit=1&minPosition=" + RunningLedger.json(response.body()).path("position").asString());
    }

    private static long said(String table) {
        return Long.parseLong(String.valueOf(database().queryForObject("select count(*) from documents." + table, Long.class)));
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void a_signature_that_was_not_covered_is_ratified_and_the_page_says_who_did_so_when_and_why() {
        granted("nora-" + surname, "peter-" + surname, "Peter " + surname, surname + " Mills, Inc.");
        String path = brought("Unni Bakke");
        go("/findings?grantor=" + surname);
        page.locator("[aria-label=Findings] tbody th > a").click();
        page.waitForURL(url -> url.endsWith(path));
        assertThat(page.locator("h1").innerText()).startsWith("Not covered: Form 4 for Nora " + surname);
        assertGoodInEveryWay(path, "a finding");

        page.locator("#remedy").selectOption("RATIFIED");
        page.getByLabel("Day on which the grantor signed that writing").fill("2024-08-12");
        page.locator("#remedy-reason").fill("She approved it in writing.");
        button("Record it").click();
        page.waitForURL(url -> url.endsWith(path + "#history"));
        assertThat(page.locator("main .notice").innerText()).contains("ratified: She approved it in writing.");
        assertThat(page.locator("h1").innerText()).as("the law stays the law").startsWith("Not covered");
        assertThat(page.locator("#steps tr").last().innerText()).contains("Ratified", "signed Aug\u00a012,\u00a02024", "admin",
                "She approved it in writing.");

        page.locator("#remedy").selectOption("WITHDRAWN");
        page.locator("#remedy-reason").fill("It was another form.");
        button("Record it").click();
        page.waitForCondition(() -> page.locator("#steps tr").last().innerText().contains("It was another form."));
        assertThat(page.locator("main .notice").count()).isZero();
        assertGoodInEveryWay(path, "a finding with its history");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_nothing_is_recorded_without_scripts_too() {
        String path = brought("Unni Holm");
        long before = said("remedy");
        expectFailures();
        withoutScripts();
        go(path);
        button("Record it").click();
        assertThat(page.locator("#remedy-fault").innerText()).contains("is required");

        page.locator("#remedy").selectOption("RATIFIED");
        page.locator("#remedy-reason").fill("So it was.");
        button("Record it").click();
        assertThat(page.locator("#signedOn-fault").innerText()).contains("is required");
        assertThat(page.locator("#remedy-reason").inputValue()).as("what was typed stays").isEqualTo("So it was.");

        page.locator("#signedOn").fill("2024-08-11");
        button("Record it").click();
        assertThat(page.locator("#signedOn-fault").innerText()).contains("is before the signature");
        assertThat(page.locator("#signedOn").getAttribute("aria-invalid")).isEqualTo("true");

        page.locator("#signedOn").fill("2024-08-12");
        page.locator("#document").fill("abc");
        button("Record it").click();
        assertThat(page.locator("#document-fault").innerText()).contains("64");

        page.locator("#document").fill("");
        page.locator("#remedy-reason").fill(" ");
        button("Record it").click();
        assertThat(page.locator("#remedy-reason-fault").innerText()).contains("is required");
        assertThat(page.locator("#identity-reason-fault").count()).isZero();
        assertThat(said("remedy")).isEqualTo(before);

        page.locator("#remedy-reason").fill("So it was.");
        button("Record it").click();
        assertThat(page.locator("main .notice").innerText()).contains("ratified: So it was.");
        assertThat(said("remedy")).isEqualTo(before + 1);
    }

    @Test
    void two_candidates_are_one_person_and_what_was_said_is_withdrawn() {
        granted("nora-" + surname, "gus-" + surname, "Gus " + surname, surname + " Mills, Inc.");
        granted("nora-" + surname, "gus-2-" + surname, "Gus " + surname, "Other " + surname);
        String path = brought("Gus " + surname);
        go(path);
        assertThat(page.locator("h1").innerText()).startsWith("Not clear");
        assertThat(page.locator("#candidates").innerText()).contains("gus-" + surname, "gus-2-" + surname);

        page.getByLabel("One id").fill("gus-" + surname);
        page.getByLabel("The other id").fill("gus-2-" + surname);
        page.getByLabel("What holds").selectOption("SAME_PERSON");
        page.locator("#identity-reason").fill("The secretary knows him.");
        button("Say who is who").click();
        page.waitForURL(url -> url.endsWith(path + "#history"));
        assertThat(page.locator("h1").innerText()).startsWith("Covered");
        assertThat(page.locator("#steps").innerText()).contains("They are one person", "The secretary knows him.", "admin");

        long before = said("identity");
        expectFailures();
        page.getByText("Say who is who", new Page.GetByTextOptions().setExact(true)).first().click();
        page.getByLabel("One id").fill("no-one-" + surname);
        page.getByLabel("The other id").fill("gus-" + surname);
        page.getByLabel("What holds").selectOption("NOT_SAME_PERSON");
        page.locator("#identity-reason").fill("They are two.");
        button("Say who is who").click();
        assertThat(page.locator("#one-fault").innerText()).contains("is not known");
        page.getByLabel("One id").fill("gus-" + surname);
        button("Say who is who").click();
        assertThat(page.locator("#one-fault").innerText()).contains("two different ids");
        assertThat(said("identity")).isEqualTo(before);

        page.getByLabel("The other id").fill("gus-2-" + surname);
        page.getByLabel("What holds").selectOption("WITHDRAWN");
        button("Say who is who").click();
        page.waitForCondition(() -> page.locator("h1").innerText().startsWith("Not clear"));
    }

    @Test
    void what_is_not_there_is_a_page_that_says_so() {
        String path = brought("Unni Lie");
        expectFailures();
        assertThat(go(path.replaceFirst("/0/0$", "/7/0"))).isEqualTo(404);
        assertThat(go(path.replaceFirst("/0/0$", "/0/3"))).isEqualTo(404);
        assertThat(go("/findings/" + "f".repeat(64) + "/0/0")).isEqualTo(404);
        assertThat(go("/findings/nothing/0/0")).isEqualTo(400);
        assertThat(go(path.replaceFirst("/0/0$", "/x/0"))).isEqualTo(400);
    }
}
