package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.SigningRule;
import org.jspecify.annotations.Nullable;

/** One signature, judged: the own hand, instruments, and signatories, through all parties that it leads to. */
final class Signing {

    /** The most links from signatory to entity. */
    private static final int MOST_LINKS = 8;
    /** The most parties that one question looks at, each as often as a chain leads to it. */
    private static final int MOST_STEPS = 20_000;

    /** What may be used for a yes: a remark is due where the answer is no without it. */
    interface Usable {

        Usable EVERYTHING = new Usable() {
        };

        default boolean instrument(Authority authority) {
            return true;
        }

        default boolean clause(Power power) {
            return true;
        }
    }

    private final Question question;
    private final KnownParties parties;
    private final Usable usable;
    private final Set<PartyId> signers = new LinkedHashSet<>();
    private final PartyId grantor;
    private int steps;

    /** Where in a chain one stands: the parties passed, and how many links from signatory to entity. */
    private record Path(Set<PartyId> passed, int links) {

        Path to(PartyId party, int more) {
            Set<PartyId> further = new HashSet<>(passed);
            further.add(party);
            return new Path(further, links + more);
        }
    }

    /** Those who represent someone, each way to a hand link by link. */
    private record Represented(List<List<Link>> chains) {

        static final Represented BY_NO_ONE = new Represented(List.of());

        boolean any() {
            return !chains.isEmpty();
        }

        Set<PartyId> hands() {
            Set<PartyId> hands = new LinkedHashSet<>();
            chains.forEach(chain -> hands.add(chain.getLast().partyId()));
            return hands;
        }

        Represented after(Link link) {
            return new Represented(chains.stream().map(chain -> {
                List<Link> longer = new ArrayList<>(chain.size() + 1);
                longer.add(link);
                longer.addAll(chain);
                return longer;
            }).toList());
        }

        Represented and(Represented other) {
            List<List<Link>> all = new ArrayList<>(chains);
            all.addAll(other.chains);
            return new Represented(all);
        }
    }

    /** How many signatories of an entity are represented by different people, of how many that it takes. */
    private record Signatories(int represented, int needed, Represented by) {

        boolean enough() {
            return represented >= needed;
        }
    }

    /** One authority tried, before the signing rule is looked at. */
    private record Tried(Authority authority, Reason reason, List<Power> covering, List<String> clauses, @Nullable Ending ending,
            Represented by, boolean entity) {

        Answer.Basis basis(Reason judged, List<String> under) {
            List<AttorneyId> hands = by.hands().stream().map(hand -> AttorneyId.of(hand.value())).toList();
            return new Answer.Basis(authority, judged, under, ending, hands, entity ? by.chains() : List.of());
        }
    }

    Signing(Question question, KnownParties parties, Usable usable) {
        this.question = question;
        this.parties = parties;
        this.usable = usable;
        this.grantor = PartyId.of(question.grantorId().value());
        question.signers().forEach(signer -> signers.add(PartyId.of(signer.value())));
    }

    Answer answer() {
        Ending ownHand = null;
        if (signers.contains(grantor) && parties.kind(grantor) == PartyKind.PERSON) {
            ownHand = parties.facts(grantor).handEnded();
            if (ownHand == null || ownHand.on().isAfter(question.on())) {
                return new Answer(true, Reason.SELF_SIGNED, null, List.of(), List.of(), null, List.of());
            }
        }
        Path start = new Path(Set.of(grantor), 0);
        List<Answer.Basis> basis = byPowerOfAttorney(grantor, null, start);
        Answer.Basis decisive = furthest(basis);
        if (decisive != null && decisive.reason() == Reason.IN_FORCE) {
            return new Answer(true, Reason.IN_FORCE, decisive, basis, List.of(), null, List.of());
        }
        if (ownHand != null) {
            return new Answer(false, Reason.of(ownHand.cause()), null, basis, List.of(), ownHand, List.of());
        }
        Signatories signatories = signatories(grantor, start);
        if (signatories.enough()) {
            return new Answer(true, Reason.SIGNED_BY_SIGNATORY, null, basis, signatories.by().chains(), null, List.of());
        }
        if (signatories.represented() > 0) {
            return new Answer(false, Reason.JOINT_SIGNATURE_REQUIRED, null, basis, signatories.by().chains(), null, List.of());
        }
        if (decisive != null) {
            return new Answer(false, decisive.reason(), decisive, basis, List.of(), null, List.of());
        }
        Ending dissolution = parties.facts(grantor).dissolution();
        if (dissolution != null && !dissolution.on().isAfter(question.on())) {
            return new Answer(false, Reason.GRANTOR_DISSOLVED, null, basis, List.of(), dissolution, List.of());
        }
        Reason none = parties.kind(grantor) == PartyKind.ENTITY ? Reason.NO_SIGNATORY : Reason.NO_POWER_OF_ATTORNEY;
        return new Answer(false, none, null, basis, List.of(), null, List.of());
    }

    /**
     * Tries the instruments of a party.
     *
     * @param onBehalfOf the entity for which the party would sign: only instruments that say so count; null: the party itself is asked about
     */
    private List<Answer.Basis> byPowerOfAttorney(PartyId party, @Nullable PartyId onBehalfOf, Path path) {
        List<Tried> tried = new ArrayList<>();
        Map<PartyId, Represented> entities = new HashMap<>();
        for (Authority authority : parties.authorities(party)) {
            if ((onBehalfOf != null && !authority.conditions().onBehalfOf().covers(onBehalfOf)) || !usable.instrument(authority)) {
                continue;
            }
            PartyId holder = PartyId.of(authority.attorneyId().value());
            if (parties.kind(holder) == PartyKind.ENTITY) {
                Represented by = entities.get(holder);
                if (by == null) {
                    by = path.passed().contains(holder)
                            ? Represented.BY_NO_ONE
                            : byOthers(holder, party, path.to(holder, 0));
                    entities.put(holder, by);
                }
                if (by.any() || signers.contains(holder)) {
                    Link link = new Link(party, holder, Link.By.POWER_OF_ATTORNEY, null, authority.segment());
                    tried.add(attempt(authority, authority.ending(), by.after(link), true));
                }
            } else if (signers.contains(holder)) {
                Represented hand = new Represented(List.of(List.of(hand(holder))));
                tried.add(attempt(authority, earlier(authority.ending(), lastDay(holder, path)), hand, false));
            }
        }
        return judged(tried);
    }

    private static Link hand(PartyId person) {
        return new Link(person, person, Link.By.HAND, null, null);
    }

    private static @Nullable Ending earlier(@Nullable Ending one, @Nullable Ending other) {
        return one == null || (other != null && other.before(one)) ? other : one;
    }

    private Tried attempt(Authority authority, @Nullable Ending ending, Represented by, boolean entity) {
        Form form = question.form().form();
        Reason uncovered = Reason.FORM_NOT_COVERED;
        List<Power> covering = new ArrayList<>(1);
        for (Power power : authority.powers()) {
            if (power.lists(form) && !power.accessory() && usable.clause(power)) {
                if (question.form().amendment() && !authority.amendable(power)) {
                    uncovered = further(uncovered, Reason.AMENDMENT_NOT_COVERED);
                } else if (!question.capacities().isEmpty() && !power.capacities().isEmpty()
                        && power.capacities().stream().noneMatch(question.capacities()::contains)) {
                    uncovered = further(uncovered, Reason.CAPACITY_NOT_COVERED);
                } else {
                    covering.add(power);
                }
            }
        }
        LocalDate on = question.on();
        Reason reason = Reason.IN_FORCE;
        if (!authority.issuerId().covers(question.issuerId())) {
            reason = Reason.ISSUER_NOT_COVERED;
        } else if (covering.isEmpty()) {
            reason = uncovered;
        } else if (on.isBefore(authority.from())) {
            reason = Reason.NOT_YET_EFFECTIVE;
        } else if (ending != null && !on.isBefore(ending.on())) {
            reason = Reason.of(ending.cause());
        }
        return new Tried(authority, reason, covering, covering.stream().map(Power::clause).distinct().toList(), ending, by, entity);
    }

    private static Reason further(Reason one, Reason other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** A clause with its rule: signatures are added up under one clause of one instrument. */
    private record Clause(PoaId poaId, String letter, SigningRule rule) {}

    /** Looks at the signing rules, clause by clause. */
    private static List<Answer.Basis> judged(List<Tried> tried) {
        Map<Clause, Map<Place, Set<PartyId>>> signed = new LinkedHashMap<>();
        Set<PoaId> filled = new HashSet<>();
        for (Tried one : tried) {
            if (one.reason() == Reason.IN_FORCE) {
                if (one.by().any()) {
                    filled.add(one.authority().poaId());
                }
                for (Power power : one.covering()) {
                    signed.computeIfAbsent(clause(one, power), clause -> new LinkedHashMap<>())
                            .computeIfAbsent(place(one), place -> new LinkedHashSet<>()).addAll(one.by().hands());
                }
            }
        }
        Set<Clause> met = new HashSet<>();
        signed.forEach((clause, places) -> {
            if (Places.meet(clause.rule(), places)) {
                met.add(clause);
            }
        });
        List<Answer.Basis> judged = new ArrayList<>(tried.size());
        for (Tried one : tried) {
            if (one.reason() != Reason.IN_FORCE) {
                judged.add(one.basis(one.reason(), one.clauses()));
            } else if (!filled.contains(one.authority().poaId())) {
                judged.add(one.basis(Reason.NO_SIGNATORY, one.clauses()));
            } else {
                List<String> good = one.covering().stream()
                        .filter(power -> one.by().any() && met.contains(clause(one, power))
                                && Places.counts(place(one), clause(one, power).rule()))
                        .map(Power::clause).distinct().toList();
                judged.add(good.isEmpty() ? one.basis(Reason.JOINT_SIGNATURE_REQUIRED, one.clauses()) : one.basis(Reason.IN_FORCE, good));
            }
        }
        return judged;
    }

    private static Place place(Tried tried) {
        return new Place(tried.authority().place(), tried.authority().placeOfCoAgent());
    }

    private static Clause clause(Tried tried, Power power) {
        return new Clause(tried.authority().poaId(), power.clause(), tried.authority().signing(power));
    }

    /** Those who represent an entity, or a signatory, other than by its own hand. */
    private Represented byOthers(PartyId party, PartyId onBehalfOf, Path path) {
        if (++steps > MOST_STEPS) {
            throw new ChainTooLarge();
        }
        Represented by = Represented.BY_NO_ONE;
        for (Answer.Basis basis : byPowerOfAttorney(party, onBehalfOf, path)) {
            if (basis.reason() == Reason.IN_FORCE) {
                by = by.and(throughInstrument(party, basis));
            }
        }
        if (parties.kind(party) == PartyKind.ENTITY) {
            Signatories signatories = signatories(party, path);
            by = signatories.enough() ? by.and(signatories.by()) : by;
        }
        return by;
    }

    private static Represented throughInstrument(PartyId party, Answer.Basis basis) {
        if (!basis.chains().isEmpty()) {
            return new Represented(basis.chains());
        }
        PartyId holder = PartyId.of(basis.authority().attorneyId().value());
        return new Represented(List.of(
                List.of(new Link(party, holder, Link.By.POWER_OF_ATTORNEY, null, basis.authority().segment()), hand(holder))));
    }

    /** Which signatories of an entity are represented, and by whom. */
    private Signatories signatories(PartyId entity, Path path) {
        PartyFacts facts = parties.facts(entity);
        int needed = facts.minimumSignatories();
        if (facts.signatories().isEmpty() || path.links() == MOST_LINKS) {
            return new Signatories(0, needed, Represented.BY_NO_ONE);
        }
        Map<Place, Set<PartyId>> places = new LinkedHashMap<>();
        Represented all = Represented.BY_NO_ONE;
        Map<PartyId, Represented> others = new HashMap<>();
        for (SigningOfficer officer : facts.signatories()) {
            PartyId signatory = officer.signatory();
            if (officer.inForceOn(question.on()) && officer.covers(question.form().form()) && !path.passed().contains(signatory)
                    && !places.containsKey(new Place(AttorneyId.of(signatory.value()), false))) {
                Represented by = parties.kind(signatory) == PartyKind.PERSON && signers.contains(signatory) && lives(signatory, path)
                        ? new Represented(List.of(List.of(hand(signatory))))
                        : Represented.BY_NO_ONE;
                // Agency ends with the principal: who is dead by the records of whom the chain has passed is represented by no one.
                if (!died(signatory, path)) {
                    by = by.and(others.computeIfAbsent(signatory, one -> byOthers(one, entity, path.to(one, 1))));
                }
                if (by.any()) {
                    places.put(new Place(AttorneyId.of(signatory.value()), false), by.hands());
                    all = all.and(by.after(new Link(entity, signatory, Link.By.SIGNATORY, officer.capacity(), officer.source())));
                }
            }
        }
        return new Signatories(Places.filled(places), needed, all);
    }

    /** The dead sign nothing, by whichever records: their own, or those of whom the chain has passed. */
    private @Nullable Ending lastDay(PartyId person, Path path) {
        Ending last = parties.facts(person).handEndedAsAttorney();
        for (PartyId passed : path.passed()) {
            for (PartyFacts.AttorneyEnd end : parties.facts(passed).attorneys()) {
                if (end.attorneyId().value().equals(person.value())) {
                    last = earlier(last, end.ending());
                }
            }
        }
        return last;
    }

    private boolean lives(PartyId person, Path path) {
        Ending last = lastDay(person, path);
        return last == null || last.on().isAfter(question.on());
    }

    private boolean died(PartyId signatory, Path path) {
        return parties.kind(signatory) == PartyKind.PERSON && path.passed().stream()
                .flatMap(passed -> parties.facts(passed).attorneys().stream())
                .anyMatch(end -> end.ending().cause() == EndCause.ATTORNEY_DIED && end.attorneyId().value().equals(signatory.value())
                        && !end.ending().on().isAfter(question.on()));
    }

    static Answer.@Nullable Basis furthest(List<Answer.Basis> tried) {
        Answer.Basis furthest = null;
        for (Answer.Basis basis : tried) {
            if (furthest == null || gotFurther(basis, furthest)) {
                furthest = basis;
            }
        }
        return furthest;
    }

    /** That no one represents an entity is found where signing rules are looked at. */
    private static Reason rank(Reason reason) {
        return reason == Reason.NO_SIGNATORY ? Reason.JOINT_SIGNATURE_REQUIRED : reason;
    }

    private static boolean gotFurther(Answer.Basis one, Answer.Basis other) {
        Ending end = one.reason().ended() == null ? null : one.ending();
        Ending otherEnd = other.reason().ended() == null ? null : other.ending();
        int order = end != null && otherEnd != null
                ? end.on().compareTo(otherEnd.on())
                : rank(one.reason()).compareTo(rank(other.reason()));
        if (order != 0) {
            return order > 0;
        }
        if (!one.authority().granted().equals(other.authority().granted())) {
            return one.authority().granted().isBefore(other.authority().granted());
        }
        if (end != null && otherEnd != null && !end.position().equals(otherEnd.position())) {
            return end.position().isBefore(otherEnd.position());
        }
        // Otherwise the one given first, which comes first among the authorities; of one record's the earlier.
        return one.authority().source().equals(other.authority().source()) && one.authority().from().isBefore(other.authority().from());
    }
}
