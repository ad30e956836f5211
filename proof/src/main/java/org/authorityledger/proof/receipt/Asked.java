package org.authorityledger.proof.receipt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

/** A question with the moment of knowledge, to and from text; and the answer to it by the law. */
final class Asked {

    private Asked() {}

    static Receipt.Question text(Question question, Instant knownAt) {
        return new Receipt.Question(question.grantorId().value(), question.issuerId().value(), question.form().toString(),
                question.signers().stream().map(AttorneyId::value).toList(),
                question.capacities().stream().sorted().map(Capacity::name).toList(), question.on().toString(),
                LoggedRecord.format(knownAt));
    }

    /** @throws IllegalArgumentException or DateTimeException when it is no question */
    static Question question(Receipt.Question text) {
        Set<Capacity> capacities = text.capacities().stream().map(Capacity::valueOf).collect(Collectors.toSet());
        return new Question(GrantorId.of(text.grantor()), IssuerId.of(text.issuer()), FormAsked.of(text.form()),
                text.signers().stream().map(AttorneyId::of).toList(), capacities, LocalDate.parse(text.on()));
    }

    /** The answer by the law, from everything recorded of the grantor. */
    static Receipt.Answer answer(Question question, Instant knownAt, GrantorRecords records, Map<String, String> names) {
        Answer answer = Check.answer(question, records.knownAt(knownAt).authorities());
        String explanation = Explanation.of(question, answer, id -> names.getOrDefault(id, id));
        return new Receipt.Answer(answer.authorized(), answer.reason().name(), explanation,
                answer.basis().stream().map(Asked::basis).toList());
    }

    private static Receipt.Basis basis(Answer.Basis basis) {
        Authority authority = basis.authority();
        Ending ending = authority.ending();
        return new Receipt.Basis(authority.poaId().value(), authority.issuerId().value(), authority.attorneyId().value(),
                authority.role().name(), authority.inPlaceOf() == null ? null : authority.inPlaceOf().value(), basis.reason().name(),
                basis.clauses(), authority.minimumSignatures(), authority.from().toString(), ending == null ? null : ending.on().toString(),
                ending == null ? null : ending.cause().name(), ending == null ? null : ending.recordId().toString(),
                authority.source().toString());
    }

    /** Of all names, those that an explanation of this question may use, by id. */
    static Map<String, String> namesFor(Question question, GrantorRecords records, Map<String, String> names) {
        Set<String> ids = new TreeSet<>(Comparator.naturalOrder());
        ids.add(question.grantorId().value());
        ids.add(question.issuerId().value());
        question.signers().forEach(signer -> ids.add(signer.value()));
        records.authorities().forEach(authority -> ids.add(authority.issuerId().value()));
        Map<String, String> used = new LinkedHashMap<>();
        for (String id : ids) {
            String name = names.get(id);
            if (name != null && !name.equals(id)) {
                used.put(id, name);
            }
        }
        return used;
    }

    static List<String> texts(List<org.authorityledger.proof.tree.Hash> hashes) {
        return hashes.stream().map(Object::toString).toList();
    }
}
