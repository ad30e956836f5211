package org.authorityledger.authority;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/** The conditions that a lawyer would attach to an answer. */
final class Remarks {

    private final Question question;
    private final KnownParties parties;
    private final Answer answer;
    private final Map<Remark.Code, Remark> remarks = new EnumMap<>(Remark.Code.class);

    private Remarks(Question question, KnownParties parties, Answer answer) {
        this.question = question;
        this.parties = parties;
        this.answer = answer;
    }

    static List<Remark> of(Question question, KnownParties parties, Answer answer) {
        Remarks remarks = new Remarks(question, parties, answer);
        if (answer.authorized()) {
            remarks.ofYes();
        } else {
            remarks.ofNo();
        }
        if (!parties.facts(remarks.grantor()).known()) {
            remarks.add(Remark.Code.UNKNOWN_GRANTOR, null);
        }
        if (!parties.complete()) {
            remarks.add(Remark.Code.WITHIN_SCOPE, null);
        }
        return new ArrayList<>(remarks.remarks.values());
    }

    private PartyId grantor() {
        return PartyId.of(question.grantorId().value());
    }

    private void add(Remark.Code code, @Nullable RecordId recordId) {
        remarks.put(code, new Remark(code, recordId));
    }

    private void ofYes() {
        Regime regime = question.form().form().regime();
        ReportingDuty duty = parties.facts(grantor()).duty();
        if (regime != null && duty.status(regime, question.issuerId(), question.on()) != ReportingDuty.Status.REQUIRED) {
            ReportingDuty.Fact deciding = duty.deciding(regime, question.issuerId(), question.on());
            add(Remark.Code.NOT_REQUIRED_NOW, deciding == null ? notYet(duty, regime) : deciding.recordId());
        }
        if (answer.reason() == Reason.SELF_SIGNED) {
            return;
        }
        if (question.capacities().isEmpty()) {
            without(Remark.Code.ONLY_IN_CAPACITY, authority -> false, power -> !power.capacities().isEmpty());
        }
        if (question.form().form().oneOfTheSeven()) {
            without(Remark.Code.CONFIRMATION_NOT_ON_FILE, authority -> !parties.facts(PartyId.of(authority.grantorId().value()))
                    .onFile(authority.poaId(), question.on()));
        }
        without(Remark.Code.CEASED_AT_THIS_ISSUER, this::ceasedHere);
        without(Remark.Code.TERMS_NOT_SEEN, authority -> !authority.conditions().termsSeen());
        without(Remark.Code.EXECUTION_DATE_UNCERTAIN, authority -> authority.conditions().undated());
    }

    /** Nothing decides yet: a beginning on a later day says so. */
    private @Nullable RecordId notYet(ReportingDuty duty, Regime regime) {
        return duty.facts().stream()
                .filter(fact -> fact.regimes().contains(regime) && fact.issuerId().covers(question.issuerId()))
                .map(ReportingDuty.Fact::recordId).findFirst().orElse(null);
    }

    /** The instrument is for every issuer, and everything that keeps it in force has ceased at this one. */
    private boolean ceasedHere(Authority authority) {
        if (!authority.conditions().everyIssuer() || authority.conditions().untilCeasedReporting().isEmpty()) {
            return false;
        }
        ReportingDuty duty = parties.facts(PartyId.of(authority.grantorId().value())).duty();
        return authority.conditions().untilCeasedReporting().stream()
                .allMatch(regime -> duty.status(regime, question.issuerId(), question.on()) == ReportingDuty.Status.CEASED);
    }

    private void without(Remark.Code code, Predicate<Authority> instruments) {
        without(code, instruments, power -> false);
    }

    /** A condition is worth a remark where the answer would be no without the instruments, or the clauses, that have it. */
    private void without(Remark.Code code, Predicate<Authority> instruments, Predicate<Power> clauses) {
        if (withoutChains() && answer.basis().stream().filter(basis -> basis.reason() == Reason.IN_FORCE).map(Answer.Basis::authority)
                .noneMatch(authority -> instruments.test(authority) || authority.powers().stream().anyMatch(clauses))) {
            return;
        }
        LeavingOut leavingOut = new LeavingOut(instruments, clauses);
        if (!new Signing(question, parties, leavingOut).answer().authorized()) {
            add(code, leavingOut.first());
        }
    }

    /** Whether all instruments on which the answer rests are in its basis. */
    private boolean withoutChains() {
        return answer.reason() == Reason.IN_FORCE && answer.basis().stream().allMatch(basis -> basis.chains().isEmpty());
    }

    /** The records whose terms govern what the answer rests on: its instruments, and those in its chains. */
    private Set<RecordId> restsOn() {
        Set<RecordId> terms = new HashSet<>();
        List<List<Link>> chains = new ArrayList<>(answer.chains());
        for (Answer.Basis basis : answer.basis()) {
            if (basis.reason() == Reason.IN_FORCE) {
                terms.add(basis.authority().segment());
                chains.addAll(basis.chains());
            }
        }
        chains.forEach(chain -> chain.stream().filter(link -> link.by() == Link.By.POWER_OF_ATTORNEY).map(Link::recordId)
                .filter(Objects::nonNull).forEach(terms::add));
        return terms;
    }

    /** Leaves some out, and remembers of those on which the answer rests the one recorded first. */
    private final class LeavingOut implements Signing.Usable {

        private final Predicate<Authority> instruments;
        private final Predicate<Power> clauses;
        private final Set<RecordId> restsOn = restsOn();
        private @Nullable Authority first;

        LeavingOut(Predicate<Authority> instruments, Predicate<Power> clauses) {
            this.instruments = instruments;
            this.clauses = clauses;
        }

        @Override
        public boolean instrument(Authority authority) {
            boolean out = instruments.test(authority);
            if ((out || authority.powers().stream().anyMatch(clauses)) && restsOn.contains(authority.segment())
                    && authority.inForceOn(question.on()) && authority.lists(question.form().form())
                    && (first == null || authority.granted().isBefore(first.granted()))) {
                first = authority;
            }
            return !out;
        }

        @Override
        public boolean clause(Power power) {
            return !clauses.test(power);
        }

        @Nullable
        RecordId first() {
            return first == null ? null : first.segment();
        }
    }

    private void ofNo() {
        Ending own = answer.ending();
        if (own != null && own.on().equals(question.on())) {
            add(Remark.Code.ENDS_THAT_DAY, own.recordId());
        }
        Answer.Basis decisive = answer.decisive();
        if (decisive == null) {
            return;
        }
        Conditions conditions = decisive.authority().conditions();
        RecordId terms = decisive.authority().segment();
        Ending ending = decisive.reason().ended() == null ? null : decisive.ending();
        if (ending != null) {
            if (ending.on().equals(question.on())) {
                add(Remark.Code.ENDS_THAT_DAY, ending.recordId());
            }
            if (ending.cause() == EndCause.GRANTOR_INCAPACITATED && conditions.durable() == null) {
                add(Remark.Code.DURABILITY_UNSTATED, terms);
            }
            if ((ending.cause() == EndCause.GRANTOR_DIED || ending.cause() == EndCause.GRANTOR_INCAPACITATED)
                    && !noticed(ending.cause(), decisive)) {
                add(Remark.Code.WITHOUT_NOTICE, ending.recordId());
            }
        }
        if (!conditions.termsSeen()) {
            add(Remark.Code.TERMS_NOT_SEEN, terms);
        }
        if (conditions.undated()) {
            add(Remark.Code.EXECUTION_DATE_UNCERTAIN, terms);
        }
    }

    /** Notice to the signer, or to the entity whose place they fill. */
    private boolean noticed(EndCause of, Answer.Basis decisive) {
        PartyFacts facts = parties.facts(grantor());
        List<AttorneyId> whom = new ArrayList<>(decisive.hands());
        whom.add(decisive.authority().attorneyId());
        return whom.stream().anyMatch(attorneyId -> facts.noticed(of, attorneyId, question.on()));
    }
}
