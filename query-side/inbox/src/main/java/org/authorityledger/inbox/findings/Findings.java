package org.authorityledger.inbox.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.authority.Answer;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.instrument.FilingContext.Party;
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

    private final Checks checks;
    private final PartyIndex parties;
    private final QuestionClock clock;

    Findings(Checks checks, PartyIndex parties, QuestionClock clock) {
        this.checks = checks;
        this.parties = parties;
        this.clock = clock;
    }

    /** A finding before the law was asked: with the question, where there is one. */
    private record Draft(Finding finding, @Nullable Question question) {}

    /**
     * The findings of these signatures, in their order.
     *
     * @param moment the day that is today, and what is known now
     */
    List<Finding> of(List<KeptSignature> signatures, Moment moment) {
        parties.refresh();
        List<Draft> drafts = new ArrayList<>();
        signatures.forEach(signature -> drafts.addAll(drafts(signature, moment)));
        List<QuestionAsKnownAt> questions = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.question() != null) {
                questions.add(new QuestionAsKnownAt(draft.question(), moment.knownAt()));
                questions.add(new QuestionAsKnownAt(draft.question(), draft.finding().knownThen()));
            }
        }
        List<@Nullable Judgment> judged = new ArrayList<>(questions.size());
        for (int from = 0; from < questions.size(); from += MOST_QUESTIONS) {
            judged.addAll(judge(questions.subList(from, Math.min(questions.size(), from + MOST_QUESTIONS))));
        }
        List<Finding> findings = new ArrayList<>(drafts.size());
        int at = 0;
        for (Draft draft : drafts) {
            if (draft.question() == null) {
                findings.add(draft.finding());
            } else {
                findings.add(judged(draft.finding(), judged.get(at), judged.get(at + 1)));
                at += 2;
            }
        }
        return findings;
    }

    private static Finding judged(Finding draft, @Nullable Judgment now, @Nullable Judgment then) {
        if (now == null || then == null) {
            return with(draft, Kind.CANNOT_TELL, List.of(Why.CHAIN_TOO_LARGE), null, null);
        }
        return with(draft, Finding.kind(now, draft.why()), draft.why(), now, then);
    }

    private static Finding with(Finding draft, Kind kind, List<Why> why, @Nullable Judgment now, @Nullable Judgment then) {
        return new Finding(draft.signature(), draft.place(), draft.grantorName(), draft.grantorId(), draft.issuerId(), draft.signerIds(),
                draft.form(), kind, why, draft.candidates(), now, then, draft.knownThen());
    }

    /** The answers in order; null where the chains are too large for one. */
    private List<@Nullable Judgment> judge(List<QuestionAsKnownAt> questions) {
        try {
            return checks.judge(questions).stream().<@Nullable Judgment>map(one -> judgment(one.answer())).toList();
        } catch (Problem problem) {
            if (questions.size() > 1) {
                List<@Nullable Judgment> each = new ArrayList<>(judge(questions.subList(0, questions.size() / 2)));
                each.addAll(judge(questions.subList(questions.size() / 2, questions.size())));
                return each;
            }
            List<@Nullable Judgment> none = new ArrayList<>();
            none.add(null);
            return none;
        }
    }

    private static Judgment judgment(Answer answer) {
        Answer.Basis decisive = answer.decisive();
        return new Judgment(answer.authorized(), answer.reason(), decisive == null ? null : decisive.authority().poaId(),
                decisive == null ? null : decisive.authority().source(), decisive == null ? List.of() : decisive.clauses(),
                answer.remarks());
    }

    private List<Draft> drafts(KeptSignature signature, Moment moment) {
        List<String> grantors = Names.grantors(signature.signature().reading());
        boolean many = grantors.size() > Limit.SIGNERS.most();
        if (grantors.isEmpty() || many) {
            return List.of(new Matched(signature, 0, null, moment).draft());
        }
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < grantors.size(); i++) {
            drafts.add(new Matched(signature, i, grantors.get(i), moment).draft());
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
        private final Set<Why> why = new LinkedHashSet<>();
        private final List<Candidate> candidates = new ArrayList<>();

        Matched(KeptSignature signature, int place, @Nullable String grantorName, Moment moment) {
            this.signature = signature;
            this.filing = signature.filing().filing();
            this.reading = signature.signature().reading();
            this.place = place;
            this.grantorName = grantorName;
            this.moment = moment;
        }

        Draft draft() {
            FormAsked form = form();
            LocalDate on = on();
            said();
            boolean tellable = why.isEmpty();
            Party grantor = grantorName == null ? null : owner(grantorName);
            String known = one(grantor == null ? List.of() : parties.party(grantor.name(), grantor.cik()), Why.GRANTOR_NOT_IN_LEDGER,
                    Why.SEVERAL_GRANTORS, grantor != null);
            GrantorId grantorId = known == null ? null : GrantorId.of(known);
            Party issuer = filing.issuer();
            String company = one(issuer == null ? List.of() : parties.issuer(issuer.name(), issuer.cik()), Why.ISSUER_NOT_IN_LEDGER,
                    Why.SEVERAL_ISSUERS, issuer != null);
            IssuerId issuerId = company == null ? null : IssuerId.of(company);
            List<AttorneyId> signers = signers(grantorId);
            boolean several = why.contains(Why.SEVERAL_GRANTORS) || why.contains(Why.SEVERAL_ISSUERS)
                    || why.contains(Why.SEVERAL_SIGNERS);
            boolean self = reading.kind() == Signature.Kind.SELF;
            Question question = null;
            Kind kind = Kind.CANNOT_TELL;
            if (tellable && !several && grantorId != null && form != null && on != null) {
                List<AttorneyId> asked = new ArrayList<>(signers);
                if (asked.isEmpty()) {
                    asked.add(AttorneyId.of(noOne()));
                }
                question = new Question(grantorId, issuerId == null ? IssuerId.of(noOne()) : issuerId, form, asked, Set.of(), on);
            } else if (tellable && !several && self) {
                // Who signs for himself or herself needs no instrument, and so no ledger that knows them.
                kind = Kind.SELF_SIGNED;
            }
            return new Draft(new Finding(signature, place, grantorName, grantorId, issuerId, signers, form, kind, List.copyOf(why),
                    List.copyOf(candidates), null, null, knownThen()), question);
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
                why.add(Why.NO_DATE);
            } else if (on.isAfter(moment.on())) {
                why.add(Why.DATE_IN_THE_FUTURE);
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
                meant = filing.owners().stream().filter(owner -> {
                    Names own = Names.of(owner.name());
                    return own.whole(sought) || own.sameCompany(sought) || own.samePerson(sought);
                }).toList();
            }
            if (meant.isEmpty() && reading.kind() == Signature.Kind.SELF && filing.owners().size() == 1) {
                // The reader found that the only one who reports signed, under a short name or a second spelling.
                meant = filing.owners();
            }
            return meant.size() == 1 ? meant.getFirst() : new Party(name, null);
        }

        private @Nullable String one(List<Candidate> found, Why none, Why several, boolean named) {
            if (found.size() == 1) {
                return found.getFirst().id();
            }
            if (named) {
                why.add(found.isEmpty() ? none : several);
                candidates.addAll(found);
            }
            return null;
        }

        /** Those whom the ledger knows. Who signs in person is the grantor. */
        private List<AttorneyId> signers(@Nullable GrantorId grantorId) {
            if (reading.kind() == Signature.Kind.SELF) {
                return grantorId == null ? List.of() : List.of(AttorneyId.of(grantorId.value()));
            }
            if (why.contains(Why.TOO_MANY_NAMES)) {
                return List.of();
            }
            List<AttorneyId> signers = new ArrayList<>();
            for (String name : reading.signers()) {
                String id = one(parties.party(name, null), Why.SIGNER_NOT_IN_LEDGER, Why.SEVERAL_SIGNERS, true);
                if (id != null) {
                    signers.add(AttorneyId.of(id));
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
