package org.authorityledger.proof.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.tree.Hash;

/** Makes receipts. */
public final class Receipts {

    private Receipts() {}

    /**
     * A record with its proof.
     *
     * @param path its inclusion in the checkpointed tree
     */
    public record Proven(LoggedRecord record, List<Hash> path) {}

    /**
     * Answers a question and makes the receipt of it.
     *
     * @param knownAt as of when; not after the checkpoint's time, or the receipt says less than it seems to
     * @param names display names by id
     * @param stream what the tree of streams says of the grantor
     * @param records the grantor's complete stream up to the checkpoint, in order
     * @return the text of the file
     */
    public static String make(Question question, Instant knownAt, Map<String, String> names, SignedNote checkpoint, StreamProof stream,
            List<Proven> records, SigningKey key) {
        GrantorRecords known = LoggedRecord.stream(records.stream().map(Proven::record).toList());
        Map<String, String> used = Asked.namesFor(question, known, names);
        StreamHead found = stream.found();
        Receipt receipt = new Receipt(ReceiptText.FORMAT, key.verifierKey().toString(), Asked.text(question, knownAt),
                Asked.answer(question, knownAt, known, used), used, checkpoint.toString(),
                new Receipt.Stream(found == null ? null : new Receipt.Head(found.key().toString(), found.count(), found.head().toString()),
                        Asked.texts(stream.siblings())),
                records.stream().map(Receipts::entry).toList());
        return ReceiptText.sign(receipt, key);
    }

    private static Receipt.Entry entry(Proven proven) {
        LoggedRecord record = proven.record();
        return new Receipt.Entry(new String(record.entry(), StandardCharsets.UTF_8), record.detached() ? record.payload() : null,
                Asked.texts(proven.path()));
    }
}
