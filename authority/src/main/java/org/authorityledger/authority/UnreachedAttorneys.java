package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.RevocationTakesEffect;
import org.jspecify.annotations.Nullable;

/**
 * Which attorneys has a revocation not reached yet? It is signed on one day, but ends the authority of each attorney it names only on the
 * day it reaches them, or the issuer where the instrument says so: until then they may sign.
 */
public final class UnreachedAttorneys {

    private UnreachedAttorneys() {}

    /**
     * The authorities that a signed revocation would end, but that have not ended on a day, by its delivery or for another cause. For an
     * office, those of its holders.
     *
     * @param authorities of the grantor, as known at some moment
     */
    public static List<Authority> of(PowerOfAttorneyRevoked revocation, List<Authority> authorities, LocalDate on) {
        return mayStillSign(revocation, authorities, on).stream().filter(authority -> authority.role() != Role.SUBSTITUTE).toList();
    }

    /** The same with the authorities of substitutes, which end with those of the attorneys whose place they take. */
    public static List<Authority> mayStillSign(PowerOfAttorneyRevoked revocation, List<Authority> authorities, LocalDate on) {
        if (on.isBefore(revocation.signedOn())) {
            return List.of();
        }
        return authorities.stream().filter(authority -> authority.grantorId().equals(revocation.grantorId())
                && authority.poaId().equals(revocation.poaId()) && !authority.neverWas()
                && (revocation.names(authority.attorneyId()) || revocation.names(authority.place()))
                && !endedOn(authority, on)).toList();
    }

    /**
     * Who may still sign after an act that signs or delivers a revocation, in plain sentences.
     *
     * @param records of the grantor, with the act
     * @param days how a day is written
     * @return none where the act does neither, and where the revocation has reached everyone or was retracted
     */
    public static List<String> sentences(LegalAct act, GrantorRecords records, LocalDate on, Names names,
            Function<LocalDate, String> days) {
        PowerOfAttorneyRevoked revocation = revocation(act, records);
        if (revocation == null) {
            return List.of();
        }
        List<String> undelivered = new ArrayList<>();
        Map<LocalDate, List<String>> delivered = new TreeMap<>();
        for (Authority authority : mayStillSign(revocation, records.authorities(), on)) {
            String who = names.of(Naming.Part.ATTORNEY, authority.attorneyId().value());
            Ending ending = authority.ending();
            if (ending != null && (ending.cause() == EndCause.REVOKED || ending.cause() == EndCause.PRINCIPAL_ATTORNEY_ENDED)) {
                delivered.computeIfAbsent(ending.on(), day -> new ArrayList<>()).add(who);
            } else {
                undelivered.add(who);
            }
        }
        String under = " may still sign under power of attorney " + revocation.poaId();
        List<String> sentences = new ArrayList<>();
        delivered.forEach((day, some) -> sentences.add("Until " + days.apply(day) + ", " + Announcement.list(some) + under + "."));
        if (!undelivered.isEmpty()) {
            sentences.add("Until the revocation is delivered to " + (toIssuer(revocation, records) ? "the company" : "them") + ", "
                    + Announcement.list(undelivered) + under + ".");
        }
        return sentences;
    }

    /** Whether it works from its delivery to the issuer, by the terms in force on the day it was signed. */
    private static boolean toIssuer(PowerOfAttorneyRevoked revocation, GrantorRecords records) {
        Instrument instrument = records.unretracted().instrument(revocation.poaId());
        return instrument != null
                && instrument.termsOn(revocation.signedOn()).revocationTakesEffect() == RevocationTakesEffect.ON_DELIVERY_TO_ISSUER;
    }

    private static @Nullable PowerOfAttorneyRevoked revocation(LegalAct act, GrantorRecords records) {
        return switch (act) {
            case PowerOfAttorneyRevoked revoked -> standing(revoked.poaId(), records, one -> one.act().equals(revoked));
            case RevocationDelivered delivered ->
                standing(delivered.poaId(), records, one -> one.record().recordId().equals(delivered.revocation()));
            default -> null;
        };
    }

    private static @Nullable PowerOfAttorneyRevoked standing(PoaId poaId, GrantorRecords records,
            Predicate<Instrument.Revocation> asked) {
        Instrument instrument = records.unretracted().instrument(poaId);
        return instrument == null
                ? null
                : instrument.revocations().stream().filter(asked).map(Instrument.Revocation::act).findFirst().orElse(null);
    }

    private static boolean endedOn(Authority authority, LocalDate on) {
        return authority.ending() != null && !authority.ending().on().isAfter(on);
    }
}
