package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.authorityledger.standalone.LedgerTest;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RebuildRegisterTest extends LedgerTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dataDirectory;

    private int run(String password, String... arguments) throws Exception {
        Files.writeString(dataDirectory.resolve("admin-password"), password + "\n");
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--data-dir=" + dataDirectory;
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void the_register_of_a_served_ledger_is_rebuilt_from_the_command_line() throws Exception {
        assertThat(run(RunningLedger.PASSWORD, "rebuild", "authorities", "--url=" + LEDGER.address(""))).as(err.toString()).isZero();

        assertThat(out.toString()).contains("Rebuild ", "100%", "differed in no row", "live");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_error_is_one_sentence_on_standard_error_and_exit_code_1() throws Exception {
        assertThat(run(RunningLedger.PASSWORD, "rebuild", "filings", "--url=" + LEDGER.address(""))).isEqualTo(1);
        assertThat(err.toString()).contains("UNKNOWN_REGISTER").doesNotContain("Exception");
        assertThat(run("not the password", "rebuild", "--url=" + LEDGER.address(""))).isEqualTo(1);
        assertThat(err.toString()).contains("LEDGER_ADMIN_PASSWORD");
        try (ServerSocket closed = new ServerSocket(0)) {
            int port = closed.getLocalPort();
            closed.close();
            assertThat(run(RunningLedger.PASSWORD, "rebuild", "--url=http://localhost:" + port)).isEqualTo(1);
        }
        assertThat(err.toString()).contains("no ledger is running");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrong_usage_ends_with_2() throws Exception {
        assertThat(run(RunningLedger.PASSWORD, "rebuild", "authorities", "more")).isEqualTo(2);
        assertThat(run(RunningLedger.PASSWORD, "rebuild", "--faster")).isEqualTo(2);
    }

    @Test
    void the_bar_grows_with_the_records() {
        assertThat(RebuildRegister
                .line(RunningLedger.json("{\"state\":\"LOADING\",\"done\":50,\"total\":100,\"rate\":10,\"remainingSeconds\":5}")))
                .startsWith("[###############...............]  50% 50 of 100 records, loading, 10/s, 5 s left");
        assertThat(RebuildRegister.line(RunningLedger.json("{\"state\":\"LOADING\",\"done\":0,\"total\":0}"))).startsWith("[....");
        assertThat(RebuildRegister.line(RunningLedger.json("{\"state\":\"DONE\",\"done\":0,\"total\":0}"))).contains("100%");
    }
}
