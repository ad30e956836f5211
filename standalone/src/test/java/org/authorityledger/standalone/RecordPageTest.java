package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Recording on pages: each act has its form, its consequences are shown first, refusals stand at their fields, nothing is recorded twice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordPageTest extends BrowserTest {

    private static final List<String> ACTS = List.of("grant", "revocation", "delivery", "death", "incapacity", "resignation",
            "substitution",
            "substitution-revocation", "incumbency", "employment-end", "cessation", "resumption", "correction", "retraction", "amendment",
            "confirmation", "signatory", "signatory-end", "dissolution", "attorney-death", "attorney-incapacity", "beginning");

    /** A grantor of the test's own, with one instrument that appoints Ada Quill and Ben Ink, and an office. */
    private void granted(String grantor) {
        String body = """
                {"poaId": "first", "grantor": {"name": "Grantor of %s"}, "issuer": {"issuerId": "quill-corp", "name": "Quill Corp"},
                 "attorneys": [{"attorneyId": "ada-quill", "name": "Ada Quill"}, {"attorneyId": "ben-ink", "name": "Ben Ink"},
                               {"attorneyId": "treasurer", "name": "the Treasurer", "office": true}],
                 "powers": [{"clause": "a", "forms": ["3", "4", "5"]}], "executedOn": "2015-03-01", "substitutionAllowed": true}
                """.formatted(grantor);
        var response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(response.body()).path("position").asLong());
    }

    private static int recorded(String grantor) {
        return LEDGER.ask("/api/events?grantor=" + grantor).path("items").size();
    }

    private void preview() {
        page.locator("[data-preview]").click();
        page.waitForSelector("[data-consequences]:not([hidden])");
    }

    private void confirm() {
        page.locator("[data-confirm]").click();
        page.waitForSelector(".receipt");
    }

    private void revocationOf(String grantor) {
        granted(grantor);
        go("/record/revocation?grantor=" + grantor);
        page.locator("#signedOn").fill("2016-05-01");
        page.locator("#deliveries-0-deliveredOn").fill("2016-06-14");
    }

    @Test
    void someone_with_a_keyboard_alone_records_a_power_of_attorney() {
        go("/record");
        tabTo("a[href^='/record/grant']");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/record/grant?key="));
        tabTo("[name='grantor.name']");
        page.keyboard().type("Kéyla Börd");
        tabTo("[name='issuers[0].name']");
        page.keyboard().type("Keyboard Holdings, Inc.");
        tabTo("[name='attorneys[0].name']");
        page.keyboard().type("Tabea Stopp");
        tabTo("[data-repeat=attorneys] [data-add]");
        page.keyboard().press("Enter");
        page.waitForSelector("[name='attorneys[1].name']:focus");
        page.keyboard().type("Hans Hand");
        tabTo("[name='powers[0].forms'][value=FORM_4]");
        page.keyboard().press("Space");
        tabTo("#executedOn");
        page.keyboard().type("05082019");
        tabTo("[data-preview]");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-consequences]:not([hidden])");
        assertThat(page.locator("[data-sentences] li").allInnerTexts()).hasSize(2)
                .allMatch(sentence -> sentence.replace('\u00a0', ' ').contains("May 8, 2019") && sentence.contains("Form 4"));
        assertThat(LEDGER.ask("/api/events?grantor=keyla-bord").path("items").size()).as("nothing is recorded yet").isZero();
        tabTo("[data-confirm]");
        page.keyboard().press("Enter");
        page.waitForSelector(".receipt");

        assertThat(recorded("keyla-bord")).isEqualTo(1);
        assertThat(LEDGER.ask("/api/events?grantor=keyla-bord").path("items").get(0).path("payload").path("terms").path("attorneys").size())
                .isEqualTo(2);
        assertAccessible("the receipt");
        page.getByText("See the event").click();
        page.waitForURL(url -> url.contains("/ledger/"));
        assertThat(page.locator(".effects li.gained").count()).isEqualTo(2);
    }

    @Test
    void a_new_instrument_is_given_an_id_of_its_day_and_company_until_another_is_typed() {
        expectFailures();
        for (String id : List.of("2019-05-08-readable-foods", "2019-05-08-readable-foods-2")) {
            go("/record/grant");
            page.locator("[name='grantor.name']").fill("Rea Readable");
            page.locator("[name='issuers[0].name']").fill("Readable Foods, Inc.");
            page.locator("[name='attorneys[0].name']").fill("Ida Ident");
            page.locator("[name='powers[0].forms'][value=FORM_4]").check();
            page.locator("#executedOn").fill("2018-01-01");
            preview();
            assertThat(page.locator("details:has(> #poaId) summary code").innerText()).isEqualTo("2018-01-01-readable-foods");
            page.locator("#executedOn").fill("2019-05-08");
            preview();
            assertThat(page.locator("details:has(> #poaId) summary code").innerText()).isEqualTo(id);
            assertThat(page.locator("#poaId").isVisible()).as("it is in small print").isFalse();
            confirm();
            page.getByText("See the grantor").click();
            page.waitForURL(url -> url.contains("/grantors/rea-readable"));
            page.waitForCondition(() -> page.locator("main").innerText().contains(id));
        }
        go("/record/grant");
        page.locator("details:has(> #poaId) summary").click();
        page.locator("#poaId").fill("my-own-id");
        page.locator("#executedOn").fill("2019-05-08");
        page.locator("[name='issuers[0].name']").fill("Readable Foods, Inc.");
        page.locator("[data-preview]").click();
        page.waitForSelector("[aria-invalid=true]");
        assertThat(page.locator("#poaId").inputValue()).isEqualTo("my-own-id");
    }

    @Test
    void a_revocation_shows_who_may_no_longer_sign_before_it_is_recorded() {
        revocationOf("revoker");
        preview();
        assertThat(page.locator("[data-sentences] li").allInnerTexts()).hasSize(1)
                .allMatch(sentence -> sentence.contains("Ada Quill") && sentence.replace('\u00a0', ' ').contains("June 14, 2016"));
        assertThat(page.locator("[data-signing]").allInnerTexts()).singleElement().asString().contains("Ben Ink", "may still sign")
                .doesNotContain("Ada Quill");
        assertAccessible("consequences");
        screenshot("consequences");
        page.locator("#deliveries-0-deliveredOn").fill("2016-06-15");
        assertThat(page.locator("[data-consequences]").isVisible()).as("what was shown is no longer what would be recorded").isFalse();
        preview();
        confirm();
        assertThat(recorded("revoker")).isEqualTo(2);
        screenshot("receipt");
    }

    @Test
    void a_refusal_stands_at_its_field_in_plain_words_and_has_the_focus() {
        expectFailures();
        granted("refused");
        go("/record/revocation?grantor=refused");
        page.locator("#signedOn").fill("2016-05-01");
        page.locator("#deliveries-1-deliveredOn").fill("2016-04-30");
        page.locator("[data-preview]").click();
        page.waitForSelector("#deliveries-1-deliveredOn[aria-invalid=true]");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("deliveries-1-deliveredOn");
        String fault = page.locator("#deliveries-1-deliveredOn").getAttribute("aria-describedby");
        assertThat(page.locator("#" + fault).isVisible()).isTrue();
        assertAccessible("a refusal");
        screenshot("refusal");

        page.locator("#signedOn").fill("2015-02-28");
        page.locator("#deliveries-1-deliveredOn").fill("");
        page.locator("[data-preview]").click();
        page.waitForSelector("#signedOn[aria-invalid=true]");
        page.locator("#signedOn").fill("2015-03-01");
        preview();
        assertThat(page.locator("[aria-invalid]").count()).isZero();
        assertThat(recorded("refused")).isEqualTo(1);
    }

    @Test
    void a_refusal_inside_a_group_stands_at_the_member_it_concerns() {
        expectFailures();
        go("/record/grant");
        page.locator("[name='grantor.name']").fill("Group Grantor");
        page.locator("[name=issuers][value=ANY]").check();
        page.locator("[name='attorneys[0].name']").fill("Same Person");
        page.locator("[data-repeat=attorneys] [data-add]").click();
        page.locator("[name='attorneys[1].name']").fill("Same Person");
        page.locator("[name='powers[0].forms'][value=FORM_3]").check();
        page.locator("#executedOn").fill("2019-01-01");
        page.locator("[data-preview]").click();
        page.waitForSelector("[data-repeat=attorneys] [data-item]:nth-child(2) [aria-invalid=true]");
        page.locator("[data-repeat=attorneys] [data-item]:nth-child(2) [data-remove]").click();
        page.waitForCondition(() -> page.locator("[data-repeat=attorneys] [data-item]").count() == 1);
        preview();
        assertThat(page.locator("[data-sentences] li").count()).isEqualTo(1);
    }

    @Test
    void two_clicks_a_reload_and_the_back_button_record_once() {
        revocationOf("twice");
        preview();
        page.evaluate("() => { const b = document.querySelector('[data-confirm]'); b.click(); b.click(); }");
        page.waitForSelector(".receipt");
        assertThat(recorded("twice")).isEqualTo(2);
        page.reload();
        assertThat(page.locator(".receipt").count()).isEqualTo(1);
        String form = page.url();
        go("/ledger");
        page.goBack();
        page.waitForURL(form);
        page.waitForSelector(".receipt");
        assertThat(recorded("twice")).isEqualTo(2);
    }

    @Test
    void two_tabs_with_one_form_record_once_and_the_second_says_so() {
        expectFailures();
        revocationOf("tabs");
        Page second = context().newPage();
        second.navigate(page.url());
        second.locator("#signedOn").fill("2016-05-02");
        second.locator("[data-preview]").click();
        second.waitForSelector("[data-consequences]:not([hidden])");
        preview();
        confirm();
        second.locator("[data-confirm]").click();
        second.waitForSelector("[data-refusal]:not([hidden])");
        assertThat(recorded("tabs")).isEqualTo(2);
        second.reload();
        second.waitForSelector(".receipt");
    }

    @Test
    void what_was_recorded_meanwhile_asks_to_look_again() {
        expectFailures();
        revocationOf("meanwhile");
        preview();
        assertThat(LEDGER.tell("grantors/meanwhile/powers-of-attorney/first/resignations",
                "{\"attorneyId\": \"ben-ink\", \"effectiveOn\": \"2016-01-01\"}").statusCode()).isEqualTo(201);
        page.locator("[data-confirm]").click();
        page.waitForSelector("[data-refusal]:not([hidden])");
        assertThat(recorded("meanwhile")).isEqualTo(2);
        preview();
        confirm();
        assertThat(recorded("meanwhile")).isEqualTo(3);
    }

    @Test
    void a_session_that_ends_in_the_middle_of_a_form_keeps_what_was_typed() {
        asNobody();
        granted("ended");
        signIn("/check");
        go("/record/resignation?grantor=ended");
        page.locator("#attorneyId").selectOption("ada-quill");
        page.locator("#effectiveOn").fill("2017-01-01");
        expectFailures();
        context().clearCookies();
        page.locator("[data-preview]").click();
        page.waitForSelector("#session-ended[open]");
        assertThat(page.locator("#effectiveOn").inputValue()).isEqualTo("2017-01-01");

        Page again = page.waitForPopup(() -> page.getByText("Sign in again (new tab)").click());
        again.getByLabel("Name").fill("admin");
        again.getByLabel("Password").fill(RunningLedger.PASSWORD);
        again.keyboard().press("Enter");
        again.waitForURL(url -> url.endsWith("/session/renewed"));
        again.close();
        page.bringToFront();
        page.evaluate("window.dispatchEvent(new Event('focus'))");
        page.waitForCondition(() -> page.locator("#session-ended[open]").count() == 0);
        preview();
        confirm();
        assertThat(recorded("ended")).isEqualTo(2);
    }

    @Test
    void the_end_of_an_employment_is_recorded_for_every_grantor_at_once() {
        for (String grantor : new String[]{ "employer-1", "employer-2"}) {
            assertThat(LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", """
                    {"grantor": {"name": "%s"}, "issuer": "ANY", "powers": [{"clause": "a", "forms": ["4"]}], "executedOn": "2020-01-01",
                     "attorneys": [{"attorneyId": "emma-ployed", "name": "Emma Ployed", "endsWithEmployment": true}]}
                    """.formatted(grantor)).statusCode()).isEqualTo(201);
        }
        page.waitForCondition(() -> {
            go("/record/employment-end-everywhere?attorney=emma-ployed");
            return page.locator("#recording").count() == 1;
        });
        page.locator("#effectiveOn").fill("2021-07-01");
        preview();
        assertThat(page.locator("[data-sentences] li").count()).isEqualTo(2);
        confirm();
        assertThat(recorded("employer-1")).isEqualTo(2);
        assertThat(recorded("employer-2")).isEqualTo(2);
    }

    @Test
    void the_death_of_an_attorney_leads_to_their_own_records_where_they_are_a_grantor_too() {
        granted("mortal");
        var own = LEDGER.tell("grantors/ben-ink/powers-of-attorney", """
                {"grantor": {"name": "Ben Ink"}, "issuer": "ANY", "powers": [{"clause": "a", "forms": ["4"]}],
                 "attorneys": [{"attorneyId": "dora-pen", "name": "Dora Pen"}], "executedOn": "2015-01-01"}
                """);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(own.body()).path("position").asLong());
        died("ada-quill");
        assertThat(page.locator("#also-grantor").count()).isZero();
        died("ben-ink");
        assertThat(page.locator("#also-grantor").innerText()).contains("Ben Ink is a grantor in this ledger too");
        page.locator("#also-grantor a").click();
        page.waitForURL(url -> url.contains("/record/death?grantor=ben-ink"));
        page.locator("#on").fill("2021-01-01");
        preview();
        confirm();
        assertThat(recorded("ben-ink")).isEqualTo(2);
    }

    private void died(String attorney) {
        go("/record/attorney-death?grantor=mortal");
        page.locator("#attorneyId").selectOption(attorney);
        page.locator("#on").fill("2021-01-01");
        preview();
        confirm();
    }

    @Test
    void the_end_of_an_employment_shows_every_grantor_for_whom_it_is_recorded() {
        StringBuilder grants = new StringBuilder();
        for (int n = 0; n < 60; n++) {
            grants.append(("{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"many-%d\", \"grantor\": {\"name\": \"Many %d\"}, "
                    + "\"issuer\": \"ANY\", \"powers\": [{\"clause\": \"a\", \"forms\": [\"4\"]}], \"executedOn\": \"2020-01-01\", "
                    + "\"attorneys\": [{\"attorneyId\": \"max-many\", \"name\": \"Max Many\", \"endsWithEmployment\": %s}]}\n")
                    .formatted(n, n, n % 2 == 0));
        }
        assertThat(LEDGER.lines("import", grants.toString())).hasSize(60).allMatch(line -> line.contains("201"));
        page.waitForCondition(() -> {
            go("/record/employment-end-everywhere?attorney=max-many");
            return page.locator("#recording").count() == 1;
        });
        page.locator("#effectiveOn").fill("2021-07-01");
        preview();
        assertThat(page.locator("[data-sentences] li").allInnerTexts()).hasSize(60).anyMatch(one -> one.contains("Many 59"));
        assertThat(page.locator("[data-consequences] .hint").innerText()).contains("60 grantors");
        confirm();
        assertThat(page.locator(".receipt h2").innerText()).contains("60 records");
        assertThat(page.locator(".receipt dl").count()).isEqualTo(60);
    }

    @Test
    void a_revocation_that_has_reached_no_one_names_who_may_still_sign_before_it_is_recorded_and_after() {
        granted("unreached");
        go("/record/revocation?grantor=unreached");
        page.locator("#signedOn").fill("2016-05-01");
        preview();
        assertThat(page.locator("[data-signing]").innerText()).contains("Until the revocation is delivered to them", "Ada Quill",
                "Ben Ink");
        confirm();
        page.getByText("See the event").click();
        page.waitForURL(url -> url.contains("/ledger/"));
        assertThat(page.locator("section[aria-labelledby=changed]").innerText()).contains("Ada Quill and Ben Ink may still sign");
    }

    @Test
    void the_receipt_of_a_retraction_names_what_was_retracted() {
        granted("erroneous");
        String recordId = LEDGER.ask("/api/events?grantor=erroneous").path("items").get(0).path("recordId").asString();
        go("/record/retraction?grantor=erroneous&recordId=" + recordId);
        page.locator("#reason").fill("recorded for another company");
        preview();
        confirm();
        assertThat(page.locator(".receipt .sentence").innerText()).contains("recorded for another company", "It said:", "Ada Quill");
    }

    @Test
    void a_correction_begins_with_what_is_recorded() {
        granted("corrected");
        go("/record/correction?grantor=corrected&poa=first");
        assertThat(page.locator("[data-repeat=attorneys] [data-item]").count()).isEqualTo(3);
        assertThat(page.locator("[name='powers[0].forms']:checked").count()).isEqualTo(3);
        page.locator("#reason").fill("Form ID was overlooked");
        page.locator("[name='powers[0].forms'][value=FORM_ID]").check();
        preview();
        assertThat(page.locator("[data-sentences] li").allInnerTexts()).hasSize(2).allMatch(sentence -> sentence.contains("Form ID"));
        confirm();
        assertThat(
                LEDGER.ask("/api/events?grantor=corrected&type=PowerOfAttorneyCorrected").path("items").get(0).path("payload").path("terms")
                        .path("attorneys").get(2).path("office").asBoolean())
                .isTrue();
    }

    @Test
    void every_act_has_a_form_that_is_accessible() {
        granted("forms");
        for (String act : ACTS) {
            go("/record/" + act + "?grantor=forms");
            assertThat(page.locator("[data-preview]").count()).as(act).isEqualTo(1);
            assertAccessible("the form of " + act);
        }
    }

    @Test
    void unknown_acts_people_and_instruments_are_reported() {
        expectFailures();
        granted("known");
        assertThat(go("/record/forgiveness")).isEqualTo(404);
        assertThat(go("/record/revocation?grantor=no+one+at+all")).isEqualTo(400);
        assertThat(page.locator("#of-fault").count()).isEqualTo(1);
        assertThat(go("/record/revocation?grantor=known&poa=no-such")).isEqualTo(400);
        assertThat(page.locator("#poa-fault").count()).isEqualTo(1);
        assertThat(go("/record/revocation?grantor=known&colour=red")).isEqualTo(400);
        assertThat(go("/record/grant?key=not-a-key")).isEqualTo(200);
        assertThat(page.url()).doesNotContain("not-a-key");
    }

    @Test
    void everything_that_is_required_and_empty_is_said_at_once_and_the_first_has_the_focus() {
        expectFailures();
        granted("empty");
        go("/record/resignation?grantor=empty");
        page.locator("[data-preview]").click();
        page.waitForSelector("#attorneyId[aria-invalid=true]");
        assertThat(page.locator("[aria-invalid=true]").count()).isEqualTo(2);
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("attorneyId");
        assertThat(recorded("empty")).isEqualTo(1);
    }

    @Test
    void without_scripts_a_grant_and_its_revocation_are_recorded() {
        withoutScripts();
        go("/record/grant");
        page.locator("[name='grantor.name']").fill("Plain Grantor");
        page.locator("[name='issuers[0].name']").fill("Plain Holdings");
        page.locator("[name='attorneys[0].name']").fill("Paula Plain");
        page.locator("[data-repeat=attorneys] [data-add]").click();
        page.locator("[name='attorneys[1].name']").fill("Peter Plain");
        page.locator("[data-repeat=attorneys] [data-add]").click();
        assertThat(page.locator("[data-repeat=attorneys] [data-item]").count()).isEqualTo(3);
        page.locator("[data-repeat=attorneys] [data-item]:nth-child(1) [data-remove]").click();
        page.locator("[data-repeat=attorneys] [data-item]:nth-child(2) [data-remove]").click();
        assertThat(page.locator("[name='attorneys[0].name']").inputValue()).isEqualTo("Peter Plain");
        page.locator("[name='powers[0].forms'][value=FORM_4]").check();
        page.locator("#executedOn").fill("2018-02-01");
        page.locator("#executedOn").press("Enter");
        page.waitForSelector("[data-sentences]");
        assertThat(page.locator("[data-sentences] li").allInnerTexts()).hasSize(1).allMatch(sentence -> sentence.contains("Peter Plain"));
        assertThat(recorded("plain-grantor")).as("nothing is recorded yet").isZero();
        confirm();
        assertThat(recorded("plain-grantor")).isEqualTo(1);
        assertThat(page.url()).contains("/record/grant?key=");

        go("/record/revocation?grantor=plain-grantor");
        page.locator("#signedOn").fill("2019-05-01");
        page.locator("#deliveries-0-deliveredOn").fill("2019-06-14");
        preview();
        page.locator("#deliveries-0-deliveredOn").fill("2019-06-15");
        page.locator("[data-confirm]").click();
        assertThat(page.locator("[data-refusal]").isVisible()).as("only what was shown is recorded").isTrue();
        assertThat(recorded("plain-grantor")).isEqualTo(1);
        confirm();
        assertThat(LEDGER.ask("/api/events?grantor=plain-grantor&type=PowerOfAttorneyRevoked").path("items").get(0).path("payload")
                .path("deliveries").get(0).path("deliveredOn").asString()).isEqualTo("2019-06-15");
        page.reload();
        assertThat(page.locator(".receipt").count()).isEqualTo(1);
        assertThat(recorded("plain-grantor")).isEqualTo(2);
    }

    @Test
    void without_scripts_a_refusal_stands_at_its_field_and_nothing_is_recorded() {
        expectFailures();
        granted("plain-refused");
        withoutScripts();
        go("/record/revocation?grantor=plain-refused");
        page.locator("#signedOn").fill("2015-02-28");
        page.locator("[data-preview]").click();
        assertThat(page.locator("#signedOn").getAttribute("aria-invalid")).isEqualTo("true");
        String fault = page.locator("#signedOn").getAttribute("aria-describedby");
        assertThat(page.locator("#" + fault).isVisible()).isTrue();
        assertThat(page.locator("#signedOn").inputValue()).as("what was typed is kept").isEqualTo("2015-02-28");
        assertThat(page.locator("[data-confirm]").count()).isZero();
        assertThat(recorded("plain-refused")).isEqualTo(1);
    }

    /** The form of the page as it would be sent by its button to record. */
    private FormData confirmation() {
        FormData form = FormData.create();
        ((Map<?, ?>) page.evaluate("() => Object.fromEntries(new FormData(document.querySelector('#recording')))"))
                .forEach((name, value) -> form.set(name.toString(), value.toString()));
        return form.set("confirm", "");
    }

    @Test
    void a_form_that_is_sent_twice_records_once() {
        granted("sent-twice");
        go("/record/death?grantor=sent-twice");
        page.locator("#on").fill("2017-03-01");
        preview();
        FormData confirmation = confirmation();
        for (int sent = 1; sent <= 2; sent++) {
            var answer = page.request().post(LEDGER.address("/record/death"), RequestOptions.create().setForm(confirmation));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).as("leads to what was recorded").contains("receipt");
            assertThat(recorded("sent-twice")).isEqualTo(2);
        }
    }

    @Test
    void a_forged_form_is_refused_and_records_nothing() {
        granted("forged");
        go("/record/death?grantor=forged");
        page.locator("#on").fill("2017-03-01");
        preview();
        FormData forged = confirmation().set("_csrf", "guessed");
        assertThat(page.request().post(LEDGER.address("/record/death"), RequestOptions.create().setForm(forged)).status()).isEqualTo(403);
        assertThat(recorded("forged")).isEqualTo(1);
    }

    @Test
    void what_was_not_previewed_is_not_recorded() {
        granted("not-previewed");
        go("/record/death?grantor=not-previewed");
        page.locator("#on").fill("2017-03-01");
        preview();
        FormData other = confirmation().set("on", "2017-03-02");
        var answer = page.request().post(LEDGER.address("/record/death"), RequestOptions.create().setForm(other));
        assertThat(answer.text()).contains("data-consequences");
        assertThat(recorded("not-previewed")).isEqualTo(1);
    }

    @Test
    void they_are_good_in_every_way() {
        granted("pictured");
        assertGoodInEveryWay("/record", "record");
        assertGoodInEveryWay("/record/grant", "record-grant");
        assertGoodInEveryWay("/record/revocation?grantor=pictured", "record-revocation");
    }
}
