package org.authorityledger.proof.receipt;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a receipt, in the order in which they are written.
 *
 * @param receipt always {@link ReceiptText#FORMAT}
 * @param key the verifier key of the log that signed it, to be compared with one that is trusted
 * @param names display names used in the explanation; what the log says they are, not proven
 * @param checkpoint the signed note
 * @param stream the grantor's place in the tree of streams
 * @param records the grantor's complete stream up to the checkpoint, in order
 */
record Receipt(String receipt, String key, Question question, Answer answer, Map<String, String> names, String checkpoint, Stream stream,
        List<Entry> records) {

    /** @param knownAt as of when: exactly the records with {@code recordedAt <= knownAt} count */
    record Question(String grantor, String issuer, String form, List<String> signers, List<String> capacities, String on, String knownAt) {}

    /** @param basis every authority that was considered, in the order of recording */
    record Answer(boolean authorized, String reason, String explanation, List<Basis> basis) {}

    /** One authority considered. */
    record Basis(String poaId, String issuerId, String attorneyId, String role, @Nullable String inPlaceOf, String reason,
            List<String> clauses, int minimumSignatures, String from, @Nullable String until, @Nullable String endCause,
            @Nullable String endedBy, String recordId) {}

    /**
     * The proof that the stream is complete.
     *
     * @param found what stands at the end of the way; absent: nothing
     * @param siblings the hashes beside the way, from the root down, in Base64
     */
    record Stream(@Nullable Head found, List<String> siblings) {}

    /** The end of a stream. */
    record Head(String key, long count, String head) {}

    /**
     * One record.
     *
     * @param entry the leaf's text
     * @param payload the payload, where the entry has only its hash
     * @param path its inclusion in the checkpointed tree, from the leaf's sibling up, in Base64
     */
    record Entry(String entry, @Nullable String payload, List<String> path) {}
}
