package org.authorityledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerCommandsTest {

    private static final String KEY = SigningKey.generate("ledger.example/log", VerifierKey.ED25519).verifierKey().toString();

    @TempDir
    private Path directory;

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
    void help_the_version_and_other_commands_start_no_server() {
        assertThat(LedgerCommands.serves("--help")).isFalse();
        assertThat(LedgerCommands.serves("-h")).isFalse();
        assertThat(LedgerCommands.serves("serve", "--help")).isFalse();
        assertThat(LedgerCommands.serves("--version")).isFalse();
        assertThat(LedgerCommands.serves("-V")).isFalse();
        assertThat(LedgerCommands.serves("help")).isFalse();
        assertThat(LedgerCommands.serves("something")).isFalse();
    }

    @Test
    void help_and_version_go_to_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(run("help", "serve")).isZero();
        assertThat(run("serve", "--help")).isZero();
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).contains("serve", "--server.port", "Authority Ledger");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void verify_says_in_one_sentence_what_cannot_be_read() throws Exception {
        assertComplains(2, "there is no", "verify", directory.resolve("nowhere.json"), "--key", KEY);
        assertComplains(2, "nothing answers", "verify", "http://localhost:1", "--key", KEY);
        assertComplains(2, "no ledger in", "verify", "--data-dir", directory, "--key", KEY);
        assertComplains(2, "cannot be read as a ledger", "verify", "--database", "jdbc:postgresql://localhost:1/none", "--key", KEY);
        assertComplains(2, "not a verifier key", "verify", "--data-dir", directory, "--key", "a+b+c");
        assertComplains(2, "quorum", "verify", "--data-dir", directory, "--key", KEY, "--quorum", "2");
        Path noReceipt = Files.writeString(directory.resolve("some.json"), "{}");
        assertThat(run("verify", noReceipt.toString(), "--key", KEY)).isEqualTo(1);
        assertThat(out.toString()).contains("MALFORMED");
    }

    @Test
    void export_says_in_one_sentence_what_is_wrong() {
        assertComplains(2, "name a ledger", "export", "--to", directory.resolve("new"));
        assertComplains(1, "nothing answers", "export", "http://localhost:1", "--to", directory.resolve("new"));
        assertComplains(1, "cannot be read as a ledger", "export", "--database", "jdbc:postgresql://localhost:1/none", "--to",
                directory.resolve("new"));
        assertThat(run("export", "http://localhost:1")).isEqualTo(2);
        assertThat(err.toString()).contains("--to");
    }

    private void assertComplains(int code, String words, Object... arguments) {
        err.getBuffer().setLength(0);
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(run(texts)).as(err.toString()).isEqualTo(code);
        assertThat(err.toString().lines()).singleElement().asString().startsWith(texts[0] + ": ").contains(words)
                .doesNotContain("Exception");
    }

    @Test
    void wrong_usage_ends_with_2_and_says_why_on_standard_error() {
        assertThat(run("something")).isEqualTo(2);
        assertThat(run("help", "something")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("something");
    }
}
