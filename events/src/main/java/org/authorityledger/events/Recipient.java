package org.authorityledger.events;

/** Who, other than an attorney, a revocation can be delivered to. */
public enum Recipient {
    /** An issuer of the instrument. Of several, the first delivery counts for all. */
    ISSUER
}
