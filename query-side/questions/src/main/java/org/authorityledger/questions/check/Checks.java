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
import org.authorityledger.events.IssuerId;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;

/** Answers checks from the register, one or many at once. */
public final class Checks {

    private final Authorities register;
    private final Timer latency;
    private final Incomplete incomplete;

    public Checks(Authorities register, MeterRegistry meters) {
        this(register, meters, Incomplete.NEVER);
    }

    public Checks(Authorities register, MeterRegistry meters, Incomplete incomplete) {
        this.register = register;
        this.incomplete = incomplete;
        this.latency = Timer.builder("ledger.checks").description("Time to answer a check, or a batch of them, from the register")
                .publishPercentiles(0.5, 0.99).register(meters);
    }

    /**
     * A question with the law's answer.
     *
     * @param names the names last recorded of all parties concerned, by kind and id
     */
    public record Judged(Question question, Instant knownAt, Answer answer, Map<PartyKind, Map<String, String>> names) {

        /** The answer in one sentence, with each day written by this function. */
        public String explanation(Function<LocalDate, String> dates) {
            return Explanation.of(question, answer, id -> name(names, question, id), dates);
        }
    }

    /** Answers each question by the law, in order. */
    public List<Judged> judge(List<QuestionAsKnownAt> questions) {
        return latency.record(() -> {
            List<List<Authority>> authorities = register.authorities(questions);
            Map<PartyKind, Map<String, String>> names = names(questions, authorities);
            List<Judged> judged = new ArrayList<>(questions.size());
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i).question();
                judged.add(new Judged(question, questions.get(i).knownAt(), Check.answer(question, authorities.get(i)), names));
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
    public List<Judged> judge(List<QuestionAsKnownAt> asked, List<AuthorityVersion> versions,
            Map<PartyKind, Map<String, String>> names) {
        return latency.record(() -> asked.stream().map(one -> {
            List<Authority> known = versions.stream().filter(version -> version.knownAt(one.knownAt())).map(AuthorityVersion::authority)
                    .toList();
            return new Judged(one.question(), one.knownAt(), Check.answer(one.question(), known), names);
        }).toList());
    }

    /** Answers each question as a client reads it, in order. */
    List<CheckAnswer> answer(List<QuestionAsKnownAt> questions, long position) {
        return judge(questions).stream()
                .map(judged -> new CheckAnswer(judged.answer().authorized(), judged.answer().reason(),
                        judged.explanation(LocalDate::toString),
                        judged.answer().basis().stream().map(Checks::considered).toList(), judged.question().on(), judged.knownAt(),
                        position,
                        incomplete.of(Set.of(judged.question().grantorId()))))
                .toList();
    }

    /** By id, the last recorded names of the question's grantor and signers, and of these issuers. */
    Map<String, String> names(Question question, Set<IssuerId> issuers) {
        Map<PartyKind, Map<String, String>> names = register.names(Map.of(PartyKind.GRANTOR, Set.of(question.grantorId().value()),
                PartyKind.ATTORNEY, question.signers().stream().map(AttorneyId::value).toList(), PartyKind.ISSUER,
                issuers.stream().map(IssuerId::value).toList()));
        Map<String, String> byId = new HashMap<>();
        names.values().forEach(named -> named.keySet().forEach(id -> byId.put(id, name(names, question, id))));
        return byId;
    }

    private static CheckAnswer.ConsideredAuthority considered(Answer.Basis basis) {
        Authority authority = basis.authority();
        return new CheckAnswer.ConsideredAuthority(authority.poaId(), authority.issuerId(), authority.attorneyId(), authority.role(),
                authority.inPlaceOf(),
                basis.reason(), basis.clauses(), authority.minimumSignatures(), authority.from(), authority.until(),
                CheckAnswer.EndedBy.of(authority.ending()), authority.source());
    }

    private Map<PartyKind, Map<String, String>> names(List<QuestionAsKnownAt> questions, List<List<Authority>> authorities) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        Set<String> grantors = new HashSet<>();
        Set<String> signers = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (QuestionAsKnownAt one : questions) {
            grantors.add(one.question().grantorId().value());
            issuers.add(one.question().issuerId().value());
            one.question().signers().stream().map(AttorneyId::value).forEach(signers::add);
        }
        authorities.forEach(found -> found.forEach(authority -> issuers.add(authority.issuerId().value())));
        ids.put(PartyKind.GRANTOR, grantors);
        ids.put(PartyKind.ATTORNEY, signers);
        ids.put(PartyKind.ISSUER, issuers);
        return register.names(ids);
    }

    private static String name(Map<PartyKind, Map<String, String>> names, Question question, String id) {
        // One id may name a grantor in one question and an attorney in another; the question decides.
        PartyKind kind = id.equals(question.grantorId().value())
                ? PartyKind.GRANTOR
                : question.signers().stream().anyMatch(signer -> signer.value().equals(id)) ? PartyKind.ATTORNEY : PartyKind.ISSUER;
        return names.getOrDefault(kind, Map.of()).getOrDefault(id, id);
    }
}
