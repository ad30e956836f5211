package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ledger, one event of it, and a grantor's life step by step. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerPageTest extends BrowserTest {

    private static final String HEATONS = "/ledger?grantor=heaton";
    private static final String REPLAY = "/grantors/heaton/replay";

    private HeatonsStory.Records story;

    @BeforeEach
    void tell() {
        story = HeatonsStory.records();
    }

    /** Records something of a grantor, and waits until it can be asked for: until then the page knows no such grantor. */
    private void record(String grantor) {
        HttpResponse<String> recorded = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney",
                """
                        {"grantor": {"name": "Live Grantor"}, "issuer": "ANY", "attorneys": [{"attorneyId": "live-attorney", "name": "Live Attorney"}],
                         "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-01"}
                        """);
        assertThat(recorded.statusCode()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(recorded.body()).path("position").asLong());
    }

    private int rows() {
        return page.locator("#feed > li").count();
    }

    private void awaitRows(int count) {
        page.waitForCondition(() -> rows() == count);
    }

    private void awaitLive() {
        page.waitForSelector(".live[data-mode=on]");
    }

    @Test
    void events_are_shown_newest_first_and_filtered_by_the_address() {
        go(HEATONS);
        assertThat(rows()).isEqualTo(6);
        assertThat(page.locator("#feed > li strong").first().innerText()).isEqualTo("Power of attorney corrected");
        assertThat(page.locator("#feed > li strong").last().innerText()).isEqualTo("Power of attorney granted");
        assertThat(page.locator("#grantor").inputValue()).isEqualTo("Andrew Heaton");

        go(HEATONS + "&type=GrantorCeasedReporting");
        assertThat(rows()).isEqualTo(2);
        go(HEATONS + "&text=SIX-MONTH+tail");
        assertThat(rows()).isEqualTo(1);
        go(HEATONS + "&text=effectiveOn");
        assertThat(rows()).as("names of fields are no text").isZero();
        go(HEATONS + "&recorder=admin&attorney=fractor");
        assertThat(rows()).isPositive();
        go(HEATONS + "&recorder=no-one");
        assertThat(rows()).isZero();
        go(HEATONS + "&from=2020-01-01&to=2020-12-31");
        assertThat(rows()).isZero();
        go(HEATONS + "&knownAt=" + story.beforeTheDelivery());
        assertThat(rows()).isEqualTo(4);
        assertThat(page.locator(".live").count()).as("what was known then does not go on").isZero();
    }

    @Test
    void a_name_that_is_typed_becomes_an_address_that_stays() {
        JsonNode grant = RunningLedger.json(LEDGER.tell("grantors/quaverley/powers-of-attorney", """
                {"poaId": "only-one", "grantor": {"name": "Quincy Quaverley"}, "issuer": {"issuerId": "aar", "name": "AAR CORP"},
                 "attorneys": [{"attorneyId": "the-only-one", "name": "Wilhelmina Onlyone"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2008-10-01"}
                """, "Idempotency-Key", "a-name-of-its-own").body());
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + grant.path("position").asLong());

        assertThat(go("/ledger?attorney=Wilhelmina+Onlyone")).isEqualTo(200);
        assertThat(page.url()).contains("attorney=the-only-one").doesNotContain("Wilhelmina");
    }

    @Test
    void older_events_are_a_page_away() {
        for (int i = 0; i < 52; i++) {
            record("paged-" + i);
        }
        page.waitForCondition(() -> {
            go("/ledger?text=Live+Attorney");
            return rows() == 50;
        });
        page.getByText("Older", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL(url -> url.contains("cursor="));
        assertThat(rows()).isPositive();
        page.getByText("Newest", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        page.waitForURL(url -> !url.contains("cursor="));
    }

    @Test
    void what_is_recorded_arrives_by_itself_and_waits_while_paused() {
        record("live-1");
        page.waitForCondition(() -> {
            go("/ledger?grantor=live-1");
            return rows() == 1;
        });
        awaitLive();
        record("live-1");
        awaitRows(2);

        page.locator("[data-live-toggle]").focus();
        page.keyboard().press("Enter");
        record("live-2");
        record("live-1");
        page.waitForCondition(() -> page.locator("[data-live-toggle]").innerText().contains("1"));
        record("live-1");
        page.waitForCondition(() -> page.locator("[data-live-toggle]").innerText().contains("2"));
        assertThat(rows()).isEqualTo(2);
        page.keyboard().press("Enter");
        awaitRows(4);
        assertAccessible("the ledger after events arrived");
    }

    @Test
    void an_event_tells_what_it_changed_in_one_click() {
        go(HEATONS + "&type=RevocationDelivered");
        page.getByText("What it changed").click();
        page.waitForURL(url -> url.contains("/ledger/" + story.delivery()));
        assertThat(page.locator(".effects li.changed").count()).isEqualTo(1);
        assertThat(page.locator(".effects").innerText()).contains("JoAnn Stover");
        assertThat(page.locator(".facts").first().innerText()).contains("exhibit-24", "February\u00a010,\u00a02005");
        page.locator("a[rel=next]").click();
        page.waitForURL(url -> !url.contains(story.delivery()));
        assertThat(page.locator("a[href^='/api/proof/inclusion?recordId=']").count()).isEqualTo(1);
    }

    @Test
    void an_event_as_of_a_moment_before_it_says_so() {
        go("/ledger/" + story.delivery() + "?knownAt=" + story.beforeTheDelivery());
        assertThat(page.locator(".effects").count()).isZero();
        assertThat(page.locator("article .notice").count()).isEqualTo(1);
    }

    @Test
    void a_life_is_stepped_through_with_the_keyboard_alone() {
        go(REPLAY + "?step=1");
        assertThat(page.locator("tr.gained").count()).isEqualTo(3);
        page.keyboard().press("ArrowRight");
        page.waitForURL(url -> url.contains("step=2"));
        page.waitForCondition(() -> page.locator("tr.changed").count() == 1);
        page.keyboard().press("End");
        page.waitForURL(url -> url.contains("step=6"));
        page.keyboard().press("ArrowLeft");
        page.waitForURL(url -> url.contains("step=5"));
        page.waitForCondition(() -> page.locator(".effects").innerText().contains("JoAnn Stover"));
        page.keyboard().press("Home");
        page.waitForURL(url -> url.contains("step=1"));
        page.waitForCondition(() -> page.locator("#step-first").count() == 0);
        page.goBack();
        page.waitForURL(url -> url.contains("step=5"));
        // The browser may fetch again what it goes back to.
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    @Test
    void a_life_is_stepped_through_without_scripts() {
        withoutScripts();
        go(REPLAY);
        assertThat(page.locator("#step-count").innerText()).contains("6");
        page.locator("#step-back").click();
        assertThat(page.url()).contains("step=5");
        page.locator("#mark-1").click();
        assertThat(page.locator("tr.gained").count()).isEqualTo(3);
    }

    @Test
    void what_is_not_there_or_not_a_number_is_reported_on_a_page() {
        expectFailures();
        assertThat(go("/ledger/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f")).isEqualTo(404);
        assertThat(go("/ledger/not-a-record")).isEqualTo(400);
        assertThat(go("/ledger?type=PowerOfAttorneyForgotten")).isEqualTo(400);
        assertThat(go("/ledger?from=2004-13-01")).isEqualTo(400);
        assertThat(go("/ledger?from=2004-02-01&to=2004-01-01")).isEqualTo(400);
        assertThat(go("/ledger?cursor=x")).isEqualTo(400);
        assertThat(go("/ledger?colour=red")).isEqualTo(400);
        assertThat(go("/ledger?text=" + "x".repeat(201))).isEqualTo(400);
        assertThat(go("/grantors/no-one-at-all/replay")).isEqualTo(404);
        assertThat(go(REPLAY + "?step=0")).isEqualTo(400);
        assertThat(go(REPLAY + "?step=7")).isEqualTo(400);
        assertThat(go(REPLAY + "?step=x")).isEqualTo(400);
        assertThat(go("/ledger?grantor=no+one+at+all")).isEqualTo(400);
        assertThat(page.locator("#grantor-fault").count()).isEqualTo(1);
        assertAccessible("a filter without a match");
    }

    @Test
    void they_are_good_in_every_way() {
        assertGoodInEveryWay(HEATONS, "ledger");
        assertGoodInEveryWay("/ledger/" + story.delivery(), "event");
        assertGoodInEveryWay(REPLAY + "?step=2", "replay");
    }
}
