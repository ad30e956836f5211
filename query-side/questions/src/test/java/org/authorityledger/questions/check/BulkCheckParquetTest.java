package org.authorityledger.questions.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
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
import java.util.Random;
import org.authorityledger.questions.OnHeatonsLedger;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many checks at once in Parquet, in files written and read by DuckDB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BulkCheckParquetTest extends OnHeatonsLedger {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String TWO = "select 'andrew-heaton' as grantor, 'hemacare' as issuer, '4' as form, ['judi-irving'] as signer,"
            + " date '2005-03-03' + d::int as \"on\" from range(2) as t (d)";

    @TempDir
    private Path directory;

    private List<String> duck(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duck.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        List<String> cells = new ArrayList<>();
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            cells.add(rows.getString(column));
                        }
                        lines.add(String.join(" ", cells));
                    }
                }
            }
        }
        return lines;
    }

    private Path written(String query, String options) throws SQLException {
        Path file = directory.resolve("checks-" + System.nanoTime() + ".parquet");
        duck("copy (" + query + ") to '" + file + "' (format parquet" + options + ")");
        return file;
    }

    private HttpResponse<byte[]> checks(byte[] body, String accept) throws IOException, InterruptedException {
        HttpRequest request = LedgerForTests.request(port, "/api/authority/checks").header("Content-Type", PARQUET).header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private String refusal(byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = checks(body, PARQUET);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Path answered(Path file) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = checks(Files.readAllBytes(file), PARQUET);
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(PARQUET);
        return Files.write(directory.resolve("answers-" + System.nanoTime() + ".parquet"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = { "snappy", "gzip", "uncompressed"})
    void in_every_compression_each_row_is_answered(String compression) throws Exception {
        Path answers = answered(written(TWO, ", compression " + compression));

        assertThat(duck("select line, authorized, reason, \"until\", \"on\", clauses from '" + answers + "' order by line"))
                .containsExactly("1 true IN_FORCE 2005-03-04 2005-03-03 [a]", "2 false REVOKED 2005-03-04 2005-03-04 [a]");
    }

    @Test
    void parquet_says_the_same_as_csv_over_many_row_groups() throws Exception {
        Path file = written("select 'andrew-heaton' as grantor, 'hemacare' as issuer, case when n % 5 = 0 then '13D' else '4' end as form,"
                + " case n % 3 when 0 then ['judi-irving'] when 1 then ['david-fractor', 'joann-stover'] else ['someone-else'] end as signer,"
                + " case when n % 2 = 0 then ['OFFICER'] end as capacity, (date '2003-01-01' + (n % 2000)::int) as \"on\","
                + " case when n % 4 = 0 then now() end as knownAt from range(9000) as t (n)", ", row_group_size 2048");

        List<String> rows = duck(
                "select line, authorized, reason, explanation, poaId, \"from\", \"until\", endCause, \"on\", problem from '"
                        + answered(file) + "' order by line");
        Path csv = Files.write(directory.resolve("answers.csv"), checks(Files.readAllBytes(file), "text/csv").body());

        assertThat(rows).hasSize(9000).isEqualTo(
                duck("select line, authorized, reason, explanation, poaId, \"from\", \"until\", endCause, \"on\", problem from read_csv('"
                        + csv + "', all_varchar = true) order by line::int"));
    }

    @Test
    void texts_may_stand_for_lists_dates_and_instants_and_a_malformed_row_stops_nothing() throws Exception {
        Path answers = answered(written(
                "select * from (values ('andrew-heaton', '4', 'judi-irving | david-fractor', '2005-03-03', null),"
                        + " ('andrew-heaton', '4/B', 'judi-irving', '2005-03-03', null), (null, '4', 'judi-irving', '2005-03-03', null),"
                        + " ('andrew-heaton', '4', '', '2005-03-03', null), ('andrew-heaton', '4', 'judi-irving', 'tomorrow', null),"
                        + " ('andrew-heaton', '4', 'judi-irving', '2005-03-04', '2999-01-01T00:00:00Z'),"
                        + " ('andrew-heaton', '4', 'judi-irving', '2005-03-04', null)) as t (grantor, form, signer, \"on\", knownAt),"
                        + " (select 'hemacare' as issuer)",
                ""));

        assertThat(duck("select line, reason, problem is null from '" + answers + "' order by line")).containsExactly("1 IN_FORCE true",
                "2 null false", "3 null false", "4 null false", "5 null false", "6 null false", "7 REVOKED true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select 'a' as grantor, 'b' as signers; ; unknown column
            select 'a' as grantor, 5 as form; ; neither text, nor a list of texts
            select 'a' as grantor, [1, 2] as signer; ; neither text nor a list of texts
            select 'a' as grantor, timestamp '2005-03-03 10:00:00' as knownAt; ; without a time zone
            select 'a' as grantor; , compression zstd; ZSTD
            select 'a' || n as grantor from range(50000) as t (n); , parquet_version V2; in the encoding
            select 'a' || n as grantor from range(200000) as t (n); , row_group_size 200000, dictionary_size_limit 1000000; a dictionary of more
            """)
    void a_file_that_cannot_be_asked_is_refused_and_the_problem_says_why(String query, String options, String why) throws Exception {
        assertThat(refusal(Files.readAllBytes(written(query, options == null ? "" : options)))).contains(why);
    }

    @Test
    void a_row_of_very_many_signers_is_refused_alone() throws Exception {
        Path answers = answered(written("select 'andrew-heaton' as grantor, 'hemacare' as issuer, '4' as form,"
                + " case n when 1 then list_transform(range(101), lambda x: 's' || x) when 2 then list_transform(range(100000), lambda x: 's' || x)"
                + " when 3 then list_transform(range(100), lambda x: 's' || x) else ['judi-irving'] end as signer,"
                + " date '2005-03-03' as \"on\" from range(5) as t (n)", ""));

        assertThat(duck("select line, reason, coalesce(problem, '') from '" + answers + "' order by line")).satisfiesExactly(
                first -> assertThat(first).isEqualTo("1 IN_FORCE "), second -> assertThat(second).contains("at most 100 signers"),
                third -> assertThat(third).contains("65,536 bytes"), fourth -> assertThat(fourth).isEqualTo("4 NO_POWER_OF_ATTORNEY "),
                fifth -> assertThat(fifth).isEqualTo("5 IN_FORCE "));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "PAR1", "PAR1PAR1", "grantor,issuer,form,signer\n", "{}"})
    void what_is_no_parquet_file_is_refused(String text) throws Exception {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).contains("no Parquet file");
    }

    @Test
    void a_file_that_is_cut_off_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(written(TWO, ""));

        assertThat(refusal(java.util.Arrays.copyOf(whole, whole.length - 4))).contains("was cut off");
    }

    /** Whatever is changed in a file: it is answered, or refused as what the client sent, and the ledger goes on. */
    @Test
    void a_damaged_file_harms_no_one() throws Exception {
        byte[] whole = Files.readAllBytes(written(TWO, ""));
        Random random = new Random(20260101);
        for (int n = 0; n < 400; n++) {
            byte[] damaged = whole.clone();
            for (int change = 0; change <= n % 4; change++) {
                damaged[4 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(checks(damaged, PARQUET).statusCode()).isIn(200, 400, 413);
            } catch (IOException cutOff) {
                // A page is damaged, and some answers were sent already.
                assertThat(cutOff).hasMessageMatching(".*(EOF|chunked|closed|header parser|bytes).*");
            }
        }
        answered(written(TWO, ""));
    }

    /** A page that would be far longer unpacked than it says, or says it is far longer than a page may be. */
    @Test
    void a_page_larger_than_pages_may_be_is_refused() throws Exception {
        Path large = written("select repeat('x', 9000000) as grantor", ", compression gzip");

        assertThat(refusal(Files.readAllBytes(large))).contains("a page of more than");
        assertThat(ByteBuffer.wrap(Files.readAllBytes(large)).remaining()).isLessThan(100_000);
    }
}
