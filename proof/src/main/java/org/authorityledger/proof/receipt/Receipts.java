package org.authorityledger.proof.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Law;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.RecordedParties;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.SigningKey;
import org.authorityledger.proof.streams.StreamHead;
import org.authorityledger.proof.streams.StreamProof;
import org.authorityledger.proof.tree.Hash;
import org.jspecify.annotations.Nullable;

/** Makes receipts. */
public final class Receipts {

    private Receipts() {}

    /**
     * A record with its proof.
     *
     * @param path its inclusion in the tree of the checkpoint
     */
    public record Proven(LoggedRecord record, List<Hash> path) {}

    /**
     * The complete stream of a party up to the checkpoint, with its proof.
     *
     * @param stream the proof of its head in the tree of streams, or that it has none
     * @param records in order
     */
    public record ProvenStream(StreamProof stream, List<Proven> records) {}

    /** Finds the display names that a receipt's explanation uses. They come from outside the proof, and prove nothing. */
    @FunctionalInterface
    public interface DisplayNames {

        /** By id, the names of these parties and issuers; an id without a name may be missing. */
        Map<String, String> of(Set<PartyId> parties, Set<IssuerId> issuers);
    }

    /** The ledger up to the checkpoint. */
    public interface Source {

        /** The complete stream of a party. */
        ProvenStream stream(PartyId party);

        /** In whose stream it is last stated what a party is, up to a moment, and as what; null: nowhere. */
        @Nullable
        LastStated lastStated(PartyId party, Instant knownAt);
    }

    /** In whose stream it is last stated what a party is. */
    public record LastStated(PartyId in, PartyKind kind) {}

    /**
     * What a receipt rests on.
     *
     * @param zone says which day it was at {@code knownAt}
     */
    public record Grounds(Map<PartyId, ProvenStream> streams, ZoneId zone) {

        private Map<PartyId, GrantorRecords> read() {
            Map<PartyId, GrantorRecords> read = new HashMap<>();
            streams.forEach((party, proven) -> read.put(party,
                    LoggedRecord.stream(proven.records().stream().map(Proven::record).toList())));
            return read;
        }
    }

    /**
     * Gathers every stream that the answer rests on: it is answered again with what was missing, until nothing is.
     *
     * @param knownAt as of when
     */
    public static Grounds gather(Question question, Instant knownAt, ZoneId zone, Source source) {
        Map<PartyId, ProvenStream> streams = new TreeMap<>();
        streams.put(PartyId.of(question.grantorId().value()), source.stream(PartyId.of(question.grantorId().value())));
        while (true) {
            Grounds grounds = new Grounds(streams, zone);
            RecordedParties parties = new RecordedParties(grounds.read(), knownAt);
            Check.answer(question, parties);
            Set<PartyId> missing = new LinkedHashSet<>(parties.missing());
            for (PartyId party : parties.kindsAsked()) {
                LastStated last = source.lastStated(party, knownAt);
                if (last != null && last.kind() != parties.kind(party) && !parties.shows(last.in())) {
                    missing.add(last.in());
                }
            }
            if (missing.isEmpty()) {
                return grounds;
            }
            missing.forEach(party -> streams.put(party, source.stream(party)));
        }
    }

    /**
     * Answers a question by the law, and makes a receipt of the answer.
     *
     * @param knownAt as of when; not after the checkpoint's time, or the receipt says less than it seems to
     * @param names asked once, when the law has shown which names the explanation may use
     * @param grounds as gathered for this question and moment
     * @return the text of the file
     */
    public static String make(Question question, Instant knownAt, DisplayNames names, SignedNote checkpoint, Grounds grounds,
            SigningKey key) {
        RecordedParties parties = new RecordedParties(grounds.read(), knownAt);
        Map<String, String> used = QuestionAndAnswer
                .withoutIds(names.of(named(question, grounds), QuestionAndAnswer.issuers(question, parties)));
        PartyId grantor = PartyId.of(question.grantorId().value());
        List<Receipt.PartyStream> streams = new ArrayList<>();
        streams.add(stream(grantor, grounds));
        grounds.streams().keySet().stream().filter(party -> !party.equals(grantor)).sorted()
                .forEach(party -> streams.add(stream(party, grounds)));
        Receipt receipt = new Receipt(ReceiptText.FORMAT, Law.EDITION, grounds.zone().getId(), key.verifierKey().toString(),
                QuestionAndAnswer.text(question, knownAt), QuestionAndAnswer.answer(question, knownAt, grounds.zone(), parties, used), used,
                checkpoint.toString(), streams);
        return ReceiptText.sign(receipt, key);
    }

    private static Set<PartyId> named(Question question, Grounds grounds) {
        Set<PartyId> named = new LinkedHashSet<>(grounds.streams().keySet());
        question.signers().forEach(signer -> named.add(PartyId.of(signer.value())));
        grounds.read().values().forEach(records -> records.authorities()
                .forEach(authority -> named.add(PartyId.of(authority.attorneyId().value()))));
        return named;
    }

    private static Receipt.PartyStream stream(PartyId party, Grounds grounds) {
        ProvenStream proven = Objects.requireNonNull(grounds.streams().get(party));
        StreamHead found = proven.stream().found();
        return new Receipt.PartyStream(party.value(),
                new Receipt.StreamText(
                        found == null ? null : new Receipt.HeadText(found.key().toString(), found.count(), found.head().toString()),
                        QuestionAndAnswer.texts(proven.stream().siblings())),
                proven.records().stream().map(Receipts::entry).toList());
    }

    private static Receipt.EntryText entry(Proven proven) {
        LoggedRecord record = proven.record();
        return new Receipt.EntryText(new String(record.entry(), StandardCharsets.UTF_8), record.detached() ? record.payload() : null,
                QuestionAndAnswer.texts(proven.path()));
    }
}
