package org.authorityledger.proof.verify;

import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Tiles;
import org.jspecify.annotations.Nullable;

/** A ledger with its log, wherever it lies: what a verification reads. */
public interface LedgerCopy {

    /**
     * A public key that the copy names.
     *
     * @param untilSize the last size it signed; null: it signs now
     * @param handover the checkpoint that it and its predecessor both signed
     */
    record Key(VerifierKey verifierKey, long fromSize, @Nullable Long untilSize, @Nullable SignedNote handover) {}

    /**
     * A record as it lies there.
     *
     * @param place where: its position in a database, the number of its line in a file; from 1
     * @param entry the leaf's text, made of it or written there
     * @param record it; null where it cannot be read
     */
    @SuppressWarnings("ArrayRecordComponent") // One for each record of a ledger: handed over, and compared by nobody.
    record Stored(long place, byte[] entry, @Nullable LoggedRecord record) {}

    /** Takes records one by one. */
    @FunctionalInterface
    interface Taker {

        void take(Stored stored);
    }

    /** The keys, oldest first. */
    List<Key> keys();

    /** Every signed checkpoint that is kept, by size. */
    List<SignedNote> checkpoints();

    /** Every record, by place. */
    void records(Taker taker);

    /** The tiles. */
    Tiles tiles();

    /** The last checkpoint that was signed, where it is kept apart from all this. */
    Optional<SignedNote> lastSigned();
}
