package org.authorityledger.proof.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.events.IssuerId;
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
     * @param path its inclusion in the tree of the checkpoint
     */
    public record Proven(LoggedRecord record, List<Hash> path) {}

    /** Finds the display names that a receipt's explanation uses. They come from outside the proof, and prove nothing. */
    @FunctionalInterface
    public interface DisplayNames {

        /** By id, the names of the question's grantor and signers, and of these issuers; an id without a name may be missing. */
        Map<String, String> of(Question question, Set<IssuerId> issuers);
    }

    /**
     * Answers a question by the law, and makes a receipt of the answer.
     *
     * @param knownAt as of when; not after the checkpoint's time, or the receipt says less than it seems to
     * @param names asked once, when the law has shown which names the explanation may use
     * @param stream the proof of the grantor's head in the tree of streams
     * @param records the grantor's complete stream up to the checkpoint, in order
     * @return the text of the file
     */
    public static String make(Question question, Instant knownAt, DisplayNames names, SignedNote checkpoint, StreamProof stream,
            List<Proven> records, SigningKey key) {
        GrantorRecords known = LoggedRecord.stream(records.stream().map(Proven::record).toList());
        Map<String, String> used = QuestionAndAnswer
                .withoutIds(names.of(question, QuestionAndAnswer.issuers(question, knownAt, known)));
        StreamHead found = stream.found();
        Receipt receipt = new Receipt(ReceiptText.FORMAT, key.verifierKey().toString(), QuestionAndAnswer.text(question, knownAt),
                QuestionAndAnswer.answer(question, knownAt, known, used), used, checkpoint.toString(),
                new Receipt.StreamText(
                        found == null ? null : new Receipt.HeadText(found.key().toString(), found.count(), found.head().toString()),
                        QuestionAndAnswer.texts(stream.siblings())),
                records.stream().map(Receipts::entry).toList());
        return ReceiptText.sign(receipt, key);
    }

    private static Receipt.EntryText entry(Proven proven) {
        LoggedRecord record = proven.record();
        return new Receipt.EntryText(new String(record.entry(), StandardCharsets.UTF_8), record.detached() ? record.payload() : null,
                QuestionAndAnswer.texts(proven.path()));
    }
}
