package org.authorityledger.questions.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.Position;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.FailingDatabase;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.testsupport.RawAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The views for dashboards as files over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportApiTest extends OnHeatonsLedger {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    private static Path files;

    private Path file(String pathAndQuery, String accept, String ending) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = java.net.http.HttpClient.newHttpClient().send(
                LedgerForTests.request(port, pathAndQuery, "Accept", accept).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        return Files.write(Files.createTempFile(files, "export", ending), answer.body());
    }

    private static List<String> ducks(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = { "authority_current", "authority_as_of?on=2004-03-01", "authority_history", "authority_changes",
            "authority_changes?from=2005-01-01&until=2006-01-01", "power_of_attorney", "signatory", "event",
            "gap?form=SCHEDULE_13D&on=2004-03-01",
            "gap?form=4&on=2004-03-01&issuer=aar"})
    void a_file_of_each_view_has_the_same_rows_and_columns_in_every_format(String view) throws Exception {
        Path parquet = file("/api/export/" + view, PARQUET, ".parquet");
        Path csv = file("/api/export/" + view, "text/csv", ".csv");
        Path ndjson = file("/api/export/" + view, NDJSON, ".ndjson");

        List<String> columns = ducks("select column_name from (describe select * from '" + parquet + "')");
        assertThat(Files.readAllLines(csv).getFirst()).isEqualTo(String.join(",", columns));
        List<JsonNode> rows = Files.readAllLines(ndjson).stream().map(JSON::readTree).toList();
        assertThat(ducks("select count(*) from '" + parquet + "'")).containsExactly(Integer.toString(rows.size()));
        String first = columns.getFirst().equals("began") ? "record_id" : columns.getFirst();
        assertThat(ducks("select " + first + " from '" + parquet + "'"))
                .isEqualTo(rows.stream().map(row -> row.path(first).asString()).toList());
        assertThat(columns).containsAll(rows.stream().flatMap(row -> row.propertyNames().stream()).toList());
        // A cell may have line breaks: DuckDB counts records.
        assertThat(ducks("select count(*) from read_csv('" + csv + "', header = true, all_varchar = true)"))
                .containsExactly(Integer.toString(rows.size()));
    }

    @Test
    void a_file_of_parquet_has_types_and_the_values_of_the_view() throws Exception {
        Path parquet = file("/api/export/authority_as_of?on=2004-03-01", PARQUET, ".parquet");
        assertThat(ducks("select column_name || ' ' || column_type from (describe select * from '" + parquet + "')")).contains(
                "grantor_id VARCHAR", "forms VARCHAR[]", "clauses VARCHAR[]", "minimum_signatures INTEGER", "effective_from DATE",
                "position BIGINT", "powers VARCHAR");
        String here = " from '" + parquet + "' where grantor_id = 'andrew-heaton' order by attorney_id";
        assertThat(ducks(
                "select attorney_name || ' ' || effective_from || ' ' || coalesce(end_cause, '') || ' ' || list_contains(forms, 'FORM_4')"
                        + here))
                .isEqualTo(
                        jdbc.queryForList("select attorney_name || ' ' || effective_from || ' ' || coalesce(end_cause, '') || ' ' "
                                + "|| ('FORM_4' = any(forms))::text from reporting.authority_as_of('2004-03-01') "
                                + "where grantor_id = 'andrew-heaton' order by attorney_id collate \"C\"", String.class));
        assertThat(ducks("select powers" + here).getFirst()).contains("\"clause\"");
        Path events = file("/api/export/event", PARQUET, ".parquet");
        assertThat(
                ducks("select strftime(recorded_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') from '" + events + "' where record_id = '"
                        + story().granted.recordId() + "'"))
                .containsExactly(org.authorityledger.http.Dates.format(story().granted.recordedAt()));
        assertThat(ducks("select value::varchar from parquet_kv_metadata('" + events + "') where key::varchar = 'Ledger-Position'"))
                .hasSize(1);
    }

    @Test
    void an_export_says_what_it_holds_for_and_is_named_for_its_view() {
        HttpResponse<String> answer = get("/api/export/authority_as_of?on=2004-03-01&knownAt=" + story().granted.recordedAt(), "Accept",
                "text/csv");
        assertThat(LedgerForTests.header(answer, "Ledger-On")).isEqualTo("2004-03-01");
        assertThat(LedgerForTests.header(answer, "Ledger-Known-At"))
                .isEqualTo(org.authorityledger.http.Dates.format(story().granted.recordedAt()));
        assertThat(LedgerForTests.header(answer, "Ledger-Position")).matches("\\d+");
        assertThat(LedgerForTests.header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"authority_as_of.csv\"");
        assertThat(answer.body().lines().filter(line -> line.startsWith("andrew-heaton"))).hasSize(3);
        assertThat(get("/api/export/authority_current", "Accept", "*/*").headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/csv");
    }

    @Test
    void gaps_are_those_of_the_list() {
        String question = "form=SCHEDULE_13D&on=2004-03-01";
        List<String> listed = new ArrayList<>();
        @Nullable
        String cursor = "";
        while (cursor != null) {
            JsonNode page = answer("/api/gaps?limit=1000&" + question + cursor);
            listed.addAll(texts(page.path("items"), "grantorId"));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : null;
        }
        List<String> exported = get("/api/export/gap?" + question, "Accept", NDJSON).body().lines().map(JSON::readTree)
                .map(row -> row.path("grantor_id").asString()).toList();
        assertThat(exported).isNotEmpty().isEqualTo(listed);
    }

    @Test
    void an_export_of_events_goes_on_after_a_position() {
        Position after = story().revoked.position();
        List<JsonNode> rows = get("/api/export/event?after=" + after, "Accept", NDJSON).body().lines().map(JSON::readTree).toList();
        assertThat(rows.getFirst().path("position").asLong()).isEqualTo(after.value() + 1);
        assertThat(rows.getFirst().path("payload").isObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "authority_as_of?on=2004-02-30, on", "authority_as_of?knownat=2026-01-01T00:00:00Z, knownat",
            "authority_current?on=2004-01-01, on",
            "authority_history?on=2004-01-01, on", "authority_changes?from=2005-01-02&until=2005-01-01, until", "gap, form",
            "gap?form=%20, form", "event?after=x, after", "power_of_attorney?limit=5, limit", "signatory?grantor=x, grantor"})
    void a_malformed_question_is_refused_before_anything_is_written(String view, String path) {
        assertMalformed(get("/api/export/" + view, "Accept", "text/csv"), path);
    }

    @Test
    void a_view_that_is_not_there_a_format_that_is_not_written_and_a_moment_to_come_are_refused() {
        assertThat(get("/api/export/authority_version").statusCode()).isEqualTo(404);
        assertThat(get("/api/export/..%2f..%2fetc").statusCode()).isEqualTo(400);
        assertProblem(get("/api/export/event", "Accept", "application/json"), 406, "NOT_ACCEPTABLE");
        assertProblem(get("/api/export/authority_as_of?knownAt=2999-01-01T00:00:00Z", "Accept", "text/csv"), 422, "AHEAD_OF_THE_LEDGER");
        assertProblem(get("/api/export/event?after=" + Long.MAX_VALUE, "Accept", "text/csv"), 503, "POSITION_NOT_REACHED");
        assertThat(LedgerForTests.getAnonymously(port, "/api/export/event").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(FailingDatabase.Fault.class)
    void an_export_whose_view_cannot_be_read_is_a_problem_in_every_format(FailingDatabase.Fault fault) {
        for (String accept : List.of("text/csv", NDJSON, PARQUET)) {
            for (Map.Entry<String, String> view : Map
                    .of("/api/export/event", "reporting.event", "/api/export/gap?form=SCHEDULE_13D&on=2004-03-01",
                            "register.party_name")
                    .entrySet()) {
                FailingDatabase.failAt(view.getValue(), 1, fault);
                RawAnswer answer = RawAnswer.to(port, "GET " + view.getKey(), "", "Accept", accept);
                assertThat(FailingDatabase.hasFailed()).as(view.getKey()).isTrue();
                assertThat(answer.status()).isGreaterThanOrEqualTo(500);
                assertThat(answer.complete()).isTrue();
                assertThat(answer.text()).contains("application/problem+json").doesNotContain("PAR1");
            }
        }
    }

    @Test
    void who_exported_what_is_in_the_log_of_who_looked() {
        assertThat(get("/api/export/authority_as_of?on=1999-12-31", "Accept", "text/csv").statusCode()).isEqualTo(200);
        JsonNode looks = answer("/api/access-log?about=on=1999-12-31").path("items");
        assertThat(texts(looks, "path")).contains("/api/export/authority_as_of");
        assertThat(texts(looks, "userName")).contains("admin");
    }
}
