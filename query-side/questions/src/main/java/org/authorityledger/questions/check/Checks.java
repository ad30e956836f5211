package org.authorityledger.questions.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Check;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.Explanation;
import org.authorityledger.authority.KnownParties;
import org.authorityledger.authority.Question;
import org.authorityledger.authority.Remark;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.ChainLink;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.authorityledger.store.Viewer;
import org.springframework.http.HttpStatus;

/** Answers checks from the register, one or many at once. */
public final class Checks {

    private final Authorities register;
    private final Timer latency;
    private final Incomplete incomplete;
    private final ZoneId zone;
    private final OtherIds otherIds;

    public Checks(Authorities register, MeterRegistry meters, ZoneId zone) {
        this(register, meters, zone, Incomplete.NEVER);
    }

    public Checks(Authorities register, MeterRegistry meters, ZoneId zone, Incomplete incomplete) {
        this(register, meters, zone, incomplete, OtherIds.NONE);
    }

    public Checks(Authorities register, MeterRegistry meters, ZoneId zone, Incomplete incomplete, OtherIds otherIds) {
        this.otherIds = otherIds;
        this.zone = zone;
        this.register = register;
        this.incomplete = incomplete;
        this.latency = Timer.builder("ledger.checks").description("Time to answer a check, or a batch of them, from the register")
                .publishPercentiles(0.5, 0.99).register(meters);
    }

    /** How someone sees the parties of the ledger. */
    @FunctionalInterface
    public interface Sight {

        /**
         * The parties as they are seen.
         *
         * @param parties as the ledger knows them at this moment
         */
        KnownParties see(KnownParties parties, Instant knownAt);
    }

    /**
     * A question with the law's answer.
     *
     * @param restsOn whose records it rests on
     * @param kinds of whom it rests on what they are, which any stream may state
     * @param names the names last recorded of all parties concerned, by kind and id
     * @param today which day it was at that moment, in the ledger's zone
     * @param otherIds by id, the other ids of the grantor and the signers, of those who have any
     */
    public record Judged(Question question, Instant knownAt, Answer answer, Set<GrantorId> restsOn, Set<PartyId> kinds,
            Map<PartyKind, Map<String, String>> names, LocalDate today, Map<String, List<String>> otherIds) {

        /** The answer in one sentence, with each day written by this function. */
        public String explanation(Function<LocalDate, String> dates) {
            return explanation(dates, today);
        }

        /** The answer in one sentence, as it is said on a day. */
        public String explanation(Function<LocalDate, String> dates, LocalDate day) {
            return Explanation.of(question, answer, this::name, dates, day);
        }

        /** A remark of the answer in one sentence. */
        public String remark(Remark remark, Function<LocalDate, String> dates) {
            if (remark.code() == Remark.Code.KNOWN_BY_OTHER_IDS) {
                return otherIds.entrySet().stream().map(one -> name(one.getKey()) + " (" + one.getKey() + ") is known by other ids too: "
                        + String.join(", ", one.getValue()) + ".").collect(Collectors.joining(" "))
                        + " What is recorded under those was not considered: ask about them too.";
            }
            return Explanation.of(remark, question, answer, this::name, dates);
        }

        /** The name of someone whom the answer mentions, or the id. */
        public String name(String id) {
            return Checks.name(names, question, id);
        }
    }

    /** Answers each question by the law, in order. */
    public List<Judged> judge(List<QuestionAsKnownAt> questions) {
        return judge(questions, Map.of());
    }

    /**
     * Answers each question by the law, in order.
     *
     * @param known names that need not be looked up, by kind and id
     */
    public List<Judged> judge(List<QuestionAsKnownAt> questions, Map<PartyKind, Map<String, String>> known) {
        return judge(questions, known, (parties, knownAt) -> parties, otherIds);
    }

    /**
     * Answers each question by the law, in order, with the parties as someone else sees them.
     *
     * @param seen the parties of the ledger as they are seen
     */
    public List<Judged> judge(List<QuestionAsKnownAt> questions, Sight seen) {
        return judge(questions, Map.of(), seen, OtherIds.NONE);
    }

    private List<Judged> judge(List<QuestionAsKnownAt> questions, Map<PartyKind, Map<String, String>> known,
            Sight seen, OtherIds others) {
        return latency.record(() -> {
            List<KnownParties> parties = register.parties(questions);
            List<Answer> answers = new ArrayList<>(questions.size());
            List<AskedParties> restOn = new ArrayList<>(questions.size());
            List<Map<String, List<String>>> idsOf = new ArrayList<>(questions.size());
            for (int i = 0; i < questions.size(); i++) {
                AskedParties asked = new AskedParties(parties.get(i));
                idsOf.add(idsOf(questions.get(i), others));
                answers.add(remarked(answer(questions.get(i).question(), seen.see(asked, questions.get(i).knownAt())), idsOf.get(i)));
                restOn.add(asked);
            }
            Map<PartyKind, Map<String, String>> names = names(questions, answers, known);
            List<Judged> judged = new ArrayList<>(questions.size());
            for (int i = 0; i < questions.size(); i++) {
                QuestionAsKnownAt one = questions.get(i);
                judged.add(new Judged(one.question(), one.knownAt(), answers.get(i), restOn.get(i).asked(),
                        restOn.get(i).kindsAsked(), namesAsked(one.question()) ? names : Map.of(),
                        one.knownAt().atZone(zone).toLocalDate(), idsOf.get(i)));
            }
            return judged;
        });
    }

    /** Of those in a question who are known by other ids too, these. Within a scope no id is named that its viewer may not know. */
    private static Map<String, List<String>> idsOf(QuestionAsKnownAt asked, OtherIds others) {
        Map<String, List<String>> idsOf = Map.of();
        Question question = asked.question();
        for (int i = -1; i < question.signers().size(); i++) {
            String id = i < 0 ? question.grantorId().value() : question.signers().get(i).value();
            List<String> more = others.of(id, asked.knownAt());
            if (!more.isEmpty() && Viewer.current().equals(Viewer.ALL)) {
                idsOf = idsOf.isEmpty() ? new TreeMap<>() : idsOf;
                idsOf.put(id, more);
            }
        }
        return idsOf;
    }

    private static Answer remarked(Answer answer, Map<String, List<String>> idsOf) {
        if (idsOf.isEmpty()) {
            return answer;
        }
        List<Remark> remarks = new ArrayList<>(answer.remarks());
        remarks.add(new Remark(Remark.Code.KNOWN_BY_OTHER_IDS, null));
        return new Answer(answer.authorized(), answer.reason(), answer.decisive(), answer.basis(), answer.chains(), answer.ending(),
                remarks);
    }

    private static Answer answer(Question question, KnownParties parties) {
        try {
            return Check.answer(question, parties);
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
    }

    /** Answers each question as a client reads it, in order. */
    List<CheckAnswer> answer(List<QuestionAsKnownAt> questions, Position position) {
        return judge(questions).stream()
                .map(judged -> new CheckAnswer(judged.answer().authorized(), judged.answer().reason(),
                        judged.explanation(LocalDate::toString),
                        basis(judged.answer()),
                        judged.answer().remarks().stream()
                                .map(remark -> new CheckAnswer.RemarkText(remark.code(), judged.remark(remark, LocalDate::toString),
                                        remark.recordId()))
                                .toList(),
                        judged.question().on(), judged.knownAt(), position, incomplete.said(judged.restsOn())))
                .toList();
    }

    /** By id, the names that the answer to a question gives these parties and issuers. */
    Map<String, String> names(Question question, Set<PartyId> parties, Set<IssuerId> issuers) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        ids.put(PartyKind.ISSUER, issuers.stream().map(IssuerId::value).collect(Collectors.toSet()));
        Set<String> all = parties.stream().map(PartyId::value).collect(Collectors.toSet());
        PARTIES.forEach(kind -> ids.put(kind, all));
        Map<PartyKind, Map<String, String>> names = register.names(ids);
        Map<String, String> byId = new HashMap<>();
        ids.values().forEach(some -> some.forEach(id -> byId.put(id, name(names, question, id))));
        return byId;
    }

    /** Every authority considered, and then each chain of signatories. */
    private static List<CheckAnswer.ConsideredAuthority> basis(Answer answer) {
        List<CheckAnswer.ConsideredAuthority> basis = new ArrayList<>(answer.basis().size());
        answer.basis().forEach(one -> basis.add(considered(one)));
        answer.chains().forEach(chain -> basis.add(CheckAnswer.ConsideredAuthority.ofSignatories(answer.reason(), chain)));
        return basis;
    }

    private static CheckAnswer.ConsideredAuthority considered(Answer.Basis basis) {
        Authority authority = basis.authority();
        Ending ending = basis.ending();
        List<List<ChainLink>> chains = basis.chains().isEmpty() ? List.of() : basis.chains().stream().map(ChainLink::of).toList();
        SigningRule signing = signing(basis);
        return new CheckAnswer.ConsideredAuthority(authority.poaId(), authority.issuerId(), authority.attorneyId(), authority.role(),
                authority.inPlaceOf(), basis.reason(), basis.clauses(), signing.signatures(),
                signing, authority.from(), ending == null ? null : ending.on(), CheckAnswer.EndedBy.of(ending),
                authority.source(), authority.segment().equals(authority.source()) ? null : authority.segment(),
                chains.isEmpty() ? null : chains.getFirst(), chains.isEmpty() ? null : chains);
    }

    /** The rule of the clauses that cover the form, where it is one; otherwise that of the instrument. */
    private static SigningRule signing(Answer.Basis basis) {
        SigningRule all = basis.authority().signing();
        SigningRule one = null;
        for (Power power : basis.authority().powers()) {
            if (basis.clauses().contains(power.clause())) {
                SigningRule rule = power.signing() == null ? all : power.signing();
                if (one != null && !one.equals(rule)) {
                    return all;
                }
                one = rule;
            }
        }
        return one == null ? all : one;
    }

    private static final List<PartyKind> AS_GRANTOR = List.of(PartyKind.GRANTOR, PartyKind.SIGNATORY, PartyKind.ATTORNEY,
            PartyKind.ISSUER);
    private static final List<PartyKind> AS_OTHER = List.of(PartyKind.ATTORNEY, PartyKind.SIGNATORY, PartyKind.GRANTOR, PartyKind.ISSUER);
    private static final List<PartyKind> PARTIES = List.of(PartyKind.GRANTOR, PartyKind.ATTORNEY, PartyKind.SIGNATORY);

    /** Grantors are looked up as grantors and signers as attorneys; who has no name so, and who comes by a chain, in whatever part they have one. */
    private Map<PartyKind, Map<String, String>> names(List<QuestionAsKnownAt> questions, List<Answer> answers,
            Map<PartyKind, Map<String, String>> known) {
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        for (PartyKind kind : PartyKind.values()) {
            ids.put(kind, new HashSet<>());
        }
        Set<String> others = new HashSet<>();
        for (QuestionAsKnownAt one : questions) {
            if (namesAsked(one.question())) {
                add(ids, PartyKind.GRANTOR, one.question().grantorId().value());
                add(ids, PartyKind.ISSUER, one.question().issuerId().value());
                one.question().signers().forEach(signer -> add(ids, PartyKind.ATTORNEY, signer.value()));
            }
        }
        for (Answer answer : answers) {
            answer.chains().forEach(chain -> chain.forEach(link -> others.add(link.partyId().value())));
            for (Answer.Basis basis : answer.basis()) {
                add(ids, PartyKind.ISSUER, basis.authority().issuerId().value());
                add(ids, PartyKind.ATTORNEY, basis.authority().attorneyId().value());
                addAll(ids, basis.authority().signing());
                addAll(ids, signing(basis));
                basis.chains().forEach(chain -> chain.forEach(link -> others.add(link.partyId().value())));
            }
        }
        Map<PartyKind, Map<String, String>> names = new EnumMap<>(PartyKind.class);
        known.forEach((kind, byId) -> names.put(kind, new HashMap<>(byId)));
        ids.forEach((kind, some) -> some.removeAll(names.getOrDefault(kind, Map.of()).keySet()));
        look(ids, names);
        PARTIES.forEach(kind -> others.addAll(ids.getOrDefault(kind, Set.of()).stream()
                .filter(id -> !names.getOrDefault(kind, Map.of()).containsKey(id)).toList()));
        others.removeIf(id -> PARTIES.stream().anyMatch(kind -> names.getOrDefault(kind, Map.of()).containsKey(id)));
        if (!others.isEmpty()) {
            Map<PartyKind, Set<String>> everywhere = new EnumMap<>(PartyKind.class);
            PARTIES.forEach(kind -> everywhere.put(kind, others));
            look(everywhere, names);
        }
        return names;
    }

    /** About an issuer outside the viewer's scope nothing is found, and so no one has a name. */
    private static boolean namesAsked(Question question) {
        return Viewer.current().sees(question.issuerId());
    }

    private static void addAll(Map<PartyKind, Set<String>> ids, SigningRule rule) {
        rule.groups().forEach(group -> group.of().forEach(one -> add(ids, PartyKind.ATTORNEY, one.value())));
    }

    private static void add(Map<PartyKind, Set<String>> ids, PartyKind kind, String id) {
        ids.computeIfAbsent(kind, none -> new HashSet<>()).add(id);
    }

    private void look(Map<PartyKind, Set<String>> ids, Map<PartyKind, Map<String, String>> names) {
        if (ids.values().stream().anyMatch(some -> !some.isEmpty())) {
            register.names(ids).forEach((kind, byId) -> names.computeIfAbsent(kind, none -> new HashMap<>()).putAll(byId));
        }
    }

    private static String name(Map<PartyKind, Map<String, String>> names, Question question, String id) {
        // One id may name a company and a party: what the question asks about decides, and of a party the part in which it stands there.
        if (id.equals(question.issuerId().value()) && !id.equals(question.grantorId().value())) {
            return names.getOrDefault(PartyKind.ISSUER, Map.of()).getOrDefault(id, id);
        }
        List<PartyKind> kinds = id.equals(question.grantorId().value()) ? AS_GRANTOR : AS_OTHER;
        for (PartyKind kind : kinds) {
            String name = names.getOrDefault(kind, Map.of()).get(id);
            if (name != null) {
                return name;
            }
        }
        return id;
    }
}
