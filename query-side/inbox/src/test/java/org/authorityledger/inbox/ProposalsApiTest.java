package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Deciding about proposals over HTTP. */
class ProposalsApiTest extends OnAnInbox {

    @Autowired
    private CommandRecorder recorder;

    private JsonNode proposal(String paper) {
        return kept(paper).path("proposals").path(0);
    }

    private JsonNode now(JsonNode proposal) {
        return answer("/api/proposals/" + proposal.path("proposalId").asString());
    }

    private static List<String> values(JsonNode items, String field) {
        return items.valueStream().map(one -> one.path(field).asString()).toList();
    }

    @Test
    void what_is_accepted_is_recorded_with_its_document_and_who_accepted_it_is_kept() {
        JsonNode proposal = proposal(Papers.power("Runa Aske", "Per Dahl", "Fjord Line Inc."));

        HttpResponse<String> response = post(acceptance(proposal), "");

        JsonNode record = LedgerForTests.json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(LedgerForTests.header(response, "Ledger-Position")).isEqualTo(record.path("position").asString());
        assertThat(record.path("grantorId").asString()).isEqualTo("runa-aske");
        JsonNode event = answer("/api/events?grantor=runa-aske&minPosition=" + record.path("position").asString()).path("items").path(0);
        assertThat(event.path("recordedBy").asString()).isEqualTo("admin");
        assertThat(event.path("payload").path("document").path("sha256").asString()
                + event.path("payload").path("terms").path("document").path("sha256").asString())
                .contains(proposal.path("documentId").asString());
        JsonNode accepted = now(proposal);
        assertThat(accepted.path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(accepted.path("decidedBy").asString()).isEqualTo("admin");
        assertThat(accepted.path("decidedAt").asString()).isEqualTo(record.path("recordedAt").asString());
        assertThat(accepted.path("recordId").asString()).isEqualTo(record.path("recordId").asString());
    }

    @Test
    void accepting_twice_records_once_and_answers_the_same_and_with_other_fields_it_is_a_conflict() {
        JsonNode proposal = proposal(Papers.power("Sten Aske", "Per Dahl", "Fjord Line Inc."));
        JsonNode first = accepted(proposal, "");
        long records = records();

        assertThat(accepted(proposal, "")).isEqualTo(first);
        assertProblem(post(acceptance(proposal), "{\"note\": \"other\"}"), 409, "ALREADY_ACCEPTED");
        assertProblem(post(rejection(proposal), "{\"reason\": \"no\"}"), 409, "ALREADY_ACCEPTED");
        assertThat(records()).isEqualTo(records);
    }

    @Test
    void many_who_accept_at_once_record_once() throws Exception {
        JsonNode proposal = proposal(Papers.power("Tora Aske", "Per Dahl", "Fjord Line Inc."));
        long before = records();
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(() -> accepted(proposal, "").path("recordId").asString());
        }

        Set<String> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            answers = Set.copyOf(threads.invokeAll(all).stream().map(ProposalsApiTest::get).toList());
        }

        assertThat(answers).hasSize(1);
        assertThat(records()).isEqualTo(before + 1);
    }

    @Test
    void of_those_who_accept_and_reject_at_once_one_decides() throws Exception {
        for (int n = 0; n < 5; n++) {
            JsonNode proposal = proposal(Papers.power("Ulf Aske" + "abcde".charAt(n), "Per Dahl", "Fjord Line Inc."));
            List<Callable<Integer>> both = List.of(() -> post(acceptance(proposal), "").statusCode(),
                    () -> post(rejection(proposal), "{\"reason\": \"a copy\"}").statusCode());
            List<Integer> answers;
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                answers = threads.invokeAll(both).stream().map(ProposalsApiTest::get).toList();
            }
            assertThat(answers).isIn(List.of(201, 409), List.of(409, 200));
            Long recorded = jdbc.queryForObject("select count(*) from ledger.event where idempotency_key = ?", Long.class,
                    "proposal:" + proposal.path("proposalId").asString());
            assertThat(recorded).isEqualTo(answers.getFirst() == 201 ? 1L : 0L);
            assertThat(now(proposal).path("state").asString()).isEqualTo(answers.getFirst() == 201 ? "ACCEPTED" : "REJECTED");
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Seen", "Accepted", "Rejected", "Listed"})
    void a_node_that_is_killed_between_recording_and_marking_has_recorded_once(String then) {
        JsonNode proposal = proposal(Papers.power("Vera " + then, "Per Dahl", "Fjord Line Inc."));
        // Recorded under the key of the proposal, and then the process is gone: no mark.
        ObjectNode command = JsonMapper.shared().createObjectNode().put("command", "GrantPowerOfAttorney");
        command.setAll((ObjectNode) proposal.path("body"));
        assertThat(recorder.record(command.toString(), new CommandRecorder.Sender("vera", null, "c"),
                "proposal:" + proposal.path("proposalId").asString(), null)).isEmpty();
        long records = records();
        assertThat(jdbc.queryForObject("select count(*) from documents.decision where proposal_id = ?::uuid", Long.class,
                proposal.path("proposalId").asString())).isZero();

        switch (then) {
            case "Accepted" -> assertThat(accepted(proposal, "").path("grantorId").asString()).isEqualTo("vera-accepted");
            case "Rejected" -> assertProblem(post(rejection(proposal), "{\"reason\": \"no\"}"), 409, "ALREADY_ACCEPTED");
            case "Listed" ->
                assertThat(values(answer("/api/proposals?party=Vera+Listed").path("items"), "state")).containsExactly("ACCEPTED");
            default -> assertThat(now(proposal).path("state").asString()).isEqualTo("ACCEPTED");
        }
        assertThat(records()).isEqualTo(records);
        assertThat(now(proposal).path("decidedBy").asString()).isEqualTo("vera");
        assertThat(jdbc.queryForObject("select count(*) from documents.decision where proposal_id = ?::uuid", Long.class,
                proposal.path("proposalId").asString())).isOne();
    }

    @Test
    void what_is_open_must_be_said_before_it_is_accepted() {
        JsonNode proposal = proposal(Papers.ofNoCompany("Wanda Aske", "Per Dahl"));
        assertThat(fields(proposal.path("open"))).containsExactly("issuer");
        long before = records();

        HttpResponse<String> open = post(acceptance(proposal), "");
        assertProblem(open, 422, "OPEN_FIELDS");
        assertThat(paths(open)).containsExactly("issuer");
        HttpResponse<String> another = post(acceptance(proposal), "{\"note\": \"seen\"}");
        assertProblem(another, 422, "OPEN_FIELDS");
        HttpResponse<String> removed = post(acceptance(proposal), "{\"issuer\": null}");
        assertProblem(removed, 400, "MALFORMED");
        assertThat(records()).isEqualTo(before);

        JsonNode record = accepted(proposal,
                "{\"issuer\": {\"issuerId\": \"wanda-s\", \"name\": \"Wanda Works Inc.\"}, \"note\": \"asked\"}");
        assertThat(record.path("grantorId").asString()).isEqualTo("wanda-aske");
        assertThat(records()).isEqualTo(before + 1);
    }

    @Test
    void the_completed_body_is_taken_as_it_is_and_paths_change_a_part() {
        JsonNode whole = proposal(Papers.ofNoCompany("Xenia Aske", "Per Dahl"));
        ObjectNode body = ((ObjectNode) whole.path("body")).deepCopy();
        body.put("issuer", "ANY");
        assertThat(post("/api/documents/" + whole.path("documentId").asString() + "/proposals/0/acceptance", body.toString()).statusCode())
                .isEqualTo(201);

        JsonNode part = proposal(Papers.power("Ylva Aske", "Per Dahl", "Fjord Line Inc."));
        JsonNode record = accepted(part, "{\"grantorId\": \"aske.y\", \"attorneys[0].title\": \"Counsel\"}");
        assertThat(record.path("grantorId").asString()).isEqualTo("aske.y");
        JsonNode event = answer("/api/events?grantor=aske.y&minPosition=" + record.path("position").asString()).path("items").path(0);
        assertThat(event.path("payload").toString()).contains("\"title\":\"Counsel\"");
    }

    @Test
    void a_refusal_is_that_of_the_command_and_leaves_the_proposal_waiting() {
        JsonNode proposal = proposal(Papers.power("Zeno Aske", "Per Dahl", "Fjord Line Inc."));
        long before = records();

        assertProblem(post(acceptance(proposal), "{\"expiresOn\": \"2001-01-01\"}"), 422, "EXPIRES_BEFORE_EFFECTIVE");
        assertProblem(post(acceptance(proposal), "{\"attorneys[7].title\": \"x\"}"), 400, "MALFORMED");
        assertProblem(post(acceptance(proposal), "{\"surprise\": 1}"), 400, "MALFORMED");
        assertProblem(post(acceptance(proposal), "{\"command\": \"RetractRecord\"}"), 400, "MALFORMED");
        assertProblem(post(acceptance(proposal), "[]"), 400, "MALFORMED");
        assertThat(records()).isEqualTo(before);
        assertThat(now(proposal).path("state").asString()).isEqualTo("PENDING");
    }

    @Test
    void a_rejection_has_a_reason_and_stays() {
        JsonNode proposal = proposal(Papers.power("Arvid Berg", "Per Dahl", "Fjord Line Inc."));
        long before = records();

        assertProblem(post(rejection(proposal), "{}"), 400, "MALFORMED");
        assertProblem(post(rejection(proposal), "{\"reason\": \"  \"}"), 400, "MALFORMED");
        HttpResponse<String> rejected = post(rejection(proposal), "{\"reason\": \"not signed\"}");
        assertThat(rejected.statusCode()).as(rejected.body()).isEqualTo(200);
        assertThat(post(rejection(proposal), "{\"reason\": \"not signed\"}").body()).isEqualTo(rejected.body());
        assertProblem(post(rejection(proposal), "{\"reason\": \"otherwise\"}"), 409, "ALREADY_REJECTED");
        assertProblem(post(acceptance(proposal), ""), 409, "ALREADY_REJECTED");

        JsonNode row = now(proposal);
        assertThat(row.path("state").asString()).isEqualTo("REJECTED");
        assertThat(row.path("reason").asString()).isEqualTo("not signed");
        assertThat(row.path("decidedBy").asString()).isEqualTo("admin");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void someone_the_ledger_knows_is_meant_and_several_are_listed_and_none_is_guessed() {
        accepted(proposal(Papers.power("Björn Ødegård", "Per Dahl", "Fjord Line Inc.")), "{\"grantorId\": \"odegard\"}");
        accepted(proposal(Papers.power("Ove Holt", "Lars Twin", "Twin Corp.")),
                "{\"attorneys[0].attorneyId\": \"twin-1\", \"issuer.issuerId\": \"t1\"}");
        accepted(proposal(Papers.power("Odd Holt", "Lars Twin", "Twin Corp.", "May 1, 2018")),
                "{\"attorneys[0].attorneyId\": \"twin-2\", \"issuer.issuerId\": \"t2\"}");

        JsonNode known = now(proposal(Papers.power("BJORN ODEGARD", "Lars Twin", "Twin Corp.", "June 1, 2019")));

        assertThat(known.path("body").path("grantorId").asString()).isEqualTo("odegard");
        assertThat(fields(known.path("open"))).containsExactlyInAnyOrder("attorneys[0].attorneyId", "issuer.issuerId");
        assertThat(known.path("body").path("attorneys").path(0).has("attorneyId")).isFalse();
        Map<String, List<String>> candidates = new java.util.HashMap<>();
        known.path("candidates").valueStream()
                .forEach(one -> candidates.put(one.path("field").asString(), values(one.path("candidates"), "id")));
        assertThat(candidates).containsEntry("grantorId", List.of("odegard"))
                .containsEntry("attorneys[0].attorneyId", List.of("twin-1", "twin-2"))
                .containsEntry("issuer.issuerId", List.of("t1", "t2"));
        assertProblem(post(acceptance(known), ""), 422, "OPEN_FIELDS");
        assertThat(accepted(known, "{\"attorneys[0].attorneyId\": \"twin-2\", \"issuer.issuerId\": \"t1\"}").path("grantorId").asString())
                .isEqualTo("odegard");
    }

    @Test
    void an_id_that_someone_else_has_is_not_proposed_for_someone_new() {
        accepted(proposal(Papers.power("Rolf Anders", "Per Dahl", "Fjord Line Inc.")), "{\"grantorId\": \"dag-hammer\"}");

        JsonNode other = now(proposal(Papers.power("Dag Hammer", "Per Dahl", "Fjord Line Inc.")));

        assertThat(other.path("body").path("grantorId").asString()).isEqualTo("dag-hammer-2");
    }

    @Test
    void a_revocation_finds_the_instrument_by_its_grantor_and_date() {
        JsonNode granted = accepted(proposal(Papers.power("Siv Lie", "Per Dahl", "Fjord Line Inc.", "May 2, 2010")), "");
        accepted(proposal(Papers.power("Siv Lie", "Per Dahl", "Other Corp.", "May 3, 2010")), "");

        JsonNode revocation = proposal(Papers.revocation("Siv Lie", "May 2, 2010"));
        JsonNode unknown = proposal(Papers.revocation("Siv Lie", "May 4, 2010"));
        JsonNode stranger = proposal(Papers.revocation("Stranger Lie", "May 2, 2010"));

        assertThat(revocation.path("open").isEmpty()).as(revocation.toString()).isTrue();
        assertThat(accepted(revocation, "").path("poaId").asString()).isEqualTo(granted.path("poaId").asString());
        assertThat(fields(unknown.path("open"))).containsExactly("poaId");
        assertThat(fields(stranger.path("open"))).contains("grantorId", "poaId");
    }

    @Test
    void the_inbox_is_filtered_and_paged() {
        IntStream.range(0, 5).forEach(n -> proposal(Papers.power("Pia Paged" + "abcde".charAt(n), "Quirin Unique", "Fjord Line Inc.")));
        JsonNode rejected = proposal(Papers.power("Pia Pagedx", "Quirin Unique", "Fjord Line Inc."));
        post(rejection(rejected), "{\"reason\": \"no\"}");

        JsonNode first = answer("/api/proposals?party=quirin+UNIQUE&state=PENDING&limit=3");
        JsonNode second = answer("/api/proposals?party=quirin+UNIQUE&state=PENDING&limit=3&cursor=" + first.path("next").asString());

        assertThat(values(first.path("items"), "grantorName")).containsExactly("Pia Pagede", "Pia Pagedd", "Pia Pagedc");
        assertThat(values(second.path("items"), "grantorName")).containsExactly("Pia Pagedb", "Pia Pageda");
        assertThat(second.has("next")).isFalse();
        assertThat(values(answer("/api/proposals?party=Unique&state=REJECTED").path("items"), "reason")).containsExactly("no");
        assertThat(answer("/api/proposals?party=Unique&kind=REVOCATION").path("items").isEmpty()).isTrue();
        assertThat(answer("/api/proposals?party=Uniq").path("items").isEmpty()).as("a part of a word").isTrue();
        assertThat(answer("/api/proposals?document=" + rejected.path("documentId").asString()).path("items").size()).isOne();
        assertThat(get("/api/proposals?party=Unique", "Accept", "text/csv").body().lines().count()).isEqualTo(7);
        assertProblem(get("/api/proposals?party=Unique&limit=3&cursor=" + first.path("next").asString()), 400, "MALFORMED");
        assertProblem(get("/api/proposals?state=OPEN"), 400, "MALFORMED");
        assertProblem(get("/api/proposals?document=abc"), 400, "MALFORMED");
        assertProblem(get("/api/proposals?limit=0"), 400, "MALFORMED");
    }

    @Test
    void several_are_accepted_or_rejected_by_a_filter_and_what_is_open_goes_on_waiting() {
        proposal(Papers.power("Bo Bulk", "Rut Several", "Fjord Line Inc."));
        proposal(Papers.ofNoCompany("Bea Bulk", "Rut Several"));
        proposal(Papers.power("Bjarne Bulk", "Rut Several", "Fjord Line Inc."));
        long before = records();

        assertProblem(post("/api/proposals/acceptances", "{}"), 400, "MALFORMED");
        assertProblem(post("/api/proposals/acceptances", "{\"party\": \"several\", \"reason\": \"x\"}"), 400, "MALFORMED");
        assertProblem(post("/api/proposals/rejections", "{\"party\": \"several\"}"), 400, "MALFORMED");
        assertThat(records()).isEqualTo(before);
        JsonNode accepted = LedgerForTests.json(post("/api/proposals/acceptances", "{\"party\": \"several\", \"kind\": \"GRANT\"}"));
        assertThat(values(accepted.path("items"), "state")).containsExactly("ACCEPTED", "PENDING", "ACCEPTED");
        assertThat(accepted.path("items").path(1).path("code").asString()).isEqualTo("OPEN_FIELDS");
        assertThat(records()).isEqualTo(before + 2);
        JsonNode rejected = LedgerForTests.json(post("/api/proposals/rejections", "{\"party\": \"several\", \"reason\": \"no company\"}"));
        assertThat(values(rejected.path("items"), "state")).containsExactly("REJECTED");
        assertThat(answer("/api/proposals?party=several&state=PENDING").path("items").isEmpty()).isTrue();
    }

    @Test
    void what_there_is_not_is_not_found() {
        String none = "/api/proposals/01900000-0000-7000-8000-000000000000";
        assertProblem(get(none), 404, "UNKNOWN_PROPOSAL");
        assertProblem(post(none + "/acceptance", ""), 404, "UNKNOWN_PROPOSAL");
        assertProblem(post(none + "/rejection", "{\"reason\": \"x\"}"), 404, "UNKNOWN_PROPOSAL");
        assertProblem(get("/api/proposals/none"), 400, "MALFORMED");
        JsonNode kept = kept(Papers.power("Dora Berg", "Per Dahl", "Fjord Line Inc."));
        assertProblem(post("/api/documents/" + kept.path("documentId").asString() + "/proposals/9/acceptance", ""), 404,
                "UNKNOWN_PROPOSAL");
    }

    @Test
    void no_client_takes_the_key_of_a_proposal() {
        JsonNode proposal = proposal(Papers.power("Egil Berg", "Per Dahl", "Fjord Line Inc."));
        String key = "proposal:" + proposal.path("proposalId").asString();
        ObjectNode body = ((ObjectNode) proposal.path("body")).deepCopy();
        body.remove("grantorId");
        long before = records();

        assertProblem(
                LedgerForTests.post(port, "/api/grantors/egil-berg/powers-of-attorney", body.toString(), "Content-Type", "application/json",
                        "Idempotency-Key", key),
                400, "MALFORMED");
        String line = "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"egil-berg\", \"idempotencyKey\": \"" + key + "\"}";
        assertThat(LedgerForTests.post(port, "/api/import", line.getBytes(UTF_8), "Content-Type", "application/x-ndjson").body())
                .contains("\"status\":400");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void those_who_ask_see_and_do_not_decide_and_those_who_record_do_both() {
        JsonNode proposal = proposal(Papers.power("Frida Berg", "Per Dahl", "Fjord Line Inc."));
        Map<String, String> keys = new java.util.HashMap<>();
        for (String role : List.of("AUDITOR", "INVESTIGATOR", "RECORDER")) {
            String name = role.toLowerCase(java.util.Locale.ROOT);
            HttpResponse<String> made = post("/api/people",
                    "{\"userName\": \"" + name + "\", \"displayName\": \"" + name + "\", \"roles\": [\"" + role
                            + "\"], \"password\": \"a long enough password\"}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(as(name + ":a long enough password", "POST", "/api/me/password",
                    "{\"current\": \"a long enough password\", \"password\": \"another long password\"}")).isEqualTo(204);
            keys.put(role, name + ":another long password");
        }
        for (String role : List.of("AUDITOR", "INVESTIGATOR")) {
            assertThat(as(keys.getOrDefault(role, ""), "GET", "/api/proposals/" + proposal.path("proposalId").asString(), "")).as(role)
                    .isEqualTo(200);
            assertThat(as(keys.getOrDefault(role, ""), "POST", acceptance(proposal), "")).as(role).isEqualTo(403);
            assertThat(as(keys.getOrDefault(role, ""), "POST", rejection(proposal), "{\"reason\": \"x\"}")).as(role).isEqualTo(403);
            assertThat(as(keys.getOrDefault(role, ""), "POST", "/api/documents", "{}")).as(role).isEqualTo(403);
        }
        assertThat(as(keys.getOrDefault("RECORDER", ""), "GET", "/api/proposals", "")).isEqualTo(200);
        assertThat(as(keys.getOrDefault("RECORDER", ""), "POST", acceptance(proposal), "")).isEqualTo(201);
    }

    private int as(String credentials, String method, String path, String body) {
        return LedgerForTests.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/json").method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body)).build())
                .statusCode();
    }

    @Test
    void looking_at_documents_and_proposals_is_noted() {
        JsonNode proposal = proposal(Papers.power("Greta Berg", "Per Dahl", "Fjord Line Inc."));
        get("/api/documents/" + proposal.path("documentId").asString() + "/bytes");
        now(proposal);

        JsonNode looks = answer("/api/access-log?about=" + proposal.path("documentId").asString());
        assertThat(values(looks.path("items"), "path")).contains("/api/documents/" + proposal.path("documentId").asString() + "/bytes");
        assertThat(answer("/api/access-log?about=" + proposal.path("proposalId").asString()).path("items").isEmpty()).isFalse();
    }
}
