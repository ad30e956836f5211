package org.authorityledger.events;

/** From when a signed revocation works, as the instrument says. */
public enum RevocationTakesEffect {
    /** For each attorney from the day it is delivered to them: the rule where the instrument says nothing. */
    ON_DELIVERY_TO_ATTORNEY,
    /** For all from the day it is delivered to an issuer. */
    ON_DELIVERY_TO_ISSUER,
    /** For all from the day it is signed. */
    ON_SIGNING
}
