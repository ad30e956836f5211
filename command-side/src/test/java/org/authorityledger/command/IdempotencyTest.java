package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdempotencyTest {

    private static final int CLIENTS = 16;

    private final TestNode node = TestNode.ONE;
    private final String heaton = Bodies.newGrantor();
    private final String key = "key-" + heaton;

    private TestNode.Answer grants(String body) {
        return node.post(Bodies.grants(heaton), body, "Idempotency-Key", key);
    }

    @Test
    void the_same_request_again_is_answered_as_at_first() {
        TestNode.Answer first = grants(grant("")).isRecorded();
        node.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}").isRecorded();
        TestNode.Answer again = grants(grant("")).isRecorded();
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Ledger-Position")).isEqualTo(first.header("Ledger-Position"));
        assertThat(node.size(heaton)).isEqualTo(2);
    }

    @Test
    void it_is_the_same_request_however_it_is_spelled() {
        String body = grant(", \"poaId\": \"poa\"");
        TestNode.Answer first = grants(body).isRecorded();
        String respelled = "{\"poaId\":\"poa\"," + grant("").substring(1).replace(": ", ":");
        assertThat(grants(respelled).isRecorded().body()).isEqualTo(first.body());
    }

    @Test
    void a_key_is_for_one_request() {
        grants(grant("")).isRecorded();
        grants(grant(", \"note\": \"another\"")).isProblem(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        node.post(Bodies.grants(Bodies.newGrantor()), grant(""), "Idempotency-Key", key).isProblem(422, "IDEMPOTENCY_KEY_REUSED",
                "Idempotency-Key");
        node.post("/api/grantors/" + heaton + "/death", "{\"on\": \"2022-05-01\"}", "Idempotency-Key", key).isProblem(422,
                "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void a_refused_request_does_not_use_up_its_key() {
        grants(grant(", \"minimumSignatures\": 3")).isProblem(422, "MINIMUM_SIGNATURES_OUT_OF_RANGE", "minimumSignatures");
        grants(grant(", \"minimumSignatures\": 2")).isRecorded();
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void a_repeated_request_is_answered_although_its_condition_no_longer_holds() {
        TestNode.Answer grant = node.post(Bodies.grants(heaton), grant("")).isRecorded();
        String death = "/api/grantors/" + heaton + "/death";
        String[] headers = { "Idempotency-Key", key, "If-Match", grant.header("ETag")};
        TestNode.Answer first = node.post(death, "{\"on\": \"2022-05-01\"}", headers).isRecorded();
        assertThat(node.post(death, "{\"on\": \"2022-05-01\"}", headers).isRecorded().body()).isEqualTo(first.body());
    }

    @Test
    void a_key_is_1_to_200_visible_characters() {
        String url = Bodies.grants(heaton);
        node.post(url, grant(", \"poaId\": \"a\""), "Idempotency-Key", "k".repeat(201)).isProblem(400, "MALFORMED", "Idempotency-Key");
        node.post(url, grant(", \"poaId\": \"a\""), "Idempotency-Key", "two words").isProblem(400, "MALFORMED", "Idempotency-Key");
        assertThat(node.size(heaton)).isZero();
        node.post(url, grant(", \"poaId\": \"a\""), "Idempotency-Key", heaton + "k".repeat(200 - heaton.length())).isRecorded();
        node.post(url, grant(", \"poaId\": \"b\""), "Idempotency-Key", "!" + System.nanoTime()).isRecorded();
    }

    @Test
    void many_clients_with_one_request_record_it_once() throws Exception {
        for (String body : List.of(grant(""), grant(", \"poaId\": \"poa\""))) {
            String grantor = Bodies.newGrantor();
            CountDownLatch together = new CountDownLatch(CLIENTS);
            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<String>> answers = IntStream.range(0, CLIENTS).mapToObj(client -> clients.submit(() -> {
                    together.countDown();
                    together.await();
                    return node.post(Bodies.grants(grantor), body, "Idempotency-Key", "at-once-" + grantor).isRecorded().response().body();
                })).toList();
                Set<String> different = answers.stream().map(IdempotencyTest::get).collect(Collectors.toSet());
                assertThat(different).hasSize(1);
                assertThat(node.size(grantor)).isEqualTo(1);
            }
        }
    }

    private static String get(Future<String> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
