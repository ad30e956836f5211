package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Investigations: what would have been answered without a record, looked at on pages. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvestigationsPageTest extends BrowserTest {

    private static final String CHECK = "/check?grantor=heaton&issuer=hemacare-corp&form=FORM_4&signer=stover&on=2005-06-01";

    private HeatonsStory.Records story;

    @BeforeEach
    void tell() {
        story = HeatonsStory.records();
    }

    private String path() {
        return page.url().replaceFirst("^.*?(?=/investigations)", "").replaceFirst("[?#].*$", "");
    }

    @Test
    void what_would_have_been_answered_without_a_record_is_found_from_its_page_with_the_keyboard() {
        go("/ledger/" + story.delivery());
        tabTo("a[href*='/investigations?without=']");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-investigate]");
        assertThat(page.locator("#investigation-without").inputValue()).isEqualTo(story.delivery());
        assertThat(page.locator("#investigation-grantors").inputValue()).as("everyone").isEmpty();
        tabTo("#investigation-name");
        page.keyboard().type("Was the notice delivered to JoAnn Stover?");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.matches(".*/investigations/[0-9a-f-]{36}"));
        page.waitForSelector("[data-state=OPEN]");
        String investigation = path();

        assertThat(page.locator("dl", new Page.LocatorOptions().setHasText("read from the register as known then")).count()).isEqualTo(1);
        assertThat(page.locator(".effects .changed").count()).as("her authority is otherwise").isEqualTo(1);
        assertThat(page.locator(".effects a[href='/ledger/" + story.delivery() + "']").count()).as("by the act that did it").isEqualTo(1);
        assertThat(page.locator("tbody tr").count()).as("signatures this touches").isPositive();
        assertGoodInEveryWay(investigation, "investigation");

        go(CHECK);
        assertThat(page.locator(".verdict.no").count()).as("in the ledger she may not sign").isEqualTo(1);
        go(investigation + CHECK);
        assertThat(page.locator(".verdict.yes").count()).as("without that record she may").isEqualTo(1);
        assertThat(page.locator("#receipt").count()).as("what is supposed has no receipt").isZero();

        go(investigation);
        tabTo("[data-close-investigation]");
        // In another tab it was closed meanwhile.
        Page other = context().newPage();
        other.navigate(page.url());
        other.locator("[data-close-investigation]").click();
        other.waitForSelector("[data-state=CLOSED]");
        other.close();
        page.keyboard().press("Enter");
        page.waitForSelector("[data-state=CLOSED]");
        assertThat(page.locator("[data-close-investigation]").count()).isZero();
        expectFailures();
        assertThat(go(investigation + CHECK)).as("it can be asked no more").isEqualTo(410);
        assertThat(page.locator("h1").count()).isEqualTo(1);
    }

    @Test
    void everything_is_replayed_on_request() {
        go("/investigations?without=" + story.delivery());
        page.locator("#investigation-name").fill("Everything");
        page.locator("#investigation-replay").selectOption("FULL");
        page.locator("[data-investigate] button").click();
        page.waitForURL(url -> url.matches(".*/investigations/[0-9a-f-]{36}"));
        page.waitForSelector("[data-state=OPEN]");

        assertThat(page.locator(".effects .changed").count()).isEqualTo(1);
        assertThat(page.locator("dl", new Page.LocatorOptions().setHasText("read from the register")).count()).isZero();
        page.locator("[data-close-investigation]").click();
        page.waitForSelector("[data-state=CLOSED]");
    }

    @Test
    void a_refusal_is_shown_at_its_field_and_nothing_is_opened() {
        expectFailures();
        go("/investigations?without=0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f");
        long before = page.locator("tbody tr").count();
        page.locator("[data-investigate] button").click();
        page.waitForSelector("#investigation-name-fault");

        page.locator("#investigation-name").fill("A record that never was");
        page.locator("[data-investigate] button").click();
        page.waitForSelector("#investigation-without-fault");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("investigation-without");

        page.locator("#investigation-without").fill("");
        page.locator("details summary").click();
        page.locator("#investigation-assuming")
                .fill("{\"command\": \"RecordGrantorDeath\", \"grantorId\": \"heaton\", \"on\": \"2999-01-01\"}");
        page.locator("[data-investigate] button").click();
        page.waitForSelector("#investigation-assuming-fault");
        page.locator("#investigation-assuming").fill("no command at all");
        page.locator("[data-investigate] button").click();
        page.waitForSelector("#investigation-assuming-fault");
        assertAccessible("the form of an investigation, with a fault");

        go("/investigations");
        assertThat(page.locator("tbody tr").count()).isEqualTo((int) before);
        assertThat(go("/investigations/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f")).isEqualTo(404);
        assertThat(go("/investigations/last")).isEqualTo(400);
        assertThat(go("/investigations?cursor=none")).isEqualTo(400);
    }
}
