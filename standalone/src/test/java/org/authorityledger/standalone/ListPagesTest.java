package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The lists, the search and the reports, as someone meets them in a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListPagesTest extends BrowserTest {

    private static final List<String> LISTS = List.of("/grantors", "/attorneys", "/issuers", "/instruments", "/signatories", "/offices");

    @BeforeEach
    void tell() {
        HeatonsStory.records();
        Recorded.expiring();
    }

    /** What Heaton's story lacks, recorded once. */
    private static final class Recorded {

        private static boolean recorded;

        static synchronized void expiring() {
            if (recorded) {
                return;
            }
            LEDGER.tell("grantors/listed-lea/powers-of-attorney", """
                    {"poaId": "expires-in-june", "grantor": {"name": "Lea Listed", "cik": "777001"},
                     "issuer": {"issuerId": "ferro", "name": "Ferro Corporation"},
                     "attorneys": [{"attorneyId": "katherine-kwiat", "name": "Katherine Kwiat"},
                                   {"attorneyId": "treasurer", "name": "The Treasurer of Ferro", "office": true}],
                     "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2009-01-01", "expiresOn": "2009-06-30"}
                    """, "Idempotency-Key", "listed-lea");
            LEDGER.tell("grantors/listed-lea/powers-of-attorney/expires-in-june/incumbencies", """
                    {"officeId": "treasurer", "holder": {"attorneyId": "tom-treasurer", "name": "Tom Treasurer"}, "from": "2009-02-01"}
                    """, "Idempotency-Key", "listed-tom");
            String last = LEDGER.tell("grantors/listed-fund/signatories", """
                    {"grantor": {"name": "The Listed Fund"}, "signatory": {"partyId": "gina-partner", "name": "Gina Partner"},
                     "capacity": "GENERAL_PARTNER", "from": "2009-01-01"}
                    """, "Idempotency-Key", "listed-gina").body();
            LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(last).path("position").asLong());
            recorded = true;
        }
    }

    @Test
    void what_expires_is_chosen_sorted_and_kept_in_the_address_with_the_keyboard_alone() {
        go("/?on=2009-06-01");
        page.getByText("Which instruments?").click();
        page.waitForURL(url -> url.contains("/instruments?show=expiring-90") && url.contains("on=2009-06-01"));
        assertThat(page.locator("tbody tr").first().innerText()).contains("expires-in-june", "Lea Listed", "in force", "no");
        tabTo("#list-show");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        tabTo("#question .primary");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("show=expiring-30") && url.contains("on=2009-06-01"));
        assertThat(page.locator("#total").innerText()).isEqualTo("1");

        go("/instruments");
        page.locator("thead a").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Signed")).click();
        page.waitForURL(url -> url.contains("sort=signed"));
        assertThat(page.locator("th[aria-sort=ascending]").innerText()).contains("Signed");
    }

    @Test
    void every_list_works_without_scripts_and_leads_to_its_files() {
        withoutScripts();
        for (String list : LISTS) {
            assertThat(go(list + "?on=2009-03-01")).as(list).isEqualTo(200);
            assertThat(page.locator("nav.lists a[aria-current=page]").count()).as(list).isEqualTo(1);
            assertThat(page.locator("tbody tr").count()).as(list).isPositive();
            for (String file : List.of(".csv", ".xlsx")) {
                String href = page.locator("a[href*='" + file + "']").getAttribute("href");
                APIResponse answer = page.request().get(LEDGER.address(href));
                assertThat(answer.status()).as(href).isEqualTo(200);
                assertThat(answer.headers().get("content-disposition")).contains(list.substring(1) + "-2009-03-01" + file);
            }
        }
    }

    @Test
    void the_pages_of_a_grantor_and_an_issuer_and_the_changes_lead_to_a_report_that_prints() {
        for (String path : List.of("/grantors/heaton?on=2004-03-01", "/issuers/ferro", "/changes?from=2005-01-01&through=2005-03-31")) {
            go(path);
            for (String kind : List.of("/api/reports/", ".xlsx")) {
                String href = page.locator("a[href*='" + kind + "'][href*='reports/']").first().getAttribute("href");
                APIResponse answer = page.request().get(LEDGER.address(href));
                assertThat(answer.status()).as(href).isEqualTo(200);
                assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .startsWith(kind.equals(".xlsx") ? "PK" : "%PDF");
            }
        }
    }

    @Test
    void a_number_or_an_id_is_found_beside_names() {
        go("/search?q=777001");
        page.getByText("Lea Listed").click();
        page.waitForURL(url -> url.contains("/grantors/listed-lea"));
        go("/search?q=expires-in");
        assertThat(page.locator("section[aria-labelledby=found-instruments] li").innerText()).contains("expires-in-june", "Lea Listed");
        go("/search?q=listed");
        assertThat(page.locator("#found h2").allInnerTexts()).contains("Grantors");
    }

    @Test
    void what_a_list_does_not_have_is_a_page_that_says_so() {
        expectFailures();
        assertThat(go("/instruments?show=lost")).isEqualTo(400);
        assertThat(page.locator("main").innerText()).contains("show", "in-force");
        assertThat(go("/api/reports/issuer?issuer=no-such-issuer")).isEqualTo(404);
    }

    @Test
    void lists_and_search_are_good_in_every_way() {
        for (String list : LISTS) {
            assertGoodInEveryWay(list + "?on=2009-03-01", "list-" + list.substring(1));
        }
        assertGoodInEveryWay("/instruments?show=ended&on=2009-07-01", "list-ended");
        assertGoodInEveryWay("/search?q=listed", "search-listed");
        for (int width : List.of(1280, 390)) {
            page.setViewportSize(width, 844);
            for (String path : List.of("/instruments?on=2009-03-01", "/grantors?on=2009-03-01", "/offices?on=2009-03-01",
                    "/grantors/heaton",
                    "/search?q=listed", "/signatories?on=2009-03-01")) {
                go(path);
                screenshot("at-" + width + path.replaceAll("[^a-z]+", "-"));
            }
            go("/instruments?on=2009-03-01");
            Object hidden = page.evaluate(
                    """
                            () => Math.max(0, ...[...document.querySelectorAll('table')].map(table =>
                              table.getBoundingClientRect().right - Math.min(table.parentElement.getBoundingClientRect().right + 1, innerWidth)))""");
            if (width == 1280) {
                assertThat(((Number) hidden).doubleValue()).isLessThanOrEqualTo(0.5);
            } else {
                assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).isEqualTo(0);
            }
        }
        page.setViewportSize(1440, 900);
    }
}
