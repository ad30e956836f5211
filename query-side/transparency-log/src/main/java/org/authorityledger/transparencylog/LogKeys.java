package org.authorityledger.transparencylog;

import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.TreeSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that signs the log: its secret in a file of this node, its public half in the database. Both must agree. */
final class LogKeys {

    private static final Logger LOG = LoggerFactory.getLogger(LogKeys.class);

    private final KeyFiles files;
    private final LogTables tables;
    private final boolean replaceLost;

    /** @param replaceLost whether to make a new key if the log has one and its file is not here */
    LogKeys(KeyFiles files, LogTables tables, boolean replaceLost) {
        this.files = files;
        this.tables = tables;
        this.replaceLost = replaceLost;
    }

    /**
     * The key that signs this log; empty if it is not on this node. A new log gets one.
     *
     * @throws LogStopped if the file here has a key that does not sign this log
     */
    Optional<SigningKey> signingKey(LogTables.Log log) {
        List<LogTables.PublicKey> known = tables.keys();
        finishRotation(known);
        Optional<SigningKey> found = files.key();
        if (found.isEmpty() && (known.isEmpty() || replaceLost)) {
            SigningKey made = SigningKey.generate(log.origin(), VerifierKey.ED25519);
            files.keep(made);
            LOG.info("From now on, the log {} is signed by {}", log.origin(), made.verifierKey());
            tables.addKey(made.verifierKey(), log.size(), null);
            return Optional.of(made);
        }
        if (found.isPresent() && known.isEmpty()) {
            tables.addKey(found.get().verifierKey(), log.size(), null);
        } else if (found.isPresent() && known.stream().noneMatch(key -> key.signs(found.get().verifierKey()))) {
            throw new LogStopped(LogFault.OTHER_KEY);
        }
        return found;
    }

    /** A rotation may have been committed by a process that ended before it replaced the file. */
    private void finishRotation(List<LogTables.PublicKey> known) {
        Optional<VerifierKey> next = files.next().map(SigningKey::verifierKey);
        if (next.isPresent() && files.key().isPresent() && known.stream().anyMatch(key -> key.verifierKey().equals(next.get()))) {
            files.rotate();
        }
    }

    /** The key that will take over; made and kept now, unless an earlier attempt did so. */
    SigningKey next(String origin) {
        return files.next().orElseGet(() -> {
            SigningKey made = SigningKey.generate(origin, VerifierKey.ED25519);
            files.keepNext(made);
            return made;
        });
    }

    /** Records that a key signs from this size on. */
    void handOver(SigningKey next, TreeSize size, SignedNote signedByBoth) {
        tables.addKey(next.verifierKey(), size, signedByBoth.toString());
        LOG.info("From size {} on, the log is signed by {}", size, next.verifierKey());
    }
}
