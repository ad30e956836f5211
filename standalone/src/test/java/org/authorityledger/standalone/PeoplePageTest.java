package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages of people and of one's own account, as an administrator and as someone new. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PeoplePageTest extends BrowserTest {

    private final String these = UUID.randomUUID().toString().substring(0, 8);

    private String added(String username, String name, String... roles) {
        go("/people");
        page.locator("#username").fill(username);
        page.locator("#name").fill(name);
        for (String role : roles) {
            page.locator("input[name=roles][value=" + role + "]").check();
        }
        page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector("#made-password");
        return page.locator("#made-password").innerText();
    }

    private void signIn(Page other, String username, String password) {
        other.navigate(LEDGER.address("/login"));
        other.locator("#username").fill(username);
        other.locator("#password").fill(password);
        other.locator("button.primary").click();
    }

    private void choosePassword(Page other, String current, String password, String again) {
        other.locator("#current").fill(current);
        other.locator("#password").fill(password);
        other.locator("#again").fill(again);
        other.locator("main button.primary").click();
    }

    @Test
    void a_person_is_added_chooses_a_password_works_and_is_disabled() {
        String username = "vera." + these;
        String first = added(username, "Vera <b>Vale</b>", "AUDITOR");
        assertAccessible("people with a new password");
        try (BrowserContext strangers = page.context().browser().newContext()) {
            Page other = strangers.newPage();
            signIn(other, username, first);
            other.waitForURL(url -> url.contains("/account/password"));
            assertThat(other.locator("main").innerText()).contains("Choose one of your own");
            other.navigate(LEDGER.address("/check"));
            other.waitForURL(url -> url.contains("/account/password"));
            choosePassword(other, first, "four words of mine", "four words of yours");
            assertThat(other.locator("#refused").innerText()).contains("differ");
            choosePassword(other, first, "four words of mine", "four words of mine");
            other.waitForURL(url -> url.contains("/login"));
            assertThat(other.locator("main").innerText()).contains("Your password is changed");
            signIn(other, username, "four words of mine");
            other.waitForURL(url -> !url.contains("/login"));
            assertThat(other.locator("nav[aria-label=Pages]").innerText()).contains("Who may sign?").doesNotContain("People", "Record");
            assertThat(other.locator("footer").innerText()).contains(username);

            go("/people/" + username);
            assertThat(page.locator("h1").innerText()).isEqualTo("Vera <b>Vale</b>");
            page.locator("input[name=disabled]").check();
            page.getByText("Save").click();
            page.waitForCondition(() -> page.locator("section[aria-labelledby=changes-title] li").count() == 3);
            other.navigate(LEDGER.address("/check"));
            other.waitForURL(url -> url.contains("/login"));
        }
        assertThat(page.locator("section[aria-labelledby=changes-title]").innerText()).contains("Added", "Changed their password",
                "by admin",
                "by " + username);
        assertAccessible("one person");
    }

    @Test
    void who_may_not_ask_about_everything_begins_with_their_account_and_sees_no_way_that_is_closed() {
        String username = "bea." + these;
        String first = added(username, "Bea Begin", "AUDITOR");
        try (BrowserContext strangers = page.context().browser().newContext()) {
            Page other = strangers.newPage();
            signIn(other, username, first);
            other.waitForURL(url -> url.contains("/account/password"));
            choosePassword(other, first, "four words of mine", "four words of mine");
            other.waitForURL(url -> url.contains("/login"));
            signIn(other, username, "four words of mine");
            other.waitForURL(LEDGER.address("/"));
            assertThat(other.locator("nav[aria-label=Pages]").innerText()).contains("Who may sign?");

            go("/people/" + username);
            page.locator("#issuers").fill("hemacare");
            page.getByText("Set the scope").click();
            page.waitForCondition(() -> page.locator("section[aria-labelledby=changes-title]").innerText().contains("sees only"));
            strangers.clearCookies();
            signIn(other, username, "four words of mine");
            other.waitForURL(LEDGER.address("/account"));
            assertThat(other.locator("nav[aria-label=Pages] a").all()).isEmpty();
        }
    }

    @Test
    void the_pages_are_good_at_every_width_and_in_both_schemes() {
        added("wide." + these, "Wanda Wide", "RECORDER", "AUDITOR");
        assertGoodInEveryWay("/people", "people");
        assertGoodInEveryWay("/people/wide." + these, "person");
        assertGoodInEveryWay("/account", "account");
    }

    @Test
    void an_auditor_is_limited_to_some_issuers_and_a_recorder_cannot_be() {
        String username = "scoped." + these;
        added(username, "Sara Scope", "AUDITOR");
        go("/people/" + username);
        page.locator("#issuers").fill("hemacare, aar");
        page.getByText("Set the scope").click();
        page.waitForCondition(() -> page.locator("section[aria-labelledby=changes-title]").innerText().contains("sees only aar, hemacare"));
        go("/people");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(username)).innerText()).contains("sees only", "hemacare", "aar");
        go("/people/" + username);
        page.locator("#issuers").fill("");
        page.getByText("Set the scope").click();
        page.waitForCondition(() -> page.locator("section[aria-labelledby=changes-title]").innerText().contains("sees everything"));
        String recorder = "rec." + these;
        added(recorder, "Rita Record", "RECORDER");
        go("/people/" + recorder);
        page.locator("#issuers").fill("hemacare");
        expectFailures();
        page.getByText("Set the scope").click();
        page.waitForSelector("#refused");
        assertThat(page.locator("#refused").innerText()).contains("AUDITOR");
    }

    @Test
    void what_cannot_be_done_is_said_on_the_page_and_entries_stay() {
        go("/people");
        page.locator("#username").fill("admin");
        page.locator("#name").fill("Another admin");
        expectFailures();
        page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector("#refused");
        assertThat(page.locator("#refused").innerText()).contains("username: is taken");
        assertThat(page.locator("#name").inputValue()).isEqualTo("Another admin");
    }

    @Test
    void a_key_is_made_shown_once_and_revoked() {
        go("/account");
        page.locator("#key-name").fill("page-" + these);
        page.getByText("Make a key").click();
        page.waitForSelector("#made-key");
        assertThat(page.locator("#made-key").innerText()).startsWith("alk_");
        assertAccessible("account with a new key");
        page.getByLabel("Revoke page-" + these).click();
        page.waitForCondition(() -> page.locator("#made-key").count() == 0);
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("page-" + these)).innerText()).contains("Revoked");
    }
}
