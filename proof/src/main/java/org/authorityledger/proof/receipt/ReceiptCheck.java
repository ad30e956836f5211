package org.authorityledger.proof.receipt;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Law;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.PartyId;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.streams.LedgerCheckpoint;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.MerkleProof;
import org.authorityledger.proof.tree.MerkleTree;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.Quorum;
import org.jspecify.annotations.Nullable;

/** Checks a receipt, given only the trusted public keys. */
public final class ReceiptCheck {

    private static final Set<Finding.Code> OF_RECORDS = EnumSet.of(Finding.Code.NOT_INCLUDED, Finding.Code.STREAM_INCOMPLETE);

    private final List<VerifierKey> trusted;
    private final Quorum quorum;
    private final List<Finding> findings = new ArrayList<>();

    private ReceiptCheck(List<VerifierKey> trusted, Quorum quorum) {
        this.trusted = trusted;
        this.quorum = quorum;
    }

    /**
     * The result of a check.
     *
     * @param findings empty: everything in the receipt is true
     * @param summary what the receipt states; null if it cannot even be read
     */
    public record Result(List<Finding> findings, @Nullable Summary summary) {

        public Result {
            findings = List.copyOf(findings);
        }

        /** Whether everything in the receipt is true. */
        public boolean holds() {
            return findings.isEmpty();
        }
    }

    /**
     * What a receipt states.
     *
     * @param completeUntil every record up to then is in the signed log
     * @param records of all parties on whose streams it rests
     * @param parties how many of them have a stream
     */
    public record Summary(String grantor, boolean authorized, String reason, String explanation, String on, String knownAt, String origin,
            TreeSize size, Instant completeUntil, int records, int parties) {}

    /** Checks a file, without requiring witnesses. */
    public static Result check(byte[] file, List<VerifierKey> trusted) {
        return check(file, trusted, Quorum.NONE);
    }

    /**
     * Checks a file.
     *
     * @param quorum the witnesses that must have cosigned its checkpoint
     */
    public static Result check(byte[] file, List<VerifierKey> trusted, Quorum quorum) {
        ReceiptCheck check = new ReceiptCheck(trusted, quorum);
        Summary summary = null;
        try {
            summary = check.receipt(ReceiptText.read(file));
        } catch (IllegalArgumentException | DateTimeException | IllegalStateException e) {
            check.found(Finding.Code.MALFORMED, "", "this is not a receipt, or it was changed: " + e.getMessage());
        } catch (tools.jackson.core.JacksonException e) {
            check.found(Finding.Code.MALFORMED, "", "a record of the receipt is an act that this build cannot read");
        }
        return new Result(check.findings, summary);
    }

    private void found(Finding.Code code, String where, String words) {
        findings.add(new Finding(code, where, words));
    }

    private Summary receipt(ReceiptText.SignedReceipt signed) {
        Receipt receipt = signed.receipt();
        boolean first = receipt.receipt().equals(ReceiptText.FIRST_FORMAT);
        if (!first && !receipt.receipt().equals(ReceiptText.FORMAT)) {
            throw new IllegalArgumentException("its format is unknown");
        }
        VerifierKey key = VerifierKey.parse(receipt.key());
        SignedNote note = SignedNote.parse(receipt.checkpoint());
        LedgerCheckpoint checkpoint = LedgerCheckpoint.parse(note.text());
        if (!note.toString().equals(receipt.checkpoint())) {
            throw new IllegalArgumentException("its checkpoint is not spelled as notes are");
        }
        signatures(signed, key, note);
        Question question = QuestionAndAnswer.question(receipt.question());
        Instant knownAt = Instant.parse(receipt.question().knownAt());
        if (!QuestionAndAnswer.text(question, knownAt).equals(receipt.question())) {
            throw new IllegalArgumentException("its question is not spelled as questions are");
        }
        Map<PartyId, List<LoggedRecord>> streams = new LinkedHashMap<>();
        for (Receipt.PartyStream stream : receipt.streams()) {
            List<LoggedRecord> records = records(stream, checkpoint.checkpoint());
            complete(stream, records, checkpoint.streams());
            if (streams.put(PartyId.of(stream.party()), records) != null) {
                throw new IllegalArgumentException("it shows one stream twice");
            }
        }
        // The law applies to records as they were logged; for others, the findings above are enough.
        if (findings.stream().noneMatch(finding -> OF_RECORDS.contains(finding.code()))) {
            answered(receipt, first, question, knownAt, streams);
        }
        if (knownAt.isAfter(checkpoint.time())) {
            found(Finding.Code.KNOWN_AT_AFTER_CHECKPOINT, "", "the question is as of " + receipt.question().knownAt()
                    + ", but the records are complete only until " + checkpoint.time());
        }
        return new Summary(receipt.question().grantor(), receipt.answer().authorized(), receipt.answer().reason(),
                receipt.answer().explanation(), receipt.question().on(), receipt.question().knownAt(), checkpoint.checkpoint().origin(),
                checkpoint.checkpoint().size(), checkpoint.time(), streams.values().stream().mapToInt(List::size).sum(),
                (int) streams.values().stream().filter(records -> !records.isEmpty()).count());
    }

    private void answered(Receipt receipt, boolean first, Question question, Instant knownAt,
            Map<PartyId, List<LoggedRecord>> streams) {
        if (!first && receipt.edition() != Law.EDITION) {
            found(Finding.Code.OTHER_EDITION, "",
                    "it answers by edition " + receipt.edition() + " of the law, and this verifier reads edition "
                            + Law.EDITION + ": its answer is not checked. Take the verifier of that edition");
            return;
        }
        RecordedParties parties;
        Receipt.AnswerText answer;
        try {
            Map<PartyId, GrantorRecords> read = new HashMap<>();
            streams.forEach((party, records) -> read.put(party, LoggedRecord.stream(records)));
            parties = new RecordedParties(read, knownAt);
            answer = QuestionAndAnswer.answer(question, knownAt, first ? ZoneOffset.UTC : ZoneId.of(receipt.zone()), parties,
                    receipt.names());
        } catch (RuntimeException e) {
            // Acts with missing parts: no ledger logs them.
            throw new IllegalArgumentException("its records are not acts of a ledger", e);
        }
        if (first) {
            if (!QuestionAndAnswer.sameInSubstance(receipt.answer(), answer)) {
                found(Finding.Code.OTHER_EDITION, "", "it answers by the first edition of the law; by edition " + Law.EDITION
                        + ", which this verifier reads, the answer to the question is another one (" + answer.reason()
                        + "). Its records are complete and in the signed log");
            }
            return;
        }
        for (PartyId party : parties.missing()) {
            found(Finding.Code.STREAM_INCOMPLETE, party.value(), "the answer rests on the stream of this party, and it is not shown");
        }
        if (!QuestionAndAnswer.states(receipt.answer(), answer)) {
            found(Finding.Code.ANSWER_DIFFERS, "", "the law gives another answer to the question from these records");
        }
    }

    private void signatures(ReceiptText.SignedReceipt signed, VerifierKey key, SignedNote note) {
        String origin = Checkpoint.parse(note.text()).origin();
        if (!trusted.contains(key) || key.type() != VerifierKey.ED25519 || !key.name().equals(origin)) {
            boolean another = trusted.stream().anyMatch(one -> one.type() == VerifierKey.ED25519 && one.name().equals(origin));
            found(Finding.Code.NOT_SIGNED, "", "it is signed by " + key + ", which is not a trusted key of the log " + origin
                    + (another
                            ? "; a receipt needs the key that signed it: if the log changed its key, give that one too with --key"
                            : ""));
        } else if (!signed.by(key)) {
            found(Finding.Code.SIGNATURE_WRONG, "", "the signature of the receipt is wrong: something in it was changed");
        }
        boolean well = false;
        List<VerifierKey> all = new ArrayList<>(trusted);
        all.addAll(quorum.witnesses());
        for (VerifierKey one : all) {
            SignedNote.Signed by = one.type() == VerifierKey.ED25519 && !one.name().equals(origin) ? SignedNote.Signed.NOT : note.by(one);
            well |= one.type() == VerifierKey.ED25519 && by == SignedNote.Signed.WELL;
            if (by == SignedNote.Signed.WRONGLY) {
                found(Finding.Code.SIGNATURE_WRONG, "checkpoint", "the signature of " + one.name() + " on the checkpoint is wrong");
            }
        }
        if (!well) {
            found(Finding.Code.NOT_SIGNED, "checkpoint", "no trusted key of the log signed the checkpoint");
        }
        if (!quorum.met(note)) {
            found(Finding.Code.NOT_WITNESSED, "checkpoint", "fewer than " + quorum.least() + " of the witnesses cosigned the checkpoint");
        }
    }

    private List<LoggedRecord> records(Receipt.PartyStream stream, Checkpoint checkpoint) {
        List<LoggedRecord> records = new ArrayList<>();
        for (Receipt.EntryText entry : stream.records()) {
            byte[] bytes = entry.entry().getBytes(StandardCharsets.UTF_8);
            LoggedRecord record = LoggedRecord.parse(bytes, entry.payload());
            List<Hash> path = entry.path().stream().map(Hash::ofBase64).toList();
            if (!MerkleProof.includes(MerkleTree.leaf(bytes), record.leafIndex(), checkpoint.size(), path, checkpoint.root())) {
                found(Finding.Code.NOT_INCLUDED, record.recordId().toString(),
                        "record " + record.position() + " is not in the signed tree");
            }
            records.add(record);
        }
        return records;
    }

    private void complete(Receipt.PartyStream stream, List<LoggedRecord> records, Hash root) {
        String grantor = stream.party();
        Hash key = StreamHead.key(grantor);
        Receipt.HeadText found = stream.stream().found();
        StreamHead claimed = found == null
                ? null
                : new StreamHead(Hash.ofBase64(found.key()), found.count(), Hash.ofBase64(found.head()));
        StreamProof proof = new StreamProof(claimed, stream.stream().siblings().stream().map(Hash::ofBase64).toList());
        if (!proof.holds(key, root)) {
            found(Finding.Code.STREAM_INCOMPLETE, grantor, "its statement about the party's stream is not in the signed tree");
        }
        StreamHead shown = StreamHead.empty(key);
        long sequence = 0;
        for (LoggedRecord record : records) {
            shown = shown.with(record.leaf());
            if (!record.grantorId().equals(grantor) || record.sequence() != sequence++) {
                found(Finding.Code.STREAM_INCOMPLETE, record.recordId().toString(), "it is not the next record of the party's stream");
            }
        }
        StreamHead proven = proof.head(key);
        if (!shown.equals(proven)) {
            found(Finding.Code.STREAM_INCOMPLETE, grantor, "the records are not the " + proven.count()
                    + " that the signed log has of this party: some were left out, added or exchanged");
        }
    }
}
