package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.command.Bodies.grant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MANY = 20_000;

    private final TestNode node = TestNode.ONE;
    private final String heaton = Bodies.newGrantor();

    private static String line(String command, String grantorId, String fields) {
        return "{\"command\": \"" + command + "\", \"grantorId\": \"" + grantorId + "\", " + fields.substring(1);
    }

    private String granting(String poaId) {
        return line("GrantPowerOfAttorney", heaton, grant(", \"poaId\": \"" + poaId + "\""));
    }

    private List<JsonNode> imported(byte[] lines) {
        TestNode.Answer answer = node.post("/api/import", lines, "Content-Type", "application/x-ndjson");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.header("Link-Template")).startsWith("\"/api/proof/inclusion?recordId={recordId}\"");
        return answer.response().body().lines().map(MAPPER::readTree).toList();
    }

    private List<JsonNode> imported(String lines) {
        return imported(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Integer> numbers(List<JsonNode> answers, String field) {
        return answers.stream().map(answer -> answer.path(field).asInt()).toList();
    }

    @Test
    void what_is_wrong_with_a_line_is_answered_in_its_place_and_the_rest_goes_on() {
        String revocation = line("RevokePowerOfAttorney", heaton, "{\"poaId\": \"poa\", \"signedOn\": \"2021-01-01\"}");
        List<JsonNode> answers = imported(String.join("\n", granting("poa") + "\r", "", "{broken", "[1]",
                line("SellShares", heaton, "{\"on\": 1}"), line("RecordGrantorDeath", heaton, "{\"on\": \"2023-02-30\"}"),
                line("RecordGrantorDeath", heaton, "{\"on\": \"2023-02-20\", \"colour\": 1}"), "   ",
                granting("poa").replace("FORM_5", "FORM_3"),
                line("RecordGrantorDeath", Bodies.newGrantor(), "{\"on\": \"2023-02-20\"}"), "{\"grantorId\": \"a\"}", revocation));

        assertThat(numbers(answers, "line")).containsExactly(1, 3, 4, 5, 6, 7, 9, 10, 11, 12);
        assertThat(numbers(answers, "status")).containsExactly(201, 400, 400, 400, 400, 400, 409, 404, 400, 201);
        assertThat(answers.getFirst().path("poaId").asString("")).isEqualTo("poa");
        assertThat(answers.get(3).path("errors").path(0).path("path").asString("")).isEqualTo("command");
        assertThat(answers.get(4).path("errors").path(0).path("path").asString("")).isEqualTo("on");
        assertThat(answers.get(5).path("code").asString("")).isEqualTo("MALFORMED");
        assertThat(answers.get(6).path("code").asString("")).isEqualTo("POA_ID_USED");
        assertThat(answers.get(8).path("errors").path(0).path("path").asString("")).isEqualTo("command");
        assertThat(node.size(heaton)).isEqualTo(2);
    }

    @Test
    void a_line_that_is_no_utf8_or_too_long_is_refused_alone() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.write((granting("a") + "\n").getBytes(StandardCharsets.UTF_8));
        lines.write((granting("b").replace("Andrew", "Andr\u00e9") + "\n").getBytes(StandardCharsets.ISO_8859_1));
        lines.write((granting("c").replace("Andrew", "x".repeat(2 << 20)) + "\n").getBytes(StandardCharsets.UTF_8));
        lines.write(granting("d").getBytes(StandardCharsets.UTF_8));
        List<JsonNode> answers = imported(lines.toByteArray());
        assertThat(numbers(answers, "status")).containsExactly(201, 400, 413, 201);
        assertThat(node.size(heaton)).isEqualTo(2);
    }

    @Test
    void a_file_may_begin_with_a_byte_order_mark_and_its_lines_may_end_in_any_way() {
        List<JsonNode> answers = imported(
                "\uFEFF" + granting("a") + "\r\n" + granting("b") + "\r" + granting("c") + "\n\r\n" + granting("d"));
        assertThat(numbers(answers, "status")).containsExactly(201, 201, 201, 201);
        assertThat(numbers(answers, "line")).containsExactly(1, 2, 3, 5);
        assertThat(imported("\uFEFF\r\n")).isEmpty();
        assertThat(node.size(heaton)).isEqualTo(4);
    }

    @Test
    void a_file_in_utf_16_is_refused_line_by_line() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            List<JsonNode> answers = imported((granting("a") + "\n" + granting("b")).getBytes(charset));
            assertThat(numbers(answers, "status")).isNotEmpty().containsOnly(400);
            assertThat(answers.getFirst().path("errors").path(0).path("message").asString("")).contains("UTF-8");
        }
        assertThat(node.size(heaton)).isZero();
    }

    @Test
    void a_line_with_a_name_that_cannot_be_seen_or_turns_the_text_is_refused_with_its_path() {
        List<JsonNode> answers = imported(
                granting("a").replace("Judi Irving", "\u3164") + "\n" + granting("b").replace("Judi Irving", "Judi \u202egnivrI")
                        + "\n" + granting("c"));
        assertThat(numbers(answers, "status")).containsExactly(400, 400, 201);
        assertThat(answers.subList(0, 2)).allSatisfy(
                answer -> assertThat(answer.path("errors").path(0).path("path").asString("")).isEqualTo("attorneys[0].name"));
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void sending_a_file_again_changes_nothing_and_is_answered_alike() {
        String keyed = granting("b").replace("{\"command\"", "{\"idempotencyKey\": \"file-" + heaton + "\", \"command\"");
        String file = granting("a") + "\n" + keyed + "\n" + line("GrantPowerOfAttorney", heaton, grant("")) + "\n"
                + granting("a").replace("FORM_5",
                        "FORM_3")
                + "\n";
        List<JsonNode> first = imported(file);
        assertThat(numbers(first, "status")).containsExactly(201, 201, 201, 409);
        assertThat(imported(file)).isEqualTo(first);
        assertThat(node.size(heaton)).isEqualTo(3);
    }

    @Test
    void a_key_means_the_same_in_an_import_and_alone() {
        String key = "both-" + heaton;
        TestNode.Answer alone = node.post(Bodies.grants(heaton), grant(", \"poaId\": \"poa\""), "Idempotency-Key", key).isRecorded();
        JsonNode imported = imported(granting("poa").replace("{\"command\"", "{\"idempotencyKey\": \"" + key + "\", \"command\""))
                .getFirst();
        assertThat(imported.path("recordId")).isEqualTo(alone.body().path("recordId"));
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    @Test
    void an_empty_file_is_answered_by_nothing() {
        assertThat(imported("")).isEmpty();
        assertThat(imported("\n\r\n \n")).isEmpty();
    }

    @Test
    void only_lines_are_taken() {
        node.post("/api/import", granting("poa"), "Content-Type", "text/csv").isProblem(415, "UNSUPPORTED_MEDIA_TYPE", "");
        assertThat(numbers(imported(granting("poa")), "status")).containsExactly(201);
        for (String type : List.of("text/plain", "application/json", "application/octet-stream")) {
            assertThat(node.post("/api/import", granting("poa"), "Content-Type", type).status()).isEqualTo(200);
        }
        assertThat(node.size(heaton)).isEqualTo(1);
    }

    /** Grants to many grantors, ten acts each, so that those of one grantor come after one another. */
    private String many(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> line("GrantPowerOfAttorney", heaton + "-" + i % (lines / 10), grant(", \"poaId\": \"poa-" + i + "\"")))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void many_lines_are_answered_in_order_and_those_of_a_grantor_recorded_in_order() {
        List<JsonNode> answers = imported(many(MANY));
        assertThat(numbers(answers, "line")).isEqualTo(IntStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(answers).allSatisfy(answer -> assertThat(answer.path("status").asInt()).isEqualTo(201));
        assertThat(node.jdbc().queryForList(
                "select payload ->> 'poaId' from ledger.event where grantor_id = ? order by sequence", String.class, heaton + "-7"))
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "poa-" + (7 + i * MANY / 10)).toList());
    }

    @Test
    void a_client_may_send_all_before_it_reads_anything() throws IOException {
        byte[] lines = many(5_000).getBytes(StandardCharsets.UTF_8);
        URI base = URI.create(node.base());
        try (Socket socket = new Socket()) {
            // As little room as a client can have for what it does not read.
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            // Version 1.0, so that the answer comes as it is and not in chunks.
            socket.getOutputStream().write(header("HTTP/1.0", "Content-Length: " + lines.length));
            socket.getOutputStream().write(lines);
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 200 ");
            assertThat(answer.lines().filter(line -> line.contains("\"status\":201")).count()).isEqualTo(5_000);
        }
    }

    @Test
    void a_client_may_wait_for_each_answer() throws IOException {
        URI base = URI.create(node.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(header("HTTP/1.1", "Transfer-Encoding: chunked"));
            for (int i = 0; i < 3; i++) {
                String line = granting("poa-" + i) + "\n";
                socket.getOutputStream()
                        .write((Integer.toHexString(line.length()) + "\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                assertThat(readUntil(socket.getInputStream(), "\"line\":" + (i + 1))).contains("\"status\":201");
            }
        }
        assertThat(node.size(heaton)).isEqualTo(3);
    }

    @Test
    void what_a_client_that_went_away_sent_half_is_not_recorded() throws Exception {
        URI base = URI.create(node.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(header("HTTP/1.1", "Content-Length: 100000"));
            socket.getOutputStream().write((granting("whole") + "\n" + granting("half")).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertThat(readUntil(socket.getInputStream(), "\"line\":1")).contains("\"status\":201");
        }
        Thread.sleep(300);
        assertThat(node.size(heaton)).isEqualTo(1);
        assertThat(numbers(imported(granting("half")), "status")).containsExactly(201);
    }

    @Test
    void a_line_that_meets_a_database_that_is_gone_says_so_and_the_answer_goes_on() {
        String poison = Bodies.newGrantor();
        node.jdbc().execute("""
                create function public.end_of_connection() returns trigger language plpgsql as $$
                begin
                  if new.grantor_id = '%s' then
                    perform pg_terminate_backend(pg_backend_pid());
                  end if;
                  return new;
                end $$
                """.formatted(poison));
        node.jdbc().execute("create trigger a_cut before insert on ledger.event for each row execute function public.end_of_connection()");
        try {
            List<JsonNode> answers = imported(
                    granting("before") + "\n" + granting("cut").replace(heaton, poison) + "\n" + granting("after"));
            assertThat(numbers(answers, "line")).containsExactly(1, 2, 3);
            // Lines that are appended together fail together: then none of them is recorded.
            assertThat(numbers(answers, "status")).containsAnyOf(201, 503).element(1).isEqualTo(503);
            assertThat(node.size(heaton)).isEqualTo(numbers(answers, "status").stream().filter(status -> status == 201).count());
            assertThat(answers.get(1).path("code").asString("")).isEqualTo("DATABASE_UNAVAILABLE");
        } finally {
            node.jdbc().execute("drop trigger a_cut on ledger.event");
            node.jdbc().execute("drop function public.end_of_connection()");
        }
        assertThat(numbers(imported(granting("before") + "\n" + granting("after")), "status")).containsExactly(201, 201);
        assertThat(node.size(heaton)).isEqualTo(2);
    }

    @Test
    void an_import_that_breaks_off_after_its_first_answers_lacks_the_last_chunk() throws Exception {
        URI base = URI.create(node.base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(header("HTTP/1.1", "Content-Length: 100000"));
            socket.getOutputStream().write((granting("whole") + "\n" + granting("half")).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String begun = readUntil(socket.getInputStream(), "\"line\":1");
            assertThat(begun).contains(" 200 ", "\"status\":201");

            socket.shutdownOutput();

            String end;
            try {
                end = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.net.SocketException reset) {
                end = "";
            }
            assertThat(end).doesNotEndWith("0\r\n\r\n");
        }
        assertThat(numbers(imported(granting("half")), "status")).containsExactly(201);
    }

    private static String readUntil(InputStream input, String mark) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (read.indexOf(mark) < 0 || read.charAt(read.length() - 1) != '\n') {
            int length = input.read(buffer);
            assertThat(length).as(read.toString()).isPositive();
            read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
        }
        return read.toString();
    }

    private static byte[] header(String version, String length) {
        String admin = Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
        return ("POST /api/import " + version + "\r\nHost: localhost\r\nAuthorization: Basic " + admin
                + "\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n" + length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
