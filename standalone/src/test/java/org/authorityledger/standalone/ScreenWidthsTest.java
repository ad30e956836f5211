package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** On a laptop, on paper and on a telephone, everything that matters is seen. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScreenWidthsTest extends BrowserTest {

    private static final String DIFFERENCE = "/difference?from.on=2005-01-01&on=2005-03-31&grantor=";

    @BeforeEach
    void record() {
        HeatonsStory.records();
        String response = LEDGER.tell("grantors/maximiliana/powers-of-attorney", """
                {"poaId": "maximiliana-von-und-zu-limited-power-of-attorney-2005", "executedOn": "2005-01-15",
                 "grantor": {"name": "Maximiliana Constantina von und zu Hohenfelsberg-Schwarzenau"},
                 "issuer": {"issuerId": "amalgamated", "name": "Amalgamated International Pharmaceutical Holdings Corporation"},
                 "attorneys": [{"attorneyId": "alexandrina", "name": "Alexandrina Featherstonehaugh-Cholmondeley"},
                               {"attorneyId": "bartholomew", "name": "Bartholomew Throckmorton-Wolverhampton III"}],
                 "powers": [{"clause": "a", "forms": ["3", "4", "5", "144", "SCHEDULE 13D", "SCHEDULE 13G", "ID"]}],
                 "expiresOn": "2005-03-15"}
                """, "Idempotency-Key", "a-long-name").body();
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(response).path("position").asLong());
    }

    private static List<String> pages() {
        return List.of(DIFFERENCE + "heaton",
                "/difference?from.on=2005-01-01&on=2005-02-01&grantor=maximiliana",
                "/changes?from=2005-01-01&through=2005-12-31&grantor=maximiliana",
                "/changes?from=2003-01-01&through=2005-12-31&grantor=heaton");
    }

    /** How far the tables of a page are wider than what is seen of them. */
    private Object hidden() {
        return page.evaluate("""
                () => Math.max(0, ...[...document.querySelectorAll('table')].map(table =>
                  table.getBoundingClientRect().right - Math.min(table.parentElement.getBoundingClientRect().right + 1, innerWidth)))""");
    }

    @Test
    void at_1280_pixels_the_last_column_of_what_changed_is_seen() {
        for (String path : pages()) {
            page.setViewportSize(1280, 800);
            go(path);
            assertThat(page.locator("tbody tr").count()).as(path).isPositive();
            assertThat(((Number) hidden()).doubleValue()).as(path).isLessThanOrEqualTo(0.5);
            if (path.equals(DIFFERENCE + "heaton")) {
                assertThat(page.locator("#lost-title + .scroll tbody tr").first().locator("td").last().boundingBox().x)
                        .as("the act by which it was lost").isLessThan(1280);
                screenshot("difference-1280-light");
            }
        }
    }

    @Test
    void on_paper_the_last_column_of_what_changed_is_seen() {
        page.setViewportSize(1280, 800);
        for (String path : pages()) {
            go(path);
            // A sheet of letter size with margins of half an inch.
            page.setViewportSize(720, 960);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(((Number) hidden()).doubleValue()).as(path).isLessThanOrEqualTo(0.5);
            screenshot("printed-" + (path.contains("changes") ? "changes" : "difference"));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            page.setViewportSize(1280, 800);
        }
    }

    @Test
    void at_390_pixels_what_surrounds_a_page_takes_a_fifth_of_the_screen_at_most_and_unfolds() {
        page.setViewportSize(390, 844);
        for (String path : List.of("/", "/?on=2004-03-01", "/check?grantor=heaton&form=FORM_4&on=2004-03-01", "/difference?grantor=heaton",
                "/ledger", "/grantors/heaton?on=2004-03-01")) {
            go(path);
            double main = ((Number) page.evaluate("document.querySelector('main').getBoundingClientRect().top")).doubleValue();
            assertThat(main).as(path).isLessThanOrEqualTo(844 / 5.0);
            assertNotWiderThanTheWindow(path);
        }
        assertThat(page.locator("#on").isVisible()).isFalse();
        page.locator(".brief").click();
        assertThat(page.locator("#on").isVisible()).isTrue();
        page.locator("#on").fill("2005-02-05");
        page.locator(".asof .go").click();
        page.waitForURL(url -> url.contains("on=2005-02-05"));
        assertThat(page.locator(".brief").innerText().replace('\u00a0', ' ')).contains("Feb 5, 2005");
        assertAccessible("a telephone");
        screenshot("grantor-390-light");
    }

    @Test
    void what_a_timeline_says_ends_where_it_ends_on_a_telephone_and_at_twice_the_size() {
        // The last two: a laptop and a telephone of 640 pixels at 200 %.
        for (int width : List.of(390, 640, 320)) {
            page.setViewportSize(width, 844);
            for (String path : List.of("/grantors/maximiliana", "/attorneys/alexandrina", "/grantors/heaton?on=2004-03-01",
                    "/grantors/heaton/powers-of-attorney/exhibit-24?on=2004-03-01",
                    "/grantors/maximiliana/powers-of-attorney/maximiliana-von-und-zu-limited-power-of-attorney-2005")) {
                go(path);
                assertThat(page.locator("svg.drawing").count()).as(path).isPositive();
                assertThat((List<?>) page.evaluate("""
                        () => [...document.querySelectorAll('svg.drawing text, svg.drawing .label div, svg.drawing .cap')]
                          .filter(said => said.checkVisibility())
                          .filter(said => {
                            const place = said.getBoundingClientRect();
                            const drawing = said.closest('svg.drawing').getBoundingClientRect();
                            return place.left < drawing.left - 1 || place.right > drawing.right + 1;
                          }).map(said => said.textContent + ' in ' + said.parentElement.outerHTML.slice(0, 200))"""))
                        .as("sticks out of a drawing of " + path + " at " + width).isEmpty();
                assertNotWiderThanTheWindow(path);
            }
        }
        page.setViewportSize(390, 844);
        go("/grantors/maximiliana");
        assertThat(page.locator("svg.drawing .label .name").first().innerText()).isNotEmpty();
        screenshot("timeline-390-light");
    }

    @Test
    void on_a_laptop_all_pages_of_the_navigation_are_seen() {
        for (int width : List.of(1440, 1280, 1024)) {
            page.setViewportSize(width, 800);
            go("/");
            assertThat(page.evaluate("""
                    () => { const bar = document.querySelector('.top nav').getBoundingClientRect();
                      return [...document.querySelectorAll('.top nav a')].filter(entry => {
                        const seen = entry.getBoundingClientRect();
                        return seen.right > bar.right + 1 || seen.bottom > bar.bottom + 1;
                      }).map(entry => entry.textContent); }""")).as("not seen at " + width + " pixels").isEqualTo(List.of());
        }
    }
}
