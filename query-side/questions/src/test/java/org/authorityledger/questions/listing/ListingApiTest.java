package org.authorityledger.questions.listing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages and formats of every list. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListingApiTest extends OnHeatonsLedger {

    static List<String> lists() {
        return List.of("/api/authorities?on=2004-01-01&grantor=andrew-heaton", "/api/authorities/history?grantor=andrew-heaton",
                "/api/events?grantor=andrew-heaton", "/api/grantors?q=pagingsworth", "/api/attorneys?q=r", "/api/issuers?q=corp");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void small_pages_read_to_the_end_are_the_same_as_one_big_page(String list) {
        JsonNode whole = answer(list + "&limit=1000").path("items");
        assertThat(whole.size()).isGreaterThan(1);
        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = answer(list + "&limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.path("items").size()).isEqualTo(1);
            page.path("items").forEach(paged::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(whole.valueStream().toList());
    }

    @ParameterizedTest
    @MethodSource("lists")
    void csv_and_ndjson_have_the_rows_of_the_json(String list) {
        JsonNode items = answer(list).path("items");

        HttpResponse<String> ndjson = get(list, "Accept", "application/x-ndjson");
        assertThat(LedgerForTests.header(ndjson, "Content-Type")).startsWith("application/x-ndjson");
        assertThat(ndjson.body().lines().map(JSON::readTree).toList()).isEqualTo(items.valueStream().toList());

        HttpResponse<String> csv = get(list, "Accept", "text/csv");
        assertThat(LedgerForTests.header(csv, "Content-Type")).startsWith("text/csv");
        List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv.body()).stream().toList();
        assertThat(rows).hasSize(items.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode item = items.get(i);
            assertThat(rows.get(i).getHeader()).containsAll(item.propertyNames());
            for (String column : rows.get(i).getHeader()) {
                assertThat(rows.get(i).getField(column)).as(column).isEqualTo(cell(item.path(column)));
            }
        }
    }

    private static String cell(JsonNode value) {
        if (value.isArray() && value.valueStream().noneMatch(JsonNode::isObject)) {
            return String.join(" | ", value.valueStream().map(JsonNode::asString).toList());
        }
        return value.isContainer() ? value.toString() : value.asString("");
    }

    @Test
    void a_page_of_csv_has_the_next_cursor_in_a_header() {
        HttpResponse<String> page = get("/api/events?grantor=andrew-heaton&limit=2", "Accept", "text/csv");

        String next = LedgerForTests.header(page, "Ledger-Next");
        assertThat(next).isEqualTo(answer("/api/events?grantor=andrew-heaton&limit=2").path("next").asString());
        assertThat(LedgerForTests.header(page, "Ledger-Position")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authorities", "/api/authorities/history", "/api/authorities/diff", "/api/grantors", "/api/attorneys",
            "/api/issuers", "/api/events"})
    void a_page_has_1_to_1000_rows_and_begins_where_the_one_before_ended(String path) {
        for (String limit : List.of("0", "-1", "1001", "abc", "1.5", "99999999999")) {
            assertMalformed(get(path + "?limit=" + limit), "limit");
        }
        assertThat(get(path + "?limit=1000").statusCode()).isEqualTo(200);
        for (String cursor : List.of("!", "abc", encoded("YQpiCmMKZA"), base64("x\na\n2026-01-01T00:00:00Z\n1"), base64("\0"))) {
            HttpResponse<String> response = get(path + "?cursor=" + cursor);
            assertThat(response.statusCode()).as(cursor).isIn(200, 400);
            if (response.statusCode() == 400) {
                assertMalformed(response, "cursor");
            }
        }
        assertMalformed(get(path + "?cursor=!"), "cursor");
    }

    @Test
    void a_malformed_filter_of_a_list_is_refused() {
        assertMalformed(get("/api/authorities?form=4/B"), "form");
        assertMalformed(get("/api/events?type=PowerOfAttorneyForgotten"), "type");
        assertMalformed(get("/api/events?after=x"), "after");
        assertMalformed(get("/api/events?before=9223372036854775808"), "before");
        assertMalformed(get("/api/grantors?q=" + "x".repeat(201)), "q");
        assertMalformed(get("/api/authorities?grantor=andrew-heaton&grantor=zoe-oneill"), "grantor");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/authorities?grantor=andrew-heaton", "/api/authorities/diff?from.on=2004-01-01&grantor=andrew-heaton",
            "/api/grantors/andrew-heaton/replay", "/api/events?limit=1"})
    void the_qualities_of_formats_count(String list) {
        assertFormat(list, "text/csv;q=0.1, application/x-ndjson;q=0.9", "application/x-ndjson");
        assertFormat(list, "application/x-ndjson;q=0.1, text/csv", "text/csv");
        assertFormat(list, "text/csv;q=0, application/json;q=0.1", "application/json");
        assertFormat(list, "text/csv;q=0, */*;q=0.1", "application/json");
        assertFormat(list, "application/json;q=0, text/*", "text/csv");
        assertThat(LedgerForTests.header(get(list, "Accept", "application/json;q=0, */*"), "Content-Type"))
                .doesNotStartWith("application/json");
        assertProblem(get(list, "Accept", "text/csv;q=0"), 406, "NOT_ACCEPTABLE");
        assertProblem(get(list, "Accept", "image/png, text/csv;q=0.0"), 406, "NOT_ACCEPTABLE");
    }

    private void assertFormat(String list, String accept, String format) {
        assertThat(LedgerForTests.header(get(list, "Accept", accept), "Content-Type")).as("%s: %s", list, accept).startsWith(format);
    }

    @Test
    void the_entries_of_the_log_are_compressed_for_those_who_accept_it() {
        String entries = "/log/tile/entries/000.p/1";
        get("/api/proof/inclusion?recordId=" + story().ceased.recordId());
        assertThat(LedgerForTests.header(get(entries, "Accept-Encoding", "gzip"), "Content-Encoding")).isEqualTo("gzip");
        for (String none : List.of("gzip;q=0", "gzip;q=0.2, identity", "identity", "deflate", "")) {
            HttpResponse<String> asItIs = get(entries, "Accept-Encoding", none);
            assertThat(asItIs.statusCode()).as(none).isEqualTo(200);
            assertThat(LedgerForTests.header(asItIs, "Content-Encoding")).as(none).isNull();
        }
        assertProblem(get(entries, "Accept-Encoding", "identity;q=0"), 406, "NOT_ACCEPTABLE");
    }
}
