package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Someone leaves who signs for others, as the secretary meets it in a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeavingPageTest extends BrowserTest {

    private static final String PAGE = "/attorneys/lou-leaver/leaving";

    private static boolean recorded;

    @BeforeEach
    void tell() {
        synchronized (LeavingPageTest.class) {
            if (!recorded) {
                grant("left-one", "Lena Left", "\"endsWithEmployment\": true", "");
                grant("left-two", "Tim Twofold", "\"endsWithEmployment\": false",
                        ", {\"attorneyId\": \"stan-stayer\", \"name\": \"Stan Stayer\"}");
                recorded = true;
            }
        }
    }

    private static void grant(String grantor, String name, String employment, String colleague) {
        String answer = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                {"poaId": "to-lou", "grantor": {"name": "%s"}, "issuer": {"issuerId": "leaver-corp", "name": "Leaver Corp"},
                 "attorneys": [{"attorneyId": "lou-leaver", "name": "Lou Leaver", %s}%s],
                 "powers": [{"clause": "a", "forms": ["3", "4"]}], "executedOn": "2018-03-01"}
                """.formatted(name, employment, colleague), "Idempotency-Key", "leaving-" + grantor).body();
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(answer).path("position").asLong());
    }

    private String row(String grantor) {
        return page.locator("#leaving tbody tr").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(grantor))
                .innerText()
                .replaceAll("[\\s\u00a0]+", " ");
    }

    @Test
    void from_the_page_of_an_attorney_the_keyboard_leads_to_what_ends_and_to_the_form_that_records_it() {
        go("/attorneys/lou-leaver?on=2020-06-01");
        tabTo("#leaving");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains(PAGE + "?on=2020-06-01"));
        assertThat(page.locator("#instruments").innerText()).isEqualTo("2");
        assertThat(row("Lena Left")).contains("to-lou", "Leaver Corp", "3, 4", "ends", "no one", "Leaver Corp: 3, 4");
        assertThat(row("Tim Twofold")).contains("ends", "Stan Stayer").doesNotContain("Leaver Corp: ");

        tabTo("#by");
        page.keyboard().press("ArrowDown");
        tabTo("#question .primary");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("by=employment-end") && url.contains("on=2020-06-01"));
        assertThat(row("Lena Left")).contains(" ends ");
        assertThat(row("Tim Twofold")).contains(" goes on ");

        tabTo("a[href^='/record/employment-end-everywhere']");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/record/employment-end-everywhere") && url.contains("key="));
        assertThat(page.locator("#effectiveOn").inputValue()).isEqualTo("2020-06-01");
        page.locator("[data-preview]").click();
        page.waitForSelector("[data-consequences]:not([hidden])");
        assertThat(page.locator("[data-consequences]").innerText()).contains("Lou Leaver");
    }

    @Test
    void a_row_leads_to_the_resignation_from_its_instrument_with_the_fields_filled_in() {
        withoutScripts();
        go(PAGE + "?on=2020-06-01&show=alone");
        assertThat(page.locator("#leaving tbody tr").count()).isEqualTo(1);
        page.locator("#leaving a[href^='/record/resignation']").click();
        assertThat(page.locator("#attorneyId").inputValue()).isEqualTo("lou-leaver");
        assertThat(page.locator("#effectiveOn").inputValue()).isEqualTo("2020-06-01");
        go(PAGE + "?on=2020-06-01");
        for (String file : new String[]{ ".csv", ".xlsx"}) {
            APIResponse answer = page.request().get(LEDGER.address(page.locator("a[href*='leaving" + file + "']").getAttribute("href")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().get("content-disposition")).contains("leaving-lou-leaver-resignation-2020-06-01" + file);
        }
    }

    @Test
    void who_is_not_known_or_leaves_in_no_way_there_is_is_a_page_that_says_so() {
        expectFailures();
        assertThat(go("/attorneys/no-such-leaver/leaving")).isEqualTo(404);
        assertThat(go(PAGE + "?by=magic")).isEqualTo(400);
        assertThat(page.locator("main").innerText()).contains("employment-end");
        assertThat(go("/record/resignation?day=soon")).isEqualTo(400);
    }

    @Test
    void the_page_is_good_in_every_way() {
        assertGoodInEveryWay(PAGE + "?on=2020-06-01", "leaving");
    }
}
