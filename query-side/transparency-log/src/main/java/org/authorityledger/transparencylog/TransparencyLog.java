package org.authorityledger.transparencylog;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.store.AdvisoryLocks;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Follows the ledger, puts each record into the log, and signs checkpoints. One node at a time does it, whichever has the key and comes first;
 * what it did is in the database in one transaction, so that any may go on where another stopped.
 *
 * <p>It never signs what is inconsistent with what it signed before: before each signature the root at the last signed size, which is kept beside
 * the key and not in the database, is made again from the tiles and compared.
 */
public final class TransparencyLog implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TransparencyLog.class);

    private static final int BATCH = 5_000;

    private final Settings settings;
    private final KeyFiles files;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RecordRows rows;
    private final LogTables tables;
    private final StreamTables streams;
    private final AtomicReference<@Nullable LogFault> fault = new AtomicReference<>();

    private volatile @Nullable String failure;
    private volatile Runnable whenSigned = () -> {};

    private final Object monitor = new Object();
    private long demanded;
    private long served;
    private boolean rotationDemanded;
    private volatile boolean running;
    private @Nullable Thread worker;
    /** Whether this turn signed; known to the worker alone. */
    private boolean signed;

    /**
     * What can be set.
     *
     * @param origin the log's name; empty: one is made of an id of this installation
     * @param interval how often new records are put into the log and a checkpoint is signed
     * @param freshness how old a checkpoint may get where nothing is recorded
     * @param replaceLostKey whether to make a new key where the log has one and its file is not here
     */
    public record Settings(String origin, Duration interval, Duration freshness, boolean replaceLostKey) {}

    public TransparencyLog(Settings settings, KeyFiles files, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.settings = settings;
        this.files = files;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new RecordRows(jdbc);
        this.tables = new LogTables(jdbc);
        this.streams = new StreamTables(jdbc);
    }

    /** What a turn did. */
    private enum Turn {
        /** More is waiting. */
        MORE,
        /** All that was recorded is in the log. */
        DONE,
        /** Another node is at it, or this one has no key. */
        NOT_OURS
    }

    /**
     * A moment of the database's clock, and the last position then: every record until that moment has a position up to it.
     */
    private record Reached(Instant moment, long position) {}

    private void work() {
        while (running) {
            long serving;
            boolean rotate;
            synchronized (monitor) {
                serving = demanded;
                rotate = rotationDemanded;
            }
            Turn turn = Turn.DONE;
            try {
                turn = turn(serving > served, rotate);
                fault.set(null);
                failure = null;
            } catch (LogFault.Found found) {
                if (fault.getAndSet(found.fault()) != found.fault()) {
                    LOG.error("the log signs nothing any more: {} ({})", found.fault().words(), found.fault());
                }
            } catch (RuntimeException e) {
                if (running) {
                    failure = e.toString();
                    LOG.warn("the log could not go on, and tries again: {}", e.toString());
                    LOG.debug("why", e);
                }
            }
            synchronized (monitor) {
                if (turn != Turn.MORE) {
                    served = Math.max(served, serving);
                    rotationDemanded &= !rotate;
                    monitor.notifyAll();
                    pause();
                }
            }
        }
    }

    /** Until the next turn is due or demanded. */
    private void pause() {
        long end = System.nanoTime() + settings.interval().toNanos();
        try {
            long left = settings.interval().toMillis();
            while (running && demanded <= served && !rotationDemanded && left > 0) {
                monitor.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private Turn turn(boolean afresh, boolean rotate) {
        Reached reached = reached();
        signed = false;
        Turn turn = transaction.execute(status -> turn(reached, afresh, rotate));
        if (rotate && turn == Turn.DONE) {
            files.rotate();
        }
        if (signed) {
            whenSigned.run();
        }
        return turn == null ? Turn.DONE : turn;
    }

    /**
     * Passes once through the one way into the ledger: whoever was in it has come out, so every record until the moment read there can be seen.
     */
    private Reached reached() {
        Reached reached = transaction.execute(status -> {
            jdbc.queryForList("select pg_advisory_xact_lock_shared(?)::text", AdvisoryLocks.APPEND_LOCK);
            return jdbc.queryForObject("""
                    select clock_timestamp(), coalesce((select max(position) from ledger.event), 0)
                    """, (row, n) -> new Reached(java.util.Objects.requireNonNull(row.getObject(1, OffsetDateTime.class)).toInstant(),
                    row.getLong(2)));
        });
        return java.util.Objects.requireNonNull(reached);
    }

    private Turn turn(Reached reached, boolean afresh, boolean rotate) {
        Boolean mine = jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, AdvisoryLocks.LOG);
        if (!Boolean.TRUE.equals(mine)) {
            return Turn.NOT_OURS;
        }
        // What a crash may take of the log's last moments is made again from the ledger; that it was signed is known beside the key.
        jdbc.execute("set local synchronous_commit = off");
        LogTables.Log log = tables.log().orElseGet(this::begun);
        if (!settings.origin().isEmpty() && !settings.origin().equals(log.origin())) {
            throw new LogFault.Found(LogFault.OTHER_ORIGIN);
        }
        SigningKey key = key(log);
        if (key == null) {
            nobodySigned(reached);
            return Turn.NOT_OURS;
        }
        Optional<SignedNote> lastNote = files.lastSigned();
        Optional<Checkpoint> last = lastNote.map(note -> Checkpoint.parse(note.text()));
        if (last.isPresent() && last.get().size() > reached.position()) {
            throw new LogFault.Found(LogFault.ROLLED_BACK);
        }
        List<LoggedRecord> came = rows.after(log.size(), BATCH);
        Tiles before = tables.tiles();
        TileGrowth growth = new TileGrowth(log.size(), before);
        if (!came.isEmpty()) {
            try {
                take(came, growth);
            } catch (Tiles.MissingTile e) {
                throw new LogFault.Found(LogFault.CHANGED);
            }
        }
        long size = growth.size();
        Turn turn = size < reached.position() ? Turn.MORE : Turn.DONE;
        Tiles now = growth.now();
        if (last.isPresent()) {
            if (last.get().size() > size) {
                // Signed before, and lost by the database: nothing may be signed until the tree has grown so far again.
                return turn;
            }
            if (!root(now, last.get().size()).equals(last.get().root())) {
                throw new LogFault.Found(LogFault.CHANGED);
            }
        }
        Instant moment = turn == Turn.DONE ? reached.moment() : came.getLast().recordedAt();
        if (came.isEmpty() && !rotate && !afresh && !stale(moment)) {
            return turn;
        }
        sign(log, key, rotate && turn == Turn.DONE, size, root(now, size), moment(moment, came));
        return turn;
    }

    private static Hash root(Tiles tiles, long size) {
        try {
            return tiles.tree().root(size);
        } catch (Tiles.MissingTile e) {
            throw new LogFault.Found(LogFault.CHANGED);
        }
    }

    /** Records may carry instants a little ahead of the clock, when very many come at once. */
    private static Instant moment(Instant moment, List<LoggedRecord> came) {
        return !came.isEmpty() && came.getLast().recordedAt().isAfter(moment) ? came.getLast().recordedAt() : moment;
    }

    private void take(List<LoggedRecord> came, TileGrowth growth) {
        List<StreamTables.Came> heads = new ArrayList<>(came.size());
        for (LoggedRecord record : came) {
            if (record.position() != growth.size() + 1) {
                throw new LogFault.Found(LogFault.RECORD_MISSING);
            }
            Hash leaf = record.leaf();
            growth.add(leaf);
            heads.add(new StreamTables.Came(record.grantorId(), leaf));
        }
        tables.write(growth.changed());
        streams.add(heads);
        tables.grow(growth.size());
    }

    private void sign(LogTables.Log log, SigningKey key, boolean rotate, long size, Hash root, Instant moment) {
        String text = LedgerCheckpoint.of(log.origin(), size, root, streams.root(), moment).text();
        List<SignedNote.Signature> signatures = new ArrayList<>(List.of(key.signNote(text)));
        if (rotate) {
            SigningKey next = files.next().orElseGet(() -> {
                SigningKey made = SigningKey.generate(log.origin(), VerifierKey.ED25519);
                files.keepNext(made);
                return made;
            });
            signatures.add(next.signNote(text));
            tables.addKey(next.verifierKey(), size, new SignedNote(text, signatures).toString());
            LOG.info("From size {} on the log is signed by {}", size, next.verifierKey());
        }
        SignedNote note = new SignedNote(text, signatures);
        files.keepLastSigned(note);
        tables.sign(size, note.toString(), moment);
        signed = true;
    }

    private LogTables.Log begun() {
        String origin = settings.origin().isEmpty()
                ? "authority-ledger.local/" + java.util.UUID.randomUUID().toString().substring(0, 8)
                : settings.origin();
        tables.begin(origin);
        return new LogTables.Log(origin, 0);
    }

    /** The key that signs this log, where it is on this node. */
    private @Nullable SigningKey key(LogTables.Log log) {
        List<LogTables.Key> known = tables.keys();
        Optional<SigningKey> found = files.key();
        if (found.isPresent() && files.next().isPresent()
                && known.stream().anyMatch(key -> key.verifierKey().equals(files.next().get().verifierKey()))) {
            // A rotation was committed, and the process ended before the files were.
            files.rotate();
            found = files.key();
        }
        if (found.isEmpty() && (known.isEmpty() || settings.replaceLostKey())) {
            SigningKey made = SigningKey.generate(log.origin(), VerifierKey.ED25519);
            files.keep(made);
            LOG.info("The log {} is signed from now on by {}", log.origin(), made.verifierKey());
            found = Optional.of(made);
            tables.addKey(made.verifierKey(), log.size(), null);
            return made;
        }
        if (found.isEmpty()) {
            return null;
        }
        SigningKey key = found.get();
        if (known.isEmpty()) {
            tables.addKey(key.verifierKey(), log.size(), null);
        } else if (known.stream().noneMatch(one -> one.untilSize() == null && one.verifierKey().equals(key.verifierKey()))) {
            throw new LogFault.Found(LogFault.OTHER_KEY);
        }
        return key;
    }

    private void nobodySigned(Reached reached) {
        Instant signedAt = signedAt();
        if (signedAt == null || signedAt.plus(settings.freshness().multipliedBy(3)).isBefore(reached.moment())) {
            throw new LogFault.Found(LogFault.NO_KEY);
        }
    }

    private boolean stale(Instant now) {
        Instant signedAt = signedAt();
        return signedAt == null || signedAt.plus(settings.freshness()).isBefore(now);
    }

    private @Nullable Instant signedAt() {
        return jdbc.query("select signed_at from proof.checkpoint order by size desc limit 1",
                (row, n) -> java.util.Objects.requireNonNull(row.getObject(1, OffsetDateTime.class)).toInstant()).stream().findFirst()
                .orElse(null);
    }

    /** Has this run after each checkpoint that this node signed; it must not take long. */
    void whenSigned(Runnable told) {
        whenSigned = told;
    }

    /** Why nothing is signed; null where all is well. */
    public @Nullable LogFault fault() {
        return fault.get();
    }

    /** The error of the last turn, which will be tried again; null where there was none. */
    @Nullable
    String failure() {
        return failure;
    }

    /** The signing key of this node, for receipts. */
    Optional<SigningKey> signingKey() {
        return files.key();
    }

    /**
     * Has a turn that begins after this call run, and waits for it.
     *
     * @return whether it was run in that time
     */
    boolean demand(Duration longest) {
        return demand(longest, false);
    }

    /** Has a new key sign from the next checkpoint on, which both sign. */
    boolean rotate(Duration longest) {
        return demand(longest, true);
    }

    private boolean demand(Duration longest, boolean rotate) {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (monitor) {
            // One that is under way may have read the ledger already; the one after it has not.
            long mine = ++demanded;
            rotationDemanded |= rotate;
            monitor.notifyAll();
            try {
                long left = longest.toMillis();
                while (served < mine && left > 0 && running) {
                    monitor.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return served >= mine;
        }
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().name("transparency-log").daemon(true).start(this::work);
    }

    @Override
    public void stop() {
        running = false;
        Thread stopping = worker;
        synchronized (monitor) {
            monitor.notifyAll();
        }
        if (stopping != null) {
            try {
                stopping.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
