package org.authorityledger.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Frontier;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Witness.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C2SP tlog-witness, status by status. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-06-30T16:00:00Z");
    private static final String STREAMS = "streams AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final SigningKey log = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);
    private final SigningKey key = SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE_V1);
    private final Map<String, SignedNote> kept = new HashMap<>();
    private final List<SignedNote> forks = new ArrayList<>();
    private final Witness witness = new Witness(key, List.of(log.verifierKey()), new Witness.Memory() {
        @Override
        public Optional<SignedNote> last(String origin) {
            return Optional.ofNullable(kept.get(origin));
        }

        @Override
        public void keep(String origin, SignedNote note) {
            kept.put(origin, note);
        }

        @Override
        public void forked(String origin, SignedNote cosigned, SignedNote other) {
            forks.add(other);
        }
    });
    private final TileGrowth growth = new TileGrowth(TreeSize.EMPTY, tile -> {
        throw new Tiles.MissingTile(tile);
    });

    WitnessTest() {
        for (byte n = 0; n < 20; n++) {
            growth.add(MerkleTree.leaf(new byte[]{ n}));
        }
    }

    private SignedNote note(long size, Hash root, String... extensions) {
        String text = new Checkpoint("ledger.example/log", TreeSize.of(size), root, List.of(extensions)).text();
        return new SignedNote(text, List.of(log.signNote(text)));
    }

    private SignedNote note(long size) {
        return note(size, root(size), STREAMS);
    }

    private Hash root(long size) {
        Frontier frontier = new Frontier();
        for (byte n = 0; n < size; n++) {
            frontier.add(MerkleTree.leaf(new byte[]{ n}));
        }
        return frontier.root();
    }

    private Witness.Decision add(long old, long size) {
        List<Hash> proof = old == 0 ? List.of() : growth.now().tree().consistency(TreeSize.of(old), TreeSize.of(size));
        return witness.add(new AddCheckpoint(TreeSize.of(old), proof, note(size)).toString(), NOW);
    }

    @Test
    void what_continues_is_cosigned_and_kept_with_the_cosignature() {
        for (long[] step : new long[][]{ { 0, 0}, { 0, 5}, { 5, 5}, { 5, 8}, { 8, 20}}) {
            Witness.Decision answer = add(step[0], step[1]);

            assertThat(answer.verdict()).isEqualTo(Verdict.COSIGNED);
            SignedNote cosigned = note(step[1]).with(SignedNote.parseSignatures(answer.body()));
            assertThat(cosigned.by(key.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
            SignedNote latest = witness.latest(Witness.hash("ledger.example/log")).orElseThrow();
            assertThat(latest.by(key.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
            assertThat(latest.by(log.verifierKey())).isEqualTo(SignedNote.Signed.WELL);
        }
        assertThat(witness.latest(Witness.hash("another"))).isEmpty();
    }

    @Test
    void a_wrong_old_size_is_answered_with_the_right_one() {
        add(0, 8);

        Witness.Decision answer = add(5, 20);

        assertThat(answer).isEqualTo(new Witness.Decision(Verdict.OTHER_SIZE, "8\n"));
        assertThat(add(0, 20).verdict()).isEqualTo(Verdict.OTHER_SIZE);
    }

    @Test
    void a_roll_back_is_refused() {
        add(0, 8);

        assertThat(add(5, 5)).isEqualTo(new Witness.Decision(Verdict.OTHER_SIZE, "8\n"));
        assertThat(witness.add(new AddCheckpoint(TreeSize.of(8), List.of(), note(5)).toString(), NOW).verdict())
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void a_fork_is_refused_at_the_same_size_and_beyond_it() {
        add(0, 8);

        assertThat(witness.add(new AddCheckpoint(TreeSize.of(8), List.of(), note(8, root(7), STREAMS)).toString(), NOW).verdict())
                .isEqualTo(Verdict.FORKED);
        assertThat(witness
                .add(new AddCheckpoint(TreeSize.of(8), growth.now().tree().consistency(TreeSize.of(8), TreeSize.of(20)),
                        note(20, root(19), STREAMS)).toString(), NOW)
                .verdict())
                .isEqualTo(Verdict.NOT_PROVEN);
        assertThat(witness.add(new AddCheckpoint(TreeSize.of(8), List.of(), note(20)).toString(), NOW).verdict())
                .isEqualTo(Verdict.NOT_PROVEN);
        // The same tree, and another word about the grantors' streams.
        assertThat(
                witness.add(new AddCheckpoint(TreeSize.of(8), List.of(), note(8, root(8), "streams " + root(1))).toString(), NOW).verdict())
                .isEqualTo(Verdict.FORKED);
        // Without two checkpoints of one size, it may be a client's mistake, and convicts no log.
        assertThat(forks).extracting(fork -> Checkpoint.parse(fork.text()).size()).containsExactly(TreeSize.of(8), TreeSize.of(8));
        assertThat(kept.get("ledger.example/log")).isNotNull().extracting(note -> Checkpoint.parse(note.text()).root()).isEqualTo(root(8));
    }

    @Test
    void a_proof_from_nothing_and_an_empty_tree_with_a_root_are_refused() {
        assertThat(witness.add(new AddCheckpoint(TreeSize.EMPTY, List.of(root(1)), note(8)).toString(), NOW).verdict())
                .isEqualTo(Verdict.NOT_PROVEN);
        assertThat(witness.add(new AddCheckpoint(TreeSize.EMPTY, List.of(), note(0, root(1), STREAMS)).toString(), NOW).verdict())
                .isEqualTo(Verdict.NOT_PROVEN);
    }

    @Test
    void an_unknown_log_is_not_found_and_a_strangers_signature_forbidden() {
        SigningKey stranger = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);
        SigningKey other = SigningKey.generate("other.example/log", VerifierKey.ED25519);
        String text = note(8).text();
        String otherText = new Checkpoint("other.example/log", TreeSize.of(8), root(8), List.of()).text();

        assertThat(
                witness.add(new AddCheckpoint(TreeSize.EMPTY, List.of(), new SignedNote(otherText, List.of(other.signNote(otherText))))
                        .toString(), NOW)
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN_LOG);
        assertThat(witness
                .add(new AddCheckpoint(TreeSize.EMPTY, List.of(), new SignedNote(text, List.of(stranger.signNote(text)))).toString(), NOW)
                .verdict())
                .isEqualTo(Verdict.NOT_SIGNED);
        SignedNote wrong = new SignedNote(text, note(9).signatures());
        assertThat(witness.add(new AddCheckpoint(TreeSize.EMPTY, List.of(), wrong).toString(), NOW).verdict())
                .isEqualTo(Verdict.NOT_SIGNED);
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "old 0", "old 0\n\n", "old -1\n\nx", "old 00\n\nx", "new 0\n\nx", "old 1\nnot a hash\n\nx",
            "old 0\n\ntext\n\nno"})
    void what_is_no_request_is_bad(String body) {
        assertThat(witness.add(body, NOW).verdict()).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void a_verdict_has_the_status_of_the_specification() {
        assertThat(Verdict.values()).extracting(Verdict::status).containsExactly(200, 400, 403, 404, 409, 422, 422);
    }

    @Test
    void a_quorum_needs_that_number_of_different_witnesses_and_counts_no_wrong_cosignature() {
        SigningKey other = SigningKey.generate("witness.example/w2", VerifierKey.COSIGNATURE_V1);
        List<VerifierKey> both = List.of(key.verifierKey(), other.verifierKey());
        SignedNote once = note(8).with(List.of(key.cosign(note(8).text(), NOW)));

        assertThat(new Quorum(both, 0).met(note(8))).isTrue();
        assertThat(new Quorum(both, 1).met(note(8))).isFalse();
        assertThat(new Quorum(both, 1).met(once)).isTrue();
        assertThat(new Quorum(both, 2).met(once.with(List.of(key.cosign(note(8).text(), NOW.plusSeconds(1)))))).isFalse();
        assertThat(new Quorum(both, 2).met(once.with(List.of(other.cosign(note(9).text(), NOW))))).isFalse();
        assertThat(new Quorum(both, 2).met(once.with(List.of(other.cosign(note(8).text(), NOW))))).isTrue();
        assertThat(new Quorum(List.of(key.verifierKey(), key.verifierKey()), 1).witnesses()).hasSize(1);
    }

    @Test
    void a_quorum_of_more_than_there_are_or_with_a_key_that_is_no_witness_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(List.of(key.verifierKey()), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(List.of(key.verifierKey()), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(List.of(log.verifierKey()), 1));
    }
}
