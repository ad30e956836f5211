package org.authorityledger.transparencylog;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Problem;
import org.authorityledger.proof.entry.EntryBundle;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What the log says: checkpoints, proofs and tiles, always of a size that was signed. */
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

    /** The newest checkpoint. */
    public record Head(SignedNote note, LedgerCheckpoint checkpoint) {

        static Head of(String note) {
            SignedNote read = SignedNote.parse(note);
            return new Head(read, LedgerCheckpoint.parse(read.text()));
        }

        /** How many records are in it. */
        public long size() {
            return checkpoint.checkpoint().size();
        }
    }

    /** That a record is in the log. */
    record Inclusion(LoggedRecord record, long size, Hash root, List<Hash> path, Head head) {

        long index() {
            return record.position() - 1;
        }
    }

    /** That one tree is the beginning of another. */
    record Consistency(long from, long to, Hash fromRoot, Hash toRoot, List<Hash> proof, @Nullable String checkpoint) {}

    /** Whatever is read in it is of one state of the database. */
    <T> T inOneState(Supplier<T> reading) {
        return Objects.requireNonNull(snapshot.execute(status -> reading.get()));
    }

    /** The newest checkpoint, or none where nothing was signed yet. */
    public Optional<Head> latest() {
        return tables.latest().map(Head::of);
    }

    /**
     * The newest checkpoint.
     *
     * @throws Problem when none was signed yet
     */
    Head head() {
        return latest().orElseThrow(() -> notYet("Nothing was signed yet."));
    }

    /**
     * A checkpoint over all that has been recorded when this is called, and over at least this many records.
     *
     * @throws Problem when it takes too long, or the log signs nothing
     */
    Head fresh(long position) {
        return covering(Math.max(position, reader.head()), true);
    }

    /** A checkpoint over at least this many records. */
    Head covering(long position) {
        return covering(position, false);
    }

    private Head covering(long position, boolean fresh) {
        Optional<Head> now = tables.latest().map(Head::of);
        if (!fresh && now.isPresent() && now.get().size() >= position) {
            return now.get();
        }
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean in = false;
        while (!in && System.nanoTime() < end) {
            log.demand(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            now = tables.latest().map(Head::of);
            in = now.isPresent() && now.get().size() >= position;
            if (!in && log.fault() != null) {
                break;
            }
            if (!in) {
                pause();
            }
        }
        LogFault fault = log.fault();
        if (fault != null && (fresh || !in)) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "LOG_STOPPED", "The log signs nothing: " + fault.words() + ".", List.of());
        }
        if (!in) {
            throw notYet("Records up to " + position + " are not in the log yet.");
        }
        return now.orElseThrow();
    }

    /** Another node may be the one that signs; it is looked for what it did. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Problem notYet(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NOT_IN_THE_LOG_YET", detail, List.of());
    }

    /** Proves that a record is in the log, in the newest tree or one of a given size. */
    Inclusion inclusion(RecordId recordId, @Nullable Long size) {
        LoggedRecord record = rows.record(recordId).stream().findFirst().orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND,
                "UNKNOWN_RECORD", "There is no record " + recordId + ".", List.of(new Problem.Fault("recordId", "is no record"))));
        if (size != null && size < record.position()) {
            throw Problem.malformed("size", "is a tree without this record; it is in every tree from size " + record.position() + " on");
        }
        Head head = covering(record.position());
        long proven = size == null ? head.size() : within("size", size, head);
        Tiles tiles = tables.tiles();
        return new Inclusion(record, proven, tiles.tree().root(proven), tiles.tree().inclusion(record.position() - 1, proven), head);
    }

    /** Proves that the tree of one size is the beginning of that of another. */
    Consistency consistency(long from, @Nullable Long to) {
        Head head = head();
        long until = to == null ? head.size() : within("to", to, head);
        if (from <= 0) {
            throw Problem.malformed("from", "is at least 1: of the empty tree nothing can be proven");
        }
        if (from > until) {
            throw Problem.malformed("from", "is greater than to");
        }
        Tiles tiles = tables.tiles();
        return new Consistency(from, until, tiles.tree().root(from), tiles.tree().root(until), tiles.tree().consistency(from, until),
                tables.checkpoint(until).orElse(null));
    }

    private static long within(String name, long size, Head head) {
        if (size > head.size()) {
            throw new Problem(HttpStatus.NOT_FOUND, "BEYOND_THE_LOG",
                    "The log has " + head.size() + " records; there is no tree of " + size + ".",
                    List.of(new Problem.Fault(name, "is beyond the log")));
        }
        return size;
    }

    /** The hashes of a tile, where the signed tree has so many; none otherwise. */
    Optional<byte[]> tile(Tile tile, int width) {
        if (tile.width(head().size()) < width) {
            return Optional.empty();
        }
        return Optional.of(java.util.Arrays.copyOf(tables.tiles().hashes(tile), width * Hash.LENGTH));
    }

    /** A bundle of entries, where the signed tree has so many; none otherwise. */
    Optional<byte[]> entries(long index, int width) {
        if (new Tile(0, index).width(head().size()) < width) {
            return Optional.empty();
        }
        return Optional.of(EntryBundle.write(rows.after(index * Tile.WIDTH, width).stream().map(LoggedRecord::entry).toList()));
    }

    /** The payload of the record at a leaf, to the letter. */
    Optional<String> payload(long position) {
        if (position < 1 || position > head().size()) {
            return Optional.empty();
        }
        return rows.after(position - 1, 1).stream().filter(record -> record.position() == position).map(LoggedRecord::payload).findFirst();
    }

    /** The checkpoints after a size, in order. */
    List<String> checkpoints(long after, int limit) {
        return tables.checkpointsAfter(after, limit);
    }

    /** The public keys. */
    List<LogTables.Key> keys() {
        return tables.keys();
    }
}
