package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Saved views, reminders and calendars, as someone meets them in a browser. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemindersPageTest extends BrowserTest {

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void tell() {
        HeatonsStory.records();
    }

    private Locator row(String section, String name) {
        return page.locator("section[aria-labelledby=" + section + "] tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    private void saved(String path, String name, String button) {
        go(path);
        page.locator("#save summary").click();
        page.locator("#view-name").fill(name);
        page.locator("#save button").filter(new Locator.FilterOptions().setHasText(button)).click();
        page.waitForURL(url -> url.contains("/reminders") || url.endsWith("/views"));
    }

    @Test
    void with_the_keyboard_alone_a_list_is_saved_and_watched_by_a_webhook_whose_secret_is_shown_once() {
        String name = "Über <b>" + these + "</b> 大江";
        go("/instruments?show=in-force&sort=signed");
        tabTo("#save summary");
        page.keyboard().press("Enter");
        tabTo("#view-name");
        page.keyboard().type(name);
        tabTo("#save button[value=remind]");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/reminders?view=") && url.endsWith("#new"));
        assertThat(page.locator("#about option:checked").innerText()).isEqualTo("View: " + name);
        tabTo("#reminder-name");
        page.keyboard().type("Watch " + these);
        tabTo("#channel");
        page.keyboard().press("ArrowDown");
        tabTo("#to");
        page.keyboard().type("https://webhook.invalid/" + these);
        page.keyboard().press("Enter");
        page.waitForSelector("#made-secret");
        assertThat(page.locator("#made-secret").innerText()).startsWith("whsec_");
        assertAccessible("reminders with a new secret");

        row("reminders-title", "Watch " + these).locator("a").click();
        page.waitForURL(url -> url.matches(".*/reminders/[0-9a-f-]+"));
        assertThat(page.locator("main").innerText()).doesNotContain("whsec_").contains("View: " + name, "https://webhook.invalid/" + these);
        page.locator("button").filter(new Locator.FilterOptions().setHasText("Send a test")).click();
        page.waitForCondition(() -> {
            page.reload();
            return page.locator("section[aria-labelledby=deliveries-title]").innerText().contains("no host has this name");
        });
        assertAccessible("a reminder with its log");
        page.locator("button").filter(new Locator.FilterOptions().setHasText("Pause")).click();
        page.waitForCondition(() -> page.locator("main").innerText().contains("it is paused"));

        // What is watched stays until the reminder is gone.
        expectFailures();
        go("/reminders");
        row("views-title", name).locator("button").filter(new Locator.FilterOptions().setHasText("Remove")).click();
        page.waitForSelector("#refused");
        assertThat(page.locator("#refused").innerText()).contains("A reminder watches this view");
        row("reminders-title", "Watch " + these).locator("a").click();
        page.waitForURL(url -> url.matches(".*/reminders/[0-9a-f-]+"));
        page.locator("button").filter(new Locator.FilterOptions().setHasText("Remove")).click();
        page.waitForURL(url -> url.endsWith("/reminders"));
        row("views-title", name).locator("button").filter(new Locator.FilterOptions().setHasText("Remove")).click();
        page.waitForCondition(() -> row("views-title", name).count() == 0);
    }

    @Test
    void without_scripts_a_view_of_each_list_is_saved_opened_and_renamed() {
        withoutScripts();
        for (String list : List.of("/grantors?q=heaton&show=in-force", "/attorneys?sort=-name", "/issuers", "/instruments?show=expiring-30",
                "/signatories", "/offices?show=in-force")) {
            String name = list.substring(1, 4) + these;
            saved(list, name, "Save this view");
            row("views-title", name).locator("th a").click();
            page.waitForURL(LEDGER.address(list));
        }
        go("/reminders");
        Locator row = row("views-title", "ins" + these);
        row.locator("input[name=name]").fill("Renamed " + these);
        row.locator("button").first().click();
        page.waitForCondition(() -> row("views-title", "Renamed " + these).count() == 1);
    }

    @Test
    void a_name_that_is_taken_is_asked_for_again_and_nothing_typed_is_lost() {
        expectFailures();
        saved("/instruments?show=ended", "Taken " + these, "Save this view");
        saved("/instruments?show=undelivered", "Taken " + these, "Remind me");
        assertThat(page.locator("#refused").innerText()).contains("You have a view with this name");
        assertThat(page.locator("#unsaved-name").inputValue()).isEqualTo("Taken " + these);
        page.locator("#unsaved-name").fill("Free " + these);
        page.locator("section[aria-labelledby=unsaved-title] button").click();
        page.waitForURL(url -> url.endsWith("#new"));
        row("views-title", "Free " + these).locator("th a").click();
        page.waitForURL(LEDGER.address("/instruments?show=undelivered"));
    }

    @Test
    void where_mail_is_off_it_says_so_and_what_was_typed_stays() {
        expectFailures();
        go("/reminders");
        assertThat(page.locator("#new").innerText()).contains("Mail is off");
        page.locator("#reminder-name").fill("By mail " + these);
        page.locator("#to").fill("jane@example.com");
        page.locator("#new button.primary").click();
        page.waitForSelector("#refused");
        assertThat(page.locator("#refused").innerText()).contains("spring.mail.host");
        assertThat(page.locator("#reminder-name").inputValue()).isEqualTo("By mail " + these);
        assertThat(page.locator("#to").inputValue()).isEqualTo("jane@example.com");
    }

    private static HttpResponse<String> anonymously(String path) {
        return LEDGER.send(HttpRequest.newBuilder(URI.create(LEDGER.address(path))).build());
    }

    @Test
    void a_form_without_the_token_against_forgery_changes_nothing() {
        String id = UUID.randomUUID().toString();
        for (String path : List.of("/views", "/views/" + id + "/name", "/views/" + id + "/removal", "/reminders",
                "/reminders/" + id + "/name",
                "/reminders/" + id + "/pause", "/reminders/" + id + "/removal", "/reminders/" + id + "/now", "/reminders/" + id + "/test",
                "/reminders/" + id + "/deliveries/" + id + "/again", "/reminders/calendars", "/reminders/calendars/" + id + "/removal")) {
            HttpResponse<String> answer = LEDGER.send(LEDGER.request(path).header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "text/html").POST(HttpRequest.BodyPublishers.ofString("name=forged&list=instruments")).build());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(LEDGER.ask("/api/views").toString()).doesNotContain("forged");
    }

    @Test
    void a_calendar_is_made_and_revoked() {
        go("/reminders");
        page.locator("#calendar-name").fill("Ends " + these);
        page.locator("#calendars button").filter(new Locator.FilterOptions().setHasText("Make a calendar")).click();
        page.waitForSelector("#made-calendar");
        String path = page.locator("#made-calendar").innerText();
        assertThat(anonymously(path).body()).startsWith("BEGIN:VCALENDAR\r\n");
        row("calendars-title", "Ends " + these).locator("button").click();
        page.waitForCondition(() -> row("calendars-title", "Ends " + these).count() == 0);
        assertThat(anonymously(path).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_there_is_a_page_that_says_so() {
        expectFailures();
        assertThat(go("/views/" + UUID.randomUUID())).isEqualTo(404);
        assertThat(go("/reminders/" + UUID.randomUUID())).isEqualTo(404);
        assertThat(go("/reminders?view=x")).isEqualTo(400);
    }

    @Test
    void the_pages_are_good_in_every_way() {
        saved("/instruments?show=ended", "Good " + these, "Save this view");
        assertGoodInEveryWay("/reminders", "reminders");
    }
}
