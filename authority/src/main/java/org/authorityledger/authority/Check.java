package org.authorityledger.authority;

/**
 * Answers whether a signature is good: in person, by an instrument, or by signatories, tried in this order.
 *
 * <p>Each authority is tried in the order issuer, form, amendment, capacity, not yet effective, ended, joint signature, and fails at the first
 * that does not hold. The one that got furthest gives the reason; among ended ones the latest end; among equals the instrument recorded first,
 * within it the end recorded first.
 */
public final class Check {

    private Check() {}

    /**
     * Answers a question.
     *
     * @param parties as known at the moment asked about
     * @throws ChainTooLarge when the parties lead to too many others for an answer
     */
    public static Answer answer(Question question, KnownParties parties) {
        Answer answer = withoutRemarks(question, parties);
        return new Answer(answer.authorized(), answer.reason(), answer.decisive(), answer.basis(), answer.chains(), answer.ending(),
                Remarks.of(question, parties, answer));
    }

    static Answer withoutRemarks(Question question, KnownParties parties) {
        return new Signing(question, parties, Signing.Usable.EVERYTHING).answer();
    }
}
