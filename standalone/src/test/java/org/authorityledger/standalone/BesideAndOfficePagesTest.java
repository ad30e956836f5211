package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One attorney beside another, an office with its holders, and the glossary, as the secretary meets them in a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BesideAndOfficePagesTest extends BrowserTest {

    private static final String BESIDE = "/attorneys/nora-north/beside?other=sid-south&on=2020-06-01";
    private static final String OFFICE = "/offices/north-treasurer?on=2020-06-01";

    private static boolean recorded;

    @BeforeEach
    void tell() {
        synchronized (BesideAndOfficePagesTest.class) {
            if (!recorded) {
                grant("beside-both", "Bea Both", "{\"attorneyId\": \"nora-north\", \"name\": \"Nora North\"}, "
                        + "{\"attorneyId\": \"sid-south\", \"name\": \"Sid South\"}");
                grant("beside-one", "Oda Only", "{\"attorneyId\": \"nora-north\", \"name\": \"Nora North\"}");
                grant("beside-office", "Olga Office",
                        "{\"attorneyId\": \"north-treasurer\", \"name\": \"Treasurer of North\", \"office\": true}");
                held("nora-north", "Nora North", "2019-01-01", ", \"until\": \"2020-03-01\"");
                held("sid-south", "Sid South", "2020-03-01", "");
                recorded = true;
            }
        }
    }

    private static void grant(String grantor, String name, String attorneys) {
        recordAndWait("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "to-them", "grantor": {"name": "%s"}, "issuer": {"issuerId": "north-corp", "name": "North Corp"},
                 "attorneys": [%s], "powers": [{"clause": "a", "forms": ["3", "4"]}], "executedOn": "2018-03-01"}
                """.formatted(name, attorneys), "beside-" + grantor);
    }

    private static void held(String holder, String name, String from, String until) {
        recordAndWait("grantors/beside-office/powers-of-attorney/to-them/incumbencies", """
                {"officeId": "north-treasurer", "holder": {"attorneyId": "%s", "name": "%s"}, "from": "%s"%s}
                """.formatted(holder, name, from, until), "beside-held-" + holder);
    }

    private static void recordAndWait(String path, String body, String key) {
        String answer = LEDGER.tell(path, body, "Idempotency-Key", key).body();
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(answer).path("position").asLong());
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\u00a0]+", " ");
    }

    @Test
    void from_the_page_of_an_attorney_the_keyboard_leads_to_the_comparison_with_another() {
        go("/attorneys/nora-north?on=2020-01-01");
        tabTo("#beside");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/attorneys/nora-north/beside?on=2020-01-01"));
        page.locator("#other").fill("sid sou");
        page.waitForSelector("#question [role=option]");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        tabTo("#question .primary");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("other=sid-south") && url.contains("on=2020-01-01"));
        // Nora holds the office on that day, and so may sign for its grantor too.
        assertThat(page.locator("#both").innerText()).isEqualTo("1");
        assertThat(page.locator("#only-one").innerText()).isEqualTo("2");
        assertThat(plain(page.locator("#beside tbody tr").first().innerText())).contains("Bea Both", "3, 4 since Mar 1, 2018 by to-them");
    }

    @Test
    void a_name_is_enough_without_scripts_and_the_choice_of_what_differs_is_in_the_address() {
        withoutScripts();
        go("/attorneys/nora-north/beside?on=2020-06-01");
        page.locator("#other").fill("Sid South");
        page.locator("#show").selectOption("different");
        page.locator("#question .primary").click();
        page.waitForURL(url -> url.contains("other=sid-south") && url.contains("show=different"));
        List<String> rows = page.locator("#beside tbody tr").allInnerTexts().stream().map(BesideAndOfficePagesTest::plain).toList();
        assertThat(rows).hasSize(2).noneMatch(row -> row.contains("Bea Both")).anyMatch(row -> row.contains("Oda Only"))
                .anyMatch(row -> row.contains("Olga Office") && row.contains("officeholder for Treasurer of North"));
    }

    @Test
    void an_office_shows_who_held_it_on_the_day_and_the_steps_of_the_bar_lead_from_holder_to_holder() {
        go("/offices?on=2020-01-01");
        page.locator("tbody th a").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Treasurer of North")).first()
                .click();
        page.waitForURL(url -> url.contains("/offices/north-treasurer?on=2020-01-01"));
        assertThat(plain(page.locator("#present").innerText())).contains("Nora North").doesNotContain("Sid South");
        tabTo("#change-after");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("on=2020-03-01"));
        page.waitForCondition(() -> plain(page.locator("#present").innerText()).contains("Sid South"));
        assertThat(plain(page.locator("#holders").innerText())).contains("Nora North Jan 1, 2019 Feb 29, 2020 Left the office");
        assertThat(plain(page.locator("#instruments tbody").innerText())).contains("to-them", "Olga Office", "North Corp", "Sid South");
        page.locator("#instruments a[href^='/record/incumbency']").click();
        page.waitForURL(url -> url.contains("/record/incumbency") && url.contains("key="));
        assertThat(page.locator("h1").innerText()).isEqualTo("Someone took an office");
    }

    @Test
    void a_cause_leads_to_the_glossary_where_its_row_is_marked_and_a_filter_finds_others() {
        go(OFFICE);
        page.locator("#holders a.term").first().click();
        page.waitForURL(url -> url.endsWith("/glossary#term-left_office") || url.endsWith("/glossary#term-left-office"));
        assertThat(plain(page.locator("tr:target, tr:has(:target)").innerText())).contains("LEFT_OFFICE", "The holder had left the office");
        page.locator("#q").fill("joint signature");
        page.waitForURL(url -> url.contains("q=joint"));
        page.waitForCondition(() -> page.locator("#terms tbody tr").count() < 20);
        assertThat(page.locator("#terms").innerText()).contains("JOINT_SIGNATURE_REQUIRED");
        page.locator("#q").fill("zyzzyva");
        page.waitForSelector("#terms .empty a");
    }

    @Test
    void a_refused_form_leads_to_the_row_about_the_refusal() {
        expectFailures();
        go("/record/revocation?grantor=beside-one");
        page.waitForURL(url -> url.contains("key="));
        page.locator("#signedOn").fill("2018-02-28");
        page.locator("[data-preview]").click();
        page.waitForSelector("#refusal-explained");
        assertThat(page.locator("#refusal-explained").getAttribute("href")).isEqualTo("/glossary#term-signed-before-executed");
    }

    @Test
    void what_is_no_attorney_or_office_is_a_page_that_says_so_and_leads_to_the_row_about_it() {
        expectFailures();
        assertThat(go("/offices/nora-north")).isEqualTo(404);
        assertThat(page.locator("#explained").getAttribute("href")).isEqualTo("/glossary#term-unknown-office");
        assertThat(go("/attorneys/no-such-one/beside")).isEqualTo(404);
        assertThat(go("/attorneys/nora-north/beside?other=nora-north")).isEqualTo(400);
        assertThat(page.locator("#other-fault").innerText()).contains("Name someone else");
    }

    @Test
    void the_pages_are_good_in_every_way_and_at_390_and_1280_pixels() {
        assertGoodInEveryWay(BESIDE, "beside");
        assertGoodInEveryWay(OFFICE, "office");
        assertGoodInEveryWay("/glossary?q=office", "glossary");
        assertGoodInEveryWay("/attorneys/nora-north/beside", "beside-whom");
        for (int width : List.of(1280, 390)) {
            page.setViewportSize(width, 844);
            for (String path : List.of(BESIDE, OFFICE, "/glossary")) {
                go(path);
                assertNotWiderThanTheWindow(path + " at " + width);
                screenshot("at-" + width + path.replaceAll("[^a-z]+", "-"));
            }
        }
        page.setViewportSize(1440, 900);
    }
}
