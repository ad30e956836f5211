package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The way from any page to any other, and days as people write them, with the keyboard alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaletteTest extends BrowserTest {

    @BeforeEach
    void tell() {
        HeatonsStory.records();
    }

    private void open() {
        page.keyboard().press("/");
        page.waitForSelector("#palette[open]");
        page.waitForSelector("#palette [role=option][aria-selected=true]");
    }

    @Test
    void the_slash_opens_it_and_the_arrow_keys_and_enter_lead_to_a_page_of_the_same_day() {
        go("/grantors/heaton?on=2004-03-01");
        open();
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("palette-find");
        assertThat(page.locator("#palette [aria-selected=true]").innerText()).contains("Overview");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#palette [aria-selected=true]").innerText()).contains("Who may sign?");
        assertAccessible("the palette");
        screenshot("palette");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/check?on=2004-03-01"));
    }

    @Test
    void a_name_leads_to_its_page_and_escape_closes_it_where_one_was() {
        go("/instruments?on=2004-03-01");
        page.locator("#list-show").focus();
        page.locator("a.skip").focus();
        open();
        page.keyboard().press("Escape");
        page.waitForCondition(() -> page.locator("#palette[open]").count() == 0);
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        open();
        page.keyboard().type("heaton");
        page.waitForCondition(() -> page.locator("#palette [aria-selected=true]").innerText().contains("Andrew Heaton"));
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/grantors/heaton?on=2004-03-01"));
        open();
        page.keyboard().type("no such page or name");
        page.waitForCondition(() -> page.locator("#palette [role=option]").count() == 0);
        page.keyboard().press("Enter");
        assertThat(page.locator("#palette[open]").count()).isEqualTo(1);
    }

    @Test
    void in_a_field_the_slash_is_a_slash_and_a_button_opens_it_too() {
        go("/search");
        page.locator("#q").focus();
        page.keyboard().type("a/b");
        assertThat(page.locator("#q").inputValue()).isEqualTo("a/b");
        assertThat(page.locator("#palette[open]").count()).isZero();
        page.locator("[data-palette]").click();
        page.waitForSelector("#palette[open]");
    }

    @Test
    void without_scripts_nothing_offers_it_and_the_search_page_finds_the_same() {
        withoutScripts();
        go("/instruments");
        assertThat(page.locator("[data-palette]").isVisible()).isFalse();
        page.locator("#find").fill("heaton");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/search?q=heaton"));
        assertThat(page.locator("#found").innerText()).contains("Andrew Heaton");
    }

    @Test
    void a_day_is_taken_as_people_write_it_and_shown_as_pages_write_it() {
        go("/grantors/heaton");
        for (String written : new String[]{ "3/1/2004", "March 1 2004", "Mar 1, 2004", "2004-03-01"}) {
            go("/grantors/heaton?on=2005-01-01");
            tabTo("#on");
            page.locator("#on").fill(written);
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("on=2004-03-01"));
            page.waitForCondition(() -> page.locator("#on").inputValue().equals("March 1, 2004"));
        }
        page.locator("#on").fill(page.locator("#on").inputValue().replace("1,", "2,"));
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("on=2004-03-02"));
        go("/grantors/heaton?on=2004-03-01&knownAt=March+1%2C+2005");
        assertThat(page.locator("#knownAt").inputValue()).startsWith("2005-03-02T04:59:59.999999").endsWith("Z");
    }

    @Test
    void a_calendar_offers_the_day_shown_and_shows_the_day_chosen() {
        go("/grantors/heaton?on=2004-03-01");
        page.locator("[data-calendar]").click();
        assertThat(page.locator("[data-calendar] input[type=date]").inputValue()).isEqualTo("2004-03-01");
        page.evaluate("""
                () => {
                  const calendar = document.querySelector("[data-calendar] input");
                  calendar.value = "2004-04-05";
                  calendar.dispatchEvent(new Event("change", {bubbles: true}));
                }""");
        page.waitForURL(url -> url.contains("on=2004-04-05"));
    }
}
