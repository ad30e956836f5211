package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pages of a grantor, an attorney, an issuer and an instrument, what changed, and the overview. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorityPagesTest extends BrowserTest {

    private HeatonsStory.Records story;

    @BeforeEach
    void tell() {
        story = HeatonsStory.records();
    }

    @Test
    void a_grantors_page_has_the_matrix_of_the_day_and_leads_from_a_tick_to_the_reason() {
        go("/grantors/heaton?on=2005-02-05");
        assertThat(page.locator("table.matrix tbody tr").count()).isEqualTo(2);
        page.locator("table.matrix tbody tr").first().locator(".tick").nth(1).click();
        page.waitForURL(url -> url.contains("/check") && url.contains("on=2005-02-05"));
        assertThat(page.locator("#answer .badge").first().innerText()).isEqualTo("Yes");

        go("/grantors/heaton?on=2005-02-10");
        assertThat(page.locator("table.matrix tbody tr").count()).isEqualTo(1);
        go("/grantors/heaton?on=2005-02-10&knownAt=" + story.beforeTheDelivery());
        assertThat(page.locator("table.matrix tbody tr").count()).isEqualTo(2);
    }

    @Test
    void bars_and_marks_of_the_timeline_are_reached_and_explained_with_the_keyboard() {
        go("/grantors/heaton?on=2004-03-01");
        tabTo(".gantt .mark");
        assertThat(page.locator("#explain").innerText()).contains("2003");
        tabTo(".gantt .bar.revoked");
        assertThat(page.locator("#explain").innerText()).contains("David Fractor", "through February\u00a02,\u00a02005", "revoked");
        assertThat(page.locator(".gantt .bar").count()).isEqualTo(3);
        assertThat(page.locator("section[aria-labelledby=table-title] tbody tr").count()).isEqualTo(3);
    }

    @Test
    void an_instruments_page_tells_its_clauses_and_what_was_known_when() {
        go("/grantors/heaton/powers-of-attorney/exhibit-24?on=2004-03-01");
        assertThat(page.locator(".clauses li").count()).isEqualTo(3);
        assertThat(page.locator(".knowledge").count()).isEqualTo(3);
        // Stover: open at first, then lapsing, then revoked, and revoked still as corrected.
        assertThat(page.locator(".knowledge").nth(2).locator(".plot .bar").count()).isEqualTo(4);

        go("/grantors/heaton/powers-of-attorney/exhibit-24?on=2004-03-01&knownAt=" + story.beforeTheDelivery());
        assertThat(page.locator(".clauses li").count()).isEqualTo(2);
        go("/grantors/heaton/powers-of-attorney/exhibit-24?knownAt=2020-01-01");
        assertThat(page.locator(".empty").first().locator("a").count()).isEqualTo(1);
    }

    @Test
    void what_changed_names_who_lost_authority_and_by_which_act() {
        go("/difference?from.on=2005-01-01&on=2005-03-31&grantor=heaton");
        assertThat(page.locator("#lost-title + .scroll tbody tr").allInnerTexts()).hasSize(2).allMatch(row -> row.contains("Revoked"));
        assertThat(page.locator("#lost-title + .scroll tbody tr").nth(1).locator("td a").last().getAttribute("href"))
                .contains(story.delivery());
        page.locator(".swap").click();
        page.waitForURL(url -> url.contains("from.on=2005-03-31"));
        assertThat(page.locator("#gained-title + .scroll tbody tr").count()).isEqualTo(2);

        go("/difference?from.on=2005-03-01&on=2005-03-01&grantor=heaton&from.knownAt=" + story.beforeTheDelivery());
        assertThat(page.locator("#lost-title + .scroll tbody tr").innerText()).contains("JoAnn Stover");
        assertThat(page.locator("#changed-title + .scroll tbody tr").count()).isEqualTo(1);
    }

    @Test
    void files_for_spreadsheets_hold_what_the_pages_show() {
        HttpResponse<String> history = LEDGER.send(LEDGER.request("/export/history.csv?grantor=heaton").GET().build());
        assertThat(history.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(history.body().lines().filter(line -> line.contains(",stover,"))).hasSize(4);
        HttpResponse<String> difference = LEDGER
                .send(LEDGER.request("/export/difference.csv?from.on=2005-01-01&on=2005-03-31&grantor=heaton").GET().build());
        assertThat(difference.body().lines().filter(line -> line.startsWith("LOST,"))).hasSize(2);
        assertThat(LEDGER.send(LEDGER.request("/export/difference.csv?from.on=soon").GET().build()).statusCode()).isEqualTo(400);
    }

    @Test
    void the_overview_counts_what_is_in_force_and_leads_to_what_was_lost() {
        go("/?on=2004-03-01");
        assertThat(Integer.parseInt(page.locator(".figure").first().innerText().replace(",", ""))).isGreaterThanOrEqualTo(3);
        go("/?on=2005-03-01");
        page.getByText("Which, and why?").click();
        page.waitForURL(url -> url.contains("/changes") && url.contains("from=2005-01-01") && url.contains("through=2005-03-01"));
        assertThat(page.locator("table tbody tr").allInnerTexts())
                .anyMatch(row -> row.contains("David Fractor") && row.contains("Revoked"));
    }

    @Test
    void an_authority_that_nothing_ends_is_shown_as_open_on_every_page() {
        JsonNode grant = RunningLedger.json(LEDGER.tell("grantors/duesenberg/powers-of-attorney", """
                {"poaId": "open-one", "grantor": {"name": "Mark Duesenberg"}, "issuer": {"issuerId": "ferro", "name": "Ferro Corporation"},
                 "attorneys": [{"attorneyId": "katherine-kwiat", "name": "Katherine Kwiat"}],
                 "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2008-10-01"}
                """, "Idempotency-Key", "an-open-authority").body());
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + grant.path("position").asLong());

        for (String path : new String[]{ "/grantors/duesenberg", "/attorneys/katherine-kwiat", "/issuers/ferro",
                "/grantors/duesenberg/powers-of-attorney/open-one", "/check?grantor=duesenberg&form=4",
                "/difference?grantor=duesenberg&from.on=2008-09-30&on=2008-10-01", "/grantors/duesenberg/replay"}) {
            assertThat(go(path)).as(path).isEqualTo(200);
            assertThat(page.locator("article").innerText()).as(path).contains("Kwiat");
        }
    }

    @Test
    void the_overview_shows_the_status_of_the_ledger() {
        go("/");
        assertThat(page.locator("section[aria-labelledby=state-title] li a").all()).extracting(link -> link.getAttribute("href"))
                .containsExactly("/dead-letters", "/log/checkpoint");
        assertThat(page.locator("section[aria-labelledby=state-title] strong.bad").count()).isZero();
        page.locator("a[href='/dead-letters']").click();
        assertThat(page.locator("article .empty").count()).as("no record waits").isEqualTo(1);
        assertAccessible("records that wait");
    }

    @Test
    void an_unknown_id_is_reported_with_a_search() {
        expectFailures();
        for (String path : new String[]{ "/grantors/no-one-at-all", "/attorneys/no-one-at-all", "/issuers/no-one-at-all",
                "/grantors/heaton/powers-of-attorney/none"}) {
            assertThat(go(path)).as(path).isEqualTo(404);
            assertThat(page.locator("#search-again").count()).isEqualTo(1);
        }
        assertThat(go("/grantors/heaton?cursor=none")).isEqualTo(400);
        assertThat(go("/grantors/he%20aton")).isEqualTo(400);
        assertThat(go("/difference?from.on=2005-02-30")).isEqualTo(400);
        assertThat(go("/difference?cursor=none")).isEqualTo(400);
    }

    @Test
    void the_page_of_a_grantor_is_good_in_every_way() {
        assertGoodInEveryWay("/grantors/heaton?on=2004-03-01", "grantor");
    }

    @Test
    void the_page_of_an_instrument_is_good_in_every_way() {
        assertGoodInEveryWay("/grantors/heaton/powers-of-attorney/exhibit-24?on=2004-03-01", "instrument");
    }

    @Test
    void the_pages_of_an_attorney_and_an_issuer_are_good_in_every_way() {
        assertGoodInEveryWay("/attorneys/irving?on=2004-03-01", "attorney");
        assertGoodInEveryWay("/issuers/hemacare-corp?on=2004-03-01", "issuer");
    }

    @Test
    void what_changed_is_good_in_every_way() {
        assertGoodInEveryWay("/difference?from.on=2005-01-01&on=2005-03-31&grantor=heaton", "difference");
    }

    @Test
    void what_began_or_ended_is_sorted_by_date_limited_and_good_in_every_way() {
        go("/changes?from=2003-01-01&through=2005-12-31&grantor=heaton");
        assertThat(page.locator("#total").innerText()).isEqualTo("3");
        page.locator("#change").selectOption("ended");
        page.locator("article .primary").click();
        page.waitForURL(url -> url.contains("change=ended"));
        assertThat(page.locator("table tbody tr").allInnerTexts()).hasSize(2).first().asString().contains("David Fractor");
        page.locator("th[aria-sort] a").click();
        page.waitForURL(url -> url.contains("sort=-date"));
        assertThat(page.locator("table tbody tr").first().innerText()).contains("JoAnn Stover");
        page.locator("#knownAt").fill(story.beforeTheDelivery());
        page.locator(".asof .go").click();
        page.waitForURL(url -> url.contains("knownAt=") && url.contains("sort=-date") && url.contains("change=ended"));
        assertThat(page.locator("table tbody tr").allInnerTexts()).singleElement().asString().contains("David Fractor");
        assertGoodInEveryWay("/changes?from=2003-01-01&through=2005-12-31&grantor=heaton", "changes");
    }

    @Test
    void the_overview_is_good_in_every_way() {
        assertGoodInEveryWay("/?on=2005-03-01", "overview");
    }
}
