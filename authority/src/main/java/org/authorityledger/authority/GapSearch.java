package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the gap of one grantor at one issuer. Who may sign changes only on days on which something begins or ends for someone in reach, in
 * whatever stream: from one such day back to the one before, the check gives the same answer, so it is asked once for each.
 */
final class GapSearch {

    private static final int MOST_PARTIES = 2_000;
    /** How many days of change to go back: a gap is asked about with others, and each of these days takes a check of everyone. */
    static final int MOST_DAYS = 200;

    private final GrantorId grantorId;
    private final IssuerId issuerId;
    private final FormAsked form;
    private final KnownParties parties;
    private final PartyId grantor;
    private final ReportingDuty duty;
    /** Whose instruments and signatories may count. */
    private final Set<PartyId> principals = new LinkedHashSet<>();
    private final Set<PartyId> signers = new LinkedHashSet<>();

    /** What is for one issuer: no one can sign there by an authority for another. A grantor of thousands has few for each. */
    private record ForIssuer(KnownParties all, IssuerId issuerId, Map<PartyId, List<Authority>> kept) implements KnownParties {

        @Override
        public List<Authority> authorities(PartyId party) {
            List<Authority> some = kept.get(party);
            if (some == null) {
                some = all.authorities(party).stream().filter(authority -> authority.issuerId().covers(issuerId)).toList();
                kept.put(party, some);
            }
            return some;
        }

        @Override
        public PartyFacts facts(PartyId party) {
            return all.facts(party);
        }

        @Override
        public PartyKind kind(PartyId party) {
            return all.kind(party);
        }
    }

    GapSearch(GrantorId grantorId, IssuerId issuerId, FormAsked form, KnownParties parties) {
        this.grantorId = grantorId;
        this.issuerId = issuerId;
        this.form = form;
        this.parties = new ForIssuer(parties, issuerId, new HashMap<>());
        this.grantor = PartyId.of(grantorId.value());
        this.duty = parties.facts(grantor).duty();
    }

    boolean exists(LocalDate day) {
        Regime regime = form.form().regime();
        if (regime == null || !required(regime, day)) {
            return false;
        }
        findEveryone();
        return !someoneMaySign(day);
    }

    @Nullable
    Gap on(LocalDate day) {
        Regime regime = form.form().regime();
        if (regime == null || !exists(day)) {
            return null;
        }
        try {
            int lookedAt = 0;
            for (LocalDate first : changes(regime, day).descendingSet()) {
                if (++lookedAt > MOST_DAYS) {
                    return new Gap(grantorId, issuerId, null, false, List.of());
                }
                LocalDate before = first.minusDays(1);
                if (someoneMaySign(before)) {
                    return new Gap(grantorId, issuerId, first, true, lastSigners(before, first));
                }
                if (!required(regime, before)) {
                    return new Gap(grantorId, issuerId, first, true, List.of());
                }
            }
        } catch (ChainTooLarge e) {
            // That there is a gap is known, though not since when.
            return new Gap(grantorId, issuerId, null, false, List.of());
        }
        return new Gap(grantorId, issuerId, null, true, List.of());
    }

    private boolean required(Regime regime, LocalDate day) {
        return duty.status(regime, issuerId, day) == ReportingDuty.Status.REQUIRED;
    }

    /** Everyone to whom instruments and signatories lead, without the grantor: if all of them together may not sign, no one may. */
    private void findEveryone() {
        principals.add(grantor);
        Deque<PartyId> next = new ArrayDeque<>(principals);
        while (!next.isEmpty()) {
            PartyId party = next.removeFirst();
            for (Authority authority : parties.authorities(party)) {
                PartyId attorney = PartyId.of(authority.attorneyId().value());
                signers.add(attorney);
                if (parties.kind(attorney) == PartyKind.ENTITY && principals.add(attorney)) {
                    next.add(attorney);
                }
            }
            for (SigningOfficer officer : parties.facts(party).signatories()) {
                signers.add(officer.signatory());
                // A signatory may have given an instrument for what they sign for the entity.
                if (principals.add(officer.signatory())) {
                    next.add(officer.signatory());
                }
            }
            if (signers.size() > MOST_PARTIES) {
                throw new ChainTooLarge();
            }
        }
        signers.remove(grantor);
    }

    private Question question(LocalDate day) {
        return new Question(grantorId, issuerId, form, signers.stream().map(party -> AttorneyId.of(party.value())).toList(), Set.of(), day);
    }

    private boolean someoneMaySign(LocalDate day) {
        return !signers.isEmpty() && Check.withoutRemarks(question(day), parties).authorized();
    }

    /** The days up to this one on which something begins or ends. */
    private TreeSet<LocalDate> changes(Regime regime, LocalDate day) {
        TreeSet<LocalDate> days = new TreeSet<>();
        duty.facts().stream().filter(fact -> fact.issuerId().covers(issuerId) && fact.regimes().contains(regime))
                .forEach(fact -> days.add(fact.effectiveOn()));
        for (PartyId party : principals) {
            for (Authority authority : parties.authorities(party)) {
                if (bears(authority)) {
                    add(days, authority.from(), authority.ending());
                }
            }
            PartyFacts facts = parties.facts(party);
            facts.signatories().stream().filter(one -> one.covers(form.form()))
                    .forEach(officer -> add(days, officer.from(), officer.ending()));
            facts.attorneys().forEach(end -> days.add(end.ending().on()));
        }
        for (PartyId signer : signers) {
            parties.facts(signer).hand().forEach(end -> days.add(end.ending().on()));
        }
        return new TreeSet<>(days.headSet(day, true));
    }

    private boolean bears(Authority authority) {
        return !authority.neverWas() && authority.lists(form.form());
    }

    private static void add(Set<LocalDate> days, LocalDate from, @Nullable Ending ending) {
        days.add(from);
        if (ending != null) {
            days.add(ending.on());
        }
    }

    /** Who could sign on a day, and no longer on the next: by instruments, and by signatories where these sign too. */
    private List<Gap.LastSigner> lastSigners(LocalDate last, LocalDate first) {
        List<Gap.LastSigner> found = new ArrayList<>();
        Answer could = Check.withoutRemarks(question(last), parties);
        Answer can = Check.withoutRemarks(question(first), parties);
        if (could.reason() == Reason.IN_FORCE) {
            for (Answer.Basis basis : could.basis()) {
                if (basis.reason() == Reason.IN_FORCE) {
                    Authority authority = basis.authority();
                    boolean goesOn = can.basis().stream()
                            .anyMatch(one -> one.authority().key().equals(authority.key()) && !one.chains().isEmpty());
                    found.add(new Gap.LastSigner(authority.attorneyId(), authority.poaId(), null, authority.source(),
                            ended(own(basis), goesOn, basis.chains(), last, first), basis.chains()));
                }
            }
        }
        Map<Link, List<List<Link>>> signatories = new LinkedHashMap<>();
        bySignatories(last).forEach(chain -> signatories.computeIfAbsent(chain.getFirst(), link -> new ArrayList<>()).add(chain));
        List<List<Link>> stillRepresented = bySignatories(first);
        signatories.forEach((link, chains) -> {
            SigningOfficer officer = officer(link);
            boolean goesOn = stillRepresented.stream().anyMatch(chain -> chain.getFirst().equals(link));
            found.add(new Gap.LastSigner(AttorneyId.of(link.partyId().value()), null, officer.capacity(), officer.source(),
                    ended(end(officer.ending(), link.grantorId()), goesOn, chains, last, first), chains));
        });
        return found;
    }

    /** The ways to a hand without the grantor's own instruments. */
    private List<List<Link>> bySignatories(LocalDate day) {
        return new Signing(question(day), parties, new Signing.Usable() {

            @Override
            public boolean instrument(Authority authority) {
                return !authority.grantorId().equals(grantorId);
            }
        }).answer().chains();
    }

    private SigningOfficer officer(Link link) {
        return parties.facts(link.grantorId()).signatories().stream().filter(one -> one.source().equals(link.recordId())).findFirst()
                .orElseThrow();
    }

    /** The end of the authority, or the earlier one of the attorney by their own records. */
    private static Gap.@Nullable End own(Answer.Basis basis) {
        Authority authority = basis.authority();
        return end(basis.ending(), PartyId.of(
                Objects.equals(basis.ending(), authority.ending()) ? authority.grantorId().value() : authority.attorneyId().value()));
    }

    private static Gap.@Nullable End end(@Nullable Ending ending, PartyId of) {
        return ending == null ? null : new Gap.End(ending, of);
    }

    /** What ended it: its own end, or else what broke its ways to a hand, the first recorded. */
    private Gap.@Nullable End ended(Gap.@Nullable End own, boolean goesOn, List<List<Link>> chains, LocalDate last, LocalDate first) {
        if (own != null && !own.ending().on().isAfter(first)) {
            return own;
        }
        if (goesOn) {
            return null;
        }
        Gap.End ended = null;
        for (List<Link> chain : chains) {
            List<PartyId> passed = new ArrayList<>();
            for (Link link : chain) {
                for (Gap.End end : ends(link, passed, last)) {
                    boolean earlier = ended == null || end.ending().before(ended.ending());
                    ended = !end.ending().on().isAfter(first) && earlier ? end : ended;
                }
                passed.add(link.grantorId());
            }
        }
        return ended;
    }

    /** What ends one link: the record it rests on, and the death of whom it leads to by the records of whom the chain has passed. */
    private List<Gap.End> ends(Link link, List<PartyId> passed, LocalDate last) {
        List<Gap.End> ends = new ArrayList<>();
        PartyId granting = link.grantorId();
        switch (link.by()) {
            case HAND -> add(ends, parties.facts(link.partyId()).handEndedAsAttorney(), link.partyId());
            case SIGNATORY -> add(ends, officer(link).ending(), granting);
            case POWER_OF_ATTORNEY -> parties.authorities(granting).stream()
                    .filter(one -> one.attorneyId().value().equals(link.partyId().value()) && one.segment().equals(link.recordId())
                            && bears(one) && one.inForceOn(last))
                    .forEach(one -> add(ends, one.ending(), granting));
        }
        Stream.concat(passed.stream(), Stream.of(granting))
                .forEach(stream -> parties.facts(stream).attorneys().stream()
                        .filter(end -> end.attorneyId().value().equals(link.partyId().value())
                                && (link.by() == Link.By.HAND || end.ending().cause() == EndCause.ATTORNEY_DIED))
                        .forEach(end -> add(ends, end.ending(), stream)));
        return ends;
    }

    private static void add(List<Gap.End> ends, @Nullable Ending ending, PartyId of) {
        if (ending != null) {
            ends.add(new Gap.End(ending, of));
        }
    }
}
