package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return LedgerCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void without_a_command_or_with_settings_alone_the_ledger_is_served() {
        assertThat(LedgerCommands.serves()).isTrue();
        assertThat(LedgerCommands.serves("serve")).isTrue();
        assertThat(LedgerCommands.serves("--server.port=9090", "--ledger.zone=UTC")).isTrue();
        assertThat(LedgerCommands.serves("serve", "--server.port=9090")).isTrue();
    }

    @Test
    void who_asks_for_help_or_the_version_or_another_command_starts_no_server() {
        assertThat(LedgerCommands.serves("--help")).isFalse();
        assertThat(LedgerCommands.serves("-h")).isFalse();
        assertThat(LedgerCommands.serves("serve", "--help")).isFalse();
        assertThat(LedgerCommands.serves("--version")).isFalse();
        assertThat(LedgerCommands.serves("-V")).isFalse();
        assertThat(LedgerCommands.serves("help")).isFalse();
        assertThat(LedgerCommands.serves("something")).isFalse();
    }

    @Test
    void help_and_version_are_told_on_the_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(run("help", "serve")).isZero();
        assertThat(run("serve", "--help")).isZero();
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).contains("serve", "--server.port", "Authority Ledger");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrong_usage_ends_with_2_and_says_why_on_the_standard_error() {
        assertThat(run("something")).isEqualTo(2);
        assertThat(run("help", "something")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("something");
    }
}
