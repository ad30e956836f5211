package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SigningRule;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;

/** The answers to what is filled in on the page, ready to be shown. */
final class CheckAnswers {

    private static final int MOST_ROWS = 200;

    private final CheckSource source;
    private final SigningRecord record;
    private final AsOf asOf;
    private final Function<LocalDate, String> days;

    CheckAnswers(CheckSource source, SigningRecord record, AsOf asOf, Function<LocalDate, String> days) {
        this.source = source;
        this.record = record;
        this.asOf = asOf;
        this.days = days;
    }

    /**
     * One answer.
     *
     * @param who by name, the signers whose signatures make it good; where it is not good, all signers
     * @param decisive what gave the reason; null when nothing was considered
     * @param restsOn whose records it rests on
     * @param receipt where the same answer is found with its proof, as one signed file; null: an investigation's answer has none
     */
    record AnswerRow(String who, String issuer, Question question, Answer answer, String sentence, @Nullable Considered decisive,
            List<Considered> basis, List<Condition> remarks, List<Chain> chains, Set<GrantorId> restsOn, String link,
            @Nullable String receipt) {

        public boolean yes() {
            return answer.authorized();
        }

        public Reason reason() {
            return answer.reason();
        }
    }

    /** A condition of an answer, in one sentence, and the record it rests on. */
    record Condition(String text, @Nullable RecordId recordId) {}

    /**
     * A way from someone to a hand that signs for them.
     *
     * @param whom for whom
     * @param steps from the first who acts for them to the one who signs
     */
    record Chain(String whom, List<Step> steps) {

        public String hand() {
            return steps.getLast().who();
        }
    }

    /**
     * One step of a chain.
     *
     * @param how in which standing they act, such as general partner
     * @param whom for whom, who is the step before
     * @param inPerson whether they sign with their own hand
     */
    record Step(String who, String how, String whom, boolean inPerson, @Nullable RecordId recordId) {

        private Step signing() {
            return new Step(who, how, whom, true, recordId);
        }
    }

    /** A signatory that is an entity, in which standing it signs, and where it is shown. */
    record SigningEntity(String name, String path, String capacity) {}

    /** One authority that was considered, with the names to show. */
    record Considered(Answer.Basis basis, String attorney, @Nullable String inPlaceOf, String instrument) {}

    /** The questions that the form asks: of each issuer, and of the signers together; without signers, of everyone who may come into question. */
    List<Question> questions(CheckForm form) {
        GrantorId grantorId = GrantorId.of(form.grantor().id());
        return issuers(form).stream().flatMap(
                issuer -> signers(form, issuer)
                        .map(signers -> new Question(grantorId, issuer, form.form(), signers, form.capacities(), asOf.on())))
                .limit(MOST_ROWS).toList();
    }

    /** Where none is given, those of the instruments; signatories and the grantor's own hand need no instrument. */
    private List<IssuerId> issuers(CheckForm form) {
        if (form.issuer() != null) {
            return List.of(IssuerId.of(form.issuer()));
        }
        List<IssuerId> issuers = record.versions().stream().map(version -> version.authority().issuerId()).distinct().toList();
        return issuers.isEmpty() ? List.of(IssuerId.ANY) : issuers;
    }

    /** Where no issuer is given, everyone is asked about only where they were appointed, and signatories everywhere. */
    private Stream<List<AttorneyId>> signers(CheckForm form, IssuerId issuer) {
        if (!form.signers().isEmpty()) {
            return Stream.of(form.signers().stream().map(PartyField::id).map(AttorneyId::of).toList());
        }
        Stream<AttorneyId> appointed = record.versions().stream().map(AuthorityVersion::authority)
                .filter(authority -> form.issuer() != null || authority.issuerId().equals(issuer)
                        || authority.issuerId().equals(IssuerId.ANY))
                .map(authority -> authority.attorneyId());
        return Stream.concat(record.signatories().people(asOf.on(), form.form().form()).stream(), appointed).distinct().map(List::of);
    }

    /** How many of the signatories in force must sign together; 1 where there are none. */
    int minimum(CheckForm form) {
        Form asked = form.form().form();
        SignatoriesAsked signatories = record.signatories();
        return signatories.people(asOf.on(), asked).isEmpty() && signatories.entities(asOf.on(), asked).isEmpty()
                ? 1
                : signatories.minimum();
    }

    /** The signatories in force that are entities: whether someone represents them is another question. */
    List<SigningEntity> entities(CheckForm form) {
        return record.signatories().entities(asOf.on(), form.form().form()).stream()
                .map(one -> new SigningEntity(record.name(PartyKind.ATTORNEY, one.signatory().value()),
                        Links.attorney(AttorneyId.of(one.signatory().value())), DisplayText.signatory(one.capacity())))
                .distinct().toList();
    }

    /** How an answer changed as records were added, by those up to a position. */
    AnswerHistory history(AnswerRow row, long reached) {
        return AnswerHistory.of(source, record, row.question(), row.restsOn(), reached, asOf, days);
    }

    List<AnswerRow> rows(List<Question> questions) {
        return record.judge(questions.stream().map(question -> new QuestionAsKnownAt(question, asOf.knownAt())).toList()).stream()
                .map(this::row).toList();
    }

    /**
     * Who must sign together, where no one may sign alone but some of those who were asked about may together; none: not even together.
     *
     * @param rows the answers for each alone
     */
    List<String> together(List<AnswerRow> rows) {
        if (rows.isEmpty() || rows.stream().anyMatch(AnswerRow::yes)) {
            return List.of();
        }
        // One instrument's rule is met by its own attorneys, and that of signatories by them.
        Map<List<Object>, List<AttorneyId>> jointly = new LinkedHashMap<>();
        rows.stream().filter(row -> row.reason() == Reason.JOINT_SIGNATURE_REQUIRED).forEach(row -> {
            IssuerId issuer = row.question().issuerId();
            Considered decisive = row.decisive();
            if (decisive != null) {
                jointly.computeIfAbsent(List.of(issuer, decisive.basis().authority().poaId()), one -> new ArrayList<>())
                        .addAll(row.question().signers());
            }
            if (!row.answer().chains().isEmpty()) {
                jointly.computeIfAbsent(List.of(issuer), one -> new ArrayList<>()).addAll(row.question().signers());
            }
        });
        return record.judge(jointly.entrySet().stream()
                .map(one -> new QuestionAsKnownAt(with(rows.getFirst().question(), (IssuerId) one.getKey().getFirst(), one.getValue()),
                        asOf.knownAt()))
                .toList()).stream().filter(judged -> judged.answer().authorized())
                .flatMap(judged -> together(judged, rows)).distinct().toList();
    }

    private static Question with(Question like, IssuerId issuer, List<AttorneyId> signers) {
        return new Question(like.grantorId(), issuer, like.form(), signers, like.capacities(), like.on());
    }

    private Stream<String> together(Checks.Judged judged, List<AnswerRow> rows) {
        Answer.Basis decisive = judged.answer().decisive();
        boolean everyone = rows.stream().allMatch(row -> judged.question().signers().containsAll(row.question().signers()));
        String of = everyone
                ? "those listed"
                : Wording.list(judged.question().signers().stream().map(one -> judged.name(one.value())).distinct().toList());
        return (decisive == null ? List.of(SigningRule.atLeast(record.signatories().minimum())) : decisive.rules()).stream()
                .map(rule -> rule.groups().isEmpty() ? "at least " + rule.minimum() + " of " + of : Explanation.groups(rule, judged::name))
                .map(who -> who + " must sign together");
    }

    private AnswerRow row(Checks.Judged judged) {
        Question question = judged.question();
        Answer answer = judged.answer();
        Answer.Basis decisive = answer.decisive();
        return new AnswerRow(
                (answer.authorized() ? answer.counting(question) : question.signers()).stream()
                        .map(id -> record.name(PartyKind.ATTORNEY, id.value())).collect(Collectors.joining(" and ")),
                record.issuerName(question.issuerId().value()), question, answer, judged.explanation(days),
                decisive == null ? null : considered(decisive), answer.basis().stream().map(this::considered).toList(),
                answer.remarks().stream().map(remark -> new Condition(judged.remark(remark, days), remark.recordId())).toList(),
                chains(judged), judged.restsOn(), asOf.link(source.path() + "?" + CheckForm.query(question)),
                source.isLive()
                        ? AsOf.linkWith("/api/authority/check?receipt=true&" + CheckForm.query(question), asOf.on(), asOf.askedKnownAt())
                        : null);
    }

    /** Those of signatories; else those of entities that are attorneys and count. */
    private static List<Chain> chains(Checks.Judged judged) {
        List<List<Link>> chains = judged.answer().chains().isEmpty()
                ? judged.answer().basis().stream().filter(basis -> basis.reason() == Reason.IN_FORCE)
                        .flatMap(basis -> basis.chains().stream()).toList()
                : judged.answer().chains();
        return chains.stream().map(chain -> chain(judged, chain)).filter(chain -> !chain.steps().isEmpty()).toList();
    }

    private static Chain chain(Checks.Judged judged, List<Link> links) {
        List<Step> steps = new ArrayList<>();
        for (Link link : links) {
            if (link.by() != Link.By.HAND) {
                steps.add(new Step(judged.name(link.partyId().value()), how(link), judged.name(link.grantorId().value()), false,
                        link.recordId()));
            } else if (!steps.isEmpty()) {
                steps.add(steps.removeLast().signing());
            }
        }
        return new Chain(judged.name(links.getFirst().grantorId().value()), steps);
    }

    private static String how(Link link) {
        SignatoryCapacity capacity = link.capacity();
        return link.by() == Link.By.POWER_OF_ATTORNEY
                ? "attorney-in-fact"
                : DisplayText.signatory(capacity == null ? SignatoryCapacity.OTHER : capacity);
    }

    private Considered considered(Answer.Basis basis) {
        AttorneyId inPlaceOf = basis.authority().inPlaceOf();
        return new Considered(basis, record.name(PartyKind.ATTORNEY, basis.authority().attorneyId().value()),
                inPlaceOf == null ? null : record.name(PartyKind.ATTORNEY, inPlaceOf.value()),
                Links.instrument(basis.authority().grantorId(), basis.authority().poaId()));
    }
}
