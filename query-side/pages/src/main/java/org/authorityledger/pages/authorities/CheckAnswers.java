package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Reason;
import org.authorityledger.authority.Remark;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;

/** The answers to what is filled in on the page, ready to be shown. */
final class CheckAnswers {

    private static final int MOST_ROWS = 200;
    private static final int MOST_ENTITIES = 20;

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

        /** By name, the entity that is an attorney and for which the one signer would sign; null: none. */
        public @Nullable String forEntity() {
            return decisive == null || question.signers().size() != 1
                    || decisive.basis().authority().attorneyId().equals(question.signers().getFirst())
                            ? null
                            : decisive.attorney();
        }

        /** Whether it is about an entity alone, whose place someone else would fill: such a no says nothing of those who represent it. */
        public boolean ofEntity() {
            return reason() == Reason.NO_SIGNATORY && decisive != null && question.signers().size() == 1
                    && decisive.basis().authority().attorneyId().equals(question.signers().getFirst());
        }
    }

    /** A condition of an answer, in one sentence, and the record it rests on. */
    record Condition(Remark.Code code, String text, @Nullable RecordId recordId) {}

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

    /** A signatory or an attorney that is an entity, in which standing it signs, and where it is shown. */
    record SigningEntity(String name, String path, String capacity) {}

    /** One authority that was considered, with the names to show. */
    record Considered(Answer.Basis basis, String attorney, @Nullable String inPlaceOf, String instrument) {}

    /** The questions that the form asks: of each issuer, and of the signers together; without signers, of everyone who may come into question. */
    List<Question> questions(CheckForm form) {
        return issuers(form).stream().flatMap(issuer -> signers(form, issuer).map(signers -> question(form, issuer, signers)))
                .limit(MOST_ROWS).toList();
    }

    private Question question(CheckForm form, IssuerId issuer, List<AttorneyId> signers) {
        return new Question(GrantorId.of(form.grantor().id()), issuer, form.form(), signers, form.capacities(), asOf.on());
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

    /** The signatories and attorneys in force that are entities: whether someone represents them is another question. */
    List<SigningEntity> entities(CheckForm form, List<AnswerRow> rows) {
        Stream<SigningEntity> signatories = record.signatories().entities(asOf.on(), form.form().form()).stream()
                .map(one -> entity(one.signatory().value(), DisplayText.signatory(one.capacity())));
        Stream<SigningEntity> attorneys = rows.stream().filter(AnswerRow::ofEntity)
                .map(row -> entity(row.question().signers().getFirst().value(), "attorney-in-fact"));
        return Stream.concat(signatories, attorneys).distinct().toList();
    }

    private SigningEntity entity(String id, String capacity) {
        return new SigningEntity(record.name(PartyKind.ATTORNEY, id), Links.attorney(AttorneyId.of(id)), capacity);
    }

    /** The questions about the people who sign for such entities, as far as they were not asked about. */
    List<Question> representatives(CheckForm form, List<AnswerRow> rows) {
        record Place(GrantorId entity, IssuerId issuer) {}
        Form asked = form.form().form();
        Stream<Place> attorneys = rows.stream().filter(AnswerRow::ofEntity)
                .map(row -> new Place(GrantorId.of(row.question().signers().getFirst().value()), row.question().issuerId()));
        Stream<Place> ofSignatories = record.signatories().entities(asOf.on(), asked).stream()
                .flatMap(one -> issuers(form).stream().map(issuer -> new Place(GrantorId.of(one.signatory().value()), issuer)));
        List<Place> places = Stream.concat(attorneys, ofSignatories).distinct().toList();
        Map<GrantorId, SignatoriesAsked> signatories = SignatoriesAsked.of(source.register(),
                places.stream().map(Place::entity).distinct().limit(MOST_ENTITIES).toList(), asOf.moment());
        Set<Question> known = rows.stream().map(AnswerRow::question).collect(Collectors.toSet());
        return places.stream().flatMap(place -> {
            SignatoriesAsked some = signatories.get(place.entity());
            return some == null
                    ? Stream.empty()
                    : some.people(asOf.on(), asked).stream().map(person -> question(form, place.issuer(), List.of(person)));
        }).filter(known::add).limit(Math.max(0, MOST_ROWS - rows.size())).toList();
    }

    /** How an answer changed as records were added, by those up to a position. */
    AnswerHistory history(AnswerRow row, Position reached) {
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
        Question like = rows.getFirst().question();
        Map<IssuerId, Set<AttorneyId>> signers = new LinkedHashMap<>();
        rows.forEach(row -> signers.computeIfAbsent(row.question().issuerId(), one -> new LinkedHashSet<>())
                .addAll(row.question().signers()));
        List<AttorneyId> signatories = record.signatories().people(asOf.on(), like.form().form());
        List<QuestionAsKnownAt> asked = new ArrayList<>();
        signers.forEach((issuer, all) -> {
            // Where an instrument makes it good, signatories are not looked at: of them alone it is asked too.
            Stream.of(List.copyOf(all), signatories).filter(some -> some.size() > 1).distinct()
                    .map(some -> new QuestionAsKnownAt(with(like, issuer, some), asOf.knownAt())).forEach(asked::add);
        });
        return record.judge(asked).stream().filter(judged -> judged.answer().authorized())
                .flatMap(judged -> new JointSignatures(judged, id -> name(judged, AttorneyId.of(id)), record.signatories().minimum())
                        .inWords().stream()
                        .map(words -> signers.size() > 1
                                ? words + " at " + record.issuerName(judged.question().issuerId().value())
                                : words))
                .distinct().toList();
    }

    private static Question with(Question like, IssuerId issuer, List<AttorneyId> signers) {
        return new Question(like.grantorId(), issuer, like.form(), signers, like.capacities(), like.on());
    }

    /** The name as it may stand within a sentence, also of someone found along a chain. */
    private String name(Checks.Judged judged, AttorneyId id) {
        return record.knownName(PartyKind.ATTORNEY, id.value()) == null
                ? NameMarkup.isolated(judged.name(id.value()))
                : record.name(PartyKind.ATTORNEY, id.value());
    }

    private AnswerRow row(Checks.Judged judged) {
        Question question = judged.question();
        Answer answer = judged.answer();
        Answer.Basis decisive = answer.decisive();
        return new AnswerRow(
                (answer.authorized() ? answer.counting(question) : question.signers()).stream()
                        .map(id -> name(judged, id)).collect(Collectors.joining(" and ")),
                record.issuerName(question.issuerId().value()), question, answer, judged.explanation(days),
                decisive == null ? null : considered(decisive), answer.basis().stream().map(this::considered).toList(),
                answer.remarks().stream().map(remark -> new Condition(remark.code(), judged.remark(remark, days), remark.recordId()))
                        .toList(),
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
