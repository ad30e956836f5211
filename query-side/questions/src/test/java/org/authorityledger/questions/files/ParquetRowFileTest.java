package org.authorityledger.questions.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Parquet, read by DuckDB. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParquetRowFileTest {

    private static final List<Column> COLUMNS = Arrays.stream(Column.Type.values())
            .map(type -> new Column("a_" + type.name().toLowerCase(java.util.Locale.ROOT), type)).toList();

    @TempDir
    private Path directory;

    private Path write(int rows, boolean end) throws Exception {
        Path path = directory.resolve("rows-" + rows + ".parquet");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            ParquetRowFile file = new ParquetRowFile(out, COLUMNS, Map.of("Ledger-Position", "7"));
            for (int n = 0; n < rows; n++) {
                file.row(n % 7 == 0
                        ? Arrays.asList(null, null, null, null, null, null, null, null)
                        : List.of("Zoë " + n, n % 3 == 0 ? List.of() : List.of("FORM_4", "n" + n % 5), "{\"n\":" + n + "}",
                                LocalDate.of(1600, 1, 1).plusDays(n), Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(n), n,
                                (long) n << 33, n % 2 == 0));
            }
            if (end) {
                file.end();
            }
        }
        return path;
    }

    private static String duck(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    @Test
    void every_type_and_null_comes_back_as_it_was_written() throws Exception {
        String file = "'" + write(20, true) + "'";
        assertThat(duck("select count(*) || ' ' || count(a_text) from " + file)).isEqualTo("20 17");
        assertThat(duck(
                "select a_text || a_texts::varchar || a_json || a_date || epoch_us(a_instant) || ' ' || a_integer || ' ' || a_long || a_truth from "
                        + file + " where a_integer = 5"))
                .isEqualTo("Zoë 5[FORM_4, n0]{\"n\":5}1600-01-061767225605123456 5 42949672960false");
        assertThat(duck("select len(a_texts) from " + file + " where a_integer = 3")).isEqualTo("0");
        assertThat(duck("select count(*) from " + file + " where a_texts is null")).isEqualTo("3");
    }

    @Test
    void a_file_without_rows_is_a_file() throws Exception {
        assertThat(duck("select count(*) from '" + write(0, true) + "'")).isEqualTo("0");
    }

    @Test
    void a_large_file_is_written_in_several_groups() throws Exception {
        Path file = write(300_000, true);
        assertThat(duck("select sum(a_integer) from '" + file + "'"))
                .isEqualTo(Long.toString(java.util.stream.LongStream.range(0, 300_000).filter(n -> n % 7 != 0).sum()));
        assertThat(Integer.parseInt(duck("select count(distinct row_group_id) from parquet_metadata('" + file + "')"))).isGreaterThan(1);
    }

    @Test
    void a_file_without_its_end_is_taken_by_no_reader() throws Exception {
        Path file = write(100, false);
        assertThatThrownBy(() -> duck("select count(*) from '" + file + "'")).isInstanceOf(SQLException.class);
    }
}
