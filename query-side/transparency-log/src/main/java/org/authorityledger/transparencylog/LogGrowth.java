package org.authorityledger.transparencylog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.authorityledger.events.Position;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamTree;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TileGrowth;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.BatchSize;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts each record of the ledger into the log, and signs checkpoints. One node at a time does it: the first that has the key. Each step is one
 * transaction, so any node may continue where another stopped.
 *
 * <p>It never signs what is inconsistent with what it signed before. Before each signature, it computes the root at the last signed size from the
 * tiles and compares it with the one signed then, which is kept beside the key and not in the database.
 */
final class LogGrowth {

    private final BatchSize batch = new BatchSize(2_000);

    private final TransparencyLog.Settings settings;
    private final KeyFiles files;
    private final LogKeys keys;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RecordRows rows;
    private final LogTables tables;
    private final StreamTables streams;
    private final LastSigned lastSigned;
    /** Which heads are held against what was signed next, and whether all of them were since the start. Known to the worker alone. */
    private int nextBucket;
    private boolean allHeadsChecked;

    LogGrowth(TransparencyLog.Settings settings, KeyFiles files, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.settings = settings;
        this.files = files;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new RecordRows(jdbc);
        this.tables = new LogTables(jdbc);
        this.streams = new StreamTables(jdbc);
        this.keys = new LogKeys(files, tables, settings.replaceLostKey());
        this.lastSigned = new LastSigned(files, tables, settings.continueFrom());
    }

    /** How far a step came. */
    enum GrowthResult {
        /** More records are waiting. */
        MORE_WAITING,
        /** Every record is in the log. */
        COMPLETE,
        /** Another node does the work, or this one has no key. */
        NOT_OURS
    }

    /** What a step did. */
    record GrowthStep(GrowthResult result, boolean signed) {

        private static final GrowthStep NOT_OURS = new GrowthStep(GrowthResult.NOT_OURS, false);
    }

    /**
     * How far the ledger is complete: every record up to the moment, by the database's clock, has a position up to this one.
     */
    private record CompleteUntil(Instant moment, Position position) {}

    /**
     * Puts the next records into the log, and signs a checkpoint if there are any, or it is time for one.
     *
     * @param requested whether to sign one in any case
     * @param rotate whether a new key takes over, once every record is in the log
     */
    GrowthStep step(boolean requested, boolean rotate) {
        CompleteUntil complete = completeUntil();
        GrowthStep step = Objects.requireNonNull(transaction.execute(status -> step(complete, requested, rotate)));
        if (rotate && step.result() == GrowthResult.COMPLETE) {
            files.rotate();
        }
        return step;
    }

    /** Waits once for the lock that every append holds: appends that held it before are visible afterwards. */
    private CompleteUntil completeUntil() {
        return Objects.requireNonNull(transaction.execute(status -> {
            AdvisoryLock.shareInTransaction(jdbc, AdvisoryLock.APPEND_LOCK);
            RowPolicies policies = new RowPolicies(jdbc);
            return jdbc.queryForObject("""
                    select clock_timestamp(), coalesce((select max(position) from ledger.event), 0),
                      row_security_active('ledger.event') and not ledger.sees_all()
                    """, (row, n) -> {
                if (row.getBoolean(3) || !policies.areOfThisBuild("ledger.event")) {
                    throw new LogStopped(LogFault.ROWS_HIDDEN);
                }
                return new CompleteUntil(Objects.requireNonNull(row.getObject(1, OffsetDateTime.class)).toInstant(),
                        Position.of(row.getLong(2)));
            });
        }));
    }

    private GrowthStep step(CompleteUntil complete, boolean requested, boolean rotate) {
        if (!AdvisoryLock.tryHoldInTransaction(jdbc, AdvisoryLock.LOG)) {
            return GrowthStep.NOT_OURS;
        }
        // If a crash loses the log's last moments, they are made again from the ledger; that they were signed is known beside the key.
        jdbc.execute("set local synchronous_commit = off");
        LogTables.Log log = tables.log().orElseGet(this::begin);
        if (!settings.origin().isEmpty() && !settings.origin().equals(log.origin())) {
            throw new LogStopped(LogFault.OTHER_ORIGIN);
        }
        boolean begins = !files.hasKey() || (log.size().isEmpty() && tables.keys().isEmpty() && tables.latest().isEmpty());
        Optional<SigningKey> key = keys.signingKey(log);
        if (key.isEmpty()) {
            requireThatAnotherNodeSigns(complete);
            return GrowthStep.NOT_OURS;
        }
        Optional<LedgerCheckpoint> last = lastSigned.read(log, begins, complete.position());
        TreeSize signed = last.map(checkpoint -> checkpoint.checkpoint().size()).orElse(TreeSize.EMPTY);
        if (log.size().isLargerThan(signed)) {
            throw new LogStopped(LogFault.CHANGED);
        }
        boolean behind = log.size().isSmallerThan(signed);
        Hash root = behind ? null : last.map(LedgerCheckpoint::streams).orElse(StreamTree.EMPTY);
        if (root != null) {
            checkHeads(root);
        }
        // Signed before, and lost by the database: made again up to there, and compared.
        int most = batch.next();
        List<LoggedRecord> added = rows.after(log.last(),
                behind ? (int) Math.min(most, signed.value() - log.size().value()) : most);
        batch.read(added.size(), added.stream().mapToInt(record -> record.payload().length()).max().orElse(0));
        TileGrowth growth = new TileGrowth(log.size(), tables.tiles());
        add(added, growth, root);
        TreeSize size = growth.size();
        Tiles tiles = growth.now();
        GrowthResult result = size.value() < complete.position().value() ? GrowthResult.MORE_WAITING : GrowthResult.COMPLETE;
        if (size.isSmallerThan(signed)) {
            return new GrowthStep(result, false);
        }
        if (last.isPresent() && !(root(tiles, signed).equals(last.get().checkpoint().root())
                && (root != null || streams.root().equals(last.get().streams())))) {
            throw new LogStopped(LogFault.CHANGED);
        }
        Instant moment = result == GrowthResult.COMPLETE ? complete.moment() : added.getLast().recordedAt();
        if (added.isEmpty() && !rotate && !requested && !isStale(moment)) {
            return new GrowthStep(result, false);
        }
        Checkpoint checkpoint = LedgerCheckpoint.of(log.origin(), size, root(tiles, size), streams.root(), notBefore(added, moment));
        sign(checkpoint, key.get(), rotate && result == GrowthResult.COMPLETE, notBefore(added, moment));
        return new GrowthStep(result, true);
    }

    /** If an earlier beginning kept its key and lost its rows, the log has the name that the key has: under another, nothing would verify. */
    private LogTables.Log begin() {
        String origin = settings.origin().isEmpty()
                ? files.key().map(key -> key.verifierKey().name())
                        .orElseGet(() -> "authority-ledger.local/" + UUID.randomUUID().toString().substring(0, 8))
                : settings.origin();
        tables.begin(origin);
        return new LogTables.Log(origin, TreeSize.EMPTY);
    }

    /**
     * What is in the database may have been changed since it was written. After a start, all heads are held against what was signed before anything
     * more is; then some at each step, and those that a step changes.
     */
    private void checkHeads(Hash root) {
        try {
            do {
                nextBucket = streams.check(root, nextBucket);
                allHeadsChecked |= nextBucket == 0;
            } while (!allHeadsChecked);
        } catch (StreamTables.ChangedHeads e) {
            nextBucket = 0;
            allHeadsChecked = false;
            throw new LogStopped(LogFault.CHANGED);
        }
    }

    private void add(List<LoggedRecord> records, TileGrowth growth, @Nullable Hash root) {
        if (records.isEmpty()) {
            return;
        }
        List<StreamTables.NewLeaf> leaves = new ArrayList<>(records.size());
        try {
            for (LoggedRecord record : records) {
                if (record.position() != growth.size().value() + 1) {
                    throw new LogStopped(LogFault.RECORD_MISSING);
                }
                Hash leaf = record.leaf();
                growth.add(leaf);
                leaves.add(new StreamTables.NewLeaf(record.grantorId(), leaf));
            }
            tables.write(growth.changed());
            streams.add(leaves, root);
            tables.grow(growth.size());
        } catch (Tiles.MissingTile | StreamTables.ChangedHeads | DataIntegrityViolationException e) {
            // The database refuses to change what it has: then it has something else than what follows.
            throw new LogStopped(LogFault.CHANGED);
        }
    }

    private static Hash root(Tiles tiles, TreeSize size) {
        try {
            return tiles.tree().root(size);
        } catch (Tiles.MissingTile e) {
            throw new LogStopped(LogFault.CHANGED);
        }
    }

    /** When very many records come at once, their instants may be a little ahead of the clock. */
    private static Instant notBefore(List<LoggedRecord> added, Instant moment) {
        return !added.isEmpty() && added.getLast().recordedAt().isAfter(moment) ? added.getLast().recordedAt() : moment;
    }

    private void sign(Checkpoint checkpoint, SigningKey key, boolean rotate, Instant moment) {
        String text = checkpoint.text();
        List<SignedNote.Signature> signatures = new ArrayList<>(List.of(key.signNote(text)));
        if (rotate) {
            SigningKey next = keys.next(checkpoint.origin());
            signatures.add(next.signNote(text));
            keys.handOver(next, checkpoint.size(), new SignedNote(text, signatures));
        }
        SignedNote note = new SignedNote(text, signatures);
        files.keepLastSigned(note);
        try {
            tables.sign(checkpoint.size(), note.toString(), moment);
        } catch (DataIntegrityViolationException e) {
            throw new LogStopped(LogFault.CHANGED);
        }
    }

    private void requireThatAnotherNodeSigns(CompleteUntil complete) {
        Instant signedAt = tables.lastSignedAt();
        if (signedAt == null || signedAt.plus(settings.freshness().multipliedBy(3)).isBefore(complete.moment())) {
            throw new LogStopped(LogFault.NO_KEY);
        }
    }

    private boolean isStale(Instant now) {
        @Nullable
        Instant signedAt = tables.lastSignedAt();
        return signedAt == null || signedAt.plus(settings.freshness()).isBefore(now);
    }
}
