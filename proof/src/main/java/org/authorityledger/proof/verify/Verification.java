package org.authorityledger.proof.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.Finding;
import org.authorityledger.proof.streams.GrowingStreamTree;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Frontier;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole ledger: every signature; every record against its leaf; every tile against those below; at every checkpoint the root over all
 * records and the root over all streams; and from each checkpoint to the next a proof of consistency.
 */
public final class Verification {

    private static final int REPORT_EVERY = 4_096;
    /** Witnesses cosign a checkpoint after it is signed: the newest few may still wait for them. */
    private static final Duration WITNESSES_MAY_LAG = Duration.ofMinutes(1);

    private final LedgerCopy copy;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();

    /** By size, the signed checkpoints of the copy that can be trusted: of one size the newest. */
    private final TreeMap<TreeSize, LedgerCheckpoint> signed = new TreeMap<>();
    /** By size, everything that is known to be signed, in the copy or elsewhere. None may take the place of another. */
    private final TreeMap<TreeSize, Set<Heads>> stated = new TreeMap<>();
    /** By size, what the records give there. */
    private final Map<TreeSize, Heads> given = new HashMap<>();
    private final Frontier tiled = new Frontier();
    private final Frontier recorded = new Frontier();
    private final GrowingStreamTree streams = new GrowingStreamTree();
    private final Divergence divergence = new Divergence();
    private final Map<TreeSize, Boolean> tiledRight = new LinkedHashMap<>();
    private boolean apart;
    private boolean gap;
    private boolean tilesGood = true;
    /** The records have the signed roots, even if the tiles do not. */
    private boolean recordsRight;
    private TreeSize size = TreeSize.EMPTY;
    private long next = 1;
    private long records;
    private long beyond;
    private byte[] leaves = new byte[0];
    private long leavesOf = -1;

    /** What a checkpoint commits to. Its time and its signatures may differ from those of another that commits to the same. */
    private record Heads(Hash root, Hash streams) {

        static Heads of(LedgerCheckpoint checkpoint) {
            return new Heads(checkpoint.checkpoint().root(), checkpoint.streams());
        }
    }

    private Verification(LedgerCopy copy, Progress progress) {
        this.copy = copy;
        this.progress = progress;
    }

    /**
     * The result of a verification.
     *
     * @param size records that the newest checkpoint signs
     * @param records records read
     * @param checkpoints checkpoints verified
     * @param notYetLogged records that came after the newest checkpoint
     * @param newest the newest checkpoint; null if nothing was signed
     * @param witnessed the newest that enough witnesses cosigned; null if no checkpoint has enough, or no witness was required
     * @param findings empty: the ledger is verified
     */
    public record Result(TreeSize size, long records, int checkpoints, long notYetLogged, @Nullable LedgerCheckpoint newest,
            @Nullable LedgerCheckpoint witnessed, List<Finding> findings) {

        public Result {
            findings = List.copyOf(findings);
        }

        /** Whether the ledger is verified. */
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /**
     * Verifies.
     *
     * @param trusted the trusted keys of the log; if keys of witnesses are among them, their cosignatures must not be wrong
     * @param quorum the witnesses that must have cosigned it, up to a minute before the newest checkpoint at least
     * @param known checkpoints that the verifier has from elsewhere: the ledger must contain what they signed
     */
    public static Result verify(LedgerCopy copy, List<VerifierKey> trusted, Quorum quorum, List<SignedNote> known, Progress progress) {
        return new Verification(copy, progress).run(trusted, quorum, known);
    }

    private Result run(List<VerifierKey> trusted, Quorum quorum, List<SignedNote> known) {
        List<VerifierKey> keys = new ArrayList<>(trusted);
        keys.addAll(quorum.witnesses());
        Trust trust = new Trust(keys, copy.keys(), findings);
        List<SignedNote> notes = copy.checkpoints();
        notes.forEach(note -> take(note, trust));
        LedgerCheckpoint witnessed = quorum.least() == 0 ? null : witnessed(notes, quorum);
        size = signed.isEmpty() ? TreeSize.EMPTY : signed.lastKey();
        if (notes.isEmpty()) {
            findings.add(new Finding(Finding.Code.NOT_SIGNED, "", "there is no checkpoint: this ledger was never signed"));
        }
        elsewhere(trust, known);
        forks();
        if (!signed.isEmpty()) {
            atCheckpoint(TreeSize.EMPTY);
            copy.records(this::take);
            upTo(size.value() + 1);
            judge();
            upperTiles();
            consistency();
        }
        progress.at("verified", size.value(), size.value());
        return new Result(size, records, signed.size(), beyond, signed.isEmpty() ? null : signed.lastEntry().getValue(), witnessed,
                findings);
    }

    /** Of the checkpoints that the log itself signed, the newest that enough witnesses cosigned. */
    private @Nullable LedgerCheckpoint witnessed(List<SignedNote> notes, Quorum quorum) {
        LedgerCheckpoint newest = signed.isEmpty() ? null : signed.lastEntry().getValue();
        for (SignedNote note : notes.reversed()) {
            if (quorum.met(note)) {
                LedgerCheckpoint witnessed = signed.get(Checkpoint.parse(note.text()).size());
                if (newest != null && witnessed != null && witnessed.checkpoint().text().equals(note.text())) {
                    if (witnessed.time().plus(WITNESSES_MAY_LAG).isBefore(newest.time())) {
                        findings.add(
                                new Finding(Finding.Code.NOT_WITNESSED, "size " + newest.checkpoint().size(), "enough witnesses cosigned"
                                        + " only what was until " + witnessed.time() + ", up to size " + witnessed.checkpoint().size()));
                    }
                    return witnessed;
                }
            }
        }
        findings.add(new Finding(Finding.Code.NOT_WITNESSED, "", "no checkpoint was cosigned by " + quorum.least() + " of the witnesses"));
        return null;
    }

    private void take(SignedNote note, Trust trust) {
        try {
            LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(note.text());
            if (trust.signed(note, checkpoint.checkpoint(), findings)) {
                state(checkpoint);
                signed.merge(checkpoint.checkpoint().size(), checkpoint,
                        (one, other) -> other.time().isBefore(one.time()) ? one : other);
            }
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(Finding.Code.MALFORMED, "checkpoint", "a checkpoint cannot be read: " + e.getMessage()));
        }
    }

    private void state(LedgerCheckpoint checkpoint) {
        stated.computeIfAbsent(checkpoint.checkpoint().size(), at -> new LinkedHashSet<>()).add(Heads.of(checkpoint));
    }

    /** The signed checkpoints that are known apart from those of the copy: what the verifier kept, and what was signed at handovers. */
    private void elsewhere(Trust trust, List<SignedNote> known) {
        List<SignedNote> all = new ArrayList<>(known);
        copy.lastSigned().ifPresent(all::add);
        for (SignedNote note : all) {
            LedgerCheckpoint checkpoint;
            try {
                checkpoint = LedgerCheckpoint.parse(note.text());
            } catch (IllegalArgumentException e) {
                findings.add(new Finding(Finding.Code.MALFORMED, "checkpoint", "a checkpoint from elsewhere cannot be read"));
                continue;
            }
            if (trust.signed(note, checkpoint.checkpoint(), findings)) {
                state(checkpoint);
                TreeSize at = checkpoint.checkpoint().size();
                if (at.isLargerThan(size)) {
                    findings.add(new Finding(Finding.Code.ROLLED_BACK, "size " + at, "a checkpoint over " + at
                            + " records was signed, and the newest one here is over " + size + ": this is an older state"));
                }
            }
        }
        copy.keys().stream().map(LedgerCopy.EnclosedKey::handover).filter(Objects::nonNull).forEach(note -> handover(note, trust));
    }

    /** Whether a key is trusted is decided by its handover; what that checkpoint says must fit the log too. */
    private void handover(SignedNote note, Trust trust) {
        try {
            LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(note.text());
            if (!checkpoint.checkpoint().size().isLargerThan(size) && trust.signed(note, checkpoint.checkpoint(), new ArrayList<>())) {
                state(checkpoint);
            }
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(Finding.Code.MALFORMED, "checkpoint", "the checkpoint of a handover cannot be read"));
        }
    }

    /** Two checkpoints of one size that commit to different records are a fork by themselves, whatever the records are. */
    private void forks() {
        stated.forEach((at, heads) -> {
            if (heads.size() > 1) {
                fork(at, heads.stream().map(Heads::root).distinct().count() > 1
                        ? "checkpoints with different roots were signed over " + at + " records: there are two histories"
                        : "checkpoints over the same " + at + " records were signed with different roots of the grantors' streams");
            }
        });
    }

    private void fork(TreeSize at, String words) {
        findings.add(new Finding(Finding.Code.FORKED, "size " + at, words));
    }

    private void take(LedgerCopy.StoredRecord stored) {
        records++;
        if (stored.place() > size.value()) {
            beyond++;
            divergence.after(stored);
            return;
        }
        if (stored.place() < next) {
            // Before the first, or twice at one place.
            divergence.odd(stored);
            return;
        }
        upTo(stored.place());
        Hash logged = leaf(stored.place());
        Hash found = MerkleTree.leaf(stored.entry());
        if (!Objects.equals(found, logged)) {
            apart = true;
            if (logged != null) {
                divergence.lost(stored.place(), logged);
            }
            divergence.odd(stored);
        }
        LoggedRecord record = stored.record();
        if (record == null) {
            findings.add(new Finding(Finding.Code.MALFORMED, "position " + stored.place(), "the record cannot be read"));
        } else {
            streams.add(record.grantorId(), found);
        }
        tiled.add(logged == null ? found : logged);
        if (!gap) {
            recorded.add(found);
        }
        next++;
        atCheckpoint(new TreeSize(stored.place()));
    }

    /** Passes over places without a record. */
    private void upTo(long place) {
        while (next < place && next <= size.value()) {
            gap = true;
            apart = true;
            Hash logged = leaf(next);
            if (logged != null) {
                divergence.lost(next, logged);
                tiled.add(logged);
            } else {
                tiled.add(MerkleTree.EMPTY);
            }
            atCheckpoint(new TreeSize(next));
            next++;
        }
    }

    /** The leaf that the tiles have at a place. */
    private @Nullable Hash leaf(long place) {
        long tile = (place - 1) / Tile.WIDTH;
        if (tile != leavesOf) {
            leavesOf = tile;
            leaves = hashes(new Tile(0, tile));
        }
        int index = (int) ((place - 1) % Tile.WIDTH);
        return leaves.length >= (index + 1) * Hash.LENGTH ? Hash.at(leaves, index) : null;
    }

    private byte[] hashes(Tile tile) {
        try {
            byte[] hashes = copy.tiles().hashes(tile);
            int width = tile.width(size) * Hash.LENGTH;
            if (hashes.length < width) {
                tileFinding(tile, "has too few hashes");
            }
            return hashes.length > width ? Arrays.copyOf(hashes, width) : hashes;
        } catch (Tiles.MissingTile e) {
            tileFinding(tile, "is missing");
            return new byte[0];
        }
    }

    private void tileFinding(Tile tile, String words) {
        tilesGood = false;
        findings.add(new Finding(Finding.Code.TILE_CHANGED, tile.path(Tile.WIDTH), "the tile " + words));
    }

    /** After the last leaf of a tree of this size. */
    private void atCheckpoint(TreeSize at) {
        if (stated.containsKey(at)) {
            given.put(at, new Heads(tiled.root(), streams.root()));
        }
        LedgerCheckpoint checkpoint = signed.get(at);
        if (checkpoint != null) {
            Hash root = checkpoint.checkpoint().root();
            boolean right = tiled.root().equals(root);
            tiledRight.put(at, right);
            if (!right && !gap && apart && recorded.root().equals(root)) {
                recordsRight = true;
            }
            if (!apart && !checkpoint.streams().equals(streams.root())) {
                findings.add(new Finding(Finding.Code.STREAMS_DIFFER, "size " + at,
                        "the checkpoint names another root of the grantors' streams than its records give"));
            }
        }
        if (at.value() % REPORT_EVERY == 0) {
            progress.at("records", at.value(), size.value());
        }
    }

    /** The signed checkpoints decide whether records or tiles are wrong. */
    private void judge() {
        TreeSize firstWrong = tiledRight.entrySet().stream().filter(one -> !one.getValue()).map(Map.Entry::getKey)
                .min(Comparator.naturalOrder()).orElse(null);
        if (firstWrong == null) {
            findings.addAll(divergence.findings(size));
        } else if (recordsRight) {
            tilesGood = false;
            for (Finding finding : divergence.findings(size)) {
                findings.add(new Finding(Finding.Code.TILE_CHANGED, finding.where(),
                        "the tiles do not have the record's hash; the record itself is the one that was signed"));
            }
        } else {
            TreeSize lastRight = tiledRight.entrySet().stream()
                    .filter(one -> one.getValue() && one.getKey().isSmallerThan(firstWrong)).map(Map.Entry::getKey)
                    .max(Comparator.naturalOrder()).orElse(TreeSize.EMPTY);
            findings.add(new Finding(Finding.Code.ROOT_DIFFERS, "size " + firstWrong,
                    "the checkpoint signs another root: something from position " + (lastRight.value() + 1) + " to " + firstWrong
                            + " was changed together with the tiles"));
            findings.addAll(divergence.findings(size));
        }
    }

    /** Each hash above the leaves is the root of a full tile below. */
    private void upperTiles() {
        for (int level = 1; new Tile(level, 0).width(size) > 0; level++) {
            for (long index = 0; new Tile(level, index).width(size) > 0; index++) {
                Tile tile = new Tile(level, index);
                byte[] hashes = hashes(tile);
                for (int i = 0; i < hashes.length / Hash.LENGTH; i++) {
                    Tile below = new Tile(level - 1, index * Tile.WIDTH + i);
                    if (!Objects.equals(Hash.at(hashes, i), fold(hashes(below)))) {
                        tileFinding(tile, "does not have the root of the tile " + below.path(Tile.WIDTH) + " below it");
                    }
                }
                progress.at("tiles", index * Tile.WIDTH, size.value() >> (8 * level));
            }
        }
    }

    private static @Nullable Hash fold(byte[] hashes) {
        if (hashes.length != Tile.WIDTH * Hash.LENGTH) {
            return null;
        }
        List<Hash> row = new ArrayList<>(Tile.WIDTH);
        for (int i = 0; i < Tile.WIDTH; i++) {
            row.add(Hash.at(hashes, i));
        }
        return Tiles.fold(row);
    }

    /** Each checkpoint must continue the one before, as a monitor would check; and checkpoints from elsewhere must be beginnings of this log. */
    private void consistency() {
        if (!tilesGood || !tiledRight.values().stream().allMatch(Boolean::booleanValue)) {
            return;
        }
        Map<Tile, byte[]> kept = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
                return size() > 256;
            }
        };
        Tiles tiles = tile -> {
            byte[] hashes = kept.get(tile);
            if (hashes == null) {
                hashes = copy.tiles().hashes(tile);
                kept.put(tile, hashes);
            }
            return hashes;
        };
        MerkleTree tree = tiles.tree();
        Map.Entry<TreeSize, LedgerCheckpoint> before = null;
        for (Map.Entry<TreeSize, LedgerCheckpoint> now : signed.entrySet()) {
            if (before != null && !before.getKey().isEmpty() && !MerkleProof.consistent(before.getKey(), now.getKey(),
                    tree.consistency(before.getKey(), now.getKey()), before.getValue().checkpoint().root(),
                    now.getValue().checkpoint().root())) {
                fork(now.getKey(), "the checkpoint does not continue the one over " + before.getKey() + " records");
            }
            before = now;
        }
        stated.forEach((at, heads) -> {
            if (heads.size() == 1 && !at.isLargerThan(size) && !signed.containsKey(at)) {
                compare(at, heads.iterator().next(), given.get(at));
            }
        });
    }

    private void compare(TreeSize at, Heads elsewhere, @Nullable Heads here) {
        if (here == null || !here.root().equals(elsewhere.root())) {
            fork(at, "another root was signed over the first " + at + " records than these give: there are two histories");
        } else if (!apart && !here.streams().equals(elsewhere.streams())) {
            fork(at, "another root of the grantors' streams was signed over the first " + at + " records than these give");
        }
    }
}
