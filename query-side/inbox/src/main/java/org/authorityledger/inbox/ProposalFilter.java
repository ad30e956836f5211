package org.authorityledger.inbox;

import org.authorityledger.documents.instrument.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Which proposals are meant; what is null lets all through.
 *
 * @param party the whole name, or some of its words in their order, of anyone whom they name
 * @param document the SHA-256 of the document, in lower case
 */
public record ProposalFilter(KeptProposal.@Nullable State state, Proposal.@Nullable Kind kind, @Nullable String party,
        @Nullable String document) {

    /** Whether it lets everything through. */
    boolean all() {
        return kind == null && party == null && document == null;
    }
}
