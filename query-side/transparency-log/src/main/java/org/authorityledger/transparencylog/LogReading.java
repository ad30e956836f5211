package org.authorityledger.transparencylog;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.proof.entry.EntryBundle;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the log: checkpoints, proofs and tiles, always of a size that was signed. */
public final class LogReading {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final TransparencyLog log;
    private final LogTables tables;
    private final RecordRows rows;
    private final LedgerReader reader;
    private final TransactionTemplate snapshot;

    /** @param snapshot sees one state of the database from its beginning to its end */
    public LogReading(TransparencyLog log, LogTables tables, RecordRows rows, LedgerReader reader, TransactionTemplate snapshot) {
        this.log = log;
        this.tables = tables;
        this.rows = rows;
        this.reader = reader;
        this.snapshot = snapshot;
    }

    /** A checkpoint and the signed note it was read from. */
    public record SignedCheckpoint(SignedNote note, LedgerCheckpoint checkpoint) {

        static SignedCheckpoint of(String note) {
            SignedNote read = SignedNote.parse(note);
            return new SignedCheckpoint(read, LedgerCheckpoint.parse(read.text()));
        }

        /** How many records are in it. */
        public TreeSize size() {
            return checkpoint.checkpoint().size();
        }

        /** The position of the last record in it. */
        public Position last() {
            return Position.of(size().value());
        }
    }

    /**
     * The proof that a record is in the log.
     *
     * @param head the newest checkpoint
     */
    public record Inclusion(LoggedRecord record, TreeSize size, Hash root, List<Hash> path, SignedCheckpoint head) {

        /** The leaf's number, from 0. */
        public long index() {
            return record.leafIndex();
        }
    }

    /** The proof that one tree is the beginning of another. */
    public record Consistency(TreeSize from, TreeSize to, Hash fromRoot, Hash toRoot, List<Hash> proof, @Nullable String checkpoint) {}

    /** Everything read in it is from one state of the database. */
    <T> T inOneState(Supplier<T> reading) {
        return Objects.requireNonNull(snapshot.execute(status -> reading.get()));
    }

    /** The newest checkpoint; empty if none was signed yet. */
    public Optional<SignedCheckpoint> latest() {
        return tables.latest().map(SignedCheckpoint::of);
    }

    /**
     * The newest checkpoint.
     *
     * @throws LogRefusal if none was signed yet
     */
    public SignedCheckpoint head() {
        return latest().orElseThrow(() -> notYet("No checkpoint was signed yet."));
    }

    /**
     * A checkpoint over all that has been recorded when this is called, and over at least this number of records.
     *
     * @throws LogRefusal if it takes too long, or the log signs nothing
     */
    SignedCheckpoint fresh(Position position) {
        return covering(Position.max(position, reader.head()), true);
    }

    /** A checkpoint over at least this number of records. */
    public SignedCheckpoint covering(Position position) {
        return covering(position, false);
    }

    private SignedCheckpoint covering(Position position, boolean fresh) {
        Optional<SignedCheckpoint> now = tables.latest().map(SignedCheckpoint::of);
        if (!fresh && now.isPresent() && !now.get().last().isBefore(position)) {
            return now.get();
        }
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean in = false;
        while (!in && System.nanoTime() < end) {
            log.update(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            now = tables.latest().map(SignedCheckpoint::of);
            in = now.isPresent() && !now.get().last().isBefore(position);
            if (!in && log.fault() != null) {
                break;
            }
            if (!in) {
                pause();
            }
        }
        LogFault fault = log.fault();
        if (fault != null && (fresh || !in)) {
            throw new LogRefusal(LogRefusal.Code.LOG_STOPPED, "The log signs nothing: " + fault.words() + ".");
        }
        if (!in) {
            throw notYet("Records up to " + position + " are not in the log yet.");
        }
        return now.orElseThrow();
    }

    /** Another node may be the one that signs: then its checkpoint is in the database a little later. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LogRefusal notYet(String detail) {
        return new LogRefusal(LogRefusal.Code.NOT_IN_THE_LOG_YET, detail);
    }

    /** Proves that a record is in the log, in the newest tree or one of a given size. */
    public Inclusion inclusion(RecordId recordId, @Nullable TreeSize size) {
        LoggedRecord record = rows.record(recordId).orElseThrow(
                () -> new LogRefusal(LogRefusal.Code.UNKNOWN_RECORD, "There is no record " + recordId + ".", "recordId"));
        if (size != null && size.value() < record.position()) {
            throw malformed("size", "must be at least " + record.position() + ": smaller trees do not have this record");
        }
        SignedCheckpoint head = covering(Position.of(record.position()));
        TreeSize proven = size == null ? head.size() : within("size", size, head);
        Tiles tiles = tables.tiles();
        return new Inclusion(record, proven, tiles.tree().root(proven), tiles.tree().inclusion(record.leafIndex(), proven), head);
    }

    /** Proves that the tree of one size is the beginning of that of another. */
    public Consistency consistency(TreeSize from, @Nullable TreeSize to) {
        SignedCheckpoint head = head();
        TreeSize until = to == null ? head.size() : within("to", to, head);
        if (from.isEmpty()) {
            throw malformed("from", "must be at least 1: nothing can be proven about the empty tree");
        }
        within("from", from, head);
        if (from.isLargerThan(until)) {
            throw malformed("from", "is greater than to");
        }
        Tiles tiles = tables.tiles();
        return new Consistency(from, until, tiles.tree().root(from), tiles.tree().root(until), tiles.tree().consistency(from, until),
                tables.checkpoint(until).orElse(null));
    }

    private static LogRefusal malformed(String parameter, String why) {
        return new LogRefusal(LogRefusal.Code.MALFORMED, why, parameter);
    }

    private static TreeSize within(String name, TreeSize size, SignedCheckpoint head) {
        if (size.isLargerThan(head.size())) {
            throw new LogRefusal(LogRefusal.Code.BEYOND_THE_LOG,
                    "The log has " + head.size() + " records; there is no tree of " + size + ".", name);
        }
        return size;
    }

    /** The first hashes of a tile; empty if the signed tree has fewer. */
    public Optional<byte[]> tile(Tile tile, int width) {
        if (tile.width(head().size()) < width) {
            return Optional.empty();
        }
        return Optional.of(java.util.Arrays.copyOf(tables.tiles().hashes(tile), width * Hash.LENGTH));
    }

    /** The first entries of a bundle; empty if the signed tree has fewer. */
    public Optional<byte[]> entries(long index, int width) {
        if (new Tile(0, index).width(head().size()) < width) {
            return Optional.empty();
        }
        return Optional
                .of(EntryBundle.write(rows.after(Position.of(index * Tile.WIDTH), width).stream().map(LoggedRecord::entry).toList()));
    }

    /** The payload of the record at a position, exactly as recorded. */
    public Optional<String> payload(Position position) {
        if (position.isStart() || position.isAfter(head().last())) {
            return Optional.empty();
        }
        return rows.after(position.previous(), 1).stream().filter(record -> record.position() == position.value())
                .map(LoggedRecord::payload).findFirst();
    }

    /** The checkpoints after a size, in order; null: from the first. */
    public List<String> checkpoints(@Nullable TreeSize after, int limit) {
        return tables.checkpointsAfter(after, limit);
    }

    /** The public keys. */
    public List<LogTables.PublicKey> keys() {
        return tables.keys();
    }
}
