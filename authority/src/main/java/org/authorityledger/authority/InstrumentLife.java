package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyDied;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyIncapacitated;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorDissolved;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Power;
import org.authorityledger.events.Recipient;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Who holds authority under one instrument: segment by segment of its life, issuer by issuer of the terms, from those whom the terms name to
 * those who take their places.
 */
final class InstrumentLife {

    /** The last day that can be written: no one can ask of a later one, so what lasts until then is open. No command names it any more. */
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final UnretractedRecords standing;
    private final Instrument instrument;
    private final List<Instrument.Segment> segments;
    private final List<Authority> given = new ArrayList<>();
    /** How many holders are looked at; chains of appointments can grow without end. */
    private int most = Integer.MAX_VALUE;
    /** How many were, each way in which an authority comes about. */
    private int looked;
    private final Map<IssuerId, LocalDate> firstDays = new HashMap<>();
    private final Map<IssuerId, ReportingDuty.Lapse> lapses = new HashMap<>();
    /** Where the whole instrument has ended in an earlier segment. */
    private final Set<IssuerId> ended = new HashSet<>();
    /** Where it has ended for someone in an earlier segment. */
    private final Map<AttorneyId, Set<IssuerId>> endedFor = new HashMap<>();
    private final Map<CoAgent.Key, CoAgent> coAgents = new LinkedHashMap<>();
    /** The issuers at which a co-agent already holds in the segment that is looked at. */
    private final Map<CoAgent.Key, Set<IssuerId>> placed = new HashMap<>();

    /**
     * Someone who holds a place, or an office, which holds one though no one signs as it.
     *
     * @param at the issuer of the terms that the place is for
     * @param whole whether its ending ends the whole instrument
     * @param chain the ids of those through whom it comes, and its own
     */
    private record Holder(Authority authority, IssuerId at, boolean whole, Set<AttorneyId> chain, Clauses clauses) {

        boolean named() {
            return authority.role() == Role.NAMED;
        }

        boolean byAppointment() {
            return authority.role() == Role.SUBSTITUTE || authority.role() == Role.CO_AGENT;
        }
    }

    /** Whose clauses someone has, and the appointments that cut them. */
    private record Clauses(AttorneyId of, List<SubstituteAppointed> cuts) {

        Clauses cut(SubstituteAppointed appointment) {
            List<SubstituteAppointed> more = new ArrayList<>(cuts);
            more.add(appointment);
            return new Clauses(of, more);
        }

        /** At which issuers they are had, where the terms are for this one. */
        Collection<IssuerId> issuers(IssuerId at) {
            Collection<IssuerId> issuers = List.of(at);
            for (SubstituteAppointed appointment : cuts) {
                issuers = issuers.stream().flatMap(issuerId -> passedOn(appointment, issuerId).stream()).toList();
            }
            return issuers;
        }

        List<Power> in(Terms terms) {
            List<Power> powers = new ArrayList<>(terms.powers().stream().filter(power -> power.isOf(of)).toList());
            for (SubstituteAppointed appointment : cuts) {
                powers = InstrumentLife.cut(powers, appointment);
            }
            return powers;
        }
    }

    /** Someone appointed in the grantor's name. */
    private record CoAgent(Instrument.Substitution substitution, SubstituteAppointed act, List<RecordId> through, Set<AttorneyId> chain,
            Clauses clauses) {

        record Key(RecordId appointment, List<RecordId> through) {}
    }

    InstrumentLife(UnretractedRecords standing, Instrument instrument) {
        this.standing = standing;
        this.instrument = instrument;
        this.segments = instrument.segments();
        for (Instrument.Segment segment : segments) {
            if (!segment.displaced()) {
                segment.terms().issuers().forEach(issuer -> firstDays.putIfAbsent(issuer.issuerId(), segment.from()));
            }
        }
        if (!standing.reportingDuty().facts().isEmpty()) {
            List<LocalDate> starts = segments.stream().map(Instrument.Segment::from).toList();
            firstDays.forEach((issuerId, first) -> {
                ReportingDuty.Lapse lapse = standing.reportingDuty().lapse(issuerId, first, starts,
                        day -> instrument.termsOn(day).untilCeasedReporting());
                if (lapse != null) {
                    lapses.put(issuerId, lapse);
                }
            });
        }
    }

    List<Authority> authorities() {
        for (Instrument.Segment segment : segments) {
            segment(segment);
        }
        return given;
    }

    /** Whether it gives more authorities than a number, each way in which one comes about counted; no more are looked at than it takes to know. */
    static boolean moreThan(int most, UnretractedRecords standing, Instrument instrument) {
        InstrumentLife life = new InstrumentLife(standing, instrument);
        for (Instrument.Segment segment : life.segments) {
            life.most = most - life.looked;
            life.segment(segment);
            if (life.looked > most) {
                return true;
            }
        }
        return false;
    }

    /** What someone holds, also as an office, under the terms that govern on a day. */
    static List<Law.Appointer> appointers(UnretractedRecords standing, Instrument instrument, LocalDate on, AttorneyId appointer) {
        InstrumentLife life = new InstrumentLife(standing, instrument);
        List<Law.Appointer> appointers = new ArrayList<>();
        for (Instrument.Segment segment : life.segments) {
            for (Holder holder : life.segment(segment)) {
                if (segment.governs(on) && holder.authority().attorneyId().equals(appointer)) {
                    appointers.add(new Law.Appointer(holder.authority(), appointsFor(segment, holder)));
                }
            }
        }
        return appointers;
    }

    private List<Holder> segment(Instrument.Segment segment) {
        List<Holder> holders = new ArrayList<>();
        Set<IssuerId> issuers = new LinkedHashSet<>();
        segment.terms().issuers().stream().map(Issuer::issuerId).forEach(issuers::add);
        List<IssuerId> endedHere = new ArrayList<>(0);
        Map<AttorneyId, Set<IssuerId>> endedForHere = new HashMap<>(0);
        List<CoAgent> carried = List.copyOf(coAgents.values());
        // One for all holders: there are as many as issuers times attorneys.
        Conditions conditions = Conditions.of(segment.terms());
        for (IssuerId issuerId : issuers) {
            if (covered(ended, issuerId)) {
                continue;
            }
            for (Attorney attorney : segment.terms().attorneys()) {
                if (!covered(endedFor.getOrDefault(attorney.attorneyId(), Set.of()), issuerId)) {
                    Ends ends = named(segment, attorney, issuerId);
                    holders.add(named(segment, attorney, issuerId, conditions, ends));
                    if (ends.forGood()) {
                        endedForHere.computeIfAbsent(attorney.attorneyId(), id -> new HashSet<>(1)).add(issuerId);
                    }
                }
            }
            for (CoAgent coAgent : carried) {
                coAgent(segment, coAgent, issuerId, segment.from(), holders);
            }
            Ends whole = whole(segment, issuerId);
            if (whole.forGood()) {
                endedHere.add(issuerId);
            }
        }
        for (LedgerRecord incumbency : instrument.incumbencies) {
            officeholders(segment, incumbency, holders);
        }
        // Anyone who holds a place may pass it on: those who come to hold one are appended, and looked at in their turn.
        long last = most == Integer.MAX_VALUE ? most : most + holders.stream().filter(holder -> office(segment, holder)).count();
        for (int i = 0; i < holders.size() && i <= last; i++) {
            appointed(segment, holders.get(i), holders);
        }
        // Terms that govern on no day end nothing.
        if (!segment.displaced()) {
            ended.addAll(endedHere);
        }
        (segment.displaced() ? Map.<AttorneyId, Set<IssuerId>>of() : endedForHere)
                .forEach((attorneyId, some) -> endedFor.computeIfAbsent(attorneyId, id -> new HashSet<>(1)).addAll(some));
        Set<Authority> indirect = new HashSet<>(0);
        for (Holder holder : holders) {
            Authority authority = holder.authority();
            if (holder.named() && office(segment, holder)) {
                continue;
            }
            looked++;
            // What comes about in two ways, such as from a holder whose time in the office was recorded twice, is one authority.
            if (authority.through().isEmpty() || indirect.add(authority.inWhateverWay())) {
                given.add(authority);
            }
        }
        return holders;
    }

    private static boolean covered(Set<IssuerId> issuers, IssuerId issuerId) {
        return issuers.contains(issuerId) || issuers.contains(IssuerId.ANY);
    }

    private static boolean office(Instrument.Segment segment, Holder holder) {
        Attorney attorney = segment.terms().attorney(holder.authority().attorneyId());
        // An office is no person: only its holders sign.
        return attorney != null && attorney.office();
    }

    private Holder named(Instrument.Segment segment, Attorney attorney, IssuerId issuerId, Conditions conditions, Ends ends) {
        Clauses clauses = new Clauses(attorney.attorneyId(), List.of());
        Authority authority = new Authority(segment.source().recordId(), segment.source().recordId(), instrument.grant().position(),
                instrument.grant().act().grantorId(), instrument.poaId(), issuerId, attorney.attorneyId(), Role.NAMED, null,
                attorney.attorneyId(), false, List.of(), clauses.in(segment.terms()), segment.terms().signing(),
                conditions, segment.from(), ends.earliest());
        return new Holder(authority, issuerId, ends.whole(), Set.of(attorney.attorneyId()), clauses);
    }

    /** Those who hold an office of the terms of this segment. */
    private void officeholders(Instrument.Segment segment, LedgerRecord incumbency, List<Holder> holders) {
        IncumbencyRecorded act = UnretractedRecords.incumbency(incumbency);
        AttorneyId person = act.holder().attorneyId();
        for (Holder office : List.copyOf(holders)) {
            if (office.named() && office.authority().attorneyId().equals(act.officeId()) && office(segment, office)) {
                Ends ends = new Ends();
                if (act.until() != null) {
                    ends.add(act.until(), EndCause.LEFT_OFFICE, incumbency);
                }
                byName(person, ends);
                fallWith(office, ends);
                holders.add(inPlaceOf(office, office.authority().issuerId(), incumbency, person, Role.OFFICEHOLDER, office.clauses(),
                        office.authority().powers(), act.from(), ends));
            }
        }
    }

    /** Whom someone appointed: in their place, or beside them in the grantor's name. */
    private void appointed(Instrument.Segment segment, Holder principal, List<Holder> holders) {
        for (Instrument.Substitution substitution : instrument.substitutions) {
            SubstituteAppointed act = UnretractedRecords.substituted(substitution.record());
            AttorneyId appointed = act.substitute().attorneyId();
            if (!act.attorneyId().equals(principal.authority().attorneyId()) || principal.chain().contains(appointed)
                    || !appointsFor(segment, principal)) {
                continue;
            }
            if (act.as() == SubstituteAppointed.As.CO_AGENT) {
                beside(segment, principal, substitution, act, holders);
            } else {
                List<Power> powers = cut(principal.authority().powers(), act);
                for (IssuerId issuerId : passedOn(act, principal.authority().issuerId())) {
                    Ends ends = new Ends();
                    // Their own causes first: where one record ends both on one day, it names them.
                    takenBack(substitution, act, ends);
                    byName(appointed, ends);
                    fallWith(principal, ends);
                    holders.add(inPlaceOf(principal, issuerId, substitution.record(), appointed, Role.SUBSTITUTE,
                            principal.clauses().cut(act), powers, act.effectiveOn(), ends));
                }
            }
        }
    }

    /** Whether one who holds a place can appoint for it: the terms allow it, and one whom they name appoints for the named place only. */
    private static boolean appointsFor(Instrument.Segment segment, Holder principal) {
        SubstitutionPower power = segment.terms().substitution();
        boolean allowed = power == SubstitutionPower.WITH_RESUBSTITUTION
                || (power == SubstitutionPower.ALLOWED && !principal.byAppointment());
        return allowed && (principal.named() || segment.terms().attorney(principal.authority().attorneyId()) == null);
    }

    private void beside(Instrument.Segment segment, Holder principal, Instrument.Substitution substitution, SubstituteAppointed act,
            List<Holder> holders) {
        if (!segment.governs(act.effectiveOn()) || !principal.authority().inForceOn(act.effectiveOn())) {
            return;
        }
        List<RecordId> through = through(principal);
        CoAgent.Key key = new CoAgent.Key(substitution.record().recordId(), through);
        CoAgent coAgent = coAgents.computeIfAbsent(key, absent -> new CoAgent(substitution, act, through,
                with(principal.chain(), act.substitute().attorneyId()), principal.clauses().cut(act)));
        // Who holds at several issuers of one appointment makes one co-agent of them.
        if (placed.computeIfAbsent(key, absent -> new HashSet<>(1)).add(principal.at())) {
            coAgent(segment, coAgent, principal.at(), act.effectiveOn(), holders);
        }
    }

    private void coAgent(Instrument.Segment segment, CoAgent coAgent, IssuerId at, LocalDate from, List<Holder> holders) {
        SubstituteAppointed act = coAgent.act();
        AttorneyId person = act.substitute().attorneyId();
        for (IssuerId issuerId : coAgent.clauses().issuers(at)) {
            Ends ends = whole(segment, at);
            takenBack(coAgent.substitution(), act, ends);
            byName(person, ends);
            Authority authority = new Authority(coAgent.substitution().record().recordId(), segment.source().recordId(),
                    instrument.grant().position(), act.grantorId(), instrument.poaId(), issuerId, person, Role.CO_AGENT, null, person,
                    true, coAgent.through(), coAgent.clauses().in(segment.terms()), segment.terms().signing(),
                    Conditions.of(segment.terms()),
                    from, ends.earliest());
            holders.add(new Holder(authority, at, ends.whole(), coAgent.chain(), coAgent.clauses()));
        }
    }

    /** At which issuers an appointment gives what its maker has at one. */
    private static Collection<IssuerId> passedOn(SubstituteAppointed act, IssuerId at) {
        if (act.issuers().isEmpty() || act.issuers().contains(IssuerId.ANY)) {
            return List.of(at);
        }
        if (at.equals(IssuerId.ANY)) {
            return new LinkedHashSet<>(act.issuers());
        }
        return act.issuers().contains(at) ? List.of(at) : List.of();
    }

    private Holder inPlaceOf(Holder principal, IssuerId issuerId, LedgerRecord source, AttorneyId person, Role role, Clauses clauses,
            List<Power> powers, LocalDate begins, Ends ends) {
        Authority over = principal.authority();
        LocalDate from = begins.isBefore(over.from()) ? over.from() : begins;
        Authority authority = new Authority(source.recordId(), over.segment(), over.granted(), over.grantorId(), over.poaId(), issuerId,
                person, role, over.attorneyId(), over.place(), over.placeOfCoAgent(), through(principal), powers, over.signing(),
                over.conditions(), from,
                ends.earliest());
        return new Holder(authority, principal.at(), ends.whole(), with(principal.chain(), person), clauses);
    }

    private static List<RecordId> through(Holder principal) {
        if (principal.named()) {
            return List.of();
        }
        List<RecordId> through = new ArrayList<>(principal.authority().through());
        through.add(principal.authority().source());
        return through;
    }

    private static Set<AttorneyId> with(Set<AttorneyId> chain, AttorneyId one) {
        Set<AttorneyId> longer = new HashSet<>(chain);
        longer.add(one);
        return longer;
    }

    /** One who takes a place falls with its holder: by the same cause where that ends the whole instrument or the terms give way to others. */
    private static void fallWith(Holder principal, Ends ends) {
        Ending end = principal.authority().ending();
        if (end != null) {
            boolean same = principal.whole() || end.cause() == EndCause.AMENDED;
            ends.add(same ? end : new Ending(end.on(), EndCause.PRINCIPAL_ATTORNEY_ENDED, end.recordId(), end.position()),
                    principal.whole());
        }
    }

    private static void takenBack(Instrument.Substitution substitution, SubstituteAppointed act, Ends ends) {
        for (LedgerRecord revocation : substitution.revocations()) {
            ends.add(((SubstitutionRevoked) revocation.act()).effectiveOn(), EndCause.REVOKED, revocation);
        }
        if (act.until() != null) {
            ends.add(act.until(), EndCause.EXPIRED, substitution.record());
        }
    }

    private static List<Power> cut(List<Power> powers, SubstituteAppointed act) {
        if (act.forms().isEmpty() && act.capacities().isEmpty()) {
            return powers;
        }
        List<Power> cut = new ArrayList<>(powers.size());
        for (Power power : powers) {
            Set<Form> forms = forms(power, act.forms());
            Set<Capacity> capacities = capacities(power, act.capacities());
            boolean nothing = (forms.isEmpty() && !power.accessory())
                    || (capacities.isEmpty() && !act.capacities().isEmpty() && !power.accessory());
            if (!nothing) {
                cut.add(new Power(power.clause(), forms, power.amendments(), capacities, power.text(), power.attorneys(), power.signing(),
                        power.accessoryTo()));
            }
        }
        return cut;
    }

    private static Set<Form> forms(Power power, Set<Form> asked) {
        if (asked.isEmpty() || asked.contains(Form.ALL)) {
            return power.forms();
        }
        if (power.forms().contains(Form.ALL)) {
            return power.accessory() ? power.forms() : asked;
        }
        Set<Form> common = new HashSet<>(asked);
        common.retainAll(power.forms());
        return common;
    }

    /** Those of the clause that are asked; of an accessory clause, the standings are those of the clauses it belongs to. */
    private static Set<Capacity> capacities(Power power, Set<Capacity> asked) {
        if (asked.isEmpty() || power.accessory()) {
            return power.capacities();
        }
        if (power.capacities().isEmpty()) {
            return asked;
        }
        EnumSet<Capacity> common = EnumSet.copyOf(asked);
        common.retainAll(power.capacities());
        return common;
    }

    /** What ends the authority of an attorney or office whom the terms of a segment name. */
    private Ends named(Instrument.Segment segment, Attorney attorney, IssuerId issuerId) {
        Ends ends = whole(segment, issuerId);
        byName(attorney.attorneyId(), ends);
        if (attorney.endsWithEmployment()) {
            for (LedgerRecord employmentEnd : standing.employmentEnds) {
                AttorneyEmploymentEnded act = (AttorneyEmploymentEnded) employmentEnd.act();
                if (act.attorneyId().equals(attorney.attorneyId()) && !act.effectiveOn().isBefore(segment.terms().executedOn())
                        && sameEmployer(act.employer(), attorney.employer())) {
                    ends.add(act.effectiveOn(), EndCause.EMPLOYMENT_ENDED, employmentEnd);
                }
            }
        }
        return ends;
    }

    /** Where both are named they must be the same, case and spaces aside. */
    private static boolean sameEmployer(@Nullable String ended, @Nullable String named) {
        return ended == null || named == null || bare(ended).equals(bare(named));
    }

    private static String bare(String employer) {
        StringBuilder bare = new StringBuilder();
        employer.codePoints().filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c)).forEach(bare::appendCodePoint);
        return bare.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** What ends the instrument for all who hold under it in a segment, and the end of the segment. */
    private Ends whole(Instrument.Segment segment, IssuerId issuerId) {
        Terms terms = segment.terms();
        Ends ends = new Ends();
        if (terms.expiresOn() != null && terms.expiresOn().isBefore(LAST_DAY)) {
            // The last day in force is still in force.
            ends.addWhole(terms.expiresOn().plusDays(1), EndCause.EXPIRED, segment.stating());
        }
        ReportingDuty.Lapse lapse = lapses.get(issuerId);
        if (lapse != null) {
            ends.add(new Ending(lapse.on(), EndCause.CEASED_REPORTING, lapse.fact().recordId(), lapse.fact().position()), true);
        }
        for (Instrument other : standing.superseding()) {
            if (supersedes(other, issuerId)) {
                ends.addWhole(other.terms().effectiveOn(), EndCause.SUPERSEDED, other.stating());
            }
        }
        for (LedgerRecord death : standing.deaths) {
            ends.addWhole(((GrantorDied) death.act()).on(), EndCause.GRANTOR_DIED, death);
        }
        for (LedgerRecord dissolution : standing.dissolutions) {
            ends.addWhole(((GrantorDissolved) dissolution.act()).on(), EndCause.GRANTOR_DISSOLVED, dissolution);
        }
        if (!terms.saysDurable()) {
            for (LedgerRecord incapacity : standing.incapacities) {
                ends.addWhole(((GrantorIncapacitated) incapacity.act()).on(), EndCause.GRANTOR_INCAPACITATED, incapacity);
            }
        }
        if (segment.next() != null && segment.until() != null) {
            ends.add(segment.until(), EndCause.AMENDED, segment.next());
        }
        return ends;
    }

    /** The causes that name someone, in whatever place. */
    private void byName(AttorneyId attorneyId, Ends ends) {
        for (Instrument.Revocation revocation : instrument.revocations) {
            if (revocation.act().names(attorneyId)) {
                revoked(revocation, attorneyId, ends);
            }
        }
        for (LedgerRecord resignation : instrument.resignations) {
            AttorneyResigned act = (AttorneyResigned) resignation.act();
            if (act.attorneyId().equals(attorneyId)) {
                ends.add(act.effectiveOn(), EndCause.RESIGNED, resignation);
            }
        }
        for (LedgerRecord death : standing.attorneyDeaths) {
            AttorneyDied act = (AttorneyDied) death.act();
            if (act.attorneyId().equals(attorneyId)) {
                ends.add(act.on(), EndCause.ATTORNEY_DIED, death);
            }
        }
        for (LedgerRecord incapacity : standing.attorneyIncapacities) {
            AttorneyIncapacitated act = (AttorneyIncapacitated) incapacity.act();
            if (act.attorneyId().equals(attorneyId)) {
                ends.add(act.on(), EndCause.ATTORNEY_INCAPACITATED, incapacity);
            }
        }
    }

    /** From when a revocation works, the terms in force on the day of its signature say. */
    private void revoked(Instrument.Revocation revocation, AttorneyId attorneyId, Ends ends) {
        RevocationTakesEffect effect = instrument.termsOn(revocation.act().signedOn()).revocationTakesEffect();
        if (effect == RevocationTakesEffect.ON_SIGNING) {
            ends.add(revocation.act().signedOn(), EndCause.REVOKED, revocation.record());
            return;
        }
        boolean toIssuer = effect == RevocationTakesEffect.ON_DELIVERY_TO_ISSUER;
        for (Delivery delivery : revocation.act().deliveries()) {
            if (toIssuer ? delivery.to() == Recipient.ISSUER : attorneyId.equals(delivery.attorneyId())) {
                ends.add(delivery.deliveredOn(), EndCause.REVOKED, revocation.record());
            }
        }
        for (LedgerRecord delivery : revocation.deliveries()) {
            RevocationDelivered act = (RevocationDelivered) delivery.act();
            if (toIssuer ? act.to() == Recipient.ISSUER : attorneyId.equals(act.attorneyId())) {
                ends.add(act.deliveredOn(), EndCause.REVOKED, delivery);
            }
        }
    }

    /**
     * One that supersedes earlier ones must be for the same issuer or for all, and take effect after, or on the same day and be recorded after;
     * one that names this instrument supersedes it whatever it is for.
     */
    private boolean supersedes(Instrument other, IssuerId issuerId) {
        if (other == instrument) {
            return false;
        }
        if (other.terms().supersedes().contains(instrument.poaId())) {
            return true;
        }
        if (!other.terms().supersedesPrior()
                || other.terms().issuers().stream().noneMatch(issuer -> issuer.issuerId().covers(issuerId))) {
            return false;
        }
        int order = other.terms().effectiveOn().compareTo(instrument.terms().effectiveOn());
        return order > 0 || (order == 0 && other.grant().sequence().isAfter(instrument.grant().sequence()));
    }
}
