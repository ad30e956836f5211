package org.authorityledger.proof.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.streams.GrowingStreamTree;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;

/** A ledger in memory with its log, to be tampered with. */
final class SampleLedger implements LedgerCopy {

    static final String ORIGIN = "ledger.example/log";
    static final Instant BEGINNING = Instant.parse("2026-06-30T16:00:00.000001Z");

    final SigningKey key;
    /** By place; what lies at a place carries that position. */
    List<LoggedRecord> rows = new ArrayList<>();
    final Map<Tile, byte[]> tiles = new HashMap<>();
    final List<SignedNote> notes = new ArrayList<>();
    final List<EnclosedKey> keys = new ArrayList<>();
    Optional<SignedNote> lastSigned = Optional.empty();

    private final GrowingStreamTree streams = new GrowingStreamTree();
    private long logged;

    SampleLedger(long seed, int size) {
        this.key = SigningKey.generate(ORIGIN, VerifierKey.ED25519);
        keys.add(new EnclosedKey(key.verifierKey(), TreeSize.EMPTY, null, null));
        Random random = new Random(seed);
        int last = 0;
        while (rows.size() < size) {
            rows.add(record(rows.size() + 1, random));
            if (rows.size() - last > random.nextInt(60) || rows.size() == size) {
                sign();
                last = rows.size();
            }
        }
    }

    /** With these records, signed at random places and at the end. */
    SampleLedger(List<LoggedRecord> records, Random random) {
        this(records, random, SigningKey.generate(ORIGIN, VerifierKey.ED25519));
    }

    SampleLedger(List<LoggedRecord> records, Random random, SigningKey key) {
        this.key = key;
        keys.add(new EnclosedKey(key.verifierKey(), TreeSize.EMPTY, null, null));
        for (LoggedRecord record : records) {
            rows.add(record);
            if (random.nextInt(20) == 0) {
                sign();
            }
        }
        sign();
    }

    static LoggedRecord record(long position, Random random) {
        int grantor = random.nextInt(15);
        return new LoggedRecord(position, new UUID(0x01a20313588b7000L | random.nextInt(0x0FFF), 0x8000_0000_0000_0000L | random.nextInt()),
                "grantor-" + grantor, random.nextInt(100), "GrantorDied", "1", BEGINNING.plusSeconds(position), "corporate.secretary", null,
                "c" + random.nextInt(), null,
                "{\"grantorId\":\"grantor-" + grantor + "\",\"on\":\"2026-01-0" + (1 + random.nextInt(9)) + "\"}");
    }

    /** Puts what is new into the log and signs it. */
    void sign() {
        TileGrowth growth = new TileGrowth(TreeSize.of(logged), tiles());
        for (LoggedRecord row : rows.subList((int) logged, rows.size())) {
            growth.add(row.leaf());
            streams.add(row.grantorId(), row.leaf());
        }
        tiles.putAll(growth.changed());
        logged = growth.size().value();
        notes.add(note(logged, tiles().tree().root(TreeSize.of(logged)), streams.root()));
    }

    SignedNote note(long size, Hash root, Hash streamsRoot) {
        String text = LedgerCheckpoint.of(ORIGIN, TreeSize.of(size), root, streamsRoot, BEGINNING.plusSeconds(size)).text();
        return new SignedNote(text, List.of(key.signNote(text)));
    }

    Verification.Result verify(SignedNote... known) {
        return Verification.verify(this, List.of(key.verifierKey()), Quorum.NONE, List.of(known), Progress.NONE);
    }

    @Override
    public List<EnclosedKey> keys() {
        return keys;
    }

    @Override
    public List<SignedNote> checkpoints() {
        return notes;
    }

    @Override
    public void records(Consumer<StoredRecord> reader) {
        rows.stream().sorted(java.util.Comparator.comparingLong(LoggedRecord::position))
                .forEach(row -> reader.accept(new StoredRecord(row.position(), row.entry(), row)));
    }

    @Override
    public Tiles tiles() {
        return tile -> {
            byte[] hashes = tiles.get(tile);
            if (hashes == null) {
                throw new Tiles.MissingTile(tile);
            }
            return hashes;
        };
    }

    @Override
    public Optional<SignedNote> lastSigned() {
        return lastSigned;
    }
}
