package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What one person records waits, is shown as waiting, and is decided by another: in browsers with scripts and without. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApprovalsPageTest extends BrowserTest {

    private static final String OWN = "four words of mine";

    private final String these = UUID.randomUUID().toString().substring(0, 8);
    private final String grantor = "grantor-" + these;
    private final String jane = "jane." + these;
    private final String john = "john." + these;
    private String form = "";

    @BeforeEach
    void people_and_a_grantor() {
        person(jane);
        person(john);
        String body = """
                {"poaId": "first", "grantor": {"name": "Grantor <b>of</b> %s"}, "issuer": {"issuerId": "quill-corp", "name": "Quill Corp"},
                 "attorneys": [{"attorneyId": "ada-quill", "name": "Ada Quill"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2015-03-01"}
                """.formatted(these);
        HttpResponse<String> response = LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        LEDGER.ask("/api/grantors?limit=1&minPosition=" + RunningLedger.json(response.body()).path("position").asLong());
    }

    private static void person(String username) {
        String first = RunningLedger.json(LEDGER.tell("people",
                "{\"userName\": \"" + username + "\", \"displayName\": \"P\", \"roles\": [\"RECORDER\", \"AUDITOR\"]}").body())
                .path("password")
                .asString();
        assertThat(as(username, first, "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}").statusCode())
                .isLessThan(300);
    }

    private static HttpResponse<String> as(String username, String password, String path, String body) {
        return LEDGER.send(LEDGER.request(path).setHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private void signIn(String username, String path) {
        page.context().clearCookies();
        go(path);
        page.locator("#username").fill(username);
        page.locator("#password").fill(OWN);
        page.locator("main button.primary").click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    private static int recorded(String grantor) {
        return LEDGER.ask("/api/events?grantor=" + grantor).path("items").size();
    }

    private void press(String button) {
        page.locator("main button").filter(new Locator.FilterOptions().setHasText(button)).click();
    }

    private String path() {
        return page.url().substring(LEDGER.address("").length());
    }

    /** Jane says by a form that the grantor died; where she then is. */
    private String submitted() {
        signIn(jane, "/record/death?grantor=" + grantor);
        page.locator("#on").fill("2020-05-01");
        form = path();
        page.locator("[data-preview]").click();
        page.locator("[data-confirm]").click();
        page.waitForURL(url -> url.contains("/approvals/"));
        return path();
    }

    private void submittedThenApproved() {
        String approval = submitted();
        assertThat(page.locator("#state").innerText()).contains("Nothing is recorded yet");
        assertThat(page.locator("main").innerText()).contains("You submitted it", "<b>of</b>");
        assertThat(page.locator("form[aria-label=Approve]").count()).isZero();
        assertThat(recorded(grantor)).isEqualTo(1);
        go("/grantors/" + grantor);
        assertThat(page.locator("#waiting").innerText()).contains("1 command waits for approval");
        page.locator("#waiting a").click();
        page.waitForURL(url -> url.contains("/approvals?grantor="));
        assertThat(page.locator("tbody tr").count()).isEqualTo(1);

        signIn(john, "/approvals");
        page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(these)).locator("a").click();
        page.waitForURL(LEDGER.address(approval));
        assertThat(page.locator("section[aria-labelledby=follows]").innerText()).contains("Ada Quill");
        press("Approve and record");
        page.waitForURL(LEDGER.address(approval));
        assertThat(page.locator("#state").innerText()).startsWith("Approved by " + john);
        assertThat(recorded(grantor)).isEqualTo(2);
        page.locator("section[aria-labelledby=recorded-title] a").click();
        page.waitForURL(url -> url.contains("/ledger/"));
        assertThat(page.locator("main").innerText()).contains(jane + ", approved by " + john);
        go("/grantors/" + grantor);
        assertThat(page.locator("#waiting").count()).isZero();
    }

    @Test
    void what_one_submits_by_a_form_waits_and_another_approves_it() {
        asNobody();
        submittedThenApproved();
    }

    @Test
    void the_same_works_without_scripts() {
        withoutScripts();
        submittedThenApproved();
    }

    @Test
    void the_form_leads_to_what_it_submitted_and_recorded_nothing_twice() {
        asNobody();
        String approval = submitted();
        go(form);
        page.waitForURL(LEDGER.address(approval));
        assertThat(LEDGER.ask("/api/approvals?grantor=" + grantor).path("items").size()).isEqualTo(1);
    }

    @Test
    void it_is_rejected_with_a_reason_or_withdrawn_and_nothing_is_recorded() {
        asNobody();
        String approval = submitted();
        signIn(john, approval);
        page.locator("#reason").fill("The certificate <i>is</i> missing.");
        press("Reject");
        page.waitForCondition(() -> page.locator("#state").innerText().startsWith("Rejected by " + john));
        assertThat(page.locator("#state").innerText()).contains("The certificate <i>is</i> missing.", "Nothing was recorded");
        assertThat(page.locator("main form").count()).isEqualTo(1);
        signIn(jane, approval);
        press("Submit it again");
        page.waitForURL(url -> url.contains("/approvals/") && !url.endsWith(approval));
        assertThat(page.locator("main").innerText()).contains("You submitted it", "Nothing is recorded yet");
        assertThat(go(approval)).isEqualTo(200);
        assertThat(page.locator("main form").count()).as("it was submitted again").isZero();

        String other = submitted();
        press("Withdraw it");
        page.waitForCondition(() -> page.locator("#state").innerText().startsWith("Withdrawn by " + jane));
        assertThat(other).isNotEqualTo(approval);
        assertThat(recorded(grantor)).isEqualTo(1);
    }

    /** Jane says over the API that the grantor died; where it waits. */
    private String waiting() {
        HttpResponse<String> waits = as(jane, OWN, "/api/grantors/" + grantor + "/death", "{\"on\": \"2020-05-01\"}");
        assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
        return "/approvals/" + RunningLedger.json(waits.body()).path("approvalId").asString();
    }

    private List<String> offered() {
        return page.locator("main form").all().stream().map(one -> one.getAttribute("aria-label")).toList();
    }

    @Test
    void what_a_namesake_at_a_provider_submitted_is_not_offered_to_an_account_here_and_is_offered_to_another() {
        String namesake = "corp:" + jane;
        database().update("insert into access.person (username, name, roles, issuer, subject, claimed_at) values (?, 'P', '{RECORDER}', ?, "
                + "'1', now())", namesake, these);
        person("ole." + these);
        String approval = waiting();
        // What waits cannot be changed; so the same waits once more, from the other person.
        String theirs = UUID.randomUUID().toString();
        database().update("insert into approval.waiting_command (approval_id, command, grantor_id, request, idempotency_key, attempt,"
                + " request_digest, submitted_by) select ?::uuid, command, grantor_id, request, ?, attempt, request_digest, ?"
                + " from approval.waiting_command where approval_id = ?::uuid", theirs, "namesake-" + these, namesake,
                approval.substring("/approvals/".length()));
        approval = "/approvals/" + theirs;
        asNobody();
        signIn(jane, approval);
        assertThat(page.locator("#not-by-you").innerText()).contains(namesake, "may be one person");
        assertThat(offered()).as("what the ledger would refuse").isEmpty();
        screenshot("approval-namesake");
        signIn(john, approval);
        assertThat(offered()).containsExactly("Approve", "Reject");
        press("Approve and record");
        page.waitForCondition(() -> page.locator("#state").innerText().startsWith("Approved by " + john));
    }

    @Test
    void what_someone_submitted_who_may_no_longer_record_can_only_be_rejected() {
        String approval = waiting();
        assertThat(LEDGER.send(LEDGER.request("/api/people/" + jane).header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"disabled\": true}")).build()).statusCode()).isLessThan(300);
        asNobody();
        signIn(john, approval);
        assertThat(page.locator("#not-approved").innerText()).contains(jane, "may no longer record");
        assertThat(offered()).containsExactly("Reject");
    }

    @Test
    void what_waits_about_someone_everywhere_is_on_the_pages_of_the_attorney_and_of_who_named_them() {
        HttpResponse<String> waits = as(jane, OWN, "/api/attorneys/ada-quill/incapacity", "{\"on\": \"2020-05-01\"}");
        assertThat(waits.statusCode()).as(waits.body()).isEqualTo(202);
        String path = "/approvals/" + RunningLedger.json(waits.body()).path("approvalId").asString();
        asNobody();
        signIn(john, "/attorneys/ada-quill");
        assertThat(page.locator("#waiting").innerText()).contains("1 command waits for approval");
        page.locator("#waiting a").click();
        page.waitForURL(url -> url.contains("/approvals?attorney=ada-quill"));
        assertThat(page.locator("tbody a").getAttribute("href")).isEqualTo(path);
        go("/grantors/" + grantor);
        assertThat(page.locator("#waiting").innerText()).contains("1 command waits for approval");
        go("/issuers/quill-corp");
        assertThat(page.locator("#waiting").count()).isZero();
        assertThat(as(jane, OWN, "/api" + path + "/withdrawal", "").statusCode()).isEqualTo(200);
        go("/attorneys/ada-quill");
        assertThat(page.locator("#waiting").count()).isZero();
    }

    @Test
    void what_was_recorded_meanwhile_is_shown_before_it_is_approved() {
        asNobody();
        String approval = submitted();
        signIn(john, approval);
        LEDGER.tell("grantors/" + grantor + "/death", "{\"on\": \"2020-04-01\"}");
        expectFailures();
        press("Approve and record");
        page.waitForSelector("#refused");
        assertThat(page.locator("section[aria-labelledby=follows], #refused").allInnerTexts()).isNotEmpty();
        assertThat(LEDGER.ask("/api" + approval).path("state").asString()).isEqualTo("WAITING");
        go(approval);
        assertThat(recorded(grantor)).isEqualTo(2);
    }

    @Test
    void an_unknown_one_and_a_state_that_there_is_not_are_said_so() {
        expectFailures();
        assertThat(go("/approvals/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f")).isEqualTo(404);
        assertThat(go("/approvals?state=OPEN")).isEqualTo(400);
        assertThat(go("/approvals/x")).isEqualTo(400);
    }

    @Test
    void the_pages_are_good_at_every_width_and_in_both_schemes() {
        String approval = waiting();
        assertGoodInEveryWay("/approvals", "approvals");
        assertGoodInEveryWay(approval, "approval");
        assertGoodInEveryWay("/grantors/" + grantor, "grantor with something that waits");
        assertThat(page.locator("nav[aria-label=Pages]").innerText()).contains("Approvals");
    }
}
