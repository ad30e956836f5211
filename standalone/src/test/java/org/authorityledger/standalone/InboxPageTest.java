package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The inbox for people: papers come in, and what they propose is read beside their text and decided about. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InboxPageTest extends BrowserTest {

    /** A name of this test alone, of letters only. */
    private final String name = "Lena " + letters(UUID.randomUUID().toString());

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder("Q");
        text.chars().filter(c -> c != '-').limit(10).forEach(c -> letters.append((char) ('a' + Character.digit(c, 16))));
        return letters.toString();
    }

    private String paper(String company) {
        return "POWER OF ATTORNEY\n\nI, " + name + ", hereby appoint Peter " + name.substring(5)
                + " as my attorney-in-fact to sign and file Forms 3, 4 "
                + "and 5" + (company.isEmpty() ? "" : " as to the securities of " + company) + ".\n\nDated: March 15, 2017\n\n/s/ " + name
                + "\n" + name
                + "\n";
    }

    private String path() {
        return page.url().substring(LEDGER.address("").length()).replaceFirst("#.*", "");
    }

    private void paste(String text) {
        go("/inbox");
        page.locator("#text").fill(text);
        page.getByText("Read the text").click();
        page.waitForURL(url -> url.contains("/documents/"));
    }

    @Test
    void a_file_is_read_its_evidence_is_marked_in_the_text_and_it_is_accepted() {
        go("/inbox");
        page.locator("#file").setInputFiles(new FilePayload("power.txt", "text/plain",
                paper("Vellum " + name.substring(5) + " Inc.").getBytes(StandardCharsets.UTF_8)));
        page.getByText("Read the file").click();
        page.waitForURL(url -> url.contains("/documents/"));
        assertThat(page.locator("h1").innerText()).isEqualTo("power.txt");
        page.locator(".results a").click();
        page.waitForURL(url -> url.contains("/inbox/"));

        assertThat(page.locator("h1").innerText()).isEqualTo("Grant of " + name);
        assertThat(page.locator(".paper mark").allInnerTexts()).anyMatch(text -> text.contains("Peter " + name.substring(5)));
        Locator evidence = page.locator(".read a").filter(new Locator.FilterOptions().setHasText("Peter " + name.substring(5))).first();
        evidence.click();
        page.waitForCondition(() -> page.url().contains("#evidence-"));
        assertThat(page.locator("section[aria-labelledby=open-title] h2").innerText()).isEqualTo("Nothing is open");
        go("/inbox");
        page.locator("tbody a").first().click();
        page.waitForURL(url -> url.contains("/inbox/"));
        assertGoodInEveryWay(path(), "a proposal");
        page.getByText("Accept", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForCondition(() -> page.locator(".notice.good").count() == 1);
        assertThat(page.locator(".notice.good").innerText()).contains("Accepted by admin");
        page.getByText("Its record").click();
        page.waitForURL(url -> url.contains("/ledger/"));
        assertThat(page.locator("main").innerText()).contains(name);
    }

    @Test
    void without_scripts_what_is_open_is_decided_field_by_field() {
        withoutScripts();
        go("/inbox");
        page.locator("#file")
                .setInputFiles(new FilePayload("C:\\papers\\open.txt", "text/plain", paper("").getBytes(StandardCharsets.UTF_8)));
        page.getByText("Read the file").click();
        page.waitForURL(url -> url.contains("/documents/"));
        page.locator(".results a").click();
        page.waitForURL(url -> url.contains("/inbox/"));
        assertThat(page.locator("fieldset legend").allInnerTexts()).containsExactly("Company");

        expectFailures();
        page.getByText("Accept", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector("#refused");
        assertThat(page.locator(".fault").innerText()).contains("Decide this first");
        page.getByLabel("Company: what holds").fill("Parchment " + name.substring(5) + " Inc.");
        page.getByText("Accept", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector(".notice.good");

        go("/inbox?party=" + name.substring(5) + "&state=ACCEPTED");
        assertThat(page.locator("tbody tr").count()).isOne();
        assertThat(page.locator("tbody").innerText()).contains(name, "Accepted", "by admin");
    }

    @Test
    void one_is_rejected_with_a_reason_and_several_by_a_filter() {
        paste(paper("Ochre " + name.substring(5) + " Inc."));
        page.locator(".results a").click();
        page.waitForURL(url -> url.contains("/inbox/"));
        page.getByLabel("Why it is rejected").fill("not signed");
        page.getByText("Reject", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForCondition(() -> page.locator("main .notice").innerText().contains("not signed"));

        paste(paper("Umber " + name.substring(5) + " Inc."));
        paste(paper(""));
        go("/inbox?party=" + name.substring(5));
        assertThat(page.locator("tbody tr").count()).isEqualTo(2);
        assertGoodInEveryWay(path(), "the inbox");
        page.getByText("Decide about all of these").click();
        page.getByText("Accept all of these").click();
        page.waitForSelector("#done");
        assertThat(page.locator("#done").innerText()).contains("Accepted: 1.").contains("refused: 1.");
        assertThat(page.locator("tbody tr").count()).isOne();
    }

    @Test
    void a_text_that_is_no_power_says_so_and_what_is_not_there_is_a_page() {
        paste("Minutes of a meeting of " + name + ". Nothing was decided.");
        assertThat(page.locator("main").innerText()).contains("Nothing:");
        assertGoodInEveryWay(path(), "a document");
        expectFailures();
        go("/inbox/01900000-0000-7000-8000-000000000000");
        assertThat(page.locator("main").innerText()).contains("There is no proposal with this id.");
        go("/documents/" + "0".repeat(64));
        assertThat(page.locator("main").innerText()).contains("No document with this SHA-256 is kept.");
        go("/inbox?state=OPEN");
        assertThat(page.locator("main").innerText()).contains("state");
    }

    @Test
    void the_page_of_the_instrument_leads_to_the_document() {
        paste(paper("Sepia " + name.substring(5) + " Inc."));
        String document = page.url().substring(page.url().lastIndexOf('/') + 1);
        page.locator(".results a").click();
        page.getByText("Accept", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector(".notice.good");
        go("/inbox?party=" + name.substring(5) + "&state=ACCEPTED");
        page.locator("tbody a").click();
        page.getByText("Its record").click();
        page.waitForURL(url -> url.contains("/ledger/"));
        page.locator("main a[href*='powers-of-attorney']").first().click();
        page.waitForURL(url -> url.contains("powers-of-attorney"));

        assertThat(page.locator("main a[href='/documents/" + document + "']").count()).isPositive();
        page.getByText("Its document", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("main details .paper").innerText()).contains("POWER OF ATTORNEY",
                "hereby appoint Peter " + name.substring(5));
        assertGoodInEveryWay(path(), "an instrument with its text");
    }
}
