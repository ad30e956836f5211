package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyEmploymentEnded;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.AttorneyResigned;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorIncapacitated;
import org.authorityledger.events.IncumbencyRecorded;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.SubstituteAppointed;
import org.authorityledger.events.SubstitutionRevoked;
import org.authorityledger.events.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign for a grantor: one function from the records that stand to authorities.
 *
 * <p>Authority begins on the day the instrument takes effect and ends on the earliest day that any cause gives; on one same day the cause
 * recorded first names the end. Rule 16a-3(i): an attorney may sign while the confirming statement "is still in effect".
 */
public final class Law {

    /** The last day that can be written: no one can ask of a later one, so what lasts until then is open. No command names it any more. */
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private Law() {}

    /**
     * Every authority that follows from what stands, also those that never were, in the order of recording of what gives them, those of
     * one record by id.
     */
    public static List<Authority> authorities(UnretractedRecords standing) {
        List<Authority> authorities = new ArrayList<>();
        standing.instruments().forEach(instrument -> give(standing, instrument, authorities));
        return inOrder(standing, authorities);
    }

    /**
     * The same as {@link #authorities(UnretractedRecords)}, found from what followed before one more act: most acts bear on one
     * instrument alone, and what
     * the others give stays as it is.
     *
     * @param before what stood before the act
     * @param earlier the authorities that followed from it
     */
    static List<Authority> authorities(UnretractedRecords standing, UnretractedRecords before, List<Authority> earlier, LegalAct act) {
        PoaId only = bearsOn(act, before, standing);
        if (only == null) {
            return authorities(standing);
        }
        List<Authority> authorities = new ArrayList<>(earlier.size() + 1);
        for (Authority authority : earlier) {
            if (!authority.poaId().equals(only)) {
                authorities.add(authority);
            }
        }
        Instrument instrument = standing.instrument(only);
        if (instrument != null) {
            give(standing, instrument, authorities);
        }
        return inOrder(standing, authorities);
    }

    /** The one instrument whose authorities an act can change; null: any. */
    private static @Nullable PoaId bearsOn(LegalAct act, UnretractedRecords before, UnretractedRecords after) {
        PoaId poaId = act.poaId();
        // What supersedes others bears on them too.
        return poaId == null || superseding(before.instrument(poaId)) || superseding(after.instrument(poaId)) ? null : poaId;
    }

    private static boolean superseding(@Nullable Instrument instrument) {
        return instrument != null && instrument.terms().supersedesPrior();
    }

    private static void give(UnretractedRecords standing, Instrument instrument, List<Authority> authorities) {
        ReportingDuty.Lapse lapse = lapse(standing, instrument);
        for (Attorney attorney : instrument.terms().attorneys()) {
            // An office is no person: only its holders sign.
            if (!attorney.office()) {
                authorities.add(named(standing, instrument, attorney, lapse));
            }
        }
        for (Instrument.Substitution substitution : instrument.substitutions) {
            Authority authority = substitute(standing, instrument, substitution, lapse);
            if (authority != null) {
                authorities.add(authority);
            }
        }
        for (LedgerRecord incumbency : instrument.incumbencies) {
            Authority authority = officeholder(standing, instrument, incumbency, lapse);
            if (authority != null) {
                authorities.add(authority);
            }
        }
    }

    private static List<Authority> inOrder(UnretractedRecords standing, List<Authority> authorities) {
        record Given(long sequence, Authority authority) {}
        return authorities.stream()
                .map(authority -> new Given(Objects.requireNonNull(standing.record(authority.source())).sequence(), authority))
                .sorted(Comparator.comparingLong(Given::sequence).thenComparing(given -> given.authority().attorneyId()))
                .map(Given::authority).toList();
    }

    private static ReportingDuty.@Nullable Lapse lapse(UnretractedRecords standing, Instrument instrument) {
        Terms terms = instrument.terms();
        return standing.reportingDuty().lapse(terms.issuer().issuerId(), terms.untilCeasedReporting(), terms.effectiveOn());
    }

    /** The authority of an attorney or office that the instrument names; for an office it bounds what its holders and substitutes have. */
    public static Authority named(UnretractedRecords standing, Instrument instrument, Attorney attorney) {
        return named(standing, instrument, attorney, lapse(standing, instrument));
    }

    private static Authority named(UnretractedRecords standing, Instrument instrument, Attorney attorney,
            ReportingDuty.@Nullable Lapse lapse) {
        Terms terms = instrument.terms();
        return new Authority(instrument.grant().recordId(), instrument.grant().act().grantorId(), instrument.poaId(),
                terms.issuer().issuerId(), attorney.attorneyId(), Role.NAMED, null, terms.powers(), terms.minimumSignatures(),
                terms.effectiveOn(), ending(standing, instrument, attorney, lapse));
    }

    private static @Nullable Authority substitute(UnretractedRecords standing, Instrument instrument, Instrument.Substitution substitution,
            ReportingDuty.@Nullable Lapse lapse) {
        SubstituteAppointed act = UnretractedRecords.substituted(substitution.record());
        Attorney replaced = instrument.terms().attorney(act.attorneyId());
        if (replaced == null || !instrument.terms().substitutionAllowed()) {
            return null;
        }
        Authority principal = named(standing, instrument, replaced, lapse);
        Ends ends = new Ends().fallWith(principal, standing);
        for (LedgerRecord revocation : substitution.revocations()) {
            ends.add(((SubstitutionRevoked) revocation.act()).effectiveOn(), EndCause.REVOKED, revocation);
        }
        List<Power> powers = act.forms().isEmpty() ? principal.powers() : cut(principal.powers(), act.forms());
        return inPlaceOf(principal, substitution.record(), act.substitute().attorneyId(), Role.SUBSTITUTE, powers, act.effectiveOn(), ends);
    }

    private static @Nullable Authority officeholder(UnretractedRecords standing, Instrument instrument, LedgerRecord incumbency,
            ReportingDuty.@Nullable Lapse lapse) {
        IncumbencyRecorded act = UnretractedRecords.incumbency(incumbency);
        Attorney office = instrument.terms().attorney(act.officeId());
        if (office == null || !office.office()) {
            return null;
        }
        Authority principal = named(standing, instrument, office, lapse);
        Ends ends = new Ends().fallWith(principal, standing);
        if (act.until() != null) {
            ends.add(act.until(), EndCause.LEFT_OFFICE, incumbency);
        }
        return inPlaceOf(principal, incumbency, act.holder().attorneyId(), Role.OFFICEHOLDER, principal.powers(), act.from(), ends);
    }

    private static Authority inPlaceOf(Authority principal, LedgerRecord source, AttorneyId attorneyId, Role role, List<Power> powers,
            LocalDate begins, Ends ends) {
        LocalDate from = begins.isBefore(principal.from()) ? principal.from() : begins;
        return new Authority(source.recordId(), principal.grantorId(), principal.poaId(), principal.issuerId(), attorneyId, role,
                principal.attorneyId(), powers, principal.minimumSignatures(), from, ends.earliest());
    }

    private static List<Power> cut(List<Power> powers, Set<Form> forms) {
        List<Power> cut = new ArrayList<>(powers.size());
        for (Power power : powers) {
            EnumSet<Form> common = EnumSet.copyOf(forms);
            common.retainAll(power.forms());
            if (!common.isEmpty()) {
                cut.add(new Power(power.clause(), common, power.amendments(), power.capacities(), power.text()));
            }
        }
        return cut;
    }

    private static @Nullable Ending ending(UnretractedRecords standing, Instrument instrument, Attorney attorney,
            ReportingDuty.@Nullable Lapse lapse) {
        Terms terms = instrument.terms();
        AttorneyId attorneyId = attorney.attorneyId();
        Ends ends = new Ends();
        if (terms.expiresOn() != null && terms.expiresOn().isBefore(LAST_DAY)) {
            // The last day in force is still in force.
            ends.add(terms.expiresOn().plusDays(1), EndCause.EXPIRED, instrument.stating());
        }
        for (Instrument.Revocation revocation : instrument.revocations) {
            if (revocation.act().names(attorneyId)) {
                delivered(revocation, attorneyId, ends);
            }
        }
        if (lapse != null) {
            ends.add(lapse.on(), EndCause.CEASED_REPORTING, lapse.record());
        }
        for (LedgerRecord resignation : instrument.resignations) {
            AttorneyResigned act = (AttorneyResigned) resignation.act();
            if (act.attorneyId().equals(attorneyId)) {
                ends.add(act.effectiveOn(), EndCause.RESIGNED, resignation);
            }
        }
        if (attorney.endsWithEmployment()) {
            for (LedgerRecord employmentEnd : standing.employmentEnds) {
                AttorneyEmploymentEnded act = (AttorneyEmploymentEnded) employmentEnd.act();
                if (act.attorneyId().equals(attorneyId)) {
                    ends.add(act.effectiveOn(), EndCause.EMPLOYMENT_ENDED, employmentEnd);
                }
            }
        }
        for (Instrument other : standing.superseding()) {
            if (supersedes(other, instrument)) {
                ends.add(other.terms().effectiveOn(), EndCause.SUPERSEDED, other.stating());
            }
        }
        for (LedgerRecord death : standing.deaths) {
            ends.add(((GrantorDied) death.act()).on(), EndCause.GRANTOR_DIED, death);
        }
        if (!terms.durable()) {
            for (LedgerRecord incapacity : standing.incapacities) {
                ends.add(((GrantorIncapacitated) incapacity.act()).on(), EndCause.GRANTOR_INCAPACITATED, incapacity);
            }
        }
        return ends.earliest();
    }

    private static void delivered(Instrument.Revocation revocation, AttorneyId attorneyId, Ends ends) {
        for (Delivery delivery : revocation.act().deliveries()) {
            if (delivery.attorneyId().equals(attorneyId)) {
                ends.add(delivery.deliveredOn(), EndCause.REVOKED, revocation.record());
            }
        }
        for (LedgerRecord delivery : revocation.deliveries()) {
            RevocationDelivered act = (RevocationDelivered) delivery.act();
            if (act.attorneyId().equals(attorneyId)) {
                ends.add(act.deliveredOn(), EndCause.REVOKED, delivery);
            }
        }
    }

    /** It must be for the same issuer or for all, and take effect after, or on the same day and be recorded after. */
    private static boolean supersedes(Instrument later, Instrument earlier) {
        if (later == earlier || !later.terms().issuer().issuerId().covers(earlier.terms().issuer().issuerId())) {
            return false;
        }
        int order = later.terms().effectiveOn().compareTo(earlier.terms().effectiveOn());
        return order > 0 || (order == 0 && later.grant().sequence() > earlier.grant().sequence());
    }

    /** Finds the earliest end; on one same day the cause recorded first. */
    private static final class Ends {

        private @Nullable Ending earliest;
        private long recorded;

        Ends fallWith(Authority principal, UnretractedRecords standing) {
            Ending end = principal.ending();
            if (end != null) {
                add(end.on(), EndCause.PRINCIPAL_ATTORNEY_ENDED, Objects.requireNonNull(standing.record(end.recordId())));
            }
            return this;
        }

        void add(LocalDate on, EndCause cause, LedgerRecord record) {
            int order = earliest == null ? -1 : on.compareTo(earliest.on());
            if (order < 0 || (order == 0 && record.sequence() < recorded)) {
                earliest = new Ending(on, cause, record.recordId());
                recorded = record.sequence();
            }
        }

        @Nullable
        Ending earliest() {
            return earliest;
        }
    }
}
