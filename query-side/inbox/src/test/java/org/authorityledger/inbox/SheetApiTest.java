package org.authorityledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.authorityledger.testsupport.LedgerForTests;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trackers over HTTP. */
class SheetApiTest extends OnAnInbox {

    private static final String SHEET = "/api/import/sheet";
    private static final String RECORD = SHEET + "?record=true";
    private static final String HEADINGS = "Insider,Company,Attorneys-in-fact,Signed,Expires,Forms,Revoked on,Revocation delivered,Notes\n";

    private JsonNode answer(String path, String csv) {
        HttpResponse<String> response = send(path, csv.getBytes(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    private JsonNode only(String path, String row) {
        JsonNode items = answer(path, HEADINGS + row).path("items");
        assertThat(items.size()).as(items.toString()).isEqualTo(1);
        return items.get(0);
    }

    private static String state(JsonNode item) {
        return item.path("state").asString();
    }

    private static List<String> open(JsonNode item) {
        return fields(item.path("open"));
    }

    private HttpResponse<String> as(String accept, String path, byte[] sheet) {
        return LedgerForTests.post(port, path, sheet, "Content-Type", "application/octet-stream", "Accept", accept);
    }

    @Test
    void a_row_is_shown_as_a_sentence_with_its_command_and_nothing_is_recorded() {
        long before = records();
        JsonNode item = only(SHEET,
                "Ann Preview,Preview Foods Inc.,Judi Preview; David Preview,11/20/2025,until revoked,\"3, 4, 5\",,,x\n");

        assertThat(state(item)).isEqualTo("NEW");
        assertThat(item.path("rows").toString()).isEqualTo("[2]");
        assertThat(item.path("sentence").asString())
                .isEqualTo("Ann Preview appointed Judi Preview and David Preview to sign Form 3, Form 4 and "
                        + "Form 5 at Preview Foods Inc., from 2025-11-20.");
        JsonNode command = item.path("commands").get(0);
        assertThat(command.path("command").asString()).isEqualTo("GrantPowerOfAttorney");
        assertThat(command.path("grantorId").asString()).isEqualTo("ann-preview");
        assertThat(command.path("poaId").asString()).isEqualTo("2025-11-20-preview-foods");
        assertThat(command.path("issuer").path("issuerId").asString()).isEqualTo("preview-foods-inc");
        assertThat(command.path("attorneys").get(1).path("attorneyId").asString()).isEqualTo("david-preview");
        assertThat(command.path("termsSeen").asBoolean()).isFalse();
        assertThat(command.path("note").asString()).isEqualTo("x");
        assertThat(item.path("open")).isEmpty();
        assertThat(records()).isEqualTo(before);

        // The command that is shown is one that the ledger takes as it is.
        HttpResponse<String> judged = post("/api/consequences", command.toString());
        assertThat(judged.statusCode()).as(judged.body()).isEqualTo(200);
    }

    @Test
    void the_same_sheet_again_changes_nothing() {
        String sheet = HEADINGS + "Ann Twice,Twice Corp,Judi Twice,11/20/2024,,\"3,4\",,,\n"
                + "Ann Twice,Twice Corp,David Twice,11/20/2024,,\"3,4\",,,\n"
                + "Bob Twice,Twice Corp,Judi Twice,2024-11-21,12/31/2027,4,,,\n";
        long before = records();

        JsonNode first = answer(RECORD, sheet);
        assertThat(first.path("recorded").asInt()).isEqualTo(2);
        assertThat(first.path("rows").asInt()).isEqualTo(3);
        assertThat(first.path("items").get(0).path("records").get(0).path("recordId").asString()).isNotEmpty();
        assertThat(records()).isEqualTo(before + 2);

        JsonNode again = answer(RECORD, sheet);
        assertThat(again.path("unchanged").asInt()).isEqualTo(2);
        assertThat(again.path("items").get(0).path("commands").get(0).path("poaId").asString()).isEqualTo("2024-11-20-twice");
        assertThat(records()).isEqualTo(before + 2);
    }

    @Test
    void the_same_sheet_twice_at_once_is_recorded_once() throws Exception {
        StringBuilder sheet = new StringBuilder(HEADINGS);
        for (int i = 0; i < 40; i++) {
            sheet.append("Person ").append(Character.toString('A' + i % 26)).append(i / 26)
                    .append(" Once,Once Corp,Judi Once,11/20/2024,,4,,,\n");
        }
        long before = records();
        List<CompletableFuture<HttpResponse<String>>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> send(RECORD, sheet.toString().getBytes(UTF_8))));
        }
        for (CompletableFuture<HttpResponse<String>> one : both) {
            assertThat(one.get().statusCode()).isEqualTo(200);
        }
        assertThat(records()).isEqualTo(before + 40);
    }

    @Test
    void a_changed_row_says_what_it_would_change_and_is_not_recorded() {
        only(RECORD, "Ann Changed,Changed Corp,Judi Changed,11/20/2024,12/31/2027,\"3,4\",,,\n");
        long before = records();

        JsonNode item = only(RECORD, "Ann Changed,Changed Corp,Judi Changed; Dan Changed,11/20/2024,12/31/2028,4,,,\n");

        assertThat(state(item)).isEqualTo("CHANGED");
        assertThat(item.path("changes").valueStream().map(one -> one.path("field").asString())).containsExactly("attorneys", "forms",
                "expiresOn");
        assertThat(item.path("reason").asString()).contains("2027-12-31", "2028-12-31");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_revocation_follows_and_then_its_delivery() {
        String row = "Ann Undone,Undone Corp,Judi Undone; Dan Undone,11/20/2024,,4,%s,%s,\n";
        only(RECORD, row.formatted("", ""));
        long before = records();

        JsonNode revoked = only(RECORD, row.formatted("2/1/2025", ""));
        assertThat(state(revoked)).isEqualTo("RECORDED");
        assertThat(revoked.path("sentence").asString()).contains("revoked power of attorney 2024-11-20-undone in writing on 2025-02-01");
        assertThat(revoked.path("remarks").get(0).asString()).contains("may still sign");
        assertThat(records()).isEqualTo(before + 1);

        JsonNode delivered = only(RECORD, row.formatted("2/1/2025", "2/3/2025"));
        assertThat(delivered.path("commands").valueStream().map(one -> one.path("command").asString()))
                .containsExactly("RecordRevocationDelivery", "RecordRevocationDelivery");
        assertThat(records()).isEqualTo(before + 3);
        assertThat(state(only(RECORD, row.formatted("2/1/2025", "2/3/2025")))).isEqualTo("UNCHANGED");
        assertThat(state(only(RECORD, row.formatted("2/2/2025", "")))).isEqualTo("CHANGED");
        assertThat(state(only(RECORD, row.formatted("2/1/2025", "2/4/2025")))).isEqualTo("CHANGED");
        assertThat(records()).isEqualTo(before + 3);
    }

    @Test
    void a_new_row_may_be_revoked_and_delivered_already() {
        JsonNode item = only(RECORD, "Ann Atonce,Atonce Corp,Judi Atonce,11/20/2024,,4,2/1/2025,2/3/2025,\n");

        assertThat(state(item)).isEqualTo("RECORDED");
        assertThat(item.path("records").size()).isEqualTo(2);
        assertThat(item.has("remarks")).isFalse();
    }

    @Test
    void what_is_retracted_is_not_recorded_again_in_silence() {
        String row = "Ann Retracted,Retracted Corp,Judi Retracted,11/20/2024,,4,,,\n";
        JsonNode recorded = only(RECORD, row);
        String recordId = recorded.path("records").get(0).path("recordId").asString();
        assertThat(post("/api/grantors/ann-retracted/retractions", "{\"recordId\": \"" + recordId + "\", \"reason\": \"a wrong paper\"}")
                .statusCode()).isEqualTo(201);

        JsonNode again = only(RECORD, row);
        assertThat(state(again)).isEqualTo("REFUSED");
        assertThat(again.path("problem").path("code").asString()).isEqualTo("POA_ID_USED");
    }

    @Test
    void an_instrument_that_was_recorded_by_hand_is_known_by_its_day_and_company() {
        String grant = """
                {"poaId": "by-hand", "grantor": {"name": "Ann Byhand"}, "issuer": {"issuerId": "byhand-corp", "name": "Byhand Corp"},
                 "attorneys": [{"attorneyId": "judith", "name": "Judi Byhand"}], "powers": [{"clause": "a", "forms": ["4"]}],
                 "executedOn": "2024-11-20"}""";
        assertThat(post("/api/grantors/g-77/powers-of-attorney", grant).statusCode()).isEqualTo(201);

        JsonNode item = only(RECORD, "ANN BYHAND,Byhand Corp,Judi Byhand,11/20/2024,,4,,,\n");

        assertThat(state(item)).isEqualTo("UNCHANGED");
        assertThat(item.path("commands").get(0).path("grantorId").asString()).isEqualTo("g-77");
        assertThat(item.path("commands").get(0).path("poaId").asString()).isEqualTo("by-hand");
    }

    @Test
    void a_known_number_decides_before_the_name() {
        String headings = "Insider,CIK,Company,Agents,Signed,Forms\n";
        JsonNode first = answer(RECORD, headings + "Ann Number,1999001,Number Corp,Judi Number,11/20/2024,4\n").path("items").get(0);
        assertThat(first.path("commands").get(0).path("grantor").path("cik").asString()).isEqualTo("0001999001");

        JsonNode other = answer(SHEET, headings + "Anna N. Number,0001999001,Number Corp,Judi Number,11/21/2024,4\n").path("items").get(0);
        assertThat(other.path("commands").get(0).path("grantorId").asString()).isEqualTo("ann-number");

        JsonNode namesake = answer(SHEET, headings + "Ann Number,1999002,Number Corp,Judi Number,11/21/2024,4\n").path("items").get(0);
        assertThat(namesake.path("commands").get(0).path("grantorId").asString()).isEqualTo("ann-number-2");
    }

    @Test
    void two_spellings_with_one_number_are_one_party_and_stay_so() {
        String sheet = "Insider,CIK,Company,Agents,Signed,Forms\nAnn Spelled,1999011,Spelled Corp,Judi Spelled,11/20/2024,4\n"
                + "Anne B. Spelled,1999011,Spelled Corp,Judi Spelled,11/21/2024,4\n";

        JsonNode first = answer(RECORD, sheet);
        assertThat(first.path("recorded").asInt()).as(first.toString()).isEqualTo(2);
        assertThat(first.path("items").valueStream().map(one -> one.path("commands").get(0).path("grantorId").asString()))
                .containsExactly("ann-spelled", "ann-spelled");
        assertThat(answer(RECORD, sheet).path("unchanged").asInt()).isEqualTo(2);

        JsonNode other = answer(RECORD, "Insider,CIK,Company,Agents,Signed,Forms\nBob Ray,1999011,Spelled Corp,Judi Spelled,11/22/2024,4\n")
                .path("items").get(0);
        assertThat(state(other)).isEqualTo("OPEN");
        assertThat(other.path("reason").asString()).contains("that of Ann");
    }

    @Test
    void the_sentence_says_who_must_sign_together_and_until_when_it_lasts() {
        JsonNode item = answer(SHEET, "Insider,Company,Agents,Signed,Forms,Signatures required,Expires\n"
                + "Ann Pair,Pair Corp,Judi Pair; Dan Pair,11/20/2024,4,2,while subject to Section 16 reporting\n").path("items").get(0);
        assertThat(item.path("sentence").asString()).contains("2 of them must sign together.",
                "It lasts until the grantor is no longer required to report under Section 16.");

        JsonNode plain = answer(SHEET, "Insider,Company,Agents,Signed,Forms,Signatures required,Expires\n"
                + "Ann Pair,Pair Corp,Judi Pair; Dan Pair,11/20/2024,4,1,none\n").path("items").get(0);
        assertThat(plain.path("sentence").asString()).doesNotContain("together", "lasts");
    }

    @Test
    void a_revocation_that_a_row_no_longer_has_is_a_change() {
        String row = "Ann Unrevoked,Unrevoked Corp,Judi Unrevoked,11/20/2024,,4,%s,%s,\n";
        only(RECORD, row.formatted("2/1/2025", "2/3/2025"));
        long before = records();

        JsonNode removed = only(RECORD, row.formatted("", ""));
        assertThat(state(removed)).isEqualTo("CHANGED");
        assertThat(removed.path("reason").asString()).contains("2025-02-01", "no revocation");
        assertThat(state(only(RECORD, row.formatted("2/1/2025", "")))).isEqualTo("CHANGED");
        // A sheet without such a column says nothing of it.
        assertThat(state(answer(RECORD, "Insider,Company,Agents,Signed,Forms\nAnn Unrevoked,Unrevoked Corp,Judi Unrevoked,11/20/2024,4\n")
                .path("items").get(0))).isEqualTo("UNCHANGED");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_column_that_may_end_a_power_is_dismissed_by_the_mapping_alone() {
        String sheet = "Insider,Company,Agents,Signed,Forms,Status\nAnn Status,Status Corp,Judi Status,11/20/2024,4,Revoked\n";
        long before = records();
        JsonNode item = answer(RECORD, sheet).path("items").get(0);
        assertThat(state(item)).isEqualTo("OPEN");
        assertThat(item.path("reason").asString()).contains("\u201cStatus\u201d", "Revoked");
        assertThat(records()).isEqualTo(before);

        String mapping = "{\"Insider\":\"grantor\",\"Company\":\"issuer\",\"Agents\":\"attorneys\",\"Signed\":\"executedOn\",\"Forms\":\"forms\"%s}";
        assertThat(state(answer(SHEET + "?mapping=" + URLEncoder.encode(mapping.formatted(""), UTF_8), sheet).path("items").get(0)))
                .isEqualTo("OPEN");
        assertThat(state(answer(SHEET + "?mapping=" + URLEncoder.encode(mapping.formatted(",\"Status\":null"), UTF_8), sheet).path("items")
                .get(0))).isEqualTo("NEW");
        assertProblem(send(SHEET + "?mapping=" + URLEncoder.encode("{\"Status\":null}", UTF_8), sheet.getBytes(UTF_8)), 400, "MALFORMED");
    }

    @Test
    void a_name_of_two_chinese_letters_is_whole() {
        JsonNode item = only(RECORD, "\u738b\u4f1f,Letters Corp,\u674e\u5a1c,11/20/2024,,4,,,\n");
        assertThat(state(item)).as(item.toString()).isEqualTo("RECORDED");
        assertThat(state(only(RECORD, "\u738b\u4f1f,Letters Corp,\u674e\u5a1c,11/20/2024,,4,,,\n"))).isEqualTo("UNCHANGED");
    }

    @Test
    void what_the_law_refuses_is_refused_with_its_own_words() {
        JsonNode item = only(RECORD, "Ann Future,Future Corp,Judi Future,11/20/2090,,4,,,\n");
        assertThat(state(item)).isEqualTo("REFUSED");
        assertThat(item.path("problem").path("code").asString()).isEqualTo("IN_THE_FUTURE");

        JsonNode self = only(RECORD, "Ann Future,Future Corp,Ann Future,11/20/2024,,4,,,\n");
        assertThat(state(self)).isEqualTo("REFUSED");
        JsonNode ends = only(RECORD, "Ann Future,Future Corp,Judi Future,11/20/2024,11/19/2024,4,,,\n");
        assertThat(state(ends)).isEqualTo("REFUSED");
    }

    @Test
    void what_is_open_is_not_recorded() {
        long before = records();
        JsonNode item = only(RECORD, "Ann Open,Open Corp,Judi Open,13/13/2004,3 years,,,,\n");

        assertThat(state(item)).isEqualTo("OPEN");
        assertThat(open(item)).containsExactlyInAnyOrder("executedOn", "expiresOn", "forms");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void refused_rows_come_back_as_csv_to_be_put_right_and_sent_again() {
        String good = "Ann Back,Back Corp,Judi Back,11/20/2024,,4,,,\n";
        String bad = "Bob Back,Back Corp,Judi Back,13/13/2024,,4,,,=HYPERLINK(1)\n";
        HttpResponse<String> response = as("text/csv", RECORD, (HEADINGS + good + bad).getBytes(UTF_8));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(LedgerForTests.header(response, "Content-Type")).startsWith("text/csv");
        List<String> lines = response.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("\uFEFFWhy it was not recorded,Row of the sheet," + HEADINGS.strip());
        assertThat(lines.get(1)).startsWith("\"Signed on: is no day of the calendar").contains(",3,Bob Back,", "'=HYPERLINK(1)");

        String righted = response.body().replace("13/13/2024", "12/13/2024");
        JsonNode again = answer(RECORD, righted);
        assertThat(again.path("recorded").asInt()).isEqualTo(1);
        assertThat(again.path("items").get(0).path("commands").get(0).path("note").asString()).isEqualTo("=HYPERLINK(1)");
    }

    private byte[] workbook(List<List<String>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Tracker", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("POAs");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    sheet.value(row, column, rows.get(row).get(column));
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_workbook_is_read_and_its_refused_rows_come_back_as_one() throws Exception {
        byte[] sheet = workbook(List.of(List.of("Insider", "Company", "Agents", "Signed", "Forms"),
                List.of("Ann Book", "Book Corp", "Judi Book", "11/20/2024", "4"),
                List.of("Bob Book", "Book Corp", "Judi Book", "soon", "4")));
        HttpRequest request = LedgerForTests.request(port, RECORD).header("Content-Type", "application/octet-stream")
                .header("Accept", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .POST(HttpRequest.BodyPublishers.ofByteArray(sheet)).build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        try (ReadableWorkbook back = new ReadableWorkbook(new ByteArrayInputStream(response.body()))) {
            List<Row> rows = back.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(1).getCellText(0)).startsWith("Signed on: is no date");
            assertThat(rows.get(1).getCellText(2)).isEqualTo("Bob Book");
        }
        assertThat(jdbc.queryForObject("select count(*) from ledger.event where grantor_id = 'ann-book'", Long.class)).isEqualTo(1);
    }

    @Test
    void lines_may_be_read_one_by_one() {
        HttpResponse<String> response = as("application/x-ndjson", SHEET,
                (HEADINGS + "Ann Line,Line Corp,Judi Line,11/20/2024,,4,,,\n").getBytes(UTF_8));

        List<JsonNode> lines = response.body().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("columns").get(0).path("field").asString()).isEqualTo("grantor");
        assertThat(state(lines.get(1))).isEqualTo("NEW");
        assertThat(lines.get(2).path("instruments").asInt()).isEqualTo(1);
    }

    @Test
    void a_mapping_and_what_holds_for_all_rows_come_with_the_request() {
        String query = SHEET + "?mapping="
                + URLEncoder.encode("{\"Wer\": \"grantor\", \"B\": \"attorneys\", \"Wann\": \"executedOn\"}", UTF_8)
                + "&issuer=Mapped%20Corp&issuerCik=77&forms=3,4,5&termsSeen=true";
        JsonNode item = answer(query, "Wer,Für wen,Wann,Company\nAnn Mapped,Judi Mapped,11/20/2024,Other Corp\n").path("items").get(0);

        assertThat(state(item)).isEqualTo("NEW");
        assertThat(item.path("commands").get(0).path("issuer").path("cik").asString()).isEqualTo("0000000077");
        assertThat(item.path("commands").get(0).has("termsSeen")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "?mapping=x", "?mapping={}", "?mapping={\"Insider\":\"nothing\"}", "?mapping={\"Insider\":5}",
            "?forms=whatever",
            "?issuerCik=12", "?issuer=A&issuerCik=x", "?record=perhaps", "?unknown=1", "?mapping=[]", "?termsSeen=2"})
    void a_request_that_cannot_be_read_is_refused(String query) {
        long before = records();
        String path = SHEET + "?"
                + query.substring(1).replace("{", "%7B").replace("}", "%7D").replace("\"", "%22").replace("[", "%5B").replace("]", "%5D");
        assertProblem(send(path, (HEADINGS + "Ann Bad,Bad Corp,Judi Bad,11/20/2024,,4,,,\n").getBytes(UTF_8)), 400, "MALFORMED");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void a_file_that_is_no_tracker_is_refused() throws IOException {
        long before = records();
        assertProblem(send(RECORD, new byte[0]), 400, "MALFORMED");
        assertProblem(send(RECORD, "%PDF-1.4".getBytes(UTF_8)), 422, "NOT_A_SHEET");
        assertProblem(send(RECORD, new byte[]{ (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}), 422, "LOCKED_WORKBOOK");
        assertProblem(send(RECORD, "hello".getBytes(UTF_8)), 422, "NO_HEADINGS");
        assertProblem(send(RECORD + "&mapping=%7B%22Wessen%22:%22grantor%22%7D", HEADINGS.getBytes(UTF_8)), 422, "NO_HEADINGS");
        assertProblem(LedgerForTests.post(port, RECORD, HEADINGS.getBytes(UTF_8), "Content-Type", "multipart/form-data; boundary=x"), 415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(send(RECORD, new byte[(25 << 20) + 1]), 413, "TOO_LARGE");
        assertProblem(as("image/png", RECORD, HEADINGS.getBytes(UTF_8)), 406, "NOT_ACCEPTABLE");
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void many_rows_are_read_without_holding_them() {
        StringBuilder sheet = new StringBuilder(HEADINGS);
        for (int i = 0; i < 2_000; i++) {
            sheet.append("Person Number").append(word(i)).append(",Many Corp,Judi Many,11/20/2024,,4,,,\n");
        }
        JsonNode answer = answer(SHEET, sheet.toString());
        assertThat(answer.path("new").asInt()).isEqualTo(2_000);
        assertThat(answer.path("items").get(1_999).path("rows").get(0).asInt()).isEqualTo(2_001);
    }

    private static String word(int i) {
        return i == 0 ? "a" : (char) ('a' + i % 26) + word(i / 26);
    }

}
