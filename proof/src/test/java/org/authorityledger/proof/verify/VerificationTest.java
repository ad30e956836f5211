package org.authorityledger.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Verification finds, names and distinguishes everything that can happen to a ledger. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerificationTest {

    private static final int SIZE = 700;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final SampleLedger ledger = new SampleLedger(seed, SIZE);
    private final int victim = 100 + random.nextInt(SIZE - 200);

    @Test
    void an_honest_ledger_holds() {
        Verification.Result result = ledger.verify(ledger.notes.get(1));

        assertThat(result.findings()).as("seed " + seed).isEmpty();
        assertThat(result.size()).isEqualTo(TreeSize.of(SIZE));
        assertThat(result.checkpoints()).isEqualTo(ledger.notes.size());
    }

    @Test
    void records_that_are_not_logged_yet_are_no_fault() {
        ledger.rows.add(SampleLedger.record(SIZE + 1, random));

        assertThat(ledger.verify().findings()).isEmpty();
        assertThat(ledger.verify().notYetLogged()).isEqualTo(1);
    }

    @RepeatedTest(3)
    void a_change_of_any_column_is_found() {
        LoggedRecord row = ledger.rows.get(victim);
        List<LoggedRecord> changed = List.of(
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(),
                        row.recordedBy(), row.sourceAddress(), row.correlationId(), null, row.payload().replace("2026-01", "2026-02")),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(),
                        "somebody.else", row.sourceAddress(), row.correlationId(), null, row.payload()),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence() + 1, row.type(), row.revision(),
                        row.recordedAt(), row.recordedBy(), row.sourceAddress(), row.correlationId(), null, row.payload()),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt().plusNanos(1000), row.recordedBy(), row.sourceAddress(), row.correlationId(), null, row.payload()),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(),
                        row.recordedBy(), "192.0.2.1", row.correlationId(), null, row.payload()),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(),
                        row.recordedBy(), row.sourceAddress(), null, null, row.payload()),
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(),
                        row.recordedBy(), row.sourceAddress(), row.correlationId(), new LoggedRecord.Idempotency("k", 0, "00"),
                        row.payload()));

        for (LoggedRecord one : changed) {
            ledger.rows.set(victim, one);
            assertFound(Finding.Code.CHANGED, row.recordId().toString());
        }
    }

    @Test
    void a_deleted_record_is_missing() {
        ledger.rows.remove(victim);

        assertFound(Finding.Code.MISSING, "position " + (victim + 1));
    }

    @Test
    void a_deleted_record_is_missing_also_where_those_after_it_moved_up() {
        ledger.rows.remove(victim);
        renumber();

        assertFound(Finding.Code.MISSING, "position " + (victim + 1));
    }

    @Test
    void an_inserted_record_is_added_where_those_after_it_moved_down() {
        LoggedRecord added = SampleLedger.record(victim + 1, random);
        ledger.rows.add(victim, added);
        renumber();

        assertFound(Finding.Code.ADDED, added.recordId().toString());
    }

    @Test
    void an_inserted_record_before_the_first_is_added() {
        LoggedRecord added = SampleLedger.record(0, random);
        ledger.rows.add(added);

        assertFound(Finding.Code.ADDED, added.recordId().toString());
    }

    @Test
    void two_records_that_changed_places_are_reordered_with_or_without_their_moments() {
        int other = (victim + 150) % SIZE;
        LoggedRecord one = ledger.rows.get(victim);
        LoggedRecord two = ledger.rows.get(other);

        ledger.rows.set(victim, two.at(one.position(), two.recordedAt()));
        ledger.rows.set(other, one.at(two.position(), one.recordedAt()));
        assertFound(Finding.Code.REORDERED, one.recordId().toString(), two.recordId().toString());
        ledger.rows.set(victim, two.at(one.position(), one.recordedAt()));
        ledger.rows.set(other, one.at(two.position(), two.recordedAt()));
        assertFound(Finding.Code.REORDERED, one.recordId().toString(), two.recordId().toString());
    }

    @Test
    void a_ledger_whose_end_was_cut_off_is_truncated() {
        ledger.rows = new ArrayList<>(ledger.rows.subList(0, SIZE - 5));

        assertFound(Finding.Code.TRUNCATED, "position " + (SIZE - 4));
    }

    @Test
    void an_older_state_of_everything_is_rolled_back_as_a_kept_checkpoint_shows() {
        SignedNote newest = ledger.notes.getLast();
        SampleLedger older = new SampleLedger(seed, SIZE - 50);

        Verification.Result result = Verification.verify(older, List.of(older.key.verifierKey(), ledger.key.verifierKey()), Quorum.NONE,
                List.of(newest),
                Progress.NONE);

        assertThat(result.findings()).extracting(Finding::code).containsExactly(Finding.Code.ROLLED_BACK);
    }

    @Test
    void an_older_state_is_rolled_back_as_the_checkpoint_beside_the_key_shows() {
        ledger.lastSigned = java.util.Optional.of(ledger.note(SIZE + 1, MerkleTree.EMPTY, StreamTree.EMPTY));

        assertThat(ledger.verify().findings()).extracting(Finding::code).containsExactly(Finding.Code.ROLLED_BACK);
    }

    @Test
    void another_history_than_the_one_whose_checkpoint_was_kept_is_a_fork() {
        SignedNote other = ledger.note(300, MerkleTree.EMPTY, StreamTree.EMPTY);

        assertThat(ledger.verify(other).findings()).extracting(Finding::code).containsExactly(Finding.Code.FORKED);
    }

    /** Two histories over as many records: neither the order in which their checkpoints come nor what the copy has decides. */
    @Test
    void two_checkpoints_of_one_size_with_different_roots_are_a_fork_in_any_order() {
        int place = random.nextInt(ledger.notes.size());
        SignedNote own = ledger.notes.get(place);
        TreeSize size = LedgerCheckpoint.parse(own.text()).checkpoint().size();
        SignedNote other = ledger.note(size.value(), MerkleTree.leaf(new byte[]{ 1}), StreamTree.EMPTY);

        assertForked(size.value(), ledger.verify(own, other));
        assertForked(size.value(), ledger.verify(other, own));
        assertForked(size.value(), ledger.verify(other));
        assertThat(ledger.verify(own, own).findings()).isEmpty();
        // A size that the copy has no checkpoint of, and one that it has not reached.
        for (long elsewhere : List.of(sizeWithoutCheckpoint(), SIZE + 7L)) {
            SignedNote one = ledger.note(elsewhere, MerkleTree.leaf(new byte[]{ 2}), StreamTree.EMPTY);
            SignedNote two = ledger.note(elsewhere, MerkleTree.leaf(new byte[]{ 3}), StreamTree.EMPTY);
            assertThat(ledger.verify(one, two).findings()).extracting(Finding::code, Finding::where)
                    .contains(org.assertj.core.groups.Tuple.tuple(Finding.Code.FORKED, "size " + elsewhere));
            assertThat(codes(ledger.verify(two, one))).isEqualTo(codes(ledger.verify(one, two)));
        }
    }

    @Test
    void a_checkpoint_kept_at_a_size_without_one_in_the_copy_must_have_the_root_and_the_streams_of_the_records() {
        long between = sizeWithoutCheckpoint();
        SampleLedger same = new SampleLedger(ledger.rows.subList(0, (int) between), new Random(1));
        LedgerCheckpoint honest = LedgerCheckpoint.parse(same.notes.getLast().text());

        assertThat(ledger.verify(ledger.note(between, honest.checkpoint().root(), honest.streams())).findings()).isEmpty();
        assertForked(between, ledger.verify(ledger.note(between, honest.checkpoint().root(), StreamTree.EMPTY)));
        assertForked(between, ledger.verify(ledger.note(between, MerkleTree.EMPTY, honest.streams())));
    }

    @Test
    void two_checkpoints_of_one_size_in_the_copy_are_a_fork_and_one_that_was_only_signed_again_is_not() {
        int place = random.nextInt(ledger.notes.size());
        LedgerCheckpoint own = LedgerCheckpoint.parse(ledger.notes.get(place).text());
        String later = LedgerCheckpoint
                .of(SampleLedger.ORIGIN, own.checkpoint().size(), own.checkpoint().root(), own.streams(), own.time().plusSeconds(60))
                .text();
        ledger.notes.add(place, new SignedNote(later, List.of(ledger.key.signNote(later))));
        assertThat(ledger.verify().findings()).isEmpty();

        ledger.notes.set(place, ledger.note(own.checkpoint().size().value(), MerkleTree.EMPTY, own.streams()));
        assertThat(codes(ledger.verify())).contains(Finding.Code.FORKED);
        ledger.notes.add(place, ledger.notes.remove(place + 1));
        assertThat(codes(ledger.verify())).contains(Finding.Code.FORKED);
    }

    @Test
    void two_checkpoints_of_one_size_with_different_streams_are_a_fork() {
        LedgerCheckpoint own = LedgerCheckpoint.parse(ledger.notes.getLast().text());

        assertForked(SIZE, ledger.verify(ledger.note(SIZE, own.checkpoint().root(), StreamTree.EMPTY)));
    }

    @Test
    void a_handover_over_another_history_is_a_fork() {
        SigningKey next = SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519);
        SignedNote other = ledger.note(SIZE, MerkleTree.EMPTY, StreamTree.EMPTY);
        SignedNote both = other.with(List.of(next.signNote(other.text())));
        ledger.keys.set(0, new LedgerCopy.EnclosedKey(ledger.key.verifierKey(), TreeSize.EMPTY, TreeSize.of((long) SIZE), null));
        ledger.keys.add(new LedgerCopy.EnclosedKey(next.verifierKey(), TreeSize.of(SIZE), null, both));

        assertForked(SIZE, ledger.verify());
    }

    private long sizeWithoutCheckpoint() {
        List<TreeSize> sizes = ledger.notes.stream().map(note -> LedgerCheckpoint.parse(note.text()).checkpoint().size()).toList();
        long size = 200;
        while (sizes.contains(TreeSize.of(size))) {
            size++;
        }
        return size;
    }

    private void assertForked(long size, Verification.Result result) {
        assertThat(result.findings()).as("seed " + seed + ": " + result.findings()).extracting(Finding::code)
                .containsExactly(Finding.Code.FORKED);
        assertThat(result.findings().getFirst().where()).isEqualTo("size " + size);
    }

    private static List<Finding.Code> codes(Verification.Result result) {
        return result.findings().stream().map(Finding::code).toList();
    }

    @Test
    void a_changed_leaf_of_a_tile_is_the_tiles_fault_where_the_record_is_the_signed_one() {
        ledger.tiles().hashes(new Tile(0, 1))[40] ^= 1;

        assertThat(ledger.verify().findings()).extracting(Finding::code).contains(Finding.Code.TILE_CHANGED)
                .doesNotContain(Finding.Code.CHANGED);
    }

    @Test
    void a_changed_tile_above_the_leaves_and_a_tile_that_is_gone_are_found() {
        ledger.tiles().hashes(new Tile(1, 0))[3] ^= 1;
        assertThat(ledger.verify().findings()).extracting(Finding::code).containsOnly(Finding.Code.TILE_CHANGED).isNotEmpty();
        ledger.tiles.remove(new Tile(1, 0));
        assertThat(ledger.verify().findings()).extracting(Finding::code).containsOnly(Finding.Code.TILE_CHANGED).isNotEmpty();
    }

    @Test
    void a_record_changed_together_with_the_tiles_is_found_by_what_was_signed() {
        LoggedRecord row = ledger.rows.get(victim);
        SampleLedger forged = new SampleLedger(seed, SIZE);
        forged.rows.set(victim,
                new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                        row.recordedAt(), "somebody.else", null, null, null, row.payload()));
        var growth = new org.authorityledger.proof.tree.TileGrowth(TreeSize.EMPTY, forged.tiles());
        forged.rows.forEach(one -> growth.add(one.leaf()));
        forged.tiles.putAll(growth.changed());

        assertThat(forged.verify().findings()).extracting(Finding::code).contains(Finding.Code.ROOT_DIFFERS);
    }

    /** Who holds the records, the tiles and the key can make all of it again. */
    @Test
    void a_whole_history_that_was_made_again_with_the_key_is_shown_only_by_what_was_kept_outside() {
        SigningKey witness = SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE_V1);
        SignedNote kept = ledger.notes.getLast();
        LoggedRecord row = ledger.rows.get(victim);
        List<LoggedRecord> forged = new ArrayList<>(ledger.rows);
        forged.set(victim, new LoggedRecord(row.position(), row.recordId(), row.grantorId(), row.sequence(), row.type(), row.revision(),
                row.recordedAt(), "somebody.else", null, null, null, row.payload()));
        SampleLedger again = new SampleLedger(forged, random, ledger.key);

        assertThat(again.verify().findings()).isEmpty();
        assertForked(SIZE, again.verify(kept));
        assertThat(codes(
                Verification.verify(again, List.of(ledger.key.verifierKey()), new Quorum(List.of(witness.verifierKey()), 1), List.of(),
                        Progress.NONE)))
                .containsExactly(Finding.Code.NOT_WITNESSED);
    }

    @Test
    void a_checkpoint_with_another_root_of_streams_is_found() {
        SignedNote last = ledger.notes.getLast();
        Hash root = org.authorityledger.proof.note.Checkpoint.parse(last.text()).root();
        ledger.notes.set(ledger.notes.size() - 1, ledger.note(SIZE, root, StreamTree.EMPTY));

        assertFound(Finding.Code.STREAMS_DIFFER, "size " + SIZE);
    }

    @Test
    void a_checkpoint_of_a_strangers_key_and_one_with_a_changed_byte_are_found() {
        SigningKey stranger = SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519);
        SignedNote honest = ledger.notes.get(0);
        ledger.notes.set(0, new SignedNote(honest.text(), List.of(stranger.signNote(honest.text()))));
        assertThat(ledger.verify().findings()).extracting(Finding::code).containsExactly(Finding.Code.NOT_SIGNED);
        ledger.notes.set(0, new SignedNote(honest.text().replace("time 2", "time 3"), honest.signatures()));
        assertThat(ledger.verify().findings()).extracting(Finding::code).contains(Finding.Code.SIGNATURE_WRONG);
    }

    @Test
    void a_new_key_is_trusted_when_the_old_one_handed_over_to_it() {
        SigningKey next = SigningKey.generate(SampleLedger.ORIGIN, VerifierKey.ED25519);
        String text = ledger.notes.getLast().text();
        SignedNote both = ledger.notes.getLast().with(List.of(next.signNote(text)));
        SignedNote bySuccessorAlone = new SignedNote(text, List.of(next.signNote(text)));
        ledger.keys.set(0, new LedgerCopy.EnclosedKey(ledger.key.verifierKey(), TreeSize.EMPTY, TreeSize.of((long) SIZE), null));
        ledger.notes.set(ledger.notes.size() - 1, bySuccessorAlone);

        ledger.keys.add(new LedgerCopy.EnclosedKey(next.verifierKey(), TreeSize.of(SIZE), null, both));
        assertThat(ledger.verify().findings()).isEmpty();
        ledger.keys.set(1, new LedgerCopy.EnclosedKey(next.verifierKey(), TreeSize.of(SIZE), null, bySuccessorAlone));
        assertThat(ledger.verify().findings()).extracting(Finding::code).contains(Finding.Code.NOT_SIGNED);
    }

    @Test
    void witnesses_must_have_cosigned_it_up_to_a_minute_before_its_end() {
        SigningKey witness = SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE_V1);
        SigningKey silent = SigningKey.generate("witness.example/w2", VerifierKey.COSIGNATURE_V1);
        Quorum one = new Quorum(List.of(witness.verifierKey(), silent.verifierKey()), 1);
        Quorum both = new Quorum(one.witnesses(), 2);
        assertThat(witnessed(one).findings()).extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);

        // A record a second: the first checkpoint within the last minute, and the last one before.
        int last = ledger.notes.size() - 1;
        TreeSize end = LedgerCheckpoint.parse(ledger.notes.get(last).text()).checkpoint().size();
        int late = 0;
        while (LedgerCheckpoint.parse(ledger.notes.get(late).text()).checkpoint().size().value() < end.value() - 60) {
            late++;
        }
        cosign(late - 1, witness);
        assertThat(witnessed(one).findings()).extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);
        cosign(late, witness);
        assertThat(witnessed(one).findings()).isEmpty();
        assertThat(witnessed(one).witnessed()).isEqualTo(LedgerCheckpoint.parse(ledger.notes.get(late).text()));
        assertThat(witnessed(both).findings()).extracting(Finding::code).containsExactly(Finding.Code.NOT_WITNESSED);
        assertThat(witnessed(Quorum.NONE).witnessed()).isNull();

        SignedNote.Signature elsewhere = witness.cosign(ledger.notes.get(last).text(), SampleLedger.BEGINNING);
        ledger.notes.set(0, ledger.notes.get(0).with(List.of(elsewhere)));
        assertThat(witnessed(one).findings()).extracting(Finding::code).containsExactly(Finding.Code.SIGNATURE_WRONG);
    }

    private Verification.Result witnessed(Quorum quorum) {
        return Verification.verify(ledger, List.of(ledger.key.verifierKey()), quorum, List.of(), Progress.NONE);
    }

    private void cosign(int index, SigningKey witness) {
        SignedNote note = ledger.notes.get(index);
        ledger.notes.set(index, note.with(List.of(witness.cosign(note.text(), SampleLedger.BEGINNING))));
    }

    private void renumber() {
        for (int i = 0; i < ledger.rows.size(); i++) {
            LoggedRecord row = ledger.rows.get(i);
            ledger.rows.set(i, row.at(i + 1L, row.recordedAt()));
        }
    }

    private void assertFound(Finding.Code code, String... where) {
        List<Finding> findings = ledger.verify().findings();
        assertThat(findings).as("seed " + seed + ", victim " + victim + ": " + findings).extracting(Finding::code).containsOnly(code);
        assertThat(findings).as("seed " + seed).extracting(Finding::where).containsExactlyInAnyOrder(where);
    }
}
