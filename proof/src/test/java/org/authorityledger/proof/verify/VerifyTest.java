package org.authorityledger.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier on a command line, also with wrong arguments: one sentence, and an exit code. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifyTest {

    private static final String KEY = SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519).verifierKey().toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int n = 0; n < texts.length; n++) {
            texts[n] = arguments[n].toString();
        }
        return Verify.run(new PrintWriter(out), new PrintWriter(err), false, texts);
    }

    private void assertReports(int code, String words, Object... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(err.toString()).isEqualTo(code);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("verify: ").contains(words).doesNotContain("Exception");
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void wrong_arguments_end_with_2() throws Exception {
        Path receipt = file("receipt.json", "{}");
        assertReports(2, "say what to verify");
        assertReports(2, "--faster", receipt, "--faster");
        assertReports(2, "after --key", receipt, "--key");
        assertReports(2, "name the key", receipt);
        assertReports(2, "not a verifier key", receipt, "--key", "a+b+c");
        assertReports(2, "no key file", receipt, "--key", directory.resolve("nowhere"));
        assertReports(2, "no key in", receipt, "--key", file("empty", "\n"));
        assertReports(2, "not a verifier key", receipt, "--key", file("no-key", "hello\n"));
        assertReports(2, "is not Base64", receipt, "--key", "a+b+c");
        for (String json : List.of("{\"keys\":[{\"verifierKey\":\"" + KEY + "\",\"fromSize\":0}]}", "\n {\"keys\": []}")) {
            assertReports(2, "one key per line", receipt, "--key", file("keys.json", json));
        }
        assertReports(2, "no checkpoint", receipt, "--key", KEY, "--since", directory.resolve("nowhere"));
        assertReports(2, "is not a checkpoint", receipt, "--key", KEY, "--since", receipt);
        assertReports(2, "number", receipt, "--key", KEY, "--quorum", "many");
        assertReports(2, "quorum", receipt, "--key", KEY, "--quorum", "1");
        assertReports(2, "witness", receipt, "--key", KEY, "--witness", KEY);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_cannot_be_read_ends_with_2() throws Exception {
        assertReports(2, "there is no", directory.resolve("nowhere.json"), "--key", KEY);
        assertReports(2, "there is no", file("broken.zip", "PK and then nothing"), "--key", KEY);
        assertReports(2, "nothing answers", "http://localhost:1", "--key", KEY);
        assertReports(2, "cannot be read", "http://local host/", "--key", KEY);
        assertReports(2, "cannot be read", "http://", "--key", KEY);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_is_no_receipt_and_no_export_ends_with_1() throws Exception {
        assertThat(run(file("some.json", "{\"receipt\": true}"), "--key", KEY)).isEqualTo(1);
        assertThat(run(file("empty.json", ""), "--key", KEY)).isEqualTo(1);
        assertThat(out.toString()).contains("MALFORMED").contains("NOT VERIFIED").doesNotContain("Exception");
        assertReports(1, "keys.json", directory, "--key", KEY);
    }

    private String verified(SampleLedger ledger, VerifierKey... keys) {
        out.getBuffer().setLength(0);
        Verify.ledger(ledger, List.of(keys), false, Quorum.NONE, List.of(), List.of(), new PrintWriter(out), Progress.NONE);
        return out.toString();
    }

    @Test
    void a_key_that_took_over_is_answered_with_the_key_to_give() {
        SampleLedger ledger = new SampleLedger(7, 5);
        VerifierKey first = ledger.key.verifierKey();
        SigningKey next = SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519);
        SignedNote last = ledger.notes.getLast();
        long size = ledger.keys.getFirst().untilSize() == null
                ? org.authorityledger.proof.note.Checkpoint.parse(last.text()).size().value()
                : ledger.keys.getFirst().untilSize().value();
        ledger.keys.set(0, new LedgerCopy.EnclosedKey(first, TreeSize.EMPTY, TreeSize.of(size), null));
        ledger.keys.add(
                new LedgerCopy.EnclosedKey(next.verifierKey(), TreeSize.of(size), null, last.with(List.of(next.signNote(last.text())))));

        assertThat(verified(ledger, first)).contains("VERIFIED").doesNotContain("NOT VERIFIED").doesNotContain("Hint");
        assertThat(verified(ledger, first, next.verifierKey())).doesNotContain("NOT VERIFIED").doesNotContain("Hint");
        assertThat(verified(ledger, next.verifierKey()).lines().toList().getLast()).startsWith("Hint").endsWith("--key " + first);
        // Not where nothing was handed over, and not where the key given is not of this log.
        assertThat(verified(ledger, SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519).verifierKey())).contains("NOT VERIFIED")
                .doesNotContain("Hint");
        ledger.keys.set(1, new LedgerCopy.EnclosedKey(next.verifierKey(), TreeSize.of(size), null,
                new SignedNote(last.text(), List.of(next.signNote(last.text())))));
        assertThat(verified(ledger, next.verifierKey())).contains("NOT VERIFIED").doesNotContain("Hint");
    }

    @Test
    void an_export_goes_only_where_nothing_is_and_where_it_can_be_written() throws Exception {
        SampleLedger ledger = new SampleLedger(7, 5);
        file("something", "");
        Path zip = file("some.zip", "");

        assertThatIllegalArgumentException().isThrownBy(() -> BundleWriter.write(ledger, directory, Progress.NONE))
                .withMessageContaining("there already");
        assertThatIllegalArgumentException().isThrownBy(() -> BundleWriter.write(ledger, zip, Progress.NONE))
                .withMessageContaining("there already");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> BundleWriter.write(ledger, directory.resolve("something/export"), Progress.NONE))
                .withMessageContaining("cannot be written");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> BundleWriter.write(ledger, directory.resolve("nowhere/export.zip"), Progress.NONE))
                .withMessageContaining("cannot be written");
        assertThat(Files.size(zip)).isZero();
    }

    @Test
    void two_kept_checkpoints_of_one_size_are_a_fork_in_either_order() throws Exception {
        SampleLedger ledger = new SampleLedger(7, 60);
        Path bundle = directory.resolve("bundle");
        BundleWriter.write(ledger, bundle, Progress.NONE);
        String key = ledger.key.verifierKey().toString();
        Path own = file("own", ledger.notes.getLast().toString());
        Path other = file("other", ledger.note(60, MerkleTree.EMPTY, StreamTree.EMPTY).toString());

        assertThat(run(bundle, "--key", key, "--since", own, "--since", own)).isZero();
        assertThat(run(bundle, "--key", key, "--since", own, "--since", other)).isEqualTo(1);
        assertThat(out.toString()).contains("FORKED size 60");
        out.getBuffer().setLength(0);
        assertThat(run(bundle, "--key", key, "--since", other, "--since", own)).isEqualTo(1);
        assertThat(out.toString()).contains("FORKED size 60");
    }

    @Test
    void help_is_no_failure() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--witness", "--quorum", "--since");
    }

    @Test
    void an_export_is_read_with_lines_of_any_length() throws Exception {
        Random random = new Random(7);
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int length : new int[]{ 0, 1, 700, LoggedRecord.LONGEST, LoggedRecord.LONGEST - 1, 65_000, 3, LoggedRecord.LONGEST, 0, 900}) {
            byte[] line = new byte[length];
            for (int i = 0; i < length; i++) {
                line[i] = (byte) ('a' + random.nextInt(26));
            }
            lines.add(line);
            text.writeBytes(line);
            text.write('\n');
        }
        Path events = directory.resolve(BundleFiles.EVENTS);
        Files.write(events, text.toByteArray());
        List<byte[]> read = new ArrayList<>();

        new BundleFiles(directory).records(stored -> read.add(stored.entry()));

        assertThat(read).hasSameSizeAs(lines);
        for (int n = 0; n < lines.size(); n++) {
            assertThat(read.get(n)).isEqualTo(lines.get(n));
        }
        Files.writeString(events, "last line without its end", UTF_8);
        read.clear();
        new BundleFiles(directory).records(stored -> read.add(stored.entry()));
        assertThat(read).singleElement().isEqualTo("last line without its end".getBytes(UTF_8));
        Files.writeString(events, "x".repeat(200_000), UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> new BundleFiles(directory).records(stored -> read.add(stored.entry())));
    }
}
