package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Commands that wait until another person approves them: what is asked about them, and what becomes of proposals and of trackers. */
@TestPropertySource(properties = { "ledger.approval.commands=ALL", "ledger.approval.exempt-roles=ADMIN"})
class ApprovalsTest extends OnAnInbox {

    private static final String OWN = "four words of mine";
    private static final String HEADINGS = "Insider,Company,Attorneys-in-fact,Signed,Expires,Forms,Revoked on,Revocation delivered,Notes\n";
    private static final Map<String, String> PEOPLE = new ConcurrentHashMap<>();

    private String person(String name, String role) {
        return PEOPLE.computeIfAbsent(name, unknown -> {
            String first = LedgerForTests.json(post("/api/people", "{\"userName\": \"" + name + "\", \"displayName\": \"P\", \"roles\": [\""
                    + role + "\"]}")).path("password").asString();
            String credentials = basic(name, OWN);
            assertThat(as(basic(name, first), "POST", "/api/me/password",
                    "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}").statusCode()).isLessThan(300);
            return credentials;
        });
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    private String jane() {
        return person("jane", "RECORDER");
    }

    private String john() {
        return person("john", "RECORDER");
    }

    private HttpResponse<String> as(String credentials, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = LedgerForTests.request(port, path, headers).setHeader("Authorization", credentials);
        if (headers.length == 0) {
            request.header("Content-Type", "application/json");
        }
        return LedgerForTests.send(request.method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** A command that waits; its id. */
    private static String waits(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("application/json");
        String approvalId = LedgerForTests.json(response).path("approvalId").asString();
        assertThat(LedgerForTests.header(response, "Location")).isEqualTo("/api/approvals/" + approvalId);
        return approvalId;
    }

    private String granted(String grantor) {
        return waits(as(jane(), "POST", "/api/grantors/" + grantor + "/powers-of-attorney",
                "{\"poaId\": \"poa\", \"grantor\": {\"name\": \"Of " + grantor + "\"}, \"issuer\": {\"issuerId\": \"waits-inc\", "
                        + "\"name\": \"Waits Inc.\"}, \"attorneys\": [{\"attorneyId\": \"per-dahl\", \"name\": \"Per Dahl\"}], "
                        + "\"powers\": [{\"clause\": \"a\", \"forms\": [\"4\"]}], \"executedOn\": \"2020-01-15\"}"));
    }

    private JsonNode approved(String approvalId) {
        HttpResponse<String> response = as(john(), "POST", "/api/approvals/" + approvalId + "/approval", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode record = LedgerForTests.json(response).path("items").path(0);
        // What is asked next is about a ledger that has it.
        answer("/api/grantors?limit=1&minPosition=" + record.path("position").asLong());
        return record;
    }

    private String state(String approvalId) {
        return answer("/api/approvals/" + approvalId).path("state").asString();
    }

    @Test
    void what_waits_is_listed_as_waiting_with_the_whole_command_and_no_answer_of_the_ledger_knows_of_it() {
        long before = records();
        String approvalId = granted("odd-waits");

        JsonNode one = answer("/api/approvals/" + approvalId);
        assertThat(one.path("state").asString()).isEqualTo("WAITING");
        assertThat(one.path("command").asString()).isEqualTo("GrantPowerOfAttorney");
        assertThat(one.path("submittedBy").asString()).isEqualTo("jane");
        assertThat(one.path("request").path("attorneys").path(0).path("attorneyId").asString()).isEqualTo("per-dahl");
        assertThat(one.path("request").path("grantorId").asString()).isEqualTo("odd-waits");
        assertThat(one.path("recordIds").isEmpty()).isTrue();
        assertThat(one.has("decidedBy")).isFalse();
        assertThat(records()).isEqualTo(before);
        String check = "/api/authority/check?grantor=odd-waits&issuer=waits-inc&form=4&signer=per-dahl&on=2020-02-01";
        assertThat(answer(check).path("reason").asString()).isEqualTo("NO_POWER_OF_ATTORNEY");
        assertThat(answer("/api/events?grantor=odd-waits").path("items").isEmpty()).isTrue();

        JsonNode record = approved(approvalId);
        assertThat(answer(check).path("reason").asString()).isEqualTo("IN_FORCE");
        JsonNode after = answer("/api/approvals/" + approvalId);
        assertThat(after.path("state").asString()).isEqualTo("APPROVED");
        assertThat(after.path("decidedBy").asString()).isEqualTo("john");
        assertThat(after.path("decidedAt").asString()).isEqualTo(record.path("recordedAt").asString());
        assertThat(after.path("recordIds").path(0).asString()).isEqualTo(record.path("recordId").asString());
        assertThat(after.path("recordIds").size()).isEqualTo(1);
    }

    @Test
    void both_are_in_the_event_and_it_is_found_by_either() {
        approved(granted("odd-both"));
        JsonNode event = answer("/api/events?grantor=odd-both").path("items").path(0);
        assertThat(event.path("recordedBy").asString()).isEqualTo("jane, approved by john");
        for (String recorder : List.of("jane", "john", "jane, approved by john")) {
            assertThat(answer("/api/events?grantor=odd-both&recorder=" + recorder.replace(" ", "%20")).path("items").size()).as(recorder)
                    .isEqualTo(1);
        }
        for (String other : List.of("admin", "jan", "john2", "approved")) {
            assertThat(answer("/api/events?grantor=odd-both&recorder=" + other).path("items").isEmpty()).as(other).isTrue();
        }
    }

    @Test
    void the_list_is_narrowed_by_state_and_grantor_comes_page_by_page_and_as_csv() {
        String withdrawn = granted("odd-list");
        as(jane(), "POST", "/api/approvals/" + withdrawn + "/withdrawal", "");
        String rejected = granted("odd-list");
        as(john(), "POST", "/api/approvals/" + rejected + "/rejection", "{\"reason\": \"a copy\"}");
        String done = granted("odd-list");
        approved(done);
        String path = "/api/approvals?grantor=odd-list";
        assertThat(ids(answer(path))).containsExactly(done, rejected, withdrawn);
        assertThat(ids(answer(path + "&state=APPROVED"))).containsExactly(done);
        assertThat(ids(answer(path + "&state=REJECTED"))).containsExactly(rejected);
        assertThat(ids(answer(path + "&state=WITHDRAWN"))).containsExactly(withdrawn);
        assertThat(ids(answer(path + "&state=WAITING"))).isEmpty();
        assertThat(ids(answer("/api/approvals?grantor=odd-lis"))).isEmpty();
        assertThat(ids(answer("/api/approvals"))).contains(done, rejected, withdrawn);
        JsonNode first = answer(path + "&limit=2");
        assertThat(ids(first)).containsExactly(done, rejected);
        assertThat(ids(answer(path + "&limit=2&cursor=" + first.path("next").asString()))).containsExactly(withdrawn);
        String csv = get(path, "Accept", "text/csv").body();
        assertThat(csv.lines().toList()).hasSize(4);
        assertThat(csv).startsWith("approvalId,state,command,grantorId,submittedBy,submittedAt,decidedBy,decidedAt,reason")
                .contains("a copy");
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items").valueStream().map(one -> one.path("approvalId").asString()).toList();
    }

    @Test
    void bad_questions_are_problems_and_who_sees_only_some_issuers_sees_none_of_it() {
        String approvalId = granted("odd-bad");
        assertProblem(get("/api/approvals?state=OPEN"), 400, "MALFORMED");
        assertProblem(get("/api/approvals?grantor=%20"), 400, "MALFORMED");
        assertProblem(get("/api/approvals?limit=0"), 400, "MALFORMED");
        assertProblem(get("/api/approvals?cursor=x"), 400, "MALFORMED");
        assertProblem(get("/api/approvals/x"), 400, "MALFORMED");
        assertProblem(get("/api/approvals/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f"), 404, "UNKNOWN_APPROVAL");
        String scoped = person("sara", "AUDITOR");
        assertThat(as(scoped, "GET", "/api/approvals/" + approvalId, "").statusCode()).isEqualTo(200);
        assertThat(as(basic("admin", LedgerForTests.PASSWORD), "PATCH", "/api/people/sara", "{\"issuers\": [\"waits-inc\"]}").statusCode())
                .isLessThan(300);
        assertProblem(as(scoped, "GET", "/api/approvals/" + approvalId, ""), 403, "FORBIDDEN");
        assertProblem(as(scoped, "GET", "/api/approvals", ""), 403, "FORBIDDEN");
        assertProblem(as(scoped, "POST", "/api/approvals/" + approvalId + "/approval", ""), 403, "FORBIDDEN");
        assertThat(state(approvalId)).isEqualTo("WAITING");
    }

    private JsonNode proposal(String grantor) {
        return kept(Papers.power(grantor, "Per Dahl", "Fjord Line Inc.")).path("proposals").path(0);
    }

    private String proposalState(JsonNode proposal) {
        return answer("/api/proposals/" + proposal.path("proposalId").asString()).path("state").asString();
    }

    @Test
    void a_proposal_that_is_accepted_waits_as_long_as_its_command_and_is_accepted_when_that_is_approved() {
        JsonNode proposal = proposal("Gro Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(proposal), ""));
        assertThat(waits(as(jane(), "POST", acceptance(proposal), ""))).isEqualTo(approvalId);
        assertProblem(as(jane(), "POST", acceptance(proposal), "{\"note\": \"other\"}"), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(as(john(), "POST", rejection(proposal), "{\"reason\": \"no\"}"), 409, "WAITS_FOR_APPROVAL");
        assertThat(proposalState(proposal)).isEqualTo("PENDING");

        JsonNode record = approved(approvalId);
        assertThat(record.path("grantorId").asString()).isEqualTo("gro-waits");
        JsonNode accepted = answer("/api/proposals/" + proposal.path("proposalId").asString());
        assertThat(accepted.path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(accepted.path("decidedBy").asString()).isEqualTo("jane, approved by john");
        assertThat(accepted.path("recordId").asString()).isEqualTo(record.path("recordId").asString());
        assertThat(as(jane(), "POST", acceptance(proposal), "").statusCode()).isEqualTo(201);
    }

    @Test
    void a_proposal_whose_command_was_rejected_can_be_accepted_again_with_other_fields_or_be_rejected() {
        JsonNode proposal = proposal("Gry Waits");
        String first = waits(as(jane(), "POST", acceptance(proposal), ""));
        as(john(), "POST", "/api/approvals/" + first + "/rejection", "{\"reason\": \"the note is missing\"}");
        assertThat(proposalState(proposal)).isEqualTo("PENDING");
        String second = waits(as(jane(), "POST", acceptance(proposal), "{\"note\": \"seen\"}"));
        assertThat(second).isNotEqualTo(first);
        approved(second);
        assertThat(List.of(state(first), state(second))).containsExactly("REJECTED", "APPROVED");
        assertThat(proposalState(proposal)).isEqualTo("ACCEPTED");

        JsonNode other = proposal("Gun Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(other), ""));
        as(john(), "POST", "/api/approvals/" + approvalId + "/rejection", "{\"reason\": \"no\"}");
        assertThat(as(john(), "POST", rejection(other), "{\"reason\": \"no\"}").statusCode()).isEqualTo(200);
        assertThat(proposalState(other)).isEqualTo("REJECTED");
    }

    @Test
    void of_proposals_accepted_together_each_that_waits_says_so() {
        JsonNode proposal = proposal("Gus Waits");
        HttpResponse<String> response = as(jane(), "POST", "/api/proposals/acceptances", "{\"party\": \"Gus Waits\"}");
        JsonNode item = LedgerForTests.json(response).path("items").path(0);
        assertThat(item.path("state").asString()).as(response.body()).isEqualTo("PENDING");
        assertThat(item.path("code").asString()).isEqualTo("WAITS_FOR_APPROVAL");
        assertThat(proposalState(proposal)).isEqualTo("PENDING");
    }

    @Test
    void who_accepts_some_at_a_time_does_not_meet_those_again_whose_commands_wait() {
        proposal("Ulf Lott");
        proposal("Ulla Lott");
        proposal("Una Lott");
        assertThat(together("{\"party\": \"Lott\"}")).hasSize(3);
        JsonNode late = proposal("Ute Lott");
        assertThat(together("{\"party\": \"Lott\"}")).containsExactly(late.path("proposalId").asString());
        assertThat(together("{\"party\": \"Lott\"}")).isEmpty();
    }

    private List<String> together(String filter) {
        JsonNode answer = LedgerForTests.json(as(jane(), "POST", "/api/proposals/acceptances", filter));
        return answer.path("items").valueStream().map(one -> one.path("proposalId").asString()).toList();
    }

    @Test
    void a_proposal_is_never_rejected_whose_command_is_recorded() {
        JsonNode proposal = proposal("Gerd Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(proposal), ""));
        jdbc.update("insert into documents.decision (proposal_id, decision, decided_by, reason) values (?::uuid, 'REJECTED', 'mary', 'no')",
                proposal.path("proposalId").asString());
        assertThat(proposalState(proposal)).isEqualTo("REJECTED");
        approved(approvalId);
        assertThat(proposalState(proposal)).isEqualTo("ACCEPTED");
        assertThat(as(jane(), "POST", acceptance(proposal), "").statusCode()).isEqualTo(201);
        assertProblem(as(john(), "POST", rejection(proposal), "{\"reason\": \"no\"}"), 409, "ALREADY_ACCEPTED");
    }

    @Test
    void who_rejects_a_proposal_while_its_command_is_approved_learns_that_it_is_accepted() throws Exception {
        JsonNode proposal = proposal("Gitte Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(proposal), ""));
        try (Connection ledger = connection(); Connection looks = connection(); ExecutorService people = Executors.newFixedThreadPool(2)) {
            ledger.createStatement().execute("select pg_advisory_xact_lock(" + AdvisoryLock.APPEND_LOCK + ")");
            Future<HttpResponse<String>> approval = people
                    .submit(() -> as(john(), "POST", "/api/approvals/" + approvalId + "/approval", ""));
            waitsFor("advisory");
            looks.createStatement().execute("lock table approval.waiting_command in access exclusive mode");
            Future<HttpResponse<String>> rejection = people.submit(() -> as(jane(), "POST", rejection(proposal), "{\"reason\": \"no\"}"));
            waitsFor("relation");
            ledger.commit();
            assertThat(approval.get().statusCode()).isEqualTo(201);
            looks.commit();
            assertProblem(rejection.get(), 409, "ALREADY_ACCEPTED");
        }
        assertThat(proposalState(proposal)).isEqualTo("ACCEPTED");
    }

    private Connection connection() throws SQLException {
        Connection connection = Objects.requireNonNull(jdbc.getDataSource()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Until a session waits for a lock of this type. */
    private void waitsFor(String type) throws InterruptedException {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and wait_event = ? and datname = current_database()";
        for (int i = 0; i < 500 && Objects.requireNonNull(jdbc.queryForObject(waiting, Integer.class, type)) == 0; i++) {
            Thread.sleep(10);
        }
        assertThat(jdbc.queryForObject(waiting, Integer.class, type)).isPositive();
    }

    @Test
    void someone_exempt_who_accepts_a_proposal_that_waits_records_nothing() {
        JsonNode proposal = proposal("Guro Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(proposal), ""));
        long before = records();
        assertThat(waits(post(acceptance(proposal), "{}"))).isEqualTo(approvalId);
        assertThat(records()).isEqualTo(before);
    }

    private JsonNode tracker(String credentials, String path, String rows) {
        HttpResponse<String> response = as(credentials, "POST", "/api/import/sheet" + path, HEADINGS + rows, "Content-Type",
                "application/octet-stream");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    @Test
    void a_row_of_a_tracker_waits_is_shown_so_and_comes_back_and_goes_on_when_its_first_act_is_approved() {
        String rows = "Ann Waits,Waits Foods Inc.,Judi Waits,11/20/2024,,4,2025-03-01,,\n";
        long before = records();
        JsonNode first = tracker(jane(), "?record=true", rows);
        assertThat(first.path("waiting").asInt()).as(first.toString()).isEqualTo(1);
        assertThat(first.path("recorded").asInt()).isZero();
        assertThat(first.path("items").path(0).path("state").asString()).isEqualTo("WAITING");
        assertThat(tracker(jane(), "", rows).path("waiting").asInt()).isEqualTo(1);
        assertThat(tracker(jane(), "?record=true", rows).path("waiting").asInt()).isEqualTo(1);
        assertThat(records()).isEqualTo(before);

        List<String> held = ids(answer("/api/approvals?grantor=ann-waits"));
        assertThat(held).hasSize(1);
        approved(held.getFirst());
        assertThat(tracker(jane(), "?record=true", rows).path("waiting").asInt()).as("the revocation").isEqualTo(1);
        approved(ids(answer("/api/approvals?grantor=ann-waits&state=WAITING")).getFirst());
        assertThat(tracker(jane(), "?record=true", rows).path("unchanged").asInt()).isEqualTo(1);
        assertThat(records()).isEqualTo(before + 2);
    }

    @Test
    void a_row_of_a_tracker_that_was_rejected_by_mistake_is_recorded_when_it_was_submitted_again() {
        String rows = "Asta Waits,Waits Foods Inc.,Judi Waits,11/20/2024,,4,,,\n";
        tracker(jane(), "?record=true", rows);
        String first = ids(answer("/api/approvals?grantor=asta-waits")).getFirst();
        as(john(), "POST", "/api/approvals/" + first + "/rejection", "{\"reason\": \"by mistake\"}");
        JsonNode refused = tracker(jane(), "?record=true", rows).path("items").path(0);
        assertThat(refused.path("state").asString()).as(refused.toString()).isEqualTo("REFUSED");
        assertThat(refused.toString()).contains("APPROVAL_REFUSED", first, "submitted again");
        String second = waits(as(jane(), "POST", "/api/approvals/" + first + "/resubmission", ""));
        assertThat(tracker(jane(), "?record=true", rows).path("waiting").asInt()).isEqualTo(1);
        approved(second);
        assertThat(tracker(jane(), "?record=true", rows).path("unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void a_proposal_whose_command_was_rejected_is_accepted_again_and_not_submitted_again() {
        JsonNode proposal = proposal("Gyda Waits");
        String approvalId = waits(as(jane(), "POST", acceptance(proposal), ""));
        as(john(), "POST", "/api/approvals/" + approvalId + "/rejection", "{\"reason\": \"no\"}");
        assertProblem(as(jane(), "POST", "/api/approvals/" + approvalId + "/resubmission", ""), 409, "ALREADY_DECIDED");
        assertThat(waits(as(jane(), "POST", acceptance(proposal), ""))).isNotEqualTo(approvalId);
    }
}
