package org.authorityledger.transparencylog;

import java.time.Instant;
import java.time.ZoneId;
import org.authorityledger.authority.Question;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.receipt.Receipts;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question with its proof. The answer comes from the grantor's complete stream by the law, under a checkpoint signed for it; only the
 * display names in its explanation come from elsewhere.
 */
public final class ReceiptMaker {

    private final LogReading log;
    private final TransparencyLog signing;
    private final LogTables tables;
    private final RecordRows rows;
    private final StreamTables streams;
    private final Cosigning cosigning;
    private final LedgerReader reader;

    ReceiptMaker(LogReading log, TransparencyLog signing, LogTables tables, RecordRows rows, StreamTables streams, Cosigning cosigning,
            LedgerReader reader) {
        this.reader = reader;
        this.log = log;
        this.signing = signing;
        this.tables = tables;
        this.rows = rows;
        this.streams = streams;
        this.cosigning = cosigning;
    }

    /**
     * Makes a receipt that covers everything recorded when this is called.
     *
     * @param knownAt as of when; null: as of the checkpoint's own time
     * @param minPosition a position that it must cover; null: none
     * @param zone says which day it was at that moment
     * @param names asked once, for the names that the explanation may use
     * @return the text of the file
     * @throws LogRefusal if the log signs nothing, or this node has no key
     */
    public String make(Question question, @Nullable Instant knownAt, @Nullable Position minPosition, ZoneId zone,
            Receipts.DisplayNames names) {
        SigningKey key = signing.signingKey().orElseThrow(() -> new LogRefusal(LogRefusal.Code.LOG_STOPPED,
                "This node does not sign receipts. Send the request to the node that has the log's key."));
        log.fresh(minPosition == null ? Position.START : minPosition);
        Based based = based(question, knownAt, zone);
        SignedNote note = cosigning.cosigned(based.head().note(), based.head().size());
        return Receipts.make(question, based.knownAt(), names, note, based.grounds(), key);
    }

    /** What an answer is based on. */
    private record Based(LogReading.SignedCheckpoint head, Instant knownAt, Receipts.Grounds grounds) {}

    private Based based(Question question, @Nullable Instant asked, ZoneId zone) {
        return log.inOneState(() -> {
            // The signed checkpoint and the tree of streams change together, so here they must have one size.
            LogReading.SignedCheckpoint head = log.head();
            if (!tables.log().map(LogTables.Log::size).orElse(TreeSize.EMPTY).equals(head.size())) {
                throw new LogRefusal(LogRefusal.Code.NOT_IN_THE_LOG_YET, "The log is catching up. Try again.");
            }
            Instant knownAt = asked == null ? head.checkpoint().time() : asked;
            return new Based(head, knownAt, Receipts.gather(question, knownAt, zone, new SignedSource(head, tables.tiles().tree())));
        });
    }

    /** The ledger up to a signed checkpoint. */
    private final class SignedSource implements Receipts.Source {

        private final LogReading.SignedCheckpoint head;
        private final MerkleTree tree;

        SignedSource(LogReading.SignedCheckpoint head, MerkleTree tree) {
            this.head = head;
            this.tree = tree;
        }

        @Override
        public Receipts.ProvenStream stream(PartyId party) {
            StreamProof stream = streams.prove(party.value());
            if (!stream.holds(StreamHead.key(party.value()), head.checkpoint().streams())) {
                throw new LogRefusal(LogRefusal.Code.LOG_STOPPED, "This cannot be proven: " + LogFault.CHANGED.words() + ".");
            }
            return new Receipts.ProvenStream(stream, rows.stream(GrantorId.of(party.value()), head.last()).stream()
                    .map(record -> proven(record, tree, head)).toList());
        }

        @Override
        public Receipts.@Nullable LastStated lastStated(PartyId party, Instant knownAt) {
            LedgerReader.LastStated last = reader.lastStated(party, knownAt, head.last());
            return last == null ? null : new Receipts.LastStated(PartyId.of(last.in().value()), last.kind());
        }
    }

    private static Receipts.Proven proven(LoggedRecord record, MerkleTree tree, LogReading.SignedCheckpoint head) {
        return new Receipts.Proven(record, tree.inclusion(record.leafIndex(), head.size()));
    }
}
