package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No answer claims a moment of knowledge that it does not hold for, while others record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersHoldForTheirMomentTest extends LedgerTest {

    private static final int ROUNDS = 8;
    private static final String GRANT = """
            {"poaId": "p1", "grantor": {"name": "Ann Vale"}, "issuer": {"issuerId": "acme-moments", "name": "Acme Corp"},
             "attorneys": [{"attorneyId": "%s", "name": "Lee Moor"}], "powers": [{"clause": "a", "forms": ["3", "4", "5"]}],
             "executedOn": "2020-01-15"}
            """;

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> writers = new ArrayList<>();

    /** Others record without a pause. */
    @BeforeEach
    void write() {
        for (int n = 0; n < 3; n++) {
            writers.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    String grantor = "busy-" + UUID.randomUUID();
                    LEDGER.tell("grantors/" + grantor + "/powers-of-attorney", GRANT.formatted("busy-lee"));
                }
            }));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        over.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode recorded(String path, String body) {
        HttpResponse<String> response = LEDGER.tell(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningLedger.json(response.body());
    }

    /** What an answer says, without how far the register had come meanwhile and the moment it is stamped with. */
    private static JsonNode substance(JsonNode answer) {
        ObjectNode object = (ObjectNode) answer.deepCopy();
        object.remove(List.of("position", "knownAt"));
        return object;
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authority/check?grantor=%s&issuer=acme-moments&form=4&signer=%s&on=2021-06-01",
            "/api/authorities?grantor=%s&attorney=%s&on=2021-06-01", "/api/grantors/%s?on=2021-06-01",
            "/api/grantors/%s/powers-of-attorney/p1?on=2021-06-01"})
    void asked_again_later_as_known_at_the_moment_it_was_stamped_with_it_answers_the_same(String question) {
        List<String> again = new ArrayList<>();
        List<JsonNode> answers = new ArrayList<>();
        long position = 0;
        for (int n = 0; n < ROUNDS; n++) {
            String grantor = "moment-" + UUID.randomUUID();
            String attorney = "lee-" + grantor;
            String path = question.formatted(grantor, attorney);
            JsonNode grant = recorded("grantors/" + grantor + "/powers-of-attorney", GRANT.formatted(attorney));
            LEDGER.ask(path + "&minPosition=" + grant.path("position").asLong());
            JsonNode resigned = recorded("grantors/" + grantor + "/powers-of-attorney/p1/resignations",
                    "{\"attorneyId\": \"" + attorney + "\", \"effectiveOn\": \"2021-01-01\"}");
            JsonNode atOnce = LEDGER.ask(path);
            JsonNode named = LEDGER.ask(path + "&knownAt=" + encoded(resigned.path("recordedAt").asString()));
            again.add(path + "&knownAt=" + encoded(atOnce.path("knownAt").asString()));
            answers.add(substance(atOnce));
            again.add(path + "&knownAt=" + encoded(resigned.path("recordedAt").asString()));
            answers.add(substance(named));
            position = resigned.path("position").asLong();
        }

        LEDGER.ask("/api/grantors?limit=1&minPosition=" + position);

        for (int n = 0; n < again.size(); n++) {
            assertThat(substance(LEDGER.ask(again.get(n)))).as(again.get(n)).isEqualTo(answers.get(n));
        }
    }

    @Test
    void a_check_as_known_when_the_resignation_was_recorded_knows_it() {
        for (int n = 0; n < ROUNDS; n++) {
            String grantor = "resigned-" + UUID.randomUUID();
            recorded("grantors/" + grantor + "/powers-of-attorney", GRANT.formatted("lee-moments"));
            JsonNode resigned = recorded("grantors/" + grantor + "/powers-of-attorney/p1/resignations",
                    "{\"attorneyId\": \"lee-moments\", \"effectiveOn\": \"2021-01-01\"}");
            String question = "/api/authority/check?grantor=" + grantor
                    + "&issuer=acme-moments&form=4&signer=lee-moments&on=2021-06-01&knownAt="
                    + encoded(resigned.path("recordedAt").asString());
            assertThat(LEDGER.ask(question).path("reason").asString()).isEqualTo("RESIGNED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authority/check?grantor=g&issuer=i&form=4&signer=s&knownAt=%s",
            "/api/authority/check?grantor=g&issuer=i&form=4&signer=s&receipt=true&knownAt=%s", "/api/authorities?grantor=g&knownAt=%s",
            "/api/authorities/diff?grantor=g&from.knownAt=2020-01-01T00:00:00Z&to.knownAt=%s", "/api/attorneys/a?knownAt=%s"})
    void a_moment_in_the_future_is_refused_and_one_just_past_is_not(String question) {
        String future = Instant.now().plusSeconds(60).toString();
        HttpResponse<String> refused = LEDGER.send(LEDGER.request(question.formatted(encoded(future))).GET().build());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(RunningLedger.json(refused.body()).path("code").asString()).isEqualTo("AHEAD_OF_THE_LEDGER");

        String past = Instant.now().minusSeconds(1).toString();
        HttpResponse<String> answered = LEDGER.send(LEDGER.request(question.formatted(encoded(past))).GET().build());
        assertThat(answered.statusCode()).as(answered.body()).isIn(200, 404);
    }

    @Test
    void each_line_of_a_bulk_check_is_refused_or_answered_by_itself() {
        String[] answers = LEDGER.lines("authority/checks", """
                {"grantor": "g", "issuer": "i", "form": "4", "signer": ["s"], "knownAt": "2999-01-01T00:00:00Z"}
                {"grantor": "g", "issuer": "i", "form": "4", "signer": ["s"]}
                """);
        assertThat(RunningLedger.json(answers[0]).path("code").asString()).isEqualTo("AHEAD_OF_THE_LEDGER");
        assertThat(RunningLedger.json(answers[1]).path("reason").asString()).isEqualTo("NO_POWER_OF_ATTORNEY");
    }
}
