package org.authorityledger.questions.check;

import java.time.Instant;
import java.util.List;

/** By which other ids someone is known: people state it of those who stand in the ledger twice. Asked on every check, it answers from memory. */
@FunctionalInterface
public interface OtherIds {

    /** No one is known by two ids. */
    OtherIds NONE = (id, knownAt) -> List.of();

    /**
     * The other ids of a grantor or a signer.
     *
     * @param knownAt as stated by this moment
     * @return in their order; empty where nothing is stated
     */
    List<String> of(String id, Instant knownAt);
}
