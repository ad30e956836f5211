package org.authorityledger.authority;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.GrantorResumedReporting;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.RecordRetracted;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * A second reading of the law, slow and literal, made from its text alone. It shares nothing with {@link Law} and {@link Check} but the acts
 * and the names of roles, causes and reasons, which it keeps as plain words, so that the two can be held against each other.
 */
public final class NaiveReading {

    /** That someone holds authority, or would have held it had it not ended before it began. */
    public record Held(RecordId givenBy, PoaId poaId, IssuerId issuerId, AttorneyId attorneyId, String role, @Nullable AttorneyId inPlaceOf,
            List<Power> powers, int minimumSignatures, LocalDate from, @Nullable End end) {

        /** Whether {@code from <= day < until}. */
        public boolean inForceOn(LocalDate day) {
            return !day.isBefore(from) && !endedOn(day);
        }

        /** The first day without it; null: open. */
        public @Nullable LocalDate until() {
            return end == null ? null : end.on;
        }

        /** Every form that one of its powers lists. */
        public Set<Form> forms() {
            Set<Form> forms = new HashSet<>();
            powers.forEach(power -> forms.addAll(power.forms()));
            return forms;
        }

        private boolean endedOn(LocalDate day) {
            return end != null && !day.isBefore(end.on);
        }

        private AttorneyId appointment() {
            return inPlaceOf == null ? attorneyId : inPlaceOf;
        }
    }

    /** What ends an authority, from which day on, and the record that says so with its place in the stream. */
    public record End(LocalDate on, String cause, RecordId endedBy, long sequence) {}

    /** How far one signer got under one instrument, and the clauses that cover what is asked. */
    public record Tried(Held held, String reason, List<String> clauses) {}

    /** Whether the signature is good, and why; what was decisive, and all that was tried in the order of recording. */
    public record Verdict(boolean authorized, String reason, @Nullable Tried decisive, List<Tried> tried) {}

    private record Recorded<A extends LegalAct>(LedgerRecord record, A act) {}

    private record Stated(PoaId poaId, LedgerRecord grant, LedgerRecord statedBy, Terms terms) {}

    private static final List<String> ORDER_OF_TRIAL = List.of("ISSUER_NOT_COVERED", "FORM_NOT_COVERED", "AMENDMENT_NOT_COVERED",
            "CAPACITY_NOT_COVERED", "NOT_YET_EFFECTIVE", "ended", "JOINT_SIGNATURE_REQUIRED", "IN_FORCE");

    private final List<LedgerRecord> known;
    private final List<LedgerRecord> standing;
    private final List<Stated> instruments;
    private final List<Held> authorities;

    /** What the records of one grantor mean as known at {@code knownAt}. */
    public NaiveReading(List<LedgerRecord> records, Instant knownAt) {
        known = records.stream().filter(record -> !record.recordedAt().isAfter(knownAt))
                .sorted(Comparator.comparing(LedgerRecord::sequence))
                .toList();
        standing = known.stream().filter(this::stands).toList();
        instruments = readInstruments();
        authorities = readAuthorities();
    }

    /** Every authority, also one that never was, in the order of the records that give them, those of one record by id. */
    public List<Held> authorities() {
        return authorities;
    }

    /** Whether these people together may sign this form for the grantor at the issuer on the day; no capacity: not asked. */
    public Verdict check(GrantorId grantorId, IssuerId issuerId, Form form, boolean amendment, Set<AttorneyId> signers,
            Set<Capacity> capacities, LocalDate on) {
        for (AttorneyId signer : signers) {
            if (signer.value().equals(grantorId.value())) {
                return new Verdict(true, "SELF_SIGNED", null, List.of());
            }
        }
        List<Held> considered = authorities.stream().filter(held -> signers.contains(held.attorneyId)).toList();
        List<Tried> tried = considered.stream()
                .map(held -> new Tried(held, reason(held, considered, issuerId, form, amendment, capacities, on),
                        covering(held, form, amendment, capacities).stream().map(Power::clause).toList()))
                .toList();
        Tried furthest = null;
        for (Tried one : tried) {
            if (furthest == null || furtherThan(furthest, one)) {
                furthest = one;
            }
        }
        return furthest == null
                ? new Verdict(false, "NO_POWER_OF_ATTORNEY", null, List.of())
                : new Verdict(furthest.reason.equals("IN_FORCE"), furthest.reason, furthest, tried);
    }

    // Which records count

    private boolean stands(LedgerRecord record) {
        for (LedgerRecord other : known) {
            if (other.act() instanceof RecordRetracted retraction && retraction.recordId().equals(record.recordId())) {
                return false;
            }
        }
        PoaId instrument = instrumentOf(record.act());
        if (instrument != null && known.stream().noneMatch(grant -> isGrantOf(instrument, grant) && stands(grant))) {
            return false;
        }
        return switch (record.act()) {
            case RevocationDelivered delivery -> stands(delivery.revocation());
            case SubstitutionRevoked revocation -> stands(revocation.substitution());
            default -> true;
        };
    }

    private boolean stands(RecordId recordId) {
        return known.stream().anyMatch(record -> record.recordId().equals(recordId) && stands(record));
    }

    private static boolean isGrantOf(PoaId poaId, LedgerRecord record) {
        return record.act() instanceof PowerOfAttorneyGranted grant && grant.poaId().equals(poaId);
    }

    /** The instrument that the act depends on. */
    private static @Nullable PoaId instrumentOf(LegalAct act) {
        return switch (act) {
            case PowerOfAttorneyRevoked revocation -> revocation.poaId();
            case RevocationDelivered delivery -> delivery.poaId();
            case SubstituteAppointed substitution -> substitution.poaId();
            case SubstitutionRevoked revocation -> revocation.poaId();
            case AttorneyResigned resignation -> resignation.poaId();
            case PowerOfAttorneyCorrected correction -> correction.poaId();
            case IncumbencyRecorded incumbency -> incumbency.poaId();
            case PowerOfAttorneyGranted grant -> null;
            case GrantorCeasedReporting cessation -> null;
            case GrantorResumedReporting resumption -> null;
            case AttorneyEmploymentEnded end -> null;
            case GrantorDied death -> null;
            case GrantorIncapacitated incapacity -> null;
            case RecordRetracted retraction -> null;
            default -> null;
        };
    }

    private <A extends LegalAct> List<Recorded<A>> recorded(Class<A> kind) {
        List<Recorded<A>> found = new ArrayList<>();
        for (LedgerRecord record : standing) {
            if (kind.isInstance(record.act())) {
                found.add(new Recorded<>(record, kind.cast(record.act())));
            }
        }
        return found;
    }

    // What the instruments say

    private List<Stated> readInstruments() {
        List<Stated> all = new ArrayList<>();
        for (Recorded<PowerOfAttorneyGranted> grant : recorded(PowerOfAttorneyGranted.class)) {
            Stated stated = new Stated(grant.act.poaId(), grant.record, grant.record, grant.act.terms());
            for (Recorded<PowerOfAttorneyCorrected> correction : recorded(PowerOfAttorneyCorrected.class)) {
                if (correction.act.poaId().equals(stated.poaId)) {
                    stated = new Stated(stated.poaId, stated.grant, correction.record, correction.act.terms());
                }
            }
            all.add(stated);
        }
        return all;
    }

    private List<Held> readAuthorities() {
        List<Held> all = new ArrayList<>();
        for (LedgerRecord record : standing) {
            for (Stated poa : instruments) {
                for (Attorney attorney : poa.terms.attorneys().stream().sorted(Comparator.comparing(Attorney::attorneyId)).toList()) {
                    if (record.equals(poa.grant) && !attorney.office()) {
                        all.add(named(poa, attorney));
                    }
                    if (record.act() instanceof SubstituteAppointed substitution && substitution.poaId().equals(poa.poaId)
                            && substitution.attorneyId().equals(attorney.attorneyId()) && poa.terms.substitutionAllowed()) {
                        all.add(substitute(record, substitution, poa, attorney));
                    }
                    if (record.act() instanceof IncumbencyRecorded incumbency && incumbency.poaId().equals(poa.poaId)
                            && incumbency.officeId().equals(attorney.attorneyId()) && attorney.office()) {
                        all.add(holder(record, incumbency, poa, attorney));
                    }
                }
            }
        }
        return all;
    }

    private Held named(Stated poa, Attorney attorney) {
        return new Held(poa.grant.recordId(), poa.poaId, poa.terms.issuers().getFirst().issuerId(), attorney.attorneyId(), "NAMED", null,
                poa.terms.powers(), poa.terms.signing().minimum(), poa.terms.effectiveOn(), earliest(ends(poa, attorney)));
    }

    private Held substitute(LedgerRecord record, SubstituteAppointed substitution, Stated poa, Attorney principal) {
        List<End> ends = new ArrayList<>();
        for (Recorded<SubstitutionRevoked> revocation : recorded(SubstitutionRevoked.class)) {
            if (revocation.act.substitution().equals(record.recordId())) {
                ends.add(end(revocation.act.effectiveOn(), "REVOKED", revocation.record));
            }
        }
        List<Power> powers = poa.terms.powers();
        if (!substitution.forms().isEmpty()) {
            powers = powers.stream().map(power -> onlyFor(substitution.forms(), power)).filter(power -> !power.forms().isEmpty()).toList();
        }
        return inPlaceOf(record, substitution.substitute().attorneyId(), "SUBSTITUTE", poa, principal, powers, substitution.effectiveOn(),
                ends);
    }

    private Held holder(LedgerRecord record, IncumbencyRecorded incumbency, Stated poa, Attorney office) {
        List<End> ends = new ArrayList<>();
        LocalDate leaves = incumbency.until();
        if (leaves != null) {
            ends.add(end(leaves, "LEFT_OFFICE", record));
        }
        return inPlaceOf(record, incumbency.holder().attorneyId(), "OFFICEHOLDER", poa, office, poa.terms.powers(), incumbency.from(),
                ends);
    }

    private Held inPlaceOf(LedgerRecord record, AttorneyId attorneyId, String role, Stated poa, Attorney principal, List<Power> powers,
            LocalDate begins, List<End> ends) {
        End principalEnds = earliest(ends(poa, principal));
        if (principalEnds != null) {
            ends.add(new End(principalEnds.on, "PRINCIPAL_ATTORNEY_ENDED", principalEnds.endedBy, principalEnds.sequence));
        }
        LocalDate from = begins.isBefore(poa.terms.effectiveOn()) ? poa.terms.effectiveOn() : begins;
        return new Held(record.recordId(), poa.poaId, poa.terms.issuers().getFirst().issuerId(), attorneyId, role, principal.attorneyId(), powers,
                poa.terms.signing().minimum(), from, earliest(ends));
    }

    private static Power onlyFor(Set<Form> forms, Power power) {
        Set<Form> kept = new HashSet<>(power.forms());
        kept.retainAll(forms);
        return new Power(power.clause(), kept, power.amendments(), power.capacities(), power.text());
    }

    // What ends them

    /** Everything that ends the appointment of this attorney or office, row by row of the table. */
    private List<End> ends(Stated poa, Attorney attorney) {
        AttorneyId a = attorney.attorneyId();
        List<End> ends = new ArrayList<>();
        LocalDate lastDay = poa.terms.expiresOn();
        // The last day in force is at most 9999-12-30: of a later one there is no day after it that could be asked about.
        if (lastDay != null && !lastDay.isAfter(LocalDate.of(9999, 12, 30))) {
            ends.add(end(lastDay.plusDays(1), "EXPIRED", poa.statedBy));
        }
        for (Recorded<PowerOfAttorneyRevoked> revocation : recorded(PowerOfAttorneyRevoked.class)) {
            boolean namesA = revocation.act.attorneys().isEmpty() || revocation.act.attorneys().contains(a);
            if (namesA && revocation.act.poaId().equals(poa.poaId)) {
                for (Delivery delivery : revocation.act.deliveries()) {
                    if (delivery.attorneyId().equals(a)) {
                        ends.add(end(delivery.deliveredOn(), "REVOKED", revocation.record));
                    }
                }
                for (Recorded<RevocationDelivered> delivery : recorded(RevocationDelivered.class)) {
                    if (delivery.act.revocation().equals(revocation.record.recordId()) && delivery.act.attorneyId().equals(a)) {
                        ends.add(end(delivery.act.deliveredOn(), "REVOKED", delivery.record));
                    }
                }
            }
        }
        End lapse = lapse(poa.terms);
        if (lapse != null) {
            ends.add(lapse);
        }
        for (Recorded<AttorneyResigned> resignation : recorded(AttorneyResigned.class)) {
            if (resignation.act.poaId().equals(poa.poaId) && resignation.act.attorneyId().equals(a)) {
                ends.add(end(resignation.act.effectiveOn(), "RESIGNED", resignation.record));
            }
        }
        for (Recorded<AttorneyEmploymentEnded> employment : recorded(AttorneyEmploymentEnded.class)) {
            if (attorney.endsWithEmployment() && employment.act.attorneyId().equals(a)) {
                ends.add(end(employment.act.effectiveOn(), "EMPLOYMENT_ENDED", employment.record));
            }
        }
        for (Stated other : instruments) {
            if (supersedes(other, poa)) {
                ends.add(end(other.terms.effectiveOn(), "SUPERSEDED", other.statedBy));
            }
        }
        for (Recorded<GrantorDied> death : recorded(GrantorDied.class)) {
            ends.add(end(death.act.on(), "GRANTOR_DIED", death.record));
        }
        for (Recorded<GrantorIncapacitated> incapacity : recorded(GrantorIncapacitated.class)) {
            if (!poa.terms.saysDurable()) {
                ends.add(end(incapacity.act.on(), "GRANTOR_INCAPACITATED", incapacity.record));
            }
        }
        return ends;
    }

    private static boolean supersedes(Stated other, Stated poa) {
        IssuerId issuer = other.terms.issuers().getFirst().issuerId();
        boolean sameIssuerOrAny = issuer.equals(poa.terms.issuers().getFirst().issuerId()) || issuer.value().equals("ANY");
        boolean after = other.terms.effectiveOn().isAfter(poa.terms.effectiveOn());
        boolean sameDayRecordedAfter = other.terms.effectiveOn().equals(poa.terms.effectiveOn())
                && other.grant.sequence() > poa.grant.sequence();
        return !other.poaId.equals(poa.poaId) && other.terms.supersedesPrior() && sameIssuerOrAny && (after || sameDayRecordedAfter);
    }

    private static End end(LocalDate on, String cause, LedgerRecord record) {
        return new End(on, cause, record.recordId(), record.sequence());
    }

    private static @Nullable End earliest(List<End> ends) {
        return ends.stream().min(Comparator.comparing(End::on).thenComparing(End::sequence)).orElse(null);
    }

    // The lapse, day by day

    private @Nullable End lapse(Terms terms) {
        LocalDate lastFact = terms.effectiveOn();
        for (LedgerRecord record : standing) {
            LocalDate effectiveOn = factEffectiveOn(record);
            lastFact = effectiveOn != null && effectiveOn.isAfter(lastFact) ? effectiveOn : lastFact;
        }
        for (LocalDate day = terms.effectiveOn(); !day.isAfter(lastFact); day = day.plusDays(1)) {
            LedgerRecord completing = null;
            boolean everyRegimeCeased = !terms.untilCeasedReporting().isEmpty();
            for (Regime regime : terms.untilCeasedReporting()) {
                LedgerRecord deciding = deciding(terms.issuers().getFirst().issuerId(), regime, day);
                everyRegimeCeased = everyRegimeCeased && deciding != null && deciding.act() instanceof GrantorCeasedReporting;
                completing = completing == null || (deciding != null && laterFact(completing, deciding)) ? deciding : completing;
            }
            if (everyRegimeCeased && completing != null) {
                return end(day, "CEASED_REPORTING", completing);
            }
        }
        return null;
    }

    /** The fact that says on this day whether the regime is required: the latest in effect, and of one date the later recorded. */
    private @Nullable LedgerRecord deciding(IssuerId issuer, Regime regime, LocalDate day) {
        LedgerRecord deciding = null;
        for (LedgerRecord record : standing) {
            LocalDate effectiveOn = factEffectiveOn(record);
            if (effectiveOn != null && !effectiveOn.isAfter(day) && isAbout(issuer, regime, record)
                    && (deciding == null || laterFact(deciding, record))) {
                deciding = record;
            }
        }
        return deciding;
    }

    private static boolean laterFact(LedgerRecord one, LedgerRecord other) {
        LocalDate first = factEffectiveOn(one);
        LocalDate second = factEffectiveOn(other);
        return first != null && second != null && (second.isAfter(first) || (second.equals(first) && other.sequence() > one.sequence()));
    }

    private static @Nullable LocalDate factEffectiveOn(LedgerRecord record) {
        return switch (record.act()) {
            case GrantorCeasedReporting cessation -> cessation.effectiveOn();
            case GrantorResumedReporting resumption -> resumption.effectiveOn();
            default -> null;
        };
    }

    private static boolean isAbout(IssuerId issuer, Regime regime, LedgerRecord fact) {
        return switch (fact.act()) {
            case GrantorCeasedReporting cessation -> holdsFor(issuer, cessation.issuerId()) && cessation.regimes().contains(regime);
            case GrantorResumedReporting resumption -> holdsFor(issuer, resumption.issuerId()) && resumption.regimes().contains(regime);
            default -> false;
        };
    }

    private static boolean holdsFor(IssuerId issuer, IssuerId ofFact) {
        return ofFact.value().equals("ANY") || ofFact.equals(issuer);
    }

    // The trial

    private static String reason(Held held, List<Held> considered, IssuerId issuer, Form form, boolean amendment, Set<Capacity> capacities,
            LocalDate on) {
        String failure = failure(held, issuer, form, amendment, capacities, on);
        if (failure != null) {
            return failure;
        }
        Set<AttorneyId> represented = new HashSet<>();
        for (Held other : considered) {
            if (other.poaId.equals(held.poaId) && failure(other, issuer, form, amendment, capacities, on) == null) {
                represented.add(other.appointment());
            }
        }
        return represented.size() < held.minimumSignatures ? "JOINT_SIGNATURE_REQUIRED" : "IN_FORCE";
    }

    private static @Nullable String failure(Held held, IssuerId issuer, Form form, boolean amendment, Set<Capacity> capacities,
            LocalDate on) {
        if (!held.issuerId.equals(issuer) && !held.issuerId.value().equals("ANY")) {
            return "ISSUER_NOT_COVERED";
        }
        if (covering(held, form, false, Set.of()).isEmpty()) {
            return "FORM_NOT_COVERED";
        }
        if (covering(held, form, amendment, Set.of()).isEmpty()) {
            return "AMENDMENT_NOT_COVERED";
        }
        if (covering(held, form, amendment, capacities).isEmpty()) {
            return "CAPACITY_NOT_COVERED";
        }
        if (on.isBefore(held.from)) {
            return "NOT_YET_EFFECTIVE";
        }
        return held.end != null && held.endedOn(on) ? held.end.cause : null;
    }

    private static List<Power> covering(Held held, Form form, boolean amendment, Set<Capacity> capacities) {
        List<Power> covering = new ArrayList<>();
        for (Power power : held.powers) {
            boolean capacityFits = capacities.isEmpty() || power.capacities().isEmpty()
                    || capacities.stream().anyMatch(power.capacities()::contains);
            if (power.forms().contains(form) && (power.amendments() || !amendment) && capacityFits) {
                covering.add(power);
            }
        }
        return covering;
    }

    private static boolean furtherThan(Tried one, Tried other) {
        int stepOfOne = step(one);
        int stepOfOther = step(other);
        LocalDate oneUntil = one.held.until();
        LocalDate otherUntil = other.held.until();
        return stepOfOther > stepOfOne || (stepOfOther == stepOfOne && stepOfOne == ORDER_OF_TRIAL.indexOf("ended") && oneUntil != null
                && otherUntil != null && otherUntil.isAfter(oneUntil));
    }

    private static int step(Tried tried) {
        int step = ORDER_OF_TRIAL.indexOf(tried.reason);
        return step < 0 ? ORDER_OF_TRIAL.indexOf("ended") : step;
    }
}
