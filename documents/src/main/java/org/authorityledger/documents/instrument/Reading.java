package org.authorityledger.documents.instrument;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read in one paper.
 *
 * @param proposals the acts that it seems to be
 * @param noProposal why there is no proposal; null where there is one
 */
public record Reading(List<Proposal> proposals, @Nullable String noProposal) {

    public Reading {
        proposals = List.copyOf(proposals);
    }

    static Reading none(String why) {
        return new Reading(List.of(), why);
    }
}
