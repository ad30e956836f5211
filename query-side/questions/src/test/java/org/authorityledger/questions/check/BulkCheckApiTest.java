package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Many checks at once over HTTP, in NDJSON and CSV. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BulkCheckApiTest extends OnHeatonsLedger {

    private HttpResponse<String> checks(String body, String contentType, String accept) {
        return LedgerForTests.post(port, "/api/authority/checks", body, "Content-Type", contentType, "Accept", accept);
    }

    private static final String NDJSON = "application/x-ndjson";

    private static final String SOME_LINES = """
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": "judi-irving", "on": "2005-03-03"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4/B", "signer": "judi-irving"}

            not even json
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": ["judi-irving", "david-fractor"], "on": "2005-03-04"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signers": "judi-irving"}
            {"grantor": "andrew-heaton", "issuer": "hemacare", "form": "4", "signer": "judi-irving", "on": "2005-03-04"}
            """;

    private static final String SOME_ROWS = """
            grantor,issuer,form,signer,capacity,on
            andrew-heaton,hemacare,4,judi-irving,,2005-03-03
            andrew-heaton,hemacare,4/B,judi-irving,,
            andrew-heaton,hemacare
            andrew-heaton,hemacare,4,judi-irving,,2005-03-03,too,many
            andrew-heaton,hemacare,4,judi-irving | david-fractor,OFFICER,2005-03-04
            andrew-heaton,hemacare,4,judi-irving,,2005-03-04
            """;

    private static List<String> reasons(Stream<JsonNode> answers) {
        return answers.map(answer -> answer.path("line").asInt() + " " + answer.path("reason").asString(answer.path("code").asString("")))
                .toList();
    }

    @Test
    void each_line_is_answered_in_order_and_a_malformed_line_stops_nothing() {
        assertThat(reasons(checks(SOME_LINES, NDJSON, NDJSON).body().lines().map(JSON::readTree))).containsExactly("1 IN_FORCE",
                "2 MALFORMED",
                "4 MALFORMED", "5 IN_FORCE", "6 MALFORMED", "7 REVOKED");
        assertThat(reasons(checks(SOME_ROWS, "text/csv", NDJSON).body().lines().map(JSON::readTree))).containsExactly("2 IN_FORCE",
                "3 MALFORMED", "4 MALFORMED", "5 MALFORMED", "6 IN_FORCE", "7 REVOKED");
    }

    @Test
    void answers_in_csv_say_the_same() {
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(checks(SOME_LINES, NDJSON, "text/csv").body()).stream().toList();

        assertThat(rows).extracting(row -> row.getField("line") + " " + row.getField("reason")).containsExactly("1 IN_FORCE", "2 ", "4 ",
                "5 IN_FORCE", "6 ", "7 REVOKED");
        assertThat(rows.get(1).getField("problem")).isNotBlank();
        assertThat(rows.get(5).getField("endedBy")).isEqualTo(story().delivered.recordId().toString());
        assertThat(rows.get(5).getField("until")).isEqualTo("2005-03-04");
    }

    @Test
    void a_client_may_send_all_before_it_reads_anything() {
        // Longer than what the system takes in for a server that does not read, and with answers longer than what it keeps for a client.
        int checks = 60_000;
        String line = SOME_LINES.lines().findFirst().orElseThrow().concat(" ".repeat(1_000)).concat("\n");

        // This client does.
        String answer = checks(line.repeat(checks), NDJSON, NDJSON).body();

        assertThat(answer.lines().filter(one -> one.contains("\"reason\":\"IN_FORCE\"")).count()).isEqualTo(checks);
    }

    @Test
    void five_thousand_lines_come_back_in_their_order() {
        StringBuilder lines = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 5000; n++) {
            String on = n % 2 == 0 ? "2005-03-04" : "2005-03-03";
            expected.add(n % 1000 == 0 ? n + " MALFORMED" : n + (n % 2 == 0 ? " REVOKED" : " IN_FORCE"));
            lines.append(n % 1000 == 0
                    ? "[]\n"
                    : "{\"grantor\":\"andrew-heaton\",\"issuer\":\"hemacare\",\"form\":\"4\",\"signer\":\"judi-irving\",\"on\":\"" + on
                            + "\"}\n");
        }

        assertThat(reasons(checks(lines.toString(), NDJSON, NDJSON).body().lines().map(JSON::readTree))).isEqualTo(expected);
    }

    @Test
    void broken_csv_is_reported_at_its_line_and_every_other_line_is_answered() {
        String broken = SOME_ROWS + "andrew-heaton,\"hema\"care,4,judi-irving,,\nandrew-heaton,hemacare,4,judi-irving,,2005-03-04\n"
                + "andrew-heaton,\"hemacare,4,judi-irving,,2005-03-04\nandrew-heaton,\"hemacare\",4,judi-irving,,2005-03-03\n"
                + "andrew-heaton,hemacare,4,\"judi-irving,,";

        HttpResponse<String> answer = checks(broken, "text/csv", NDJSON);
        List<String> reasons = reasons(answer.body().lines().map(JSON::readTree));

        assertThat(answer.body()).contains("line 8 is", "line 10 is", "line 12 is").doesNotContain("line 1 ", "line 1)");
        assertThat(reasons).containsExactly("2 IN_FORCE", "3 MALFORMED", "4 MALFORMED", "5 MALFORMED", "6 IN_FORCE", "7 REVOKED",
                "8 MALFORMED", "9 REVOKED", "10 MALFORMED", "11 IN_FORCE", "12 MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", "\r"})
    void csv_may_begin_with_a_byte_order_mark_and_its_lines_may_end_in_any_way(String end) {
        for (String header : List.of("grantor,issuer,form,signer,on", "\uFEFFgrantor,issuer,form,signer,on",
                "\uFEFF\"grantor\",\"issuer\",\"form\",\"signer\",\"on\"", "grantor, issuer, form, signer, on")) {
            String body = String.join(end, header, "andrew-heaton,hemacare,4,judi-irving,2005-03-03", "",
                    "\"andrew-heaton\",hemacare,4,judi-irving,2005-03-04");
            assertThat(reasons(checks(body, "text/csv", NDJSON).body().lines().map(JSON::readTree))).as(header)
                    .containsExactly("2 IN_FORCE", "4 REVOKED");
            assertThat(reasons(checks(body + end, "text/csv", NDJSON).body().lines().map(JSON::readTree))).as(header)
                    .containsExactly("2 IN_FORCE", "4 REVOKED");
        }
    }

    @Test
    void ndjson_may_begin_with_a_byte_order_mark() {
        assertThat(reasons(checks("\uFEFF" + SOME_LINES, NDJSON, NDJSON).body().lines().map(JSON::readTree))).startsWith("1 IN_FORCE");
        assertThat(checks("\uFEFF\n", NDJSON, NDJSON).body()).isEmpty();
    }

    @Test
    void bulk_checks_in_another_encoding_are_refused() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            assertMalformed(LedgerForTests.post(port, "/api/authority/checks", SOME_ROWS.getBytes(charset), "Content-Type", "text/csv"),
                    "");
        }
        byte[] latin = (SOME_ROWS + "andrew-heaton,hemacare,4,judi-ïrving,,\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reasons(LedgerForTests.post(port, "/api/authority/checks", latin, "Content-Type", "text/csv", "Accept", NDJSON).body()
                .lines().map(JSON::readTree))).contains("7 REVOKED", "8 MALFORMED");
    }

    @Test
    void the_qualities_of_formats_count() {
        for (String[] asked : new String[][]{ { "text/csv;q=0.1, application/x-ndjson", NDJSON}, { "text/csv;q=0, */*", NDJSON},
                { "application/x-ndjson;q=0.5, text/csv;q=0.6", "text/csv"}, { "*/*", "text/csv"}, { "application/*", NDJSON}}) {
            assertThat(LedgerForTests.header(checks(SOME_ROWS, "text/csv", asked[0]), "Content-Type")).as(asked[0]).startsWith(asked[1]);
        }
        assertProblem(checks("", NDJSON, "text/csv;q=0, application/x-ndjson;q=0"), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void malformed_bulk_checks_are_refused() {
        assertMalformed(checks("grantor,issuer,form,who\na,b,4,c\n", "text/csv", NDJSON), "who");
        assertMalformed(checks("grantor,issuer,form,form\na,b,4,3\n", "text/csv", NDJSON), "form");
        HttpResponse<String> header = checks("\ngrantor,\"issuer,form\na,b,4\n", "text/csv", NDJSON);
        assertMalformed(header, "");
        assertThat(header.body()).contains("line 2 ").doesNotContain("line 1");
        assertProblem(checks("{}", "application/json", NDJSON), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(checks("", NDJSON, "image/png"), 406, "NOT_ACCEPTABLE");
        assertThat(checks("", NDJSON, NDJSON).body()).isEmpty();
    }
}
