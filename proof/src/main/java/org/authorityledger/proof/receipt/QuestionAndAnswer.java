package org.authorityledger.proof.receipt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.proof.entry.LoggedRecord;
import org.authorityledger.proof.tree.Hash;

/** The question and the answer of a receipt: to and from text, and the answer by the law. */
final class QuestionAndAnswer {

    private QuestionAndAnswer() {}

    static Receipt.QuestionText text(Question question, Instant knownAt) {
        return new Receipt.QuestionText(question.grantorId().value(), question.issuerId().value(), question.form().toString(),
                question.signers().stream().map(AttorneyId::value).toList(),
                question.capacities().stream().sorted().map(Capacity::name).toList(), question.on().toString(),
                LoggedRecord.format(knownAt));
    }

    /** @throws IllegalArgumentException or DateTimeException if it is not a question */
    static Question question(Receipt.QuestionText text) {
        Set<Capacity> capacities = text.capacities().stream().map(Capacity::valueOf).collect(Collectors.toSet());
        return new Question(GrantorId.of(text.grantor()), IssuerId.of(text.issuer()), FormAsked.of(text.form()),
                text.signers().stream().map(AttorneyId::of).toList(), capacities, LocalDate.parse(text.on()));
    }

    /** The answer by the law, from everything recorded of the grantor. */
    static Receipt.AnswerText answer(Question question, Instant knownAt, GrantorRecords records, Map<String, String> names) {
        Answer answer = Check.answer(question, records.knownAt(knownAt).authorities());
        return text(answer, Explanation.of(question, answer, id -> names.getOrDefault(id, id)));
    }

    /** Whether the law gives this answer, explained by the sentence of today or by the one of the first edition. */
    static boolean gives(Receipt.AnswerText stated, Question question, Instant knownAt, GrantorRecords records,
            Map<String, String> names) {
        Answer answer = Check.answer(question, records.knownAt(knownAt).authorities());
        UnaryOperator<String> called = id -> names.getOrDefault(id, id);
        return stated.equals(text(answer, Explanation.of(question, answer, called)))
                || stated.equals(text(answer, Explanation.namingAllSigners(question, answer, called)));
    }

    private static Receipt.AnswerText text(Answer answer, String explanation) {
        return new Receipt.AnswerText(answer.authorized(), answer.reason().name(), explanation,
                answer.basis().stream().map(QuestionAndAnswer::basis).toList());
    }

    private static Receipt.BasisText basis(Answer.Basis basis) {
        Authority authority = basis.authority();
        Ending ending = authority.ending();
        return new Receipt.BasisText(authority.poaId().value(), authority.issuerId().value(), authority.attorneyId().value(),
                authority.role().name(), authority.inPlaceOf() == null ? null : authority.inPlaceOf().value(), basis.reason().name(),
                basis.clauses(), authority.minimumSignatures(), authority.from().toString(), ending == null ? null : ending.on().toString(),
                ending == null ? null : ending.cause().name(), ending == null ? null : ending.recordId().toString(),
                authority.source().toString());
    }

    /** The issuers that an explanation of the answer may name: the one in question, and those of the signers' authorities. */
    static Set<IssuerId> issuers(Question question, Instant knownAt, GrantorRecords records) {
        Set<IssuerId> issuers = new LinkedHashSet<>(Set.of(question.issuerId()));
        records.knownAt(knownAt).authorities().stream().filter(authority -> question.signers().contains(authority.attorneyId()))
                .forEach(authority -> issuers.add(authority.issuerId()));
        return issuers;
    }

    /** The names that say more than the id does, in the order of the ids: a receipt has one spelling only. */
    static Map<String, String> withoutIds(Map<String, String> names) {
        Map<String, String> used = new TreeMap<>(names);
        used.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
        return used;
    }

    static List<String> texts(List<Hash> hashes) {
        return hashes.stream().map(Object::toString).toList();
    }
}
