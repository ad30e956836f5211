package org.authorityledger.authority;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Question}.
 *
 * @param decisive what gave the reason: the instrument and signer that got furthest; null when nothing was considered
 * @param basis every authority considered, in the order of recording
 */
public record Answer(boolean authorized, Reason reason, @Nullable Basis decisive, List<Basis> basis) {

    /**
     * One authority considered.
     *
     * @param reason how far it got
     * @param clauses the clauses that cover what is asked, empty when none does
     */
    public record Basis(Authority authority, Reason reason, List<String> clauses) {}
}
