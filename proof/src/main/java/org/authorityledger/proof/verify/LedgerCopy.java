package org.authorityledger.proof.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Tiles;
import org.authorityledger.proof.tree.TreeSize;
import org.jspecify.annotations.Nullable;

/** A ledger with its log, wherever it is kept: what a verification reads. */
public interface LedgerCopy {

    /**
     * A public key that comes with the copy.
     *
     * @param untilSize the last size it signed; null: it signs now
     * @param handover the checkpoint that it and its predecessor both signed
     */
    record EnclosedKey(VerifierKey verifierKey, TreeSize fromSize, @Nullable TreeSize untilSize, @Nullable SignedNote handover) {}

    /**
     * A record as it is kept there.
     *
     * @param place its position in a database, or the number of its line in a file; from 1
     * @param entry the leaf's text, made from it or written there
     * @param record the record; null if it cannot be read
     */
    @SuppressWarnings("ArrayRecordComponent") // One for each record of a ledger: passed on, and never compared.
    record StoredRecord(long place, byte[] entry, @Nullable LoggedRecord record) {}

    /** The keys, oldest first. */
    List<EnclosedKey> keys();

    /** Every signed checkpoint that is kept, by size. */
    List<SignedNote> checkpoints();

    /** Every record, by place. */
    void records(Consumer<StoredRecord> reader);

    /** The tiles. */
    Tiles tiles();

    /** The last checkpoint that was signed, if it is kept apart from all this. */
    Optional<SignedNote> lastSigned();
}
