package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.authorityledger.register.reporting.ReportingRole;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** The examples of the page about dashboards, run as the role of dashboards on Andrew Heaton's ledger. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardExamplesTest extends OnHeatonsLedger {

    private static final Path EXAMPLES = Path.of("..", "..", "docs", "bi");
    private static final String PASSWORD = "a password of dashboards";

    @Autowired
    private Migrations migrations;

    @Value("${spring.datasource.url}")
    private String url;

    @TempDir
    private static Path files;

    @BeforeAll
    void dashboards_may_read() {
        new ReportingRole(migrations).prepare(PASSWORD);
    }

    @AfterAll
    void dashboards_may_read_no_more() {
        new ReportingRole(migrations).prepare(null);
    }

    private List<String> asked(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url.replaceAll("[?].*", ""), ReportingRole.NAME, PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
                    row.add(answer.getString(column));
                }
                rows.add(String.join(" ", row.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    @Test
    void the_script_for_psql_says_what_changed_in_a_quarter() throws Exception {
        boolean there = Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
        assumeTrue(there || "true".equals(System.getenv("CI")), "there is no psql");
        URI server = URI.create(url.substring("jdbc:".length()));
        Path output = files.resolve("psql.out");
        ProcessBuilder psql = new ProcessBuilder("psql",
                "host=localhost port=" + server.getPort() + " dbname=postgres user=" + ReportingRole.NAME,
                "-v", "ON_ERROR_STOP=1", "-v", "from=2005-01-01", "-v", "until=2005-04-01", "-At", "-f",
                EXAMPLES.resolve("quarter.sql").toString());
        psql.environment().put("PGPASSWORD", PASSWORD);
        Process process = psql.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        // Of the three, the revocation was delivered to one in that quarter; at its end nothing of this was known.
        assertThat(printed).contains("What these answers hold for\n1|America/New_York|", "Began and ended, by cause\nf|t|REVOKED|1\n",
                "Ends within 90 days");
    }

    @Test
    void each_panel_of_the_dashboard_for_grafana_answers() throws Exception {
        JsonNode dashboard = JSON.readTree(Files.readString(EXAMPLES.resolve("grafana.json")));
        Map<String, List<String>> answers = new java.util.TreeMap<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                // As Grafana fills in its macros and variables.
                String sql = target.path("rawSql").asString().replace("$__timeFrom()", "'2003-01-01T00:00:00Z'::timestamptz")
                        .replace("$__timeTo()", "'2100-01-01T00:00:00Z'::timestamptz").replace("$issuer", "%");
                assertThat(sql).doesNotContain("$");
                answers.put(panel.path("title").asString(), asked(sql));
            }
        }
        assertThat(answers).hasSize(6);
        assertThat(answers.get("Powers of attorney")).isEqualTo(asked("select count(*) from reporting.power_of_attorney"));
        assertThat(answers.get("In force today")).isEqualTo(asked("select count(*) from reporting.authority_current"));
        assertThat(answers.get("Began and ended")).contains("2005-03-01 00:00:00+00 0 1");
        assertThat(answers.get("Recorded")).anyMatch(day -> day.contains("PowerOfAttorneyRevoked"));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asString().equals("query")) {
                assertThat(asked(variable.path("query").asString())).isNotEmpty();
            }
        }
    }

    @Test
    void the_question_for_metabase_answers_on_both_clocks() throws Exception {
        JsonNode question = JSON.readTree(Files.readString(EXAMPLES.resolve("metabase.json"))).path("dataset_query").path("native");
        assertThat(question.path("template-tags").propertyNames()).containsExactlyInAnyOrder("on_day", "known_at", "grantor");
        String sql = question.path("query").asString();
        assertThat(sql).contains("{{on_day}}", "{{known_at}}", "[[and grantor_id = {{grantor}}]]");
        String filled = sql.replace("{{on_day}}", "date '2004-03-01'").replace("{{known_at}}", "date '2999-01-01'")
                .replaceAll("\\[\\[|\\]\\]", "")
                .replace("{{grantor}}", "'andrew-heaton'");
        assertThat(asked(filled)).hasSize(3).allMatch(row -> row.startsWith("Andrew Heaton "));
        assertThat(asked(filled.replace("2999-01-01", "2020-01-01"))).as("known before anything was recorded").isEmpty();
    }

    @Test
    void the_script_for_duckdb_counts_the_rows_of_the_view() throws Exception {
        HttpResponse<Path> answer = HttpClient.newHttpClient().send(
                LedgerForTests.request(port, "/api/export/authority_history", "Accept", "application/vnd.apache.parquet").build(),
                HttpResponse.BodyHandlers.ofFile(files.resolve("authority_history.parquet")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(duck()).isEqualTo(asked("select coalesce(end_cause, 'null'), count(*), count(distinct grantor_id) "
                + "from reporting.authority_history where known_until is null group by end_cause order by count(*) desc, end_cause"));
    }

    private static List<String> duck() throws SQLException, IOException {
        List<String> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duck.createStatement()) {
            statement.execute("set file_search_path = '" + files + "'");
            try (ResultSet answer = statement.executeQuery(Files.readString(EXAMPLES.resolve("parquet.sql")))) {
                while (answer.next()) {
                    rows.add(answer.getString(1) + " " + answer.getString(2) + " " + answer.getString(3));
                }
            }
        }
        return rows;
    }
}
