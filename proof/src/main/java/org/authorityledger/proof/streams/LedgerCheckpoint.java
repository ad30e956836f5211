package org.authorityledger.proof.streams;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;

/**
 * A checkpoint of a ledger's log, with its two extension lines: {@code streams} and the root over all stream heads, {@code time} and the moment
 * up to which it has every record.
 */
public record LedgerCheckpoint(Checkpoint checkpoint, Hash streams, Instant time) {

    private static final String STREAMS = "streams";
    private static final String TIME = "time";

    /** Makes one. */
    public static Checkpoint of(String origin, TreeSize size, Hash root, Hash streams, Instant time) {
        return new Checkpoint(origin, size, root, List.of(STREAMS + " " + streams, TIME + " " + LoggedRecord.format(time)));
    }

    /**
     * Reads the text of a note.
     *
     * @throws IllegalArgumentException if it is not a checkpoint, or does not have exactly these two lines in this order
     */
    public static LedgerCheckpoint parse(String text) {
        Checkpoint checkpoint = Checkpoint.parse(text);
        Hash streams = checkpoint.extension(STREAMS).map(Hash::ofBase64)
                .orElseThrow(() -> new IllegalArgumentException("the checkpoint does not say the root of the streams"));
        Instant time = checkpoint.extension(TIME).map(LedgerCheckpoint::instant)
                .orElseThrow(() -> new IllegalArgumentException("the checkpoint does not say up to which time it is complete"));
        if (!of(checkpoint.origin(), checkpoint.size(), checkpoint.root(), streams, time).equals(checkpoint)) {
            throw new IllegalArgumentException("the checkpoint has other lines than a ledger's");
        }
        return new LedgerCheckpoint(checkpoint, streams, time);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of the checkpoint is not an instant", e);
        }
    }
}
