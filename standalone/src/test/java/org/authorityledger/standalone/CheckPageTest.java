package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may sign? */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CheckPageTest extends BrowserTest {

    private static final String EVERYONE = "/check?grantor=heaton&form=FORM_4&on=";
    private HeatonsStory.Records story;

    @BeforeEach
    void tell() {
        story = HeatonsStory.records();
    }

    @Test
    void someone_with_a_keyboard_alone_types_part_of_a_name_and_learns_who_may_sign() {
        go("/check?on=2004-03-01");
        tabTo("#grantor");
        page.keyboard().type("heaton");
        page.waitForSelector("#grantor-list [data-id=heaton]");
        page.keyboard().press("ArrowDown");
        while (!"heaton".equals(page.locator("#grantor-list [aria-selected=true]").getAttribute("data-id"))) {
            page.keyboard().press("ArrowDown");
        }
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("grantor=heaton"));

        assertThat(page.locator("#answer .verdict .badge").first().innerText()).isEqualTo("Yes");
        assertThat(page.locator("#answer tbody tr").allInnerTexts()).hasSize(3).allMatch(row -> row.contains("Yes"));
        assertThat(page.locator("#grantor").inputValue()).isEqualTo("Andrew Heaton");
    }

    @Test
    void the_day_before_and_the_day_itself_differ() {
        go(EVERYONE + "2003-05-07");
        assertThat(page.locator("#answer > .verdict .badge").innerText()).isEqualTo("No");
        page.locator("#day-after").click();
        page.waitForURL(url -> url.contains("on=2003-05-08"));
        page.waitForCondition(() -> page.locator("#answer > .verdict .badge").innerText().equals("Yes"));
        assertThat(page.locator(".elsewhere").innerText()).contains("2003");
    }

    @Test
    void the_answer_names_its_basis_and_how_it_changed_as_knowledge_grew() {
        go("/check?grantor=heaton&issuer=hemacare-corp&form=FORM_4&signer=stover&on=2005-03-01");
        assertThat(page.locator("#answer .badge").innerText()).isEqualTo("No");
        assertThat(page.locator("#answer + section tbody tr").innerText()).contains("exhibit-24", "Revoked");
        assertThat(page.locator(".turns li .badge").allInnerTexts()).containsExactly("No record", "Yes", "Yes", "No");

        go("/check?grantor=heaton&issuer=hemacare-corp&form=FORM_4&signer=stover&on=2005-03-01&knownAt=" + story.beforeTheDelivery());
        assertThat(page.locator("#answer .badge").innerText()).isEqualTo("Yes");
        assertThat(page.locator(".turns li.shown .badge").innerText()).isEqualTo("Yes");
    }

    @Test
    void the_answer_can_be_taken_along_as_a_receipt_of_the_same_question() {
        go("/check?grantor=heaton&issuer=hemacare-corp&form=FORM_4&signer=stover&on=2005-03-01&knownAt=" + story.beforeTheDelivery());
        String address = page.locator("#receipt").getAttribute("href");

        JsonNode receipt = LEDGER.ask(address + "&minPosition=" + story.position());
        assertThat(receipt.path("answer").path("authorized").asBoolean()).isTrue();
        assertThat(receipt.path("question").path("on").asString()).isEqualTo("2005-03-01");
        assertThat(receipt.path("question").path("knownAt").asString()).isEqualTo(story.beforeTheDelivery());
    }

    @Test
    void a_step_by_change_goes_to_the_days_on_which_authority_began_or_ended() {
        go(EVERYONE + "2004-03-01");
        page.locator("#change-after").click();
        page.waitForURL(url -> url.contains("on=2005-02-03"));
        page.locator("#change-after").click();
        page.waitForURL(url -> url.contains("on=2005-02-10"));
        page.locator("#change-before").click();
        page.waitForURL(url -> url.contains("on=2005-02-03"));
        page.locator("#record-before").click();
        page.waitForURL(url -> url.contains("knownAt="));
        page.waitForCondition(() -> page.locator(".elsewhere").innerText().contains("recorded by"));
        page.locator("#to-both").click();
        page.waitForURL(url -> !url.contains("on=") && !url.contains("knownAt="));
        page.waitForCondition(() -> page.locator(".elsewhere").count() == 0);
    }

    @Test
    void the_slider_moves_the_effective_date_with_the_arrow_keys() {
        go(EVERYONE + "2004-03-01");
        page.locator("#slider").focus();
        page.keyboard().press("ArrowRight");
        page.waitForURL(url -> url.contains("on=2004-03-02"));
        page.waitForCondition(() -> "slider".equals(page.evaluate("document.activeElement.id")));
    }

    @Test
    void the_date_of_the_bar_and_the_form_are_one_question_with_either_button() {
        for (String button : new String[]{ ".asof .go", "#question .primary"}) {
            go(EVERYONE + "2004-03-01");
            page.locator("#form").selectOption("FORM_3");
            page.locator("#on").fill("2005-02-05");
            page.locator(button).click();
            page.waitForURL(url -> url.contains("on=2005-02-05"));
            assertThat(page.url()).as(button).contains("form=FORM_3").containsOnlyOnce("on=2005");
            assertThat(page.locator("#answer .sentence").innerText().replace('\u00a0', ' ')).as(button).contains("Form 3",
                    "February 5, 2005");
            assertThat(page.locator("#answer tbody tr").allInnerTexts().stream().filter(row -> row.contains("Yes"))).as(button).hasSize(2);
        }
        page.locator("#form").selectOption("FORM_5");
        page.locator("#change-after").click();
        page.waitForURL(url -> url.contains("on=2005-02-10") && url.contains("form=FORM_5"));
        page.locator("#knownAt").fill(story.beforeTheDelivery());
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("knownAt=") && url.contains("on=2005-02-10") && url.contains("form=FORM_5"));
        page.waitForSelector("#answer");
        assertThat(page.locator("input[name=on]:not([type=hidden])").count()).as("fields for a day").isEqualTo(1);
        assertThat(page.locator("input[type=date]").count()).as("other fields for a day").isZero();
    }

    @Test
    void the_difference_has_one_second_day_too_and_the_bar_keeps_the_first() {
        go("/difference?from.on=2005-01-01&on=2005-03-31&grantor=heaton");
        page.locator("#from-on").fill("2005-02-05");
        page.locator("#on").fill("2005-02-09");
        page.locator(".asof .go").click();
        page.waitForURL(url -> url.contains("on=2005-02-09") && url.contains("from.on=2005-02-05") && url.contains("grantor=heaton"));
        page.locator("#on").fill("2005-02-10");
        page.locator("#question .primary").click();
        page.waitForURL(url -> url.contains("on=2005-02-10") && url.contains("from.on=2005-02-05"));
        assertThat(page.locator("#lost-title + .scroll tbody tr").innerText()).contains("JoAnn Stover");
    }

    @Test
    void without_scripts_too_the_bar_asks_what_the_form_says() {
        withoutScripts();
        go("/check?on=2004-03-01");
        page.locator("#on").fill("2004-03-02");
        page.locator(".asof .go").click();
        assertThat(page.url()).as("no grantor is chosen yet").contains("on=2004-03-02");
        page.getByLabel("For whom").fill("heaton");
        page.locator("#form").selectOption("FORM_3");
        page.locator("#on").fill("2005-02-05");
        page.locator(".asof .go").click();
        assertThat(page.locator("#answer .sentence").innerText()).contains("Form 3");
        assertThat(page.url()).contains("on=2005-02-05");
    }

    @Test
    void everything_works_without_scripts() {
        withoutScripts();
        go("/check?on=2004-03-01");
        page.getByLabel("For whom").fill("heaton");
        page.getByText("Ask", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#answer tbody tr").count()).isEqualTo(3);
        page.locator("#day-before").click();
        assertThat(page.url()).contains("on=2004-02-29");
    }

    @Test
    void an_unknown_name_and_an_unknown_form_are_reported_at_their_fields() {
        expectFailures();
        assertThat(go("/check?grantor=no+one+at+all&form=FORM_4")).isEqualTo(400);
        assertThat(page.locator("#grantor-fault").count()).isEqualTo(1);
        assertThat(page.locator("#grantor").inputValue()).isEqualTo("no one at all");
        assertThat(go("/check?grantor=heaton&form=10%3FK")).isEqualTo(400);
        assertThat(page.locator("#form-fault").count()).isEqualTo(1);
        assertAccessible("a form with faults");
    }

    @Test
    void an_invalid_date_is_shown_in_the_bar_to_be_corrected() {
        expectFailures();
        for (String wrong : new String[]{ "2004-13-01", "2004-02-30", "yesterday", "0999-01-01", "10000-01-01"}) {
            assertThat(go(EVERYONE + wrong)).as(wrong).isEqualTo(400);
            assertThat(page.locator("#on").inputValue()).isEqualTo(wrong);
        }
        assertThat(go(EVERYONE + "2004-03-01&knownAt=soon")).isEqualTo(400);
        assertThat(page.locator("#knownAt").inputValue()).isEqualTo("soon");
        assertThat(page.locator("#on").inputValue()).isEqualTo("March 1, 2004");
        page.locator("#knownAt").fill("");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> page.locator("#answer").count() == 1);
        assertAccessible("a corrected date");
    }

    @Test
    void it_is_good_in_every_way() {
        assertGoodInEveryWay(EVERYONE + "2004-03-01", "who-may-sign");
        assertGoodInEveryWay("/check?grantor=heaton&issuer=hemacare-corp&form=FORM_4&signer=stover&on=2005-03-01&knownAt="
                + story.beforeTheDelivery(), "who-may-sign-one");
    }

    @Test
    void as_known_before_the_first_record_there_was_no_record_and_no_red_no() {
        go(EVERYONE + "2004-03-01&knownAt=1999-12-31");
        assertThat(page.locator("#answer").innerText()).contains("The ledger held no record of this grantor then");
        assertThat(page.locator(".verdict.no, .badge.no").count()).isZero();
        assertAccessible("before the first record");
    }

    @Test
    void a_page_that_is_not_there_offers_the_search() {
        expectFailures();
        assertThat(go("/no/such/page")).isEqualTo(404);
        page.locator("#search-again").fill("heaton");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/search?q=heaton"));
        assertThat(page.locator("#found li").count()).isPositive();
        assertAccessible("search");
    }
}
