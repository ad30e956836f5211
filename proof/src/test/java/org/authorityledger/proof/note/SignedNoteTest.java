package org.authorityledger.proof.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedNoteTest {

    private static final SigningKey LOG = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);
    private static final String TEXT = new Checkpoint("ledger.example/log", TreeSize.EMPTY, MerkleTree.EMPTY, List.of()).text();

    /** The example of C2SP signed-note. */
    @Test
    void the_example_of_the_specification_verifies() {
        VerifierKey key = VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        SignedNote note = SignedNote.parse("This is an example message.\n\n\u2014 example.com/foo "
                + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n");

        assertThat(note.by(key)).isEqualTo(SignedNote.Signed.WELL);
        assertThat(new SignedNote("This is another message.\n", note.signatures()).by(key)).isEqualTo(SignedNote.Signed.WRONGLY);
        assertThat(note.by(LOG.verifierKey())).isEqualTo(SignedNote.Signed.NOT);
        assertThat(key).hasToString("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    }

    @Test
    void any_byte_changed_in_a_note_is_noticed() {
        byte[] note = new SignedNote(TEXT, List.of(LOG.signNote(TEXT))).toString().getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < note.length; i++) {
            byte[] changed = note.clone();
            changed[i] ^= 1;
            assertThat(accepted(new String(changed, StandardCharsets.UTF_8))).as("byte " + i).isFalse();
        }
        assertThat(accepted(new String(note, StandardCharsets.UTF_8))).isTrue();
    }

    private static boolean accepted(String note) {
        try {
            return SignedNote.parse(note).by(LOG.verifierKey()) == SignedNote.Signed.WELL;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void a_cosignature_stands_beside_the_logs_signature_and_tells_when() {
        SigningKey witness = SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE_V1);
        Instant seenAt = Instant.parse("2026-06-30T16:00:00Z");
        SignedNote note = new SignedNote(TEXT, List.of(LOG.signNote(TEXT))).with(List.of(witness.cosign(TEXT, seenAt)));

        SignedNote read = SignedNote.parse(note.toString());

        assertThat(read.by(LOG.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(read.by(witness.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
        assertThat(read.signatures().getLast().seenAt()).isEqualTo(seenAt);
        String other = TEXT.replace("\n0\n", "\n1\n");
        assertThat(new SignedNote(other, read.signatures()).by(witness.verifierKey())).isEqualTo(SignedNote.Signed.WRONGLY);
    }

    @Test
    void a_key_is_read_again_as_it_was_written() {
        SigningKey read = SigningKey.parse(LOG.secretText());

        assertThat(read.verifierKey()).isEqualTo(LOG.verifierKey());
        assertThat(read.sign(new byte[]{ 1})).isEqualTo(LOG.sign(new byte[]{ 1}));
        assertThat(read.toString()).doesNotContain(LOG.secretText().substring(12, 60));
        String[] lines = LOG.secretText().split("\n");
        String[] others = SigningKey.generate("ledger.example/log", VerifierKey.ED25519).secretText().split("\n");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(lines[0] + "\n" + others[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "text", "text\n", "text\n\n", "text\n\nno signature\n", "text\n\n\u2014 name\n",
            "text\n\n\u2014 name AAAA\n",
            "text\n\n\u2014 name AAAAAAA=", "te\rxt\n\n\u2014 name AAAAAAA=\n", "text\n\n\u2014 na+me AAAAAAA=\n",
            "text\n\n\u2014 name AAAAAAB=\n"})
    void what_is_no_note_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a\n", "a\n1\n", "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n1\nAAAA\n",
            "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n", "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"})
    void what_is_no_checkpoint_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
            "exa mple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo+530d903a+AQ=="})
    void what_is_no_verifier_key_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(text));
    }

    @Test
    void extension_lines_are_found_by_their_first_word() {
        Checkpoint checkpoint = new Checkpoint("a", TreeSize.EMPTY, MerkleTree.EMPTY, List.of("streams x", "time y", "time z"));

        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(checkpoint.extension("streams")).contains("x");
        assertThat(checkpoint.extension("time")).isEmpty();
        assertThat(checkpoint.extension("other")).isEmpty();
    }
}
