package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Reason;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.OwnName;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Candidate;
import org.authorityledger.inbox.findings.Finding.Judgment;
import org.authorityledger.inbox.findings.Finding.Kind;
import org.authorityledger.inbox.findings.Finding.Why;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;

/**
 * Was this signature covered that day? The names of a signature are matched to the ledger, and the law answers by the check: as known now, and as
 * known at the end of the day of filing.
 */
final class Findings {

    private static final int MOST_QUESTIONS = 1_000;
    /** In how many ways the ids of those concerned may be taken. */
    private static final int MOST_WAYS = 64;

    private final Checks checks;
    private final PartyIndex parties;
    private final QuestionClock clock;
    private final Identities identities;
    private final JoinedIds joined;
    private final Remedies remedies;
    private final FilingStore store;

    Findings(Checks checks, PartyIndex parties, QuestionClock clock, Identities identities, JoinedIds joined, Remedies remedies,
            FilingStore store) {
        this.store = store;
        this.joined = joined;
        this.identities = identities;
        this.remedies = remedies;
        this.checks = checks;
        this.parties = parties;
        this.clock = clock;
    }

    /**
     * A finding before the law was asked.
     *
     * @param questions one for each way to take the ids of those concerned: the best answer counts; empty: none can be asked
     * @param people those who signed for another and whom the ledger knows, each once, by all their ids
     */
    private record Draft(Finding finding, List<Question> questions, List<List<AttorneyId>> people) {}

    /** A finding with what was asked. */
    private record Asked(Finding finding, List<Question> questions) {}

    /** An answer with its question. */
    private record Answered(Question question, Judgment judgment) {}

    /**
     * The findings of these signatures on filings that are kept, in their order, with the remedies that stand.
     *
     * @param moment the day that is today, and what is known now
     */
    List<Finding> of(List<KeptSignature> signatures, Moment moment) {
        Map<Long, List<KeptSignature>> read = new HashMap<>();
        return withRemedies(signatures,
                asked(signatures, moment, filing -> read.computeIfAbsent(filing.number(), number -> store.signatures(filing))));
    }

    /** The same of filings of which none is kept, and each is here with all its signatures. */
    List<Finding> ofWhole(List<KeptSignature> signatures, Moment moment) {
        Map<Long, List<KeptSignature>> byFiling = signatures.stream().collect(Collectors.groupingBy(one -> one.filing().number()));
        return withRemedies(signatures, asked(signatures, moment, filing -> byFiling.getOrDefault(filing.number(), List.of())));
    }

    private List<Finding> withRemedies(List<KeptSignature> signatures, List<Asked> asked) {
        Map<Remedy.Place, Remedy> standing = remedies.standing(signatures);
        return asked.stream().map(Asked::finding).map(finding -> {
            Remedy remedy = standing.get(Remedy.Place.of(finding.signature(), finding.place()));
            boolean ofTheseWords = remedy != null && remedy.words().equals(finding.signature().signature().text());
            return ofTheseWords ? finding.with(remedy) : finding;
        }).toList();
    }

    /** @param all the signatures of a filing */
    private List<Asked> asked(List<KeptSignature> signatures, Moment moment, Function<KeptFiling, List<KeptSignature>> all) {
        parties.refresh();
        Identities.Known known = identities.now();
        Checks.Sight seen = joined.seen(known);
        List<Draft> drafts = new ArrayList<>();
        signatures.forEach(signature -> drafts.addAll(drafts(signature, moment, known)));
        List<QuestionAsKnownAt> questions = new ArrayList<>();
        for (Draft draft : drafts) {
            draft.questions().forEach(question -> {
                questions.add(new QuestionAsKnownAt(question, moment.knownAt()));
                questions.add(new QuestionAsKnownAt(question, draft.finding().knownThen()));
            });
        }
        List<@Nullable Judgment> judged = judgeAll(questions, seen);
        List<Asked> asked = new ArrayList<>(drafts.size());
        int at = 0;
        for (Draft draft : drafts) {
            int end = at + 2 * draft.questions().size();
            Finding alone = draft.questions().isEmpty() ? draft.finding() : judged(draft, judged.subList(at, end));
            asked.add(lacksOthers(alone.now()) || lacksOthers(alone.then())
                    ? together(draft, alone, others(draft, all, moment, known), moment, seen)
                    : new Asked(alone, draft.questions()));
            at = end;
        }
        return asked;
    }

    private static boolean lacksOthers(@Nullable Judgment judgment) {
        return judgment != null && judgment.reason() == Reason.JOINT_SIGNATURE_REQUIRED;
    }

    /** The other signatures of the filing that were made for the same one. */
    private List<Draft> others(Draft draft, Function<KeptFiling, List<KeptSignature>> all, Moment moment, Identities.Known known) {
        Finding finding = draft.finding();
        return all.apply(finding.signature().filing()).stream().filter(one -> one.number() != finding.signature().number())
                .flatMap(one -> drafts(one, moment, known).stream())
                .filter(other -> !other.questions().isEmpty() && Objects.equals(other.finding().grantorId(), finding.grantorId()))
                .toList();
    }

    /**
     * Judges a signature that is good only with others together with the others of its filing: all of them on each of the days that they bear.
     *
     * @param alone what is found of it alone
     */
    private Asked together(Draft draft, Finding alone, List<Draft> others, Moment moment, Checks.Sight seen) {
        Asked unchanged = new Asked(alone, draft.questions());
        List<List<AttorneyId>> people = new ArrayList<>(draft.people());
        others.forEach(other -> other.people().forEach(one -> addPerson(one, people)));
        LocalDate own = draft.questions().getFirst().on();
        Set<LocalDate> days = new LinkedHashSet<>(Set.of(own));
        others.forEach(other -> days.add(other.questions().getFirst().on()));
        List<List<AttorneyId>> ways = people.size() > Limit.SIGNERS.most() ? List.of() : ways(people);
        if (people.size() == draft.people().size() || ways.isEmpty()) {
            return unchanged;
        }
        List<Question> questions = new ArrayList<>();
        draft.questions().stream().map(Question::grantorId).distinct().forEach(grantorId -> ways.forEach(way -> {
            Question first = draft.questions().getFirst();
            questions.add(new Question(grantorId, first.issuerId(), first.form(), way, first.capacities(), own));
        }));
        Answered now = lacksOthers(alone.now()) ? goodOn(days, questions, moment.knownAt(), draft, seen) : null;
        Answered then = lacksOthers(alone.then()) ? goodOn(days, questions, alone.knownThen(), draft, seen) : null;
        Judgment judgedNow = now == null ? Objects.requireNonNull(alone.now()) : now.judgment();
        return new Asked(new Finding(alone.signature(), alone.place(), alone.grantorName(),
                now == null ? alone.grantorId() : now.question().grantorId(), alone.issuerId(),
                now == null ? alone.signerIds() : now.question().signers(), alone.form(), Finding.kind(judgedNow, alone.why()),
                alone.why(), alone.candidates(), judgedNow, then == null ? alone.then() : then.judgment(), alone.knownThen(), null),
                now == null ? draft.questions() : questions);
    }

    /**
     * An answer on the first of these days that is good on all of them, and in which the signature counts.
     *
     * @return with those who signed it; null: no answer is
     */
    private @Nullable Answered goodOn(Set<LocalDate> days, List<Question> questions, Instant knownAt, Draft draft,
            Checks.Sight seen) {
        Set<AttorneyId> own = new HashSet<>();
        draft.people().forEach(own::addAll);
        Answered first = null;
        for (LocalDate day : days) {
            List<Checks.Judged> judged;
            try {
                judged = checks.judge(questions.stream().map(one -> new QuestionAsKnownAt(new Question(one.grantorId(), one.issuerId(),
                        one.form(), one.signers(), one.capacities(), day), knownAt)).toList(), seen);
            } catch (Problem problem) {
                return null;
            }
            Checks.Judged good = judged.stream()
                    .filter(one -> one.answer().authorized() && one.answer().counting(one.question()).stream().anyMatch(own::contains))
                    .findFirst().orElse(null);
            if (good == null) {
                return null;
            }
            Question asked = good.question();
            first = first != null
                    ? first
                    : new Answered(new Question(asked.grantorId(), asked.issuerId(), asked.form(),
                            asked.signers().stream().filter(own::contains).toList(), asked.capacities(), day), judgment(good.answer()));
        }
        return first;
    }

    /** Adds a person by all their ids, unless they are there by one of them. */
    private static void addPerson(List<AttorneyId> ids, List<List<AttorneyId>> people) {
        if (people.stream().allMatch(one -> Collections.disjoint(one, ids))) {
            people.add(ids);
        }
    }

    /** Each way to take one id of each person; none if there are too many. */
    private static List<List<AttorneyId>> ways(List<List<AttorneyId>> people) {
        List<List<AttorneyId>> ways = new ArrayList<>(List.of(List.of()));
        for (List<AttorneyId> ids : people) {
            List<List<AttorneyId>> longer = new ArrayList<>();
            ways.forEach(way -> ids.forEach(id -> longer.add(Stream.concat(way.stream(), Stream.of(id)).toList())));
            ways = longer;
            if (ways.size() > MOST_WAYS) {
                return List.of();
            }
        }
        return ways;
    }

    /**
     * Those whom a filter means by their ids in the ledger.
     *
     * @param issuer null: it is no id
     * @param signer likewise
     */
    record ByIds(PartyIndex.@Nullable OnForms issuer, PartyIndex.@Nullable OnForms signer) {

        boolean none() {
            return issuer == null && signer == null;
        }

        /** Whether a finding is about these, or about the names that the filter has. */
        boolean lets(Finding finding, FindingFilter filter) {
            Party company = finding.signature().filing().filing().issuer();
            boolean at = issuer == null || finding.issuerId() != null && finding.issuerId().value().equals(issuer.id())
                    || company != null && FilingStore.hasWords(company.name(), String.valueOf(filter.issuer()));
            return at && (signer == null || finding.signerIds().stream().anyMatch(one -> one.value().equals(signer.id()))
                    || finding.signature().signature().reading().signers().stream()
                            .anyMatch(name -> FilingStore.hasWords(name, String.valueOf(filter.signer()))));
        }
    }

    /** Whom a filter means, where it names them by ids that the ledger knows. */
    ByIds byIds(FindingFilter filter) {
        if (filter.issuer() == null && filter.signer() == null) {
            return new ByIds(null, null);
        }
        parties.refresh();
        return new ByIds(filter.issuer() == null ? null : parties.issuerOnForms(filter.issuer()),
                filter.signer() == null ? null : parties.partyOnForms(filter.signer()));
    }

    /** Whether the ledger has an issuer of this id, CIK or name. */
    boolean knowsIssuer(String issuer) {
        parties.refresh();
        return parties.issuerOnForms(issuer) != null
                || !parties.issuer(issuer, issuer.matches("\\d{1,10}") ? issuer : null).isEmpty();
    }

    /** Whether an issuer on a form is the one that a filter means by its id, or has the words of the filter. */
    boolean means(FindingFilter filter, ByIds ids, @Nullable Party issuer) {
        PartyIndex.OnForms meant = ids.issuer();
        if (meant == null) {
            return true;
        }
        if (issuer == null) {
            return false;
        }
        List<Candidate> found = parties.issuer(issuer.name(), issuer.cik());
        return found.size() == 1 && found.getFirst().id().equals(meant.id())
                || FilingStore.hasWords(issuer.name(), String.valueOf(filter.issuer()));
    }

    /** Whether the ledger knows a person or an entity by this id. */
    boolean knows(String id) {
        parties.refresh();
        return parties.knows(id);
    }

    /** Of these ids, those that are people's and those that are entities', as far as the ledger says it. */
    PartyIndex.Kinds kinds(Set<String> ids) {
        parties.refresh();
        return parties.kinds(ids);
    }

    /** The parties of the ledger as a finding sees them. */
    Checks.Sight seen() {
        return joined.seen(identities.now());
    }

    /** The questions that a finding puts: one for each way to take the ids of those concerned. */
    List<Question> questions(KeptSignature signature, int place, Moment moment) {
        return asked(List.of(signature), moment, store::signatures).stream().filter(one -> one.finding().place() == place).findFirst()
                .map(Asked::questions).orElse(List.of());
    }

    /** The answers in order; null where the chains are too large for one. */
    private List<@Nullable Judgment> judgeAll(List<QuestionAsKnownAt> questions, Checks.Sight seen) {
        List<@Nullable Judgment> judged = new ArrayList<>(questions.size());
        for (int from = 0; from < questions.size(); from += MOST_QUESTIONS) {
            judged.addAll(judge(questions.subList(from, Math.min(questions.size(), from + MOST_QUESTIONS)), seen));
        }
        return judged;
    }

    /** @param judged for each question as known now, and as known then */
    private static Finding judged(Draft draft, List<@Nullable Judgment> judged) {
        Answered now = null;
        Answered then = null;
        for (int i = 0; i < draft.questions().size(); i++) {
            Judgment oneNow = judged.get(2 * i);
            Judgment oneThen = judged.get(2 * i + 1);
            if (oneNow == null || oneThen == null) {
                return with(draft.finding(), Kind.CANNOT_TELL, List.of(Why.CHAIN_TOO_LARGE), null, null);
            }
            now = best(now, new Answered(draft.questions().get(i), oneNow));
            then = best(then, new Answered(draft.questions().get(i), oneThen));
        }
        List<Why> why = new ArrayList<>(draft.finding().why());
        if (endedUnderAnotherId(draft, judged, Objects.requireNonNull(now))) {
            why.add(Why.ENDED_UNDER_ANOTHER_ID);
        }
        return with(draft.finding(), Finding.kind(now.judgment(), why), why, now, then);
    }

    /** Whether an instrument under another id of the grantor's may be the one that decides, and was revoked or resigned. */
    private static boolean endedUnderAnotherId(Draft draft, List<@Nullable Judgment> judged, Answered best) {
        for (int i = 0; i < draft.questions().size(); i++) {
            Judgment other = judged.get(2 * i);
            if (best.judgment().reason() == Reason.IN_FORCE && other != null
                    && !draft.questions().get(i).grantorId().equals(best.question().grantorId())
                    && other.endedDuring(best.judgment())) {
                return true;
            }
        }
        return false;
    }

    private static Answered best(@Nullable Answered before, Answered one) {
        return before == null || one.judgment().better(before.judgment()) ? one : before;
    }

    private static Finding with(Finding draft, Kind kind, List<Why> why, @Nullable Answered now, @Nullable Answered then) {
        List<AttorneyId> signers = now == null || draft.signerIds().isEmpty() ? draft.signerIds() : now.question().signers();
        return new Finding(draft.signature(), draft.place(), draft.grantorName(),
                now == null ? draft.grantorId() : now.question().grantorId(),
                draft.issuerId(), signers, draft.form(), kind, why, draft.candidates(),
                now == null ? null : now.judgment(), then == null ? null : then.judgment(), draft.knownThen(), null);
    }

    /** The answers in order; null where the chains are too large for one. */
    private List<@Nullable Judgment> judge(List<QuestionAsKnownAt> questions, Checks.Sight seen) {
        try {
            return checks.judge(questions, seen).stream().<@Nullable Judgment>map(one -> judgment(one.answer())).toList();
        } catch (Problem problem) {
            if (questions.size() > 1) {
                List<@Nullable Judgment> each = new ArrayList<>(judge(questions.subList(0, questions.size() / 2), seen));
                each.addAll(judge(questions.subList(questions.size() / 2, questions.size()), seen));
                return each;
            }
            List<@Nullable Judgment> none = new ArrayList<>();
            none.add(null);
            return none;
        }
    }

    static Judgment judgment(Answer answer) {
        Answer.Basis decisive = answer.decisive();
        return new Judgment(answer.authorized(), answer.reason(), decisive == null ? null : decisive.authority().poaId(),
                decisive == null ? null : decisive.authority().source(), decisive == null ? List.of() : decisive.clauses(),
                answer.remarks(), decisive == null ? null : decisive.authority().from(),
                decisive == null || decisive.reason().ended() == null ? null : decisive.ending());
    }

    private List<Draft> drafts(KeptSignature signature, Moment moment, Identities.Known known) {
        List<String> grantors = Names.grantors(signature.signature().reading());
        boolean many = grantors.size() > Limit.SIGNERS.most();
        if (grantors.isEmpty() || many) {
            return List.of(new Matched(signature, 0, null, moment, known).draft());
        }
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < grantors.size(); i++) {
            drafts.add(new Matched(signature, i, grantors.get(i), moment, known).draft());
        }
        return drafts;
    }

    /** The parties of one signature, for one grantor, as the ledger knows them. */
    private final class Matched {
        private final KeptSignature signature;
        private final Filing filing;
        private final Signature reading;
        private final int place;
        private final @Nullable String grantorName;
        private final Moment moment;
        private final Identities.Known identities;
        private final Set<Why> why = new LinkedHashSet<>();
        private final List<Candidate> candidates = new ArrayList<>();

        Matched(KeptSignature signature, int place, @Nullable String grantorName, Moment moment, Identities.Known identities) {
            this.identities = identities;
            this.signature = signature;
            this.filing = signature.filing().filing();
            this.reading = signature.signature().reading();
            this.place = place;
            this.grantorName = grantorName;
            this.moment = moment;
        }

        Draft draft() {
            doubted();
            FormAsked form = form();
            LocalDate on = on();
            said();
            if (reading.kind() == Signature.Kind.SELF && !ownName()) {
                why.add(Why.SIGNATURE_UNCLEAR);
            }
            boolean self = reading.kind() == Signature.Kind.SELF;
            // Who signed in person did so on whatever day.
            boolean tellable = why.stream().allMatch(doubt -> self && doubt == Why.DATE_FAR_FROM_FILING);
            Party grantor = grantorName == null ? null : owner(grantorName);
            Reporting reporting = new Reporting(parties, filing, reading, identities);
            Why doubt = tellable && grantor != null && grantorName != null ? reporting.doubt(grantorName, grantor) : null;
            List<GrantorId> grantors = doubt != null
                    ? doubted(doubt, grantor)
                    : party(grantor, Why.GRANTOR_NOT_IN_LEDGER, Why.SEVERAL_GRANTORS).stream().map(GrantorId::of).toList();
            IssuerId issuerId = issuer();
            List<List<AttorneyId>> signers = signers();
            boolean several = doubt != null || why.contains(Why.SEVERAL_GRANTORS) || why.contains(Why.SEVERAL_ISSUERS)
                    || why.contains(Why.SEVERAL_SIGNERS);
            List<Question> questions = List.of();
            Kind kind = Kind.CANNOT_TELL;
            if (tellable && !several && !grantors.isEmpty() && form != null && on != null) {
                questions = questions(grantors, issuerId == null ? IssuerId.of(noOne()) : issuerId, form, signers, on);
                if (questions.isEmpty()) {
                    why.add(Why.TOO_MANY_NAMES);
                }
            } else if (tellable && !several && self) {
                // Who signs for himself or herself needs no instrument, and so no ledger that knows them.
                kind = Kind.SELF_SIGNED;
            }
            GrantorId first = grantors.isEmpty() ? null : grantors.getFirst();
            List<AttorneyId> shown = self
                    ? first == null ? List.of() : List.of(AttorneyId.of(first.value()))
                    : signers.stream().map(List::getFirst).toList();
            return new Draft(new Finding(signature, place, grantorName, first, issuerId, shown, form, kind, List.copyOf(why),
                    List.copyOf(candidates), null, null, knownThen(), null), questions, signers);
        }

        /** One for each way to take one id of each person; none if there are too many ways. Who signs in person is the grantor. */
        private List<Question> questions(List<GrantorId> grantors, IssuerId issuerId, FormAsked form, List<List<AttorneyId>> signers,
                LocalDate on) {
            boolean self = reading.kind() == Signature.Kind.SELF;
            List<List<AttorneyId>> ways = ways(self ? List.of() : signers);
            List<Question> questions = new ArrayList<>();
            for (GrantorId grantorId : grantors) {
                for (List<AttorneyId> way : ways) {
                    List<AttorneyId> asked = self
                            ? List.of(AttorneyId.of(grantorId.value()))
                            : way.isEmpty() ? List.of(AttorneyId.of(noOne())) : way;
                    questions.add(new Question(grantorId, issuerId, form, asked, Set.of(), on));
                }
            }
            return questions.size() > MOST_WAYS ? List.of() : questions;
        }

        private void doubted() {
            if (filing.doubts().contains(Filing.Doubt.FILED_TWICE)) {
                why.add(Why.FILED_TWICE);
            }
            if (filing.doubts().stream().anyMatch(doubt -> doubt != Filing.Doubt.FILED_TWICE)) {
                why.add(Why.FILING_CONTRADICTS_ITSELF);
            }
        }

        private void said() {
            if (reading.kind() == Signature.Kind.UNCLEAR) {
                why.add(Why.SIGNATURE_UNCLEAR);
            }
            if (reading.signers().isEmpty()) {
                why.add(Why.SIGNER_NOT_SAID);
            }
            if (reading.signers().size() > Limit.SIGNERS.most() || Names.grantors(reading).size() > Limit.SIGNERS.most()) {
                why.add(Why.TOO_MANY_NAMES);
            } else if (grantorName == null) {
                why.add(Why.GRANTOR_NOT_SAID);
            }
            if (filing.issuer() == null) {
                why.add(Why.ISSUER_NOT_SAID);
            }
        }

        /** Whether the one who signed in person has the name of one who reports, as the filing or the ledger spells it. */
        private boolean ownName() {
            String signed = grantorName;
            if (signed == null || filing.owners().isEmpty()) {
                return true;
            }
            return filing.owners().stream().anyMatch(owner -> switch (OwnName.of(owner.name(), signed)) {
                case YES -> true;
                case NO -> false;
                case ADDS -> {
                    List<PartyIndex.Meant> meant = parties.party(owner.name(), owner.cik(), identities);
                    yield meant.size() == 1 && parties.names(meant.getFirst().ids()).stream()
                            .anyMatch(name -> OwnName.of(name, signed) == OwnName.YES);
                }
            });
        }

        private @Nullable FormAsked form() {
            try {
                return FormAsked.of(filing.form());
            } catch (IllegalArgumentException e) {
                why.add(Why.FORM_UNKNOWN);
                return null;
            }
        }

        private @Nullable LocalDate on() {
            LocalDate on = signature.signature().signedOn();
            if (on == null) {
                why.add(reading.hasImpossibleDate() ? Why.IMPOSSIBLE_DATE : Why.NO_DATE);
            } else if (on.isAfter(moment.on())) {
                why.add(Why.DATE_IN_THE_FUTURE);
            } else if (signature.signature().farFrom(filing.filedOn())) {
                why.add(Why.DATE_FAR_FROM_FILING);
            }
            return on;
        }

        /** The end of the day of filing; now, where that is not past or not known. */
        private Instant knownThen() {
            LocalDate filedOn = filing.filedOn();
            if (filedOn == null || !filedOn.isBefore(moment.on())) {
                return moment.knownAt();
            }
            Instant end = filedOn.plusDays(1).atStartOfDay(clock.zone()).toInstant().minus(1, ChronoUnit.MICROS);
            return end.isBefore(moment.knownAt()) ? end : moment.knownAt();
        }

        /** The one who reports and is named so, with their number, or else the name alone. */
        private Party owner(String name) {
            Names sought = Names.of(name);
            List<Party> meant = filing.owners().stream().filter(owner -> owner.name().equals(name)).toList();
            if (meant.size() != 1) {
                List<Party> whole = filing.owners().stream().filter(owner -> Names.of(owner.name()).whole(sought)).toList();
                meant = !whole.isEmpty() ? whole : filing.owners().stream().filter(owner -> {
                    Names own = Names.of(owner.name());
                    return own.sameCompany(sought) || own.samePerson(sought);
                }).toList();
            }
            if (meant.isEmpty() && reading.kind() == Signature.Kind.SELF && filing.owners().size() == 1) {
                // The only one who reports signed, under a short name or a second spelling.
                meant = filing.owners();
            }
            if (meant.size() != 1) {
                return new Party(name, null);
            }
            // A suffix that is written says more than the filing's name without it; only the number decides against it.
            Party one = meant.getFirst();
            return sought.suffix() != null && !sought.sameSuffix(Names.of(one.name())) ? new Party(name, one.cik()) : one;
        }

        /** No one is meant for sure; those who may be are named. */
        private List<GrantorId> doubted(Why doubt, @Nullable Party grantor) {
            why.add(doubt);
            if (grantor != null) {
                parties.party(grantor.name(), grantor.cik(), identities).forEach(one -> candidates.add(one.candidate()));
            }
            return List.of();
        }

        /** All ids of the one who is meant; empty where no one is known, or several may be meant. */
        private List<String> party(@Nullable Party party, Why none, Why several) {
            if (party == null) {
                return List.of();
            }
            List<PartyIndex.Meant> found = parties.party(party.name(), party.cik(), identities);
            if (found.size() == 1 && found.getFirst().sure()) {
                return found.getFirst().ids();
            }
            why.add(found.isEmpty() ? none : several);
            found.forEach(one -> candidates.add(one.candidate()));
            return List.of();
        }

        private @Nullable IssuerId issuer() {
            Party issuer = filing.issuer();
            if (issuer == null) {
                return null;
            }
            List<Candidate> found = parties.issuer(issuer.name(), issuer.cik());
            if (found.size() == 1) {
                return IssuerId.of(found.getFirst().id());
            }
            why.add(found.isEmpty() ? Why.ISSUER_NOT_IN_LEDGER : Why.SEVERAL_ISSUERS);
            candidates.addAll(found);
            return null;
        }

        /** Those whom the ledger knows, each once, by all their ids. */
        private List<List<AttorneyId>> signers() {
            if (reading.kind() == Signature.Kind.SELF || why.contains(Why.TOO_MANY_NAMES)) {
                return List.of();
            }
            List<List<AttorneyId>> signers = new ArrayList<>();
            for (String name : reading.signers()) {
                List<String> ids = party(new Party(name, null), Why.SIGNER_NOT_IN_LEDGER, Why.SEVERAL_SIGNERS);
                if (!ids.isEmpty()) {
                    addPerson(ids.stream().map(AttorneyId::of).toList(), signers);
                }
            }
            return signers;
        }

        /** An id that no one has: it asks about someone whom the ledger does not know. */
        private static String noOne() {
            return "unknown-" + UUID.randomUUID();
        }
    }
}
