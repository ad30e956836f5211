package org.authorityledger.query.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.query.register.PartyKind;
import org.authorityledger.query.register.Register;

/** Answers checks from the register, one or many at once. */
public final class Checks {

    private final Register register;
    private final Timer latency;

    public Checks(Register register, MeterRegistry meters) {
        this.register = register;
        this.latency = Timer.builder("ledger.checks").description("Time to answer a check, or a batch of them, from the register")
                .publishPercentiles(0.5, 0.99).register(meters);
    }

    /** Answers each, in order. */
    List<CheckAnswer> answer(List<Register.Asked> asked, long position) {
        return latency.record(() -> {
            List<List<Authority>> authorities = register.authorities(asked);
            Map<PartyKind, Map<String, String>> names = names(asked, authorities);
            List<CheckAnswer> answers = new ArrayList<>(asked.size());
            for (int i = 0; i < asked.size(); i++) {
                Question question = asked.get(i).question();
                Answer answer = Check.answer(question, authorities.get(i));
                answers.add(new CheckAnswer(answer.authorized(), answer.reason(),
                        Explanation.of(question, answer, id -> name(names, question, id)),
                        answer.basis().stream().map(Checks::basis).toList(), question.on(), asked.get(i).knownAt(), position));
            }
            return answers;
        });
    }

    private static CheckAnswer.Basis basis(Answer.Basis basis) {
        Authority authority = basis.authority();
        return new CheckAnswer.Basis(authority.poaId(), authority.issuerId(), authority.attorneyId(), authority.role(),
                authority.inPlaceOf(),
                basis.reason(), basis.clauses(), authority.minimumSignatures(), authority.from(), authority.until(),
                CheckAnswer.EndedBy.of(authority.ending()), authority.source());
    }

    private Map<PartyKind, Map<String, String>> names(List<Register.Asked> asked, List<List<Authority>> authorities) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        Set<String> grantors = new HashSet<>();
        Set<String> signers = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Register.Asked one : asked) {
            grantors.add(one.question().grantorId().value());
            issuers.add(one.question().issuerId().value());
            one.question().signers().stream().map(AttorneyId::value).forEach(signers::add);
        }
        authorities.forEach(some -> some.forEach(authority -> issuers.add(authority.issuerId().value())));
        ids.put(PartyKind.GRANTOR, grantors);
        ids.put(PartyKind.ATTORNEY, signers);
        ids.put(PartyKind.ISSUER, issuers);
        return register.names(ids);
    }

    private static String name(Map<PartyKind, Map<String, String>> names, Question question, String id) {
        // One id may stand for a grantor here and an attorney there; the question says which is meant.
        PartyKind first = id.equals(question.grantorId().value())
                ? PartyKind.GRANTOR
                : question.signers().stream().anyMatch(signer -> signer.value().equals(id)) ? PartyKind.ATTORNEY : PartyKind.ISSUER;
        return names.getOrDefault(first, Map.of()).getOrDefault(id, id);
    }
}
