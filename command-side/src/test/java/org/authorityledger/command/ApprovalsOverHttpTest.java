package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.authorityledger.command.Bodies.grant;
import static org.authorityledger.command.Bodies.grants;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.authorityledger.access.people.People;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Problem;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that wait until another person approves them, over HTTP. The node of the other tests has no such rule, and records at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsOverHttpTest {

    private static final String OWN = "four words of mine";
    private static final String UNKNOWN = "/api/approvals/0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f";

    private final String these = UUID.randomUUID().toString().substring(0, 8);
    private TestNode node = TestNode.ONE;
    private WaitingCommands waiting = node.bean(WaitingCommands.class);
    private String jane = "";
    private String john = "";
    private String mary = "";
    private String auditor = "";
    private String chief = "";

    @BeforeAll
    void people() {
        node = TestNode.start("--ledger.approval.commands=GrantPowerOfAttorney,RevokePowerOfAttorney,RecordAttorneyDeath",
                "--ledger.approval.exempt-roles=INVESTIGATOR");
        waiting = node.bean(WaitingCommands.class);
        jane = person("jane", "RECORDER");
        john = person("john", "RECORDER");
        mary = person("mary", "RECORDER", "ADMIN");
        auditor = person("olga", "AUDITOR");
        chief = person("carl", "RECORDER", "INVESTIGATOR");
    }

    @AfterAll
    void stop() {
        node.stop();
    }

    private String person(String name, String... roles) {
        String username = name + "." + these;
        TestNode.Answer made = node.post("/api/people", "{\"userName\": \"" + username + "\", \"displayName\": \"P\", \"roles\": [\""
                + String.join("\", \"", roles) + "\"]}");
        String first = made.text("password");
        assertThat(node.post("/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"" + OWN + "\"}", "Authorization",
                basic(username, first)).status()).isLessThan(300);
        return basic(username, OWN);
    }

    private static String basic(String username, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private TestNode.Answer send(String who, String path, String body, String... headers) {
        return node.post(path, body, Stream.concat(Stream.of("Authorization", who), Stream.of(headers)).toArray(String[]::new));
    }

    /** A command that waits; the path by which it is decided. */
    private String waits(TestNode.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        assertThat(answer.text("state")).isEqualTo("WAITING");
        assertThat(answer.header("Location")).isEqualTo("/api/approvals/" + answer.text("approvalId"));
        assertThat(answer.header("Ledger-Position")).isEmpty();
        return answer.header("Location");
    }

    private String waitingGrant(String grantor, String more, String... headers) {
        return waits(send(jane, grants(grantor), grant(more), headers));
    }

    private WaitingCommand found(String path) {
        return waiting.find(UUID.fromString(path.substring(path.lastIndexOf('/') + 1))).orElseThrow();
    }

    @Test
    void what_another_person_approves_is_recorded_by_both_and_what_waits_is_not_recorded() {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        assertThat(node.size(grantor)).isZero();
        assertThat(found(approval).submitted().by()).isEqualTo("jane." + these);

        TestNode.Answer approved = send(john, approval + "/approval", "").isRecorded();
        assertThat(node.size(grantor)).isEqualTo(1);
        JsonNode record = approved.body().path("items").path(0);
        assertThat(record.path("grantorId").asString()).isEqualTo(grantor);
        assertThat(approved.header("Ledger-Position")).isEqualTo(record.path("position").asString());
        String recordedBy = node.jdbc().queryForObject("select recorded_by from ledger.event where grantor_id = ?", String.class, grantor);
        assertThat(recordedBy).isEqualTo("jane." + these + ", approved by john." + these);
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.APPROVED);
        assertThat(Objects.requireNonNull(found(approval).decision()).by()).isEqualTo("john." + these);
    }

    @Test
    void a_command_that_is_not_named_and_one_of_an_exempt_role_are_recorded_at_once() {
        String grantor = Bodies.newGrantor();
        send(chief, grants(grantor), grant("")).isRecorded();
        send(jane, "/api/grantors/" + grantor + "/death", "{\"on\": \"2021-05-01\"}").isRecorded();
        assertThat(node.size(grantor)).isEqualTo(2);
    }

    @Test
    void the_rule_is_off_by_default() {
        String grantor = Bodies.newGrantor();
        TestNode.ONE.post(grants(grantor), grant("")).isRecorded();
    }

    @Test
    void one_does_not_approve_or_reject_ones_own_with_a_password_or_by_a_key_but_can_take_it_back() {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        String key = "Bearer " + send(jane, "/api/me/keys", "{\"name\": \"k" + System.nanoTime() + "\"}").text("key");
        for (String own : List.of(jane, key)) {
            send(own, approval + "/approval", "").isProblem(403, "OWN_SUBMISSION", "");
            send(own, approval + "/rejection", "{\"reason\": \"no\"}").isProblem(403, "OWN_SUBMISSION", "");
        }
        send(john, approval + "/withdrawal", "").isProblem(403, "ANOTHERS_SUBMISSION", "");
        assertThat(send(key, approval + "/withdrawal", "").text("state")).isEqualTo("WITHDRAWN");
        send(john, approval + "/approval", "").isProblem(409, "ALREADY_DECIDED", "");
        assertThat(node.size(grantor)).isZero();
    }

    @Test
    void what_a_key_submits_its_owner_does_not_approve() {
        String key = "Bearer " + send(mary, "/api/me/keys", "{\"name\": \"k" + System.nanoTime() + "\"}").text("key");
        String approval = waits(send(key, grants(Bodies.newGrantor()), grant("")));
        send(mary, approval + "/approval", "").isProblem(403, "OWN_SUBMISSION", "");
        send(john, approval + "/approval", "").isRecorded();
    }

    private void patched(String username, String change) {
        assertThat(node.send(node.request("/api/people/" + username).method("PATCH", HttpRequest.BodyPublishers.ofString(change))).status())
                .isLessThan(300);
    }

    @Test
    void what_someone_submitted_who_may_no_longer_record_goes_on_waiting() {
        List<String[]> losses = List.of(new String[]{ "{\"disabled\": true}", "{\"disabled\": false}"},
                new String[]{ "{\"roles\": [\"AUDITOR\"]}", "{\"roles\": [\"RECORDER\", \"AUDITOR\"]}"},
                new String[]{ "{\"roles\": [\"AUDITOR\"], \"issuers\": [\"hemacare\"]}", "{\"roles\": [\"RECORDER\"], \"issuers\": null}"});
        String lena = person("lena", "RECORDER");
        for (String[] loss : losses) {
            String grantor = Bodies.newGrantor();
            String approval = waits(send(lena, grants(grantor), grant("")));
            patched("lena." + these, loss[0]);
            send(john, approval + "/approval", "").isProblem(409, "SUBMITTER_MAY_NOT_RECORD", "");
            assertThat(node.size(grantor)).isZero();
            assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WAITING);
            patched("lena." + these, loss[1]);
            send(john, approval + "/approval", "").isRecorded();
        }
    }

    @Test
    void what_a_key_submitted_that_was_revoked_goes_on_waiting_and_what_was_approved_is_answered_all_the_same() {
        TestNode.Answer made = send(jane, "/api/me/keys", "{\"name\": \"gone\"}");
        String key = "Bearer " + made.text("key");
        String one = waits(send(key, grants(Bodies.newGrantor()), grant("")));
        String other = waits(send(key, grants(Bodies.newGrantor()), grant("")));
        send(john, one + "/approval", "").isRecorded();
        assertThat(node.send(node.request("/api/me/keys/" + made.text("keyId"), "Authorization", jane).DELETE()).status()).isLessThan(300);
        send(john, other + "/approval", "").isProblem(409, "SUBMITTER_MAY_NOT_RECORD", "");
        send(john, one + "/approval", "").isRecorded();
        send(jane, "/api/me/keys", "{\"name\": \"gone\"}");
        send(john, other + "/approval", "").isProblem(409, "SUBMITTER_MAY_NOT_RECORD", "");
        assertThat(send(john, other + "/rejection", "{\"reason\": \"The key was stolen.\"}").status()).isEqualTo(200);
    }

    @Test
    void an_account_here_does_not_decide_about_what_one_of_the_same_name_at_a_provider_submitted_and_the_other_way_round() {
        Approvals approvals = node.bean(Approvals.class);
        String grantor = Bodies.newGrantor();
        UUID id = UUID.fromString(waitingGrant(grantor, "").substring("/api/approvals/".length()));
        for (String same : List.of("corp:jane." + these, "corp:Jane." + these + "@corp.example")) {
            assertThatThrownBy(() -> approvals.records(id, new CommandRecorder.Sender(same, null, "c"), IfMatch.NOT_GIVEN))
                    .isInstanceOf(Problem.class).hasMessageContaining("OWN_SUBMISSION");
            assertThatThrownBy(() -> approvals.rejected(id, "no", new CommandRecorder.Sender(same, null, "c")))
                    .isInstanceOf(Problem.class).hasMessageContaining("OWN_SUBMISSION");
        }
        assertThat(approvals.records(id, new CommandRecorder.Sender("corp:janet." + these, null, "c"), IfMatch.NOT_GIVEN)).hasSize(1);

        People people = node.bean(People.class);
        node.jdbc()
                .update("insert into access.person (username, name, roles, issuer, subject, claimed_at) values (?, 'P', '{RECORDER}', ?, "
                        + "'1', now())", "corp:olaf", these);
        person("ole", "RECORDER");
        assertThat(people.mayBeOne("corp:olaf-2", "olaf")).as("a number since the name was taken").isTrue();
        assertThat(people.mayBeOne("corp:ola-2", "ola")).as("no one is corp:ola").isFalse();
        assertThat(people.mayBeOne("olaf@corp.example", "corp:olaf")).isTrue();
        assertThat(people.mayBeOne("olaf@corp.example", "corp:olaf@corp.example")).isTrue();
        assertThat(people.mayBeOne("olaf@corp.example", "corp:olaf@other.example")).isFalse();
        assertThat(people.mayBeOne("olaf@corp.example", "olaf")).as("both are from here").isFalse();
        assertThat(people.mayBeOne("corp:olaf", "corp:olaf@corp.example")).as("both are of the provider").isFalse();
        assertThat(people.mayBeOne("OLAF", "olaf")).isTrue();
    }

    @Test
    void who_does_not_record_does_not_decide() {
        String approval = waitingGrant(Bodies.newGrantor(), "");
        for (String decision : List.of("/approval", "/rejection", "/withdrawal")) {
            send(auditor, approval + decision, "{\"reason\": \"no\"}").isProblem(403, "FORBIDDEN", "");
        }
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WAITING);
    }

    @Test
    void it_is_decided_once_and_the_same_decision_of_the_same_person_is_answered_again() {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        TestNode.Answer first = send(john, approval + "/approval", "").isRecorded();
        assertThat(send(john, approval + "/approval", "{}").isRecorded().body()).isEqualTo(first.body());
        send(mary, approval + "/approval", "").isProblem(409, "ALREADY_DECIDED", "");
        send(mary, approval + "/rejection", "{\"reason\": \"no\"}").isProblem(409, "ALREADY_DECIDED", "");
        send(jane, approval + "/withdrawal", "").isProblem(409, "ALREADY_DECIDED", "");
        assertThat(node.size(grantor)).isEqualTo(1);

        String other = waitingGrant(Bodies.newGrantor(), "");
        TestNode.Answer rejected = send(john, other + "/rejection", "{\"reason\": \" The paper is not signed. \"}");
        assertThat(rejected.text("reason")).isEqualTo("The paper is not signed.");
        assertThat(rejected.text("decidedBy")).isEqualTo("john." + these);
        assertThat(send(john, other + "/rejection", "{\"reason\": \"The paper is not signed.\"}").body()).isEqualTo(rejected.body());
        send(john, other + "/rejection", "{\"reason\": \"Another one\"}").isProblem(409, "ALREADY_DECIDED", "");
        send(john, other + "/approval", "").isProblem(409, "ALREADY_DECIDED", "");
    }

    @Test
    void of_many_who_decide_at_once_one_does() throws Exception {
        for (int round = 0; round < 5; round++) {
            String grantor = Bodies.newGrantor();
            String approval = waitingGrant(grantor, "");
            CyclicBarrier together = new CyclicBarrier(3);
            try (ExecutorService people = Executors.newFixedThreadPool(3)) {
                List<Future<Integer>> answers = Stream.of(List.of(john, "/approval", ""), List.of(mary, "/approval", ""),
                        List.of(chief, "/rejection", "{\"reason\": \"no\"}")).map(one -> people.submit(() -> {
                            together.await();
                            return send(one.get(0), approval + one.get(1), one.get(2)).status();
                        })).toList();
                List<Integer> all = List.of(answers.get(0).get(), answers.get(1).get(), answers.get(2).get());
                assertThat(all).filteredOn(status -> status < 300).hasSize(1);
                assertThat(all).filteredOn(status -> status == 409).hasSize(2);
                boolean approved = all.contains(201);
                assertThat(node.size(grantor)).isEqualTo(approved ? 1 : 0);
                assertThat(found(approval).state()).isEqualTo(approved ? WaitingCommand.State.APPROVED : WaitingCommand.State.REJECTED);
            }
        }
    }

    @Test
    void what_the_law_refuses_does_not_wait_and_is_judged_again_when_it_is_approved() {
        String grantor = Bodies.newGrantor();
        send(jane, "/api/grantors/" + grantor + "/powers-of-attorney/poa/revocations", "{\"signedOn\": \"2021-01-01\"}").isProblem(404,
                "UNKNOWN_GRANTOR", "grantorId");
        String one = waitingGrant(grantor, ", \"poaId\": \"poa\"", "Idempotency-Key", "one-" + grantor);
        String other = waitingGrant(grantor, ", \"poaId\": \"poa\"", "Idempotency-Key", "other-" + grantor);
        send(john, one + "/approval", "").isRecorded();
        TestNode.Answer refused = send(john, other + "/approval", "");
        refused.isProblem(409, "POA_ID_USED", "poaId");
        assertThat(found(other).state()).isEqualTo(WaitingCommand.State.WAITING);
        assertThat(node.size(grantor)).isEqualTo(1);
        assertThat(send(john, other + "/rejection", "{\"reason\": \"It is recorded.\"}").status()).isEqualTo(200);
    }

    @Test
    void a_request_that_is_repeated_waits_once_and_is_answered_with_the_record_when_it_is_approved() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "again-" + grantor};
        String approval = waitingGrant(grantor, "", key);
        assertThat(waitingGrant(grantor, "", key)).isEqualTo(approval);
        send(jane, grants(grantor), grant(", \"note\": \"n\""), key).isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        JsonNode record = send(john, approval + "/approval", "").isRecorded().body().path("items").path(0);
        assertThat(send(jane, grants(grantor), grant(""), key).isRecorded().text("recordId")).isEqualTo(record.path("recordId").asString());
        send(jane, grants(grantor), grant(", \"note\": \"n\""), key).isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        assertThat(node.size(grantor)).isEqualTo(1);
    }

    @Test
    void what_was_rejected_stays_so_under_its_key_and_what_was_withdrawn_may_come_again() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "back-" + grantor};
        String first = waitingGrant(grantor, "", key);
        send(jane, first + "/withdrawal", "");
        String second = waitingGrant(grantor, ", \"note\": \"corrected\"", key);
        assertThat(second).isNotEqualTo(first);
        assertThat(waitingGrant(grantor, ", \"note\": \"corrected\"", key)).isEqualTo(second);
        send(john, second + "/rejection", "{\"reason\": \"It is a copy.\"}");
        TestNode.Answer refused = send(jane, grants(grantor), grant(", \"note\": \"corrected\""), key);
        refused.isProblem(409, "APPROVAL_REFUSED", "");
        assertThat(refused.text("detail")).contains("john." + these).contains("It is a copy.");
        assertThat(found(first).state()).isEqualTo(WaitingCommand.State.WITHDRAWN);

        send(chief, grants(grantor), grant(", \"note\": \"other\""), key).isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        assertThat(node.size(grantor)).isZero();
        assertThat(found(second).state()).isEqualTo(WaitingCommand.State.REJECTED);
    }

    /** Repeats a request as someone exempt, and where the rule is off. */
    private List<TestNode.Answer> repeated(String path, String body, String... headers) {
        return List.of(send(jane, path, body, headers), send(chief, path, body, headers), TestNode.ONE.post(path, body, headers));
    }

    @Test
    void to_repeat_a_request_records_nothing_that_waits_or_was_rejected_by_no_one_and_under_no_rule() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "round-" + grantor};
        String approval = waitingGrant(grantor, "", key);
        for (TestNode.Answer again : repeated(grants(grantor), grant(""), key)) {
            assertThat(waits(again)).isEqualTo(approval);
        }
        for (TestNode.Answer other : repeated(grants(grantor), grant(", \"note\": \"n\""), key)) {
            other.isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        }
        send(john, approval + "/rejection", "{\"reason\": \"It is a copy.\"}");
        for (TestNode.Answer again : repeated(grants(grantor), grant(""), key)) {
            again.isProblem(409, "APPROVAL_REFUSED", "");
        }
        assertThat(node.size(grantor)).isZero();
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.REJECTED);
    }

    @Test
    void to_repeat_a_request_that_was_approved_answers_its_record_to_everyone() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "done-" + grantor};
        String recordId = send(john, waitingGrant(grantor, "", key) + "/approval", "").isRecorded().body().path("items").path(0)
                .path("recordId").asString();
        for (TestNode.Answer again : repeated(grants(grantor), grant(""), key)) {
            assertThat(again.isRecorded().text("recordId")).isEqualTo(recordId);
        }
        assertThat(node.size(grantor)).isEqualTo(1);
    }

    @Test
    void what_was_withdrawn_may_be_recorded_at_once_under_its_key_where_the_rule_does_not_hold_and_stays_withdrawn() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "off-" + grantor};
        String approval = waitingGrant(grantor, "", key);
        send(jane, approval + "/withdrawal", "");
        TestNode.ONE.post(grants(grantor), grant(""), key).isRecorded();
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WITHDRAWN);
    }

    @Test
    void a_command_recorded_before_the_rule_is_answered_with_its_record() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "before-" + grantor};
        String recordId = TestNode.ONE.post(grants(grantor), grant(""), key).isRecorded().text("recordId");
        assertThat(send(jane, grants(grantor), grant(""), key).isRecorded().text("recordId")).isEqualTo(recordId);
        assertThat(waiting.list(null, new WaitingCommands.About(GrantorId.of(grantor), null), null, 10)).isEmpty();
    }

    @Test
    void to_repeat_a_fact_about_someone_everywhere_or_a_file_records_nothing_that_waits_or_was_rejected() {
        String attorney = "attorney-" + System.nanoTime();
        String grantor = Bodies.newGrantor();
        send(chief, grants(grantor), grant("").replace("judi-irving", attorney)).isRecorded();
        String death = "/api/attorneys/" + attorney + "/death";
        String[] key = { "Idempotency-Key", "all-" + attorney};
        String approval = waits(send(jane, death, "{\"on\": \"2021-05-01\"}", key));
        for (TestNode.Answer again : repeated(death, "{\"on\": \"2021-05-01\"}", key)) {
            assertThat(waits(again)).isEqualTo(approval);
        }
        send(john, approval + "/rejection", "{\"reason\": \"no\"}");
        for (TestNode.Answer again : repeated(death, "{\"on\": \"2021-05-01\"}", key)) {
            again.isProblem(409, "APPROVAL_REFUSED", "");
        }
        assertThat(node.size(grantor)).isEqualTo(1);

        String of = Bodies.newGrantor();
        String line = "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"" + of + "\", " + grant("").substring(1);
        String[] ndjson = { "Content-Type", "application/x-ndjson"};
        String held = "/api/approvals/" + imported(line).getFirst().path("approvalId").asString();
        for (TestNode.Answer again : repeated("/api/import", line, ndjson)) {
            assertThat("/api/approvals/" + again.text("approvalId")).isEqualTo(held);
        }
        send(john, held + "/rejection", "{\"reason\": \"no\"}");
        for (TestNode.Answer again : repeated("/api/import", line, ndjson)) {
            assertThat(again.text("code")).isEqualTo("APPROVAL_REFUSED");
        }
        assertThat(node.size(of)).isZero();
    }

    @Test
    void a_key_that_was_used_for_a_record_is_not_waited_under_again() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "used-" + grantor};
        String recorded = send(chief, grants(grantor), grant(""), key).isRecorded().text("recordId");
        assertThat(send(jane, grants(grantor), grant(""), key).isRecorded().text("recordId")).isEqualTo(recorded);
        send(jane, grants(grantor), grant(", \"note\": \"n\""), key).isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void the_same_without_a_key_by_the_same_person_waits_once_until_it_is_decided() {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        assertThat(waitingGrant(grantor, "")).isEqualTo(approval);
        String key = "Bearer " + send(jane, "/api/me/keys", "{\"name\": \"k" + System.nanoTime() + "\"}").text("key");
        assertThat(waits(send(key, grants(grantor), grant("")))).isEqualTo(approval);
        assertThat(waitingGrant(grantor, ", \"note\": \"n\"")).isNotEqualTo(approval);
        assertThat(waits(send(mary, grants(grantor), grant("")))).isNotEqualTo(approval);
        send(john, approval + "/rejection", "{\"reason\": \"no\"}");
        String again = waitingGrant(grantor, "");
        assertThat(again).as("submitted again, with an id of its own").isNotEqualTo(approval);
        send(john, again + "/approval", "").isRecorded();
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.REJECTED);
    }

    @Test
    void as_many_commands_of_one_person_wait_as_the_setting_says() {
        String nora = person("nora", "RECORDER");
        TestNode strict = TestNode.start("--ledger.approval.commands=ALL", "--ledger.approval.most-waiting=2");
        try {
            String grantor = Bodies.newGrantor();
            String first = waits(strict.post(grants(grantor), grant(""), "Authorization", nora));
            waits(strict.post(grants(grantor), grant(", \"note\": \"2\""), "Authorization", nora));
            TestNode.Answer refused = strict.post(grants(grantor), grant(", \"note\": \"3\""), "Authorization", nora);
            refused.isProblem(409, "TOO_MANY_WAIT", "");
            assertThat(refused.text("detail")).contains("2 of your commands");
            assertThat(waits(strict.post(grants(grantor), grant(""), "Authorization", nora))).as("one that waits").isEqualTo(first);
            waits(strict.post(grants(grantor), grant(", \"note\": \"3\""), "Authorization", mary));
            send(john, first + "/approval", "").isRecorded();
            waits(strict.post(grants(grantor), grant(", \"note\": \"3\""), "Authorization", nora));
            strict.post(grants(grantor), grant(", \"note\": \"4\""), "Authorization", nora).isProblem(409, "TOO_MANY_WAIT", "");
            assertThat(waiting.list(WaitingCommand.State.WAITING, new WaitingCommands.About(GrantorId.of(grantor), null), null, 10))
                    .hasSize(3);
        } finally {
            strict.stop();
        }
    }

    @Test
    void what_was_rejected_is_submitted_again_by_someone_who_says_so_and_then_its_request_is_answered_as_that_is() {
        String grantor = Bodies.newGrantor();
        String[] key = { "Idempotency-Key", "resubmitted-" + grantor};
        String first = waitingGrant(grantor, "", key);
        assertThat(waits(send(jane, first + "/resubmission", ""))).as("it waits").isEqualTo(first);
        send(john, first + "/rejection", "{\"reason\": \"by mistake\"}");
        send(auditor, first + "/resubmission", "").isProblem(403, "FORBIDDEN", "");
        String second = waits(send(mary, first + "/resubmission", ""));
        assertThat(second).isNotEqualTo(first);
        assertThat(found(second).submitted().by()).isEqualTo("mary." + these);
        assertThat(waits(send(mary, first + "/resubmission", "{}"))).isEqualTo(second);
        for (TestNode.Answer again : repeated(grants(grantor), grant(""), key)) {
            assertThat(waits(again)).isEqualTo(second);
        }
        send(mary, second + "/approval", "").isProblem(403, "OWN_SUBMISSION", "");
        send(john, second + "/approval", "").isRecorded();
        send(mary, first + "/resubmission", "").isProblem(409, "ALREADY_DECIDED", "");
        send(mary, second + "/resubmission", "").isProblem(409, "ALREADY_DECIDED", "");
        send(jane, grants(grantor), grant(""), key).isRecorded();
        assertThat(node.size(grantor)).isEqualTo(1);
        assertThat(found(first).state()).isEqualTo(WaitingCommand.State.REJECTED);
    }

    @Test
    void what_was_withdrawn_or_would_be_refused_now_is_not_submitted_again_and_what_was_waits_where_the_rule_is_off() {
        String grantor = Bodies.newGrantor();
        String withdrawn = waitingGrant(grantor, "");
        send(jane, withdrawn + "/withdrawal", "");
        send(jane, withdrawn + "/resubmission", "").isProblem(409, "ALREADY_DECIDED", "");
        String rejected = waitingGrant(grantor, ", \"poaId\": \"poa\"");
        send(john, rejected + "/rejection", "{\"reason\": \"no\"}");
        String again = waits(TestNode.ONE.post(rejected + "/resubmission", ""));
        send(john, again + "/rejection", "{\"reason\": \"no\"}");
        send(chief, grants(grantor), grant(", \"poaId\": \"poa\"")).isRecorded();
        send(jane, again + "/resubmission", "").isProblem(409, "POA_ID_USED", "poaId");
        send(jane, rejected + "/resubmission", "").isProblem(409, "ALREADY_DECIDED", "");
        assertThat(node.size(grantor)).isEqualTo(1);
    }

    private double counted(String outcome) {
        return node.bean(MeterRegistry.class).counter("ledger.commands", "command", "RecordAttorneyDeath", "outcome", outcome).count();
    }

    @Test
    void commands_are_counted_by_what_became_of_them() {
        String grantor = Bodies.newGrantor();
        send(chief, grants(grantor), grant("")).isRecorded();
        double[] before = { counted("recorded"), counted("waiting"), counted("approved"), counted("refused")};
        String deaths = "/api/grantors/" + grantor + "/attorney-deaths";
        send(jane, deaths, "{\"attorneyId\": \"no-one\", \"on\": \"2021-05-01\"}").isProblem(404, "UNKNOWN_ATTORNEY", "attorneyId");
        String approval = waits(send(jane, deaths, "{\"attorneyId\": \"judi-irving\", \"on\": \"2021-05-01\"}"));
        send(john, approval + "/approval", "").isRecorded();
        assertThat(new double[]{ counted("recorded") - before[0], counted("waiting") - before[1], counted("approved") - before[2],
                counted("refused") - before[3]}).containsExactly(0, 1, 1, 1);
        assertThat(node.bean(MeterRegistry.class).counter("ledger.commands", "command", "GrantPowerOfAttorney", "outcome", "recorded")
                .count()).isPositive();
    }

    @Test
    void no_client_chooses_a_key_of_commands_that_waited() {
        String grantor = Bodies.newGrantor();
        send(jane, grants(grantor), grant(""), "Idempotency-Key", "approval:" + UUID.randomUUID()).isProblem(400, "MALFORMED",
                "Idempotency-Key");
        waitingGrant(grantor, "", "Idempotency-Key", "approvals:" + grantor);
    }

    @Test
    void a_condition_is_judged_when_a_command_comes_and_the_one_who_approves_may_set_their_own() {
        String grantor = Bodies.newGrantor();
        String revocations = grants(grantor) + "/poa/revocations";
        String etag = send(chief, grants(grantor), grant(", \"poaId\": \"poa\"")).isRecorded().header("ETag");
        send(jane, revocations, "{\"signedOn\": \"2021-01-01\"}", "If-Match", "\"7\"").isProblem(412, "PRECONDITION_FAILED", "");
        String approval = waits(send(jane, revocations, "{\"signedOn\": \"2021-01-01\"}", "If-Match", etag));
        send(chief, revocations, "{\"signedOn\": \"2021-02-01\"}").isRecorded();
        send(john, approval + "/approval", "", "If-Match", etag).isProblem(412, "PRECONDITION_FAILED", "");
        assertThat(node.size(grantor)).isEqualTo(2);
        send(john, approval + "/approval", "", "If-Match", "\"2\"").isRecorded();
        assertThat(node.size(grantor)).isEqualTo(3);
    }

    @Test
    void a_fact_about_someone_everywhere_waits_as_a_whole_and_is_recorded_of_all_whom_it_concerns_when_it_is_approved() {
        String attorney = "attorney-" + System.nanoTime();
        String[] grantors = { Bodies.newGrantor(), Bodies.newGrantor()};
        String granting = grant("").replace("judi-irving", attorney);
        send(chief, grants(grantors[0]), granting).isRecorded();
        send(jane, "/api/attorneys/" + attorney + "/death", "{\"on\": \"2021-05-01\"}", "If-Match", "\"1\"").isProblem(400, "MALFORMED",
                "If-Match");
        send(chief, "/api/attorneys/" + attorney + "/employment-ends", "{\"effectiveOn\": \"2021-05-01\"}", "If-Match", "*").isProblem(400,
                "MALFORMED", "If-Match");
        String approval = waits(send(jane, "/api/attorneys/" + attorney + "/death", "{\"on\": \"2021-05-01\"}"));
        assertThat(found(approval).grantorId()).isNull();
        send(chief, grants(grantors[1]), granting).isRecorded();
        for (String condition : List.of("\"1\"", "*")) {
            send(john, approval + "/approval", "", "If-Match", condition).isProblem(400, "MALFORMED", "If-Match");
        }
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WAITING);
        JsonNode items = send(john, approval + "/approval", "").isRecorded().body().path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(List.of(node.size(grantors[0]), node.size(grantors[1]))).containsOnly(2L);
        send(jane, "/api/attorneys/another-" + attorney + "/death", "{\"on\": \"2021-05-01\"}").isProblem(404, "UNKNOWN_ATTORNEY",
                "attorneyId");
        assertThat(send(john, approval + "/approval", "").isRecorded().body().path("items")).isEqualTo(items);
    }

    @Test
    void to_ask_what_would_follow_lets_nothing_wait() {
        String grantor = Bodies.newGrantor();
        TestNode.Answer answer = send(jane, "/api/consequences", "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"" + grantor
                + "\", " + grant("").substring(1));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(waiting.list(null, new WaitingCommands.About(GrantorId.of(grantor), null), null, 10)).isEmpty();
    }

    @Test
    void lines_of_an_import_wait_one_by_one_and_the_file_can_be_sent_again() {
        String grantor = Bodies.newGrantor();
        String lines = "{\"command\": \"GrantPowerOfAttorney\", \"grantorId\": \"" + grantor + "\", "
                + grant(", \"poaId\": \"poa\"").substring(1) + "\n{\"command\": \"RecordGrantorDeath\", \"grantorId\": \"" + grantor
                + "\", \"on\": \"2021-05-01\"}\n";
        List<JsonNode> first = imported(lines);
        assertThat(first.get(0).path("status").asInt()).isEqualTo(202);
        assertThat(first.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(first.get(0).path("state").asString()).isEqualTo("WAITING");
        assertThat(first.get(1).path("code").asString()).isEqualTo("UNKNOWN_GRANTOR");
        assertThat(node.size(grantor)).isZero();

        String approvalId = first.get(0).path("approvalId").asString();
        assertThat(imported(lines).get(0).path("approvalId").asString()).isEqualTo(approvalId);
        send(john, "/api/approvals/" + approvalId + "/approval", "").isRecorded();
        assertThat(imported(lines)).extracting(answer -> answer.path("status").asInt()).containsExactly(201, 201);
        assertThat(node.size(grantor)).isEqualTo(2);
    }

    private List<JsonNode> imported(String lines) {
        TestNode.Answer answer = send(jane, "/api/import", lines, "Content-Type", "application/x-ndjson");
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void where_the_database_is_away_while_it_is_approved_it_goes_on_waiting_and_is_approved_by_the_next_try() {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        node.jdbc().execute("alter table ledger.event add constraint away check (grantor_id <> '" + grantor + "') not valid");
        try {
            assertThat(send(john, approval + "/approval", "").status()).isGreaterThanOrEqualTo(500);
        } finally {
            node.jdbc().execute("alter table ledger.event drop constraint away");
        }
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WAITING);
        send(john, approval + "/approval", "").isRecorded();
        assertThat(node.bean(LedgerReader.class).recordedUnder("approval:" + approval.substring(approval.lastIndexOf('/') + 1))).hasSize(1);
    }

    /** Until this number of sessions waits for an advisory lock. */
    private void waitForAdvisory(int sessions) throws InterruptedException {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'advisory' "
                + "and datname = current_database()";
        for (int i = 0; i < 300 && Objects.requireNonNull(node.jdbc().queryForObject(waiting, Integer.class)) < sessions; i++) {
            Thread.sleep(10);
        }
        assertThat(node.jdbc().queryForObject(waiting, Integer.class)).isEqualTo(sessions);
    }

    /**
     * Lets John approve a command, and breaks the connection that holds his lock before it is recorded; meanwhile, another decides.
     *
     * @return how John and the other one were answered
     */
    private List<TestNode.Answer> lockLost(String approval, String other, String decision, String body, boolean otherRecords)
            throws Exception {
        try (Connection ledger = Objects.requireNonNull(node.jdbc().getDataSource()).getConnection();
                Statement hold = ledger.createStatement();
                ExecutorService people = Executors.newFixedThreadPool(2)) {
            ledger.setAutoCommit(false);
            hold.execute("select pg_advisory_xact_lock(" + AdvisoryLock.APPEND_LOCK + ")");
            Future<TestNode.Answer> first = people.submit(() -> send(john, approval + "/approval", ""));
            waitForAdvisory(1);
            long number = AdvisoryLock.DECIDING_AN_APPROVAL
                    + (UUID.fromString(approval.substring(approval.lastIndexOf('/') + 1)).hashCode() & 0xFFFF);
            assertThat(node.jdbc().queryForList("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted "
                    + "and classid::bigint << 32 | objid::bigint = ?", Boolean.class, number)).containsExactly(true);
            Future<TestNode.Answer> second = people.submit(() -> send(other, approval + decision, body));
            if (otherRecords) {
                // All records of a node are appended by one thread: that the other one has the lock is all that shows.
                Thread.sleep(300);
            } else {
                second.get();
            }
            ledger.commit();
            return List.of(first.get(), second.get());
        }
    }

    @Test
    void where_the_lock_is_lost_while_it_is_approved_it_is_recorded_once_and_one_of_two_who_approve_learns_of_the_other() throws Exception {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        List<TestNode.Answer> answers = lockLost(approval, mary, "/approval", "", true);
        answers.get(0).isRecorded();
        answers.get(1).isProblem(409, "ALREADY_DECIDED", "");
        assertThat(answers.get(1).text("detail")).contains("john." + these);
        assertThat(node.size(grantor)).isEqualTo(1);
        send(john, approval + "/approval", "").isRecorded();
    }

    @Test
    void where_the_lock_is_lost_while_it_is_approved_and_another_rejects_it_the_record_stands() throws Exception {
        String grantor = Bodies.newGrantor();
        String approval = waitingGrant(grantor, "");
        List<TestNode.Answer> answers = lockLost(approval, chief, "/rejection", "{\"reason\": \"no\"}", false);
        answers.get(0).isRecorded();
        assertThat(answers.get(1).status()).isEqualTo(200);
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.APPROVED);
        assertThat(node.size(grantor)).isEqualTo(1);
        send(chief, approval + "/rejection", "{\"reason\": \"no\"}").isProblem(409, "ALREADY_DECIDED", "");
    }

    @Test
    void bad_input_is_a_problem_and_decides_nothing() {
        String approval = waitingGrant(Bodies.newGrantor(), "");
        send(john, approval + "/approval", "{\"reason\": \"no\"}").isProblem(400, "MALFORMED", "reason");
        send(john, approval + "/approval", "{").isProblem(400, "MALFORMED", "");
        send(john, approval + "/rejection", "{}").isProblem(400, "MALFORMED", "reason");
        send(john, approval + "/rejection", "{\"reason\": \"  \"}").isProblem(400, "MALFORMED", "reason");
        send(john, approval + "/rejection", "{\"reason\": \"" + "n".repeat(20_001) + "\"}").isProblem(400, "MALFORMED", "reason");
        send(john, approval + "/rejection", "{\"reason\": \"no\", \"note\": \"n\"}").isProblem(400, "MALFORMED", "note");
        send(jane, approval + "/withdrawal", "{\"reason\": \"no\"}").isProblem(400, "MALFORMED", "reason");
        send(jane, approval + "/resubmission", "{\"reason\": \"no\"}").isProblem(400, "MALFORMED", "reason");
        assertThat(found(approval).state()).isEqualTo(WaitingCommand.State.WAITING);
        for (String decision : List.of("/approval", "/withdrawal", "/resubmission")) {
            send(john, UNKNOWN + decision, "").isProblem(404, "UNKNOWN_APPROVAL", "approvalId");
            send(john, "/api/approvals/x" + decision, "").isProblem(400, "MALFORMED", "approvalId");
        }
        send(john, UNKNOWN + "/rejection", "{\"reason\": \"no\"}").isProblem(404, "UNKNOWN_APPROVAL", "approvalId");
        send(jane, grants(Bodies.newGrantor()), "{").isProblem(400, "MALFORMED", "");
    }
}
