package org.authorityledger.authority;

import java.util.List;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Question}.
 *
 * @param decisive what gave the reason: the instrument and signer that got furthest; null when no instrument gave it
 * @param basis every authority considered, in the order of recording
 * @param chains for a signature by signatories, or by too few of them: each way from the grantor to a hand that signs, link by link
 * @param ending what ended the grantor's own hand, or the grantor as an entity, where that is the reason; else null
 * @param remarks the conditions that a lawyer would attach, in the order of {@link Remark.Code}
 */
public record Answer(boolean authorized, Reason reason, @Nullable Basis decisive, List<Basis> basis, List<List<Link>> chains,
        @Nullable Ending ending, List<Remark> remarks) {

    /**
     * One authority considered.
     *
     * @param reason how far it got
     * @param clauses the clauses that cover what is asked, empty when none does
     * @param ending what ends it for this signer; null: open. The signer's own death counts, by any stream that says so.
     * @param hands those whose signature counts under it: the holder, or the people who represent an entity
     * @param chains for an entity: each way to a hand that signs for it, link by link; empty for a person
     */
    public record Basis(Authority authority, Reason reason, List<String> clauses, @Nullable Ending ending, List<AttorneyId> hands,
            List<List<Link>> chains) {

        /** How many must sign together under the clauses that cover what is asked, each rule once. */
        public List<SigningRule> rules() {
            return authority.powers().stream().filter(power -> clauses.contains(power.clause())).map(authority::signing).distinct()
                    .toList();
        }
    }

    public Answer {
        basis = List.copyOf(basis);
        chains = List.copyOf(chains);
        remarks = List.copyOf(remarks);
    }

    /**
     * The signers whose signatures make it good, in the order of the question: those with authority in force under the instrument that
     * decides, those who represent signatories, or the grantor alone. None where it is not good.
     */
    public List<AttorneyId> counting(Question question) {
        if (!authorized) {
            return List.of();
        }
        Basis deciding = decisive;
        return question.signers().stream().filter(signer -> switch (reason) {
            case SELF_SIGNED -> signer.value().equals(question.grantorId().value());
            case SIGNED_BY_SIGNATORY -> chains.stream().anyMatch(chain -> chain.getLast().partyId().value().equals(signer.value()));
            default -> deciding != null && basis.stream().anyMatch(one -> one.reason() == Reason.IN_FORCE && one.hands().contains(signer)
                    && one.authority().poaId().equals(deciding.authority().poaId()));
        }).toList();
    }
}
