package org.authorityledger.proof.receipt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.Link;
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

    /** The answer by the law, from the streams that are shown. */
    static Receipt.AnswerText answer(Question question, Instant knownAt, ZoneId zone, KnownParties parties, Map<String, String> names) {
        Answer answer = Check.answer(question, parties);
        UnaryOperator<String> called = id -> names.getOrDefault(id, id);
        return text(question, answer, Explanation.of(question, answer, called, knownAt.atZone(zone).toLocalDate()), called);
    }

    private static Receipt.AnswerText text(Question question, Answer answer, String explanation, UnaryOperator<String> names) {
        return new Receipt.AnswerText(answer.authorized(), answer.reason().name(), explanation,
                answer.basis().stream().map(QuestionAndAnswer::basis).toList(), chains(answer.chains()),
                answer.remarks().stream().map(remark -> new Receipt.RemarkText(remark.code().name(),
                        Explanation.of(remark, question, answer, names, LocalDate::toString),
                        remark.recordId() == null ? null : remark.recordId().toString())).toList());
    }

    private static Receipt.BasisText basis(Answer.Basis basis) {
        Authority authority = basis.authority();
        Ending ending = basis.ending();
        return new Receipt.BasisText(authority.poaId().value(), authority.issuerId().value(), authority.attorneyId().value(),
                authority.role().name(), authority.inPlaceOf() == null ? null : authority.inPlaceOf().value(), authority.place().value(),
                basis.reason().name(), basis.clauses(), authority.minimumSignatures(), authority.from().toString(),
                ending == null ? null : ending.on().toString(), ending == null ? null : ending.cause().name(),
                ending == null ? null : ending.recordId().toString(), authority.source().toString(), authority.segment().toString(),
                chains(basis.chains()));
    }

    private static List<List<Receipt.LinkText>> chains(List<List<Link>> chains) {
        return chains.stream().map(chain -> chain.stream().map(link -> new Receipt.LinkText(link.grantorId().value(),
                link.partyId().value(), link.by().name(), link.capacity() == null ? null : link.capacity().name(),
                link.recordId() == null ? null : link.recordId().toString())).toList()).toList();
    }

    /** Whether a receipt states this answer, in the words of now or in earlier ones. */
    static boolean states(Receipt.AnswerText stated, Receipt.AnswerText present) {
        return stated.equals(present) || stated.equals(new Receipt.AnswerText(present.authorized(), present.reason(),
                Explanation.inEarlierWords(present.explanation()), present.basis(), present.chains(), present.remarks()));
    }

    /**
     * Whether the present edition of the law gives, in substance, an answer of the first: the same reason, and the same authorities with the
     * same ends. Its sentence was another one.
     */
    static boolean sameInSubstance(Receipt.AnswerText stated, Receipt.AnswerText present) {
        return stated.authorized() == present.authorized() && stated.reason().equals(present.reason())
                && stated.basis().equals(present.basis().stream()
                        .map(basis -> new Receipt.BasisText(basis.poaId(), basis.issuerId(), basis.attorneyId(), basis.role(),
                                basis.inPlaceOf(), basis.place(), basis.reason(), basis.clauses(), basis.minimumSignatures(), basis.from(),
                                basis.until(), basis.endCause(), basis.endedBy(), basis.recordId(), "", List.of()))
                        .toList());
    }

    /** The issuers that an explanation of the answer may name: the one in question, and those of what was considered. */
    static Set<IssuerId> issuers(Question question, KnownParties parties) {
        Set<IssuerId> issuers = new LinkedHashSet<>(Set.of(question.issuerId()));
        Check.answer(question, parties).basis().forEach(basis -> issuers.add(basis.authority().issuerId()));
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
