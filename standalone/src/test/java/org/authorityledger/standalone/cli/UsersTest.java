package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.authorityledger.standalone.LedgerTest;
import org.authorityledger.standalone.RunningLedger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UsersTest extends LedgerTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dataDirectory;

    private int run(String... arguments) throws Exception {
        Files.writeString(dataDirectory.resolve("admin-password"), RunningLedger.PASSWORD + "\n");
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data-dir=" + dataDirectory;
        all[arguments.length + 1] = "--url=" + LEDGER.address("");
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void a_person_is_added_listed_disabled_and_enabled() throws Exception {
        String username = "cli." + UUID.randomUUID();
        assertThat(run("user", "add", username, "--name=Clio Lane", "--role=recorder", "--role=auditor")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Added " + username, "First password");
        assertThat(run("user", "list")).isZero();
        assertThat(out.toString()).contains(username + "  Clio Lane  auditor, recorder");
        assertThat(run("user", "disable", username)).isZero();
        assertThat(run("user", "list")).isZero();
        assertThat(out.toString()).contains(username + "  Clio Lane  auditor, recorder  disabled");
        assertThat(run("user", "enable", username)).isZero();
        assertThat(out.toString()).contains(username + " is enabled.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_auditor_is_scoped_and_sees_everything_again() throws Exception {
        String username = "cli." + UUID.randomUUID();
        assertThat(run("user", "add", username, "--role=auditor")).isZero();
        assertThat(run("user", "scope", username, "hemacare", "aar")).as(err.toString()).isZero();
        assertThat(out.toString()).contains(username + " sees only hemacare, aar.");
        assertThat(run("user", "list")).isZero();
        assertThat(out.toString()).contains("auditor  sees only aar, hemacare");
        assertThat(run("user", "scope", username)).as(err.toString()).isZero();
        assertThat(out.toString()).contains(username + " sees everything.");
        assertThat(run("user", "scope", "admin", "hemacare")).isEqualTo(1);
        assertThat(err.toString()).contains("SCOPE_NEEDS_AUDITOR");
    }

    @Test
    void what_cannot_be_done_is_one_sentence() throws Exception {
        assertThat(run("user", "add", "admin", "--role=admin")).isEqualTo(1);
        assertThat(err.toString()).contains("USERNAME_TAKEN");
        assertThat(run("user", "add", "someone", "--role=king")).isEqualTo(1);
        assertThat(err.toString()).contains("MALFORMED");
        assertThat(run("user", "disable", "no-one-at-all")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no person no-one-at-all").doesNotContain("Exception");
        assertThat(run("user", "add")).isEqualTo(2);
        assertThat(run("user")).isEqualTo(2);
    }
}
