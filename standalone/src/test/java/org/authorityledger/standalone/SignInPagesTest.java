package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Signing in, coming back, and a session that ends. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignInPagesTest extends BrowserTest {

    @Test
    void a_user_who_opens_a_page_signs_in_with_the_keyboard_alone_and_arrives_there() {
        asNobody();
        go("/check?form=FORM_5&on=2004-03-01");
        assertThat(page.url()).contains("/login");
        // The browser gives the focus when it first draws the page, which on a busy machine is after it has loaded: keys before that go nowhere.
        page.waitForSelector("#username:focus");

        page.keyboard().type("admin");
        page.keyboard().press("Tab");
        page.keyboard().type(RunningLedger.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/login"));

        assertThat(page.url()).isEqualTo(LEDGER.address("/check?form=FORM_5&on=2004-03-01"));
        assertThat(context().cookies()).allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isIn("LAX", "STRICT");
        });
    }

    @Test
    void a_wrong_password_is_reported_and_the_page_one_was_going_to_is_kept() {
        asNobody();
        go("/check");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill("not it");
        page.keyboard().press("Enter");

        page.waitForSelector("[role=alert]");
        assertAccessible("a failed sign-in");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(RunningLedger.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(LEDGER.address("/check"));
    }

    @Test
    void no_one_is_sent_to_another_host_after_signing_in() {
        for (String elsewhere : new String[]{ "https://example.org/", "//example.org/", "/%5Cexample.org", "javascript:alert(1)"}) {
            asNobody();
            go("/login?continue=" + elsewhere);
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill(RunningLedger.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(LEDGER.address("/"));
        }
    }

    @Test
    void the_page_to_sign_in_is_good_in_every_way() {
        asNobody();
        assertGoodInEveryWay("/login", "sign-in");
    }

    @Test
    void a_session_that_ends_in_the_middle_of_a_page_is_reported_and_what_was_typed_is_kept() {
        asNobody();
        signIn("/check");
        context().clearCookies();
        expectFailures();
        page.locator("#grantor").fill("Andrew Hea");

        page.waitForSelector("#session-ended[open]");
        assertThat(page.locator("#grantor").inputValue()).isEqualTo("Andrew Hea");
        assertAccessible("the end of a session");

        var again = page.waitForPopup(() -> page.getByText("Sign in again (new tab)").click());
        again.getByLabel("Name").fill("admin");
        again.getByLabel("Password").fill(RunningLedger.PASSWORD);
        again.keyboard().press("Enter");
        again.waitForURL(url -> url.endsWith("/session/renewed"));
        again.close();
        page.bringToFront();
        page.evaluate("window.dispatchEvent(new Event('focus'))");
        page.waitForCondition(() -> page.locator("#session-ended[open]").count() == 0);
        assertThat(page.locator("#grantor").inputValue()).isEqualTo("Andrew Hea");
    }

    @Test
    void signing_out_ends_the_session() {
        asNobody();
        signIn("/check");
        page.getByText("Sign out").click();
        page.waitForURL(url -> url.contains("/login"));
        go("/check");
        assertThat(page.url()).contains("/login");
    }
}
