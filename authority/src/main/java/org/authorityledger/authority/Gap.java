package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.Regime;
import org.jspecify.annotations.Nullable;

/**
 * That a grantor is required to report at an issuer, and no one but the grantor may sign the form.
 *
 * @param since the first day of it, as far as the records tell; null: they name none
 * @param lastSigners the authorities over the form that ended last
 */
public record Gap(GrantorId grantorId, IssuerId issuerId, @Nullable LocalDate since, List<Authority> lastSigners) {

    private static final int MOST_PARTIES = 2_000;

    public Gap {
        lastSigners = List.copyOf(lastSigners);
    }

    /**
     * Finds it.
     *
     * @return null: the grantor is not required to report under the form's regime there on that day, or somebody may sign
     * @throws ChainTooLarge when the parties lead to too many others to find it
     */
    public static @Nullable Gap of(GrantorId grantorId, IssuerId issuerId, FormAsked form, LocalDate on, KnownParties parties) {
        Regime regime = form.form().regime();
        PartyId grantor = PartyId.of(grantorId.value());
        ReportingDuty duty = parties.facts(grantor).duty();
        if (regime == null || duty.status(regime, issuerId, on) != ReportingDuty.Status.REQUIRED) {
            return null;
        }
        List<AttorneyId> everyone = everyone(grantor, parties);
        if (!everyone.isEmpty()
                && Check.withoutRemarks(new Question(grantorId, issuerId, form, everyone, Set.of(), on), parties).authorized()) {
            return null;
        }
        List<Authority> ended = parties.authorities(grantor).stream().filter(authority -> !authority.neverWas()
                && authority.issuerId().covers(issuerId) && authority.lists(form.form()) && authority.ending() != null
                && !authority.ending().on().isAfter(on)).toList();
        LocalDate last = ended.stream().map(Authority::until).max(Comparator.naturalOrder()).orElse(null);
        ReportingDuty.Fact deciding = duty.deciding(regime, issuerId, on);
        LocalDate since = deciding != null && (last == null || deciding.effectiveOn().isAfter(last)) ? deciding.effectiveOn() : last;
        return new Gap(grantorId, issuerId, since,
                ended.stream().filter(authority -> authority.until() != null && authority.until().equals(last)).toList());
    }

    /** Everyone to whom instruments and signatories lead from a grantor, without the grantor: if all of them together may not sign, no one may. */
    private static List<AttorneyId> everyone(PartyId grantor, KnownParties parties) {
        Set<PartyId> found = new LinkedHashSet<>();
        Deque<PartyId> next = new ArrayDeque<>(List.of(grantor));
        Set<PartyId> signatories = new LinkedHashSet<>(Set.of(grantor));
        while (!next.isEmpty()) {
            PartyId party = next.removeFirst();
            for (Authority authority : parties.authorities(party)) {
                PartyId attorney = PartyId.of(authority.attorneyId().value());
                if (found.add(attorney) && parties.kind(attorney) == PartyKind.ENTITY) {
                    next.add(attorney);
                }
            }
            for (SigningOfficer officer : parties.facts(party).signatories()) {
                found.add(officer.signatory());
                // A signatory may have given an instrument for what they sign for the entity.
                if (signatories.add(officer.signatory())) {
                    next.add(officer.signatory());
                }
            }
            if (found.size() > MOST_PARTIES) {
                throw new ChainTooLarge();
            }
        }
        found.remove(grantor);
        return found.stream().map(party -> AttorneyId.of(party.value())).toList();
    }
}
