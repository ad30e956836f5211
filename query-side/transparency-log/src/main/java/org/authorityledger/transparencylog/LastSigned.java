package org.authorityledger.transparencylog;

import java.util.List;
import java.util.Optional;
import org.authorityledger.events.Position;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint that this log signed last, from the file beside the key: everything that is signed must continue it. It was written before that
 * checkpoint was committed to the database, so it is never behind the database. Where it is, or is not there at all, someone must decide.
 */
final class LastSigned {

    private static final Logger LOG = LoggerFactory.getLogger(LastSigned.class);

    private final KeyFiles files;
    private final LogTables tables;
    private final @Nullable TreeSize continueFrom;

    /** @param continueFrom up to which size an operator decided to trust the database instead; null: no one decided */
    LastSigned(KeyFiles files, LogTables tables, @Nullable TreeSize continueFrom) {
        this.files = files;
        this.tables = tables;
        this.continueFrom = continueFrom;
    }

    /**
     * What was signed last; empty if nothing was.
     *
     * @param begins whether a key begins to sign now, so that there may be no file yet
     * @param recorded how many records the ledger has
     * @throws LogStopped if that is not known
     */
    Optional<LedgerCheckpoint> read(LogTables.Log log, boolean begins, Position recorded) {
        Optional<SignedNote> kept;
        Optional<LedgerCheckpoint> last;
        try {
            kept = files.lastSigned();
            last = kept.map(note -> LedgerCheckpoint.parse(note.text()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.debug("the checkpoint beside the key cannot be read", e);
            return decided(log, LogFault.LAST_SIGNED_INVALID);
        }
        if (last.isEmpty()) {
            return begins ? newest(log).map(note -> LedgerCheckpoint.parse(note.text())) : decided(log, LogFault.LAST_SIGNED_MISSING);
        }
        if (last.get().checkpoint().size().value() > recorded.value()) {
            throw new LogStopped(LogFault.ROLLED_BACK);
        }
        if (!isOf(log, kept.get(), last.get())) {
            return decided(log, LogFault.LAST_SIGNED_INVALID);
        }
        if (tables.latest().filter(note -> note.startsWith(kept.get().toString())).isPresent()) {
            // As nearly always: the same, perhaps with cosignatures.
            return last;
        }
        Optional<LedgerCheckpoint> newest = newest(log).map(note -> LedgerCheckpoint.parse(note.text()));
        if (newest.isPresent() && newest.get().checkpoint().size().isLargerThan(last.get().checkpoint().size())) {
            return decided(log, LogFault.LAST_SIGNED_BEHIND);
        }
        return last;
    }

    private boolean isOf(LogTables.Log log, SignedNote note, LedgerCheckpoint checkpoint) {
        List<LogTables.PublicKey> keys = tables.keys();
        return checkpoint.checkpoint().origin().equals(log.origin())
                && keys.stream().anyMatch(key -> note.by(key.verifierKey()) == SignedNote.Signed.WELL);
    }

    /** The newest checkpoint of the database, which must be one that this log signed. */
    private Optional<SignedNote> newest(LogTables.Log log) {
        try {
            Optional<SignedNote> newest = tables.latest().map(SignedNote::parse);
            if (newest.isPresent() && !isOf(log, newest.get(), LedgerCheckpoint.parse(newest.get().text()))) {
                throw new LogStopped(LogFault.CHANGED);
            }
            return newest;
        } catch (IllegalArgumentException e) {
            LOG.debug("the newest checkpoint in the database cannot be read", e);
            throw new LogStopped(LogFault.CHANGED);
        }
    }

    /** An operator may decide that the newest checkpoint of the database is the last; the decision names it, so that it serves only once. */
    private Optional<LedgerCheckpoint> decided(LogTables.Log log, LogFault otherwise) {
        if (continueFrom == null) {
            throw new LogStopped(otherwise);
        }
        Optional<SignedNote> newest = newest(log);
        Optional<LedgerCheckpoint> last = newest.map(note -> LedgerCheckpoint.parse(note.text()));
        if (!last.map(checkpoint -> checkpoint.checkpoint().size()).orElse(TreeSize.EMPTY).equals(continueFrom)) {
            throw new LogStopped(otherwise);
        }
        newest.ifPresent(files::keepLastSigned);
        LOG.warn("As set by ledger.log.continue-from, the log continues from its checkpoint over {} records", continueFrom);
        return last;
    }
}
