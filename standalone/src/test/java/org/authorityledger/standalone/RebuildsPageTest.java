package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Rebuilding the register, and seeing that nothing differed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RebuildsPageTest extends BrowserTest {

    @Test
    void a_rebuild_is_started_with_the_keyboard_watched_and_found_to_have_changed_nothing() {
        HeatonsStory.records();
        go("/");
        page.locator(".foot a[href='/rebuilds']").click();
        page.waitForURL(url -> url.endsWith("/rebuilds"));
        tabTo("[data-rebuild-start]");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.matches(".*/rebuilds/[0-9a-f-]{36}"));
        page.waitForSelector("[data-rebuild][data-over=true]", new Page.WaitForSelectorOptions().setTimeout(60_000));
        assertThat(page.locator("section .empty").count()).as("nothing differed").isEqualTo(1);
        assertGoodInEveryWay(page.url().replaceFirst("^.*?(?=/rebuilds/)", ""), "rebuild");
        go("/rebuilds");
        assertThat(page.locator("tbody tr").count()).isPositive();
        assertAccessible("the list of rebuilds");
    }

    @Test
    void an_unknown_rebuild_is_reported() {
        expectFailures();
        assertThat(go("/rebuilds/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f")).isEqualTo(404);
        assertThat(go("/rebuilds/last")).isEqualTo(400);
    }
}
