package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is recorded in batches is what would be recorded line by line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchRecorderTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LINES = 150;

    private final TestNode node = TestNode.ONE;

    private List<JsonNode> imported(List<String> lines) {
        TestNode.Answer answer = node.post("/api/import", String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/x-ndjson");
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body().lines().map(MAPPER::readTree).toList();
    }

    private static String line(String command, String grantorId, String fields) {
        return "{\"command\": \"" + command + "\", \"grantorId\": \"" + grantorId + "\", " + fields.substring(1);
    }

    /** A line that may be recorded or refused, by itself or by what came before; about one of few grantors, so that much depends on much. */
    private static String any(Random random, List<String> grantors, String mark) {
        int which = random.nextInt(grantors.size());
        String grantorId = grantors.get(which);
        String poaId = "\"poaId\": \"p" + random.nextInt(8) + "\"";
        String line = switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> line("GrantPowerOfAttorney", grantorId, grant(", " + poaId));
            case 5, 6 ->
                line("RevokePowerOfAttorney", grantorId, "{" + poaId + ", \"signedOn\": \"2021-01-0" + (1 + random.nextInt(9)) + "\"}");
            case 7 ->
                line("ResignAsAttorney", grantorId, "{" + poaId + ", \"attorneyId\": \"judi-irving\", \"effectiveOn\": \"2021-02-01\"}");
            case 8 -> line("RecordGrantorDeath", grantorId, "{\"on\": \"2023-02-20\"}");
            case 9 ->
                line("RecordCessation", grantorId, "{\"regime\": \"SECTION_16\", \"issuerId\": \"hemacare\", \"on\": \"2022-01-01\"}");
            case 10 -> line("RetractRecord", grantorId, "{\"recordId\": \"01890a5d-ac96-774b-bcce-b302099a8057\", \"reason\": \"none\"}");
            default -> "{\"command\": \"GrantPowerOfAttorney\"}";
        };
        return random.nextInt(4) == 0
                ? line.replaceFirst("\\{", "{\"idempotencyKey\": \"" + mark + which + "-" + random.nextInt(4) + "\", ")
                : line;
    }

    @RepeatedTest(3)
    void lines_sent_together_are_answered_as_lines_sent_one_by_one(RepetitionInfo repetition) {
        List<String> together = IntStream.range(0, 6).mapToObj(n -> Bodies.newGrantor()).toList();
        List<String> apart = IntStream.range(0, 6).mapToObj(n -> Bodies.newGrantor()).toList();
        Random one = new Random(repetition.getCurrentRepetition());
        Random other = new Random(repetition.getCurrentRepetition());
        String mark = "k" + System.nanoTime();
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < LINES; n++) {
            lines.add(any(one, together, mark + "a"));
            JsonNode answer = imported(List.of(any(other, apart, mark + "b"))).getFirst();
            expected.add(answer.path("status").asInt() + " " + answer.path("code").asString("") + " " + answer.path("version").asInt());
        }

        List<JsonNode> answers = imported(lines);

        assertThat(expected).anyMatch(answer -> answer.startsWith("201")).anyMatch(answer -> answer.contains("POA_ID_USED"))
                .anyMatch(answer -> answer.contains("IDEMPOTENCY_KEY_REUSED")).anyMatch(answer -> answer.contains("UNKNOWN_INSTRUMENT"));
        assertThat(answers).extracting(
                answer -> answer.path("status").asInt() + " " + answer.path("code").asString("") + " " + answer.path("version").asInt())
                .isEqualTo(expected);
        for (int n = 0; n < together.size(); n++) {
            assertThat(node.size(together.get(n))).isEqualTo(node.size(apart.get(n)));
        }
        List<JsonNode> again = imported(lines);
        for (int n = 0; n < LINES; n++) {
            if (answers.get(n).path("status").asInt() == 201) {
                assertThat(again.get(n)).as("sent again").isEqualTo(answers.get(n));
            }
        }
    }

    @Test
    void imports_and_commands_about_the_same_grantors_side_by_side_lose_and_double_nothing() throws InterruptedException {
        List<String> grantors = IntStream.range(0, 5).mapToObj(n -> Bodies.newGrantor()).toList();
        List<Thread> threads = new ArrayList<>();
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        for (int client = 0; client < 4; client++) {
            int number = client;
            threads.add(Thread.ofPlatform().start(() -> {
                List<String> lines = IntStream.range(0, 200).mapToObj(n -> line("GrantPowerOfAttorney", grantors.get(n % 5),
                        grant(", \"poaId\": \"c" + number + "-" + n + "\""))).toList();
                if (number < 3) {
                    imported(lines).forEach(answer -> statuses.add(answer.path("status").asInt()));
                } else {
                    lines.forEach(line -> statuses.add(imported(List.of(line)).getFirst().path("status").asInt()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(statuses).hasSize(800).containsOnly(201);
        assertThat(grantors).allSatisfy(grantorId -> assertThat(node.size(grantorId)).isEqualTo(160));
    }
}
