package org.authorityledger.proof.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a receipt, in the order in which they are written.
 *
 * @param receipt always {@link ReceiptText#FORMAT}
 * @param edition the edition of the law by which it answers
 * @param zone the time zone that says which day it was at {@code knownAt}: of an earlier day the sentence speaks in the past
 * @param key the verifier key of the log that signed it, to be compared with one that is trusted
 * @param names display names used in the explanation, as the ledger had them; they prove nothing
 * @param checkpoint the signed note
 * @param streams every stream that the answer rests on: the grantor's first, then those of the signers and of all whom chains lead to, by id
 */
record Receipt(String receipt, int edition, String zone, String key, QuestionText question, AnswerText answer, Map<String, String> names,
        String checkpoint, List<PartyStream> streams) {

    /** @param knownAt as of when: exactly the records with {@code recordedAt <= knownAt} count */
    record QuestionText(String grantor, String issuer, String form, List<String> signers, List<String> capacities, String on,
            String knownAt) {}

    /**
     * @param basis every authority that was considered, in the order of recording
     * @param chains for signatories: each way from the grantor to a hand that signs
     */
    record AnswerText(boolean authorized, String reason, String explanation, List<BasisText> basis, List<List<LinkText>> chains,
            List<RemarkText> remarks) {}

    /** One authority considered. */
    record BasisText(String poaId, String issuerId, String attorneyId, String role, @Nullable String inPlaceOf, String place, String reason,
            List<String> clauses, int minimumSignatures, String from, @Nullable String until, @Nullable String endCause,
            @Nullable String endedBy, String recordId, String termsBy,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<LinkText>> chains) {

        BasisText {
            chains = chains == null ? List.of() : chains;
        }
    }

    /** One step of a chain. */
    record LinkText(String grantorId, String partyId, String by, @Nullable String capacity, @Nullable String recordId) {}

    /** A condition. */
    record RemarkText(String code, String text, @Nullable String recordId) {}

    /**
     * The complete stream of one party up to the checkpoint, or that it has none.
     *
     * @param stream its place in the tree of streams
     * @param records in order
     */
    record PartyStream(String party, StreamText stream, List<EntryText> records) {}

    /**
     * The proof that the stream is complete.
     *
     * @param found the head at the end of the path; absent: none
     * @param siblings the hashes beside the path, from the root down, in Base64
     */
    record StreamText(@Nullable HeadText found, List<String> siblings) {}

    /** The end of a stream. */
    record HeadText(String key, long count, String head) {}

    /**
     * One record.
     *
     * @param entry the leaf's text
     * @param payload the payload, if the entry has only its hash
     * @param path its inclusion in the checkpointed tree, from the leaf's sibling up, in Base64
     */
    record EntryText(String entry, @Nullable String payload, List<String> path) {}

    /** A receipt of the first edition of the law, which rests on the grantor's stream alone. */
    record FirstEdition(String receipt, String key, QuestionText question, FirstAnswerText answer, Map<String, String> names,
            String checkpoint, StreamText stream, List<EntryText> records) {

        /** As one of today, with what the first edition did not state left empty. */
        Receipt toReceipt() {
            List<BasisText> basis = answer.basis().stream().map(FirstBasisText::toBasisText).toList();
            return new Receipt(receipt, 1, "", key, question,
                    new AnswerText(answer.authorized(), answer.reason(), answer.explanation(), basis, List.of(), List.of()), names,
                    checkpoint, List.of(new PartyStream(question.grantor(), stream, records)));
        }
    }

    /** An answer of the first edition. */
    record FirstAnswerText(boolean authorized, String reason, String explanation, List<FirstBasisText> basis) {}

    /** One authority considered in the first edition. */
    record FirstBasisText(String poaId, String issuerId, String attorneyId, String role, @Nullable String inPlaceOf, String reason,
            List<String> clauses, int minimumSignatures, String from, @Nullable String until, @Nullable String endCause,
            @Nullable String endedBy, String recordId) {

        private BasisText toBasisText() {
            return new BasisText(poaId, issuerId, attorneyId, role, inPlaceOf, inPlaceOf == null ? attorneyId : inPlaceOf, reason, clauses,
                    minimumSignatures, from, until, endCause, endedBy, recordId, "", List.of());
        }
    }
}
