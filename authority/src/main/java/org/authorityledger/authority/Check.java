package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether a signature is good.
 *
 * <p>Each authority is tried in the order issuer, form, amendment, capacity, not yet effective, ended, joint signature, and fails at the first
 * that does not hold. The one that got furthest gives the reason; among ended ones the latest end. A joint signature is made under one
 * instrument: appointments of different instruments are not added up.
 */
public final class Check {

    private Check() {}

    /**
     * Answers a question.
     *
     * @param authorities of the grantor asked about, as known at the moment asked about; at least all those of the signers, in the order of
     *     recording
     */
    public static Answer answer(Question question, List<Authority> authorities) {
        if (question.selfSigned()) {
            return new Answer(true, Reason.SELF_SIGNED, null, List.of());
        }
        List<Answer.Basis> tried = new ArrayList<>();
        Map<PoaId, Set<AttorneyId>> represented = new HashMap<>();
        for (Authority authority : authorities) {
            if (question.signers().contains(authority.attorneyId())) {
                Answer.Basis basis = attempt(question, authority);
                tried.add(basis);
                if (basis.reason() == Reason.IN_FORCE) {
                    represented.computeIfAbsent(authority.poaId(), poaId -> new HashSet<>()).add(authority.appointment());
                }
            }
        }
        List<Answer.Basis> judged = tried.stream().map(basis -> jointly(basis, represented)).toList();
        Answer.Basis decisive = furthest(judged);
        Reason reason = decisive == null ? Reason.NO_POWER_OF_ATTORNEY : decisive.reason();
        return new Answer(reason == Reason.IN_FORCE, reason, decisive, judged);
    }

    private static Answer.Basis attempt(Question question, Authority authority) {
        List<String> clauses = new ArrayList<>(1);
        return new Answer.Basis(authority, attempt(question, authority, clauses), List.copyOf(clauses));
    }

    private static Reason attempt(Question question, Authority authority, List<String> clauses) {
        Reason uncovered = Reason.FORM_NOT_COVERED;
        for (Power power : authority.powers()) {
            if (power.forms().contains(question.form().form())) {
                if (question.form().amendment() && !power.amendments()) {
                    uncovered = furthest(uncovered, Reason.AMENDMENT_NOT_COVERED);
                } else if (!question.capacities().isEmpty() && !power.capacities().isEmpty()
                        && power.capacities().stream().noneMatch(question.capacities()::contains)) {
                    uncovered = furthest(uncovered, Reason.CAPACITY_NOT_COVERED);
                } else {
                    clauses.add(power.clause());
                }
            }
        }
        LocalDate on = question.on();
        Ending ending = authority.ending();
        if (!authority.issuerId().covers(question.issuerId())) {
            return Reason.ISSUER_NOT_COVERED;
        } else if (clauses.isEmpty()) {
            return uncovered;
        } else if (on.isBefore(authority.from())) {
            return Reason.NOT_YET_EFFECTIVE;
        } else if (ending != null && !on.isBefore(ending.on())) {
            return Reason.of(ending.cause());
        }
        return Reason.IN_FORCE;
    }

    private static Reason furthest(Reason one, Reason other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Answer.Basis jointly(Answer.Basis basis, Map<PoaId, Set<AttorneyId>> represented) {
        Authority authority = basis.authority();
        if (basis.reason() == Reason.IN_FORCE
                && represented.getOrDefault(authority.poaId(), Set.of()).size() < authority.minimumSignatures()) {
            return new Answer.Basis(authority, Reason.JOINT_SIGNATURE_REQUIRED, basis.clauses());
        }
        return basis;
    }

    private static Answer.@Nullable Basis furthest(List<Answer.Basis> tried) {
        Answer.Basis furthest = null;
        for (Answer.Basis basis : tried) {
            if (furthest == null || gotFurther(basis, furthest)) {
                furthest = basis;
            }
        }
        return furthest;
    }

    private static boolean gotFurther(Answer.Basis one, Answer.Basis other) {
        LocalDate end = endIfEnded(one);
        LocalDate otherEnd = endIfEnded(other);
        if (end != null && otherEnd != null) {
            return end.isAfter(otherEnd);
        }
        return one.reason().compareTo(other.reason()) > 0;
    }

    private static @Nullable LocalDate endIfEnded(Answer.Basis basis) {
        return basis.reason().ended() == null ? null : basis.authority().until();
    }
}
