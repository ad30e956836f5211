package org.authorityledger.inbox;

import java.util.List;
import java.util.Map;
import org.authorityledger.documents.instrument.Open;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proposal with the ids of the ledger in place of its handles, as far as they are known.
 *
 * @param body the fields of its command, those of its path too
 * @param open what a person must still decide
 * @param candidates by field, whom it may mean, where the ledger knows someone
 * @param fresh the fields with an id that is new to the ledger
 */
public record Settled(ObjectNode body, List<Open> open, Map<String, List<Candidate>> candidates, List<String> fresh) {

    public Settled {
        open = List.copyOf(open);
        candidates = Map.copyOf(candidates);
        fresh = List.copyOf(fresh);
    }
}
