package org.authorityledger.questions.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;

/** Answers checks from the register, one or many at once. */
public final class Checks {

    private final Register register;
    private final Timer latency;
    private final Incomplete incomplete;

    public Checks(Register register, MeterRegistry meters) {
        this(register, meters, Incomplete.NEVER);
    }

    public Checks(Register register, MeterRegistry meters, Incomplete incomplete) {
        this.register = register;
        this.incomplete = incomplete;
        this.latency = Timer.builder("ledger.checks").description("Time to answer a check, or a batch of them, from the register")
                .publishPercentiles(0.5, 0.99).register(meters);
    }

    /**
     * A question with the law's answer, for those who tell it in words of their own.
     *
     * @param names the last recorded names of all who are concerned, by kind and id
     */
    public record Judged(Question question, Instant knownAt, Answer answer, Map<PartyKind, Map<String, String>> names) {

        /** The answer in one sentence, with days as they are to be written. */
        public String explanation(Function<LocalDate, String> dates) {
            return Explanation.of(question, answer, id -> name(names, question, id), dates);
        }
    }

    /** Judges each question, in order. */
    public List<Judged> judge(List<Register.QuestionAsKnownAt> asked) {
        return latency.record(() -> {
            List<List<Authority>> authorities = register.authorities(asked);
            Map<PartyKind, Map<String, String>> names = names(asked, authorities);
            List<Judged> judged = new ArrayList<>(asked.size());
            for (int i = 0; i < asked.size(); i++) {
                Question question = asked.get(i).question();
                judged.add(new Judged(question, asked.get(i).knownAt(), Check.answer(question, authorities.get(i)), names));
            }
            return judged;
        });
    }

    /**
     * Judges each question, in order, by what was read of their grantor before.
     *
     * @param versions every version of the grantor's authorities, in the order of recording, also of those that never were
     * @param names of everyone the questions and the versions mention, by kind and id
     */
    public List<Judged> judge(List<Register.QuestionAsKnownAt> asked, List<AuthorityVersion> versions,
            Map<PartyKind, Map<String, String>> names) {
        return latency.record(() -> asked.stream().map(one -> {
            List<Authority> known = versions.stream().filter(version -> version.knownAt(one.knownAt())).map(AuthorityVersion::authority)
                    .toList();
            return new Judged(one.question(), one.knownAt(), Check.answer(one.question(), known), names);
        }).toList());
    }

    /** Answers each, in order. */
    List<CheckAnswer> answer(List<Register.QuestionAsKnownAt> asked, long position) {
        return judge(asked).stream()
                .map(judged -> new CheckAnswer(judged.answer().authorized(), judged.answer().reason(),
                        judged.explanation(LocalDate::toString),
                        judged.answer().basis().stream().map(Checks::basis).toList(), judged.question().on(), judged.knownAt(), position,
                        incomplete.of(Set.of(judged.question().grantorId()))))
                .toList();
    }

    /** The display names that an explanation of this answer may use, by id. */
    Map<String, String> names(Register.QuestionAsKnownAt asked) {
        List<List<Authority>> authorities = register.authorities(List.of(asked));
        Map<PartyKind, Map<String, String>> names = names(List.of(asked), authorities);
        Map<String, String> byId = new HashMap<>();
        names.values().forEach(some -> some.keySet().forEach(id -> byId.put(id, name(names, asked.question(), id))));
        return byId;
    }

    private static CheckAnswer.Basis basis(Answer.Basis basis) {
        Authority authority = basis.authority();
        return new CheckAnswer.Basis(authority.poaId(), authority.issuerId(), authority.attorneyId(), authority.role(),
                authority.inPlaceOf(),
                basis.reason(), basis.clauses(), authority.minimumSignatures(), authority.from(), authority.until(),
                CheckAnswer.EndedBy.of(authority.ending()), authority.source());
    }

    private Map<PartyKind, Map<String, String>> names(List<Register.QuestionAsKnownAt> asked, List<List<Authority>> authorities) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        Set<String> grantors = new HashSet<>();
        Set<String> signers = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Register.QuestionAsKnownAt one : asked) {
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
