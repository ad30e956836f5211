package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.authorityledger.standalone.LedgerTest;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ViewExportTest extends LedgerTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int export(String... arguments) {
        List<String> all = new ArrayList<>(List.of("export", LEDGER.address(""), "--user=admin:" + RunningLedger.PASSWORD));
        all.addAll(List.of(arguments));
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void a_view_is_written_in_the_format_that_the_name_of_the_file_says() throws IOException {
        assertThat(export("--view=authority_as_of", "--with", "on=2004-03-01", "--to", file("a.csv"))).as(err.toString()).isZero();
        assertThat(Files.readString(directory.resolve("a.csv"))).startsWith("grantor_id,grantor_name,");
        assertThat(export("--view=event", "--to", file("e.ndjson"))).as(err.toString()).isZero();
        assertThat(export("--view=gap", "--with", "form=4", "--to", file("g.parquet"))).as(err.toString()).isZero();
        String parquet = new String(Files.readAllBytes(directory.resolve("g.parquet")), StandardCharsets.ISO_8859_1);
        assertThat(parquet).startsWith("PAR1").endsWith("PAR1");
        assertThat(out.toString()).contains("Wrote gap to ");
    }

    @Test
    void what_cannot_be_exported_is_one_sentence_and_leaves_no_file() throws IOException {
        assertThat(export("--view=gap", "--to", file("g.csv"))).isEqualTo(1);
        assertThat(export("--view=nothing", "--to", file("n.csv"))).isEqualTo(1);
        assertThat(err.toString()).contains("MALFORMED", "404").doesNotContain("Exception");
        assertThat(export("--view=event", "--to", file("e.xlsx"))).isEqualTo(2);
        assertThat(export("--with", "on=2004-03-01", "--to", file("bundle"))).isEqualTo(2);
        Files.writeString(directory.resolve("there.csv"), "kept");
        assertThat(export("--view=event", "--to", file("there.csv"))).isEqualTo(2);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("there.csv"));
        }
        assertThat(Files.readString(directory.resolve("there.csv"))).isEqualTo("kept");
    }
}
