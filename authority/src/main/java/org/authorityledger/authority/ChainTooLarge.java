package org.authorityledger.authority;

/** The parties that a question leads to are too many, or too entangled, for an answer. */
public final class ChainTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says so. */
    public ChainTooLarge() {
        super("the signatories and attorneys of this grantor lead to too many others: ask about fewer signers");
    }
}
