package org.authorityledger.authority;

import java.util.List;
import org.authorityledger.events.AttorneyId;
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

    /**
     * The signers whose signatures make it good, in the order of the question: those with authority in force under the instrument that
     * decides, or the grantor alone. None where it is not good.
     */
    public List<AttorneyId> counting(Question question) {
        Basis deciding = decisive;
        if (!authorized || deciding == null) {
            return authorized ? List.of(AttorneyId.of(question.grantorId().value())) : List.of();
        }
        return question.signers().stream().filter(signer -> basis.stream().anyMatch(one -> one.reason() == Reason.IN_FORCE
                && one.authority().attorneyId().equals(signer) && one.authority().poaId().equals(deciding.authority().poaId()))).toList();
    }
}
