package org.authorityledger.transparencylog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Question;
import org.authorityledger.http.Problem;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.receipt.Receipts;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Answers a question with its proof: from the grantor's complete stream by the law, not from the register, under a checkpoint signed for it.
 */
public final class ReceiptMaker {

    private final LogReading log;
    private final TransparencyLog signing;
    private final LogTables tables;
    private final RecordRows rows;
    private final StreamTables streams;
    private final Cosigning cosigning;

    ReceiptMaker(LogReading log, TransparencyLog signing, LogTables tables, RecordRows rows, StreamTables streams, Cosigning cosigning) {
        this.log = log;
        this.signing = signing;
        this.tables = tables;
        this.rows = rows;
        this.streams = streams;
        this.cosigning = cosigning;
    }

    /**
     * Makes a receipt over all that has been recorded when this is called.
     *
     * @param knownAt as of when; null: as of the checkpoint's own time
     * @param minPosition a position that it must cover; null: none
     * @param names display names by id
     * @return the text of the file
     * @throws Problem when the log signs nothing, or this node has no key
     */
    public String make(Question question, @Nullable Instant knownAt, @Nullable Long minPosition, Map<String, String> names) {
        SigningKey key = signing.signingKey().orElseThrow(() -> new Problem(HttpStatus.SERVICE_UNAVAILABLE, "LOG_STOPPED",
                "This node does not sign receipts; ask the one that has the log's key.", List.of()));
        log.fresh(minPosition == null ? 0 : minPosition);
        Grounds grounds = grounds(question);
        SignedNote note = cosigning.cosigned(grounds.head().note(), grounds.head().size());
        return Receipts.make(question, knownAt == null ? grounds.head().checkpoint().time() : knownAt, names, note, grounds.stream(),
                grounds.records(), key);
    }

    /** What an answer rests on. */
    private record Grounds(LogReading.Head head, StreamProof stream, List<Receipts.Proven> records) {}

    private Grounds grounds(Question question) {
        return log.inOneState(() -> {
            // What is signed and the tree of streams change together, so here they are of one size.
            LogReading.Head head = log.head();
            if (tables.log().map(LogTables.Log::size).orElse(0L) != head.size()) {
                throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NOT_IN_THE_LOG_YET", "The log is catching up. Ask again.", List.of());
            }
            StreamProof stream = streams.prove(question.grantorId().value());
            MerkleTree tree = tables.tiles().tree();
            List<Receipts.Proven> records = rows.stream(question.grantorId(), head.size()).stream()
                    .map(record -> proven(record, tree, head))
                    .toList();
            return new Grounds(head, stream, records);
        });
    }

    private static Receipts.Proven proven(LoggedRecord record, MerkleTree tree, LogReading.Head head) {
        return new Receipts.Proven(record, tree.inclusion(record.position() - 1, head.size()));
    }
}
