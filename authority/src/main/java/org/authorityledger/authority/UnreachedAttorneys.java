package org.authorityledger.authority;

import java.time.LocalDate;
import java.util.List;
import org.authorityledger.events.PowerOfAttorneyRevoked;

/**
 * Which attorneys has a revocation not reached yet? It is signed on one day, but ends the authority of each attorney it names only on the
 * day it reaches them: until then they may sign.
 */
public final class UnreachedAttorneys {

    private UnreachedAttorneys() {}

    /**
     * The authorities that a signed revocation would end, but that have not ended on a day, by its delivery or for another cause.
     *
     * @param authorities of the grantor, as known at some moment
     */
    public static List<Authority> of(PowerOfAttorneyRevoked revocation, List<Authority> authorities, LocalDate on) {
        if (on.isBefore(revocation.signedOn())) {
            return List.of();
        }
        return authorities.stream().filter(authority -> authority.grantorId().equals(revocation.grantorId())
                && authority.poaId().equals(revocation.poaId()) && authority.role() == Role.NAMED && !authority.neverWas()
                && revocation.names(authority.attorneyId()) && !endedOn(authority, on)).toList();
    }

    private static boolean endedOn(Authority authority, LocalDate on) {
        return authority.ending() != null && !authority.ending().on().isAfter(on);
    }
}
