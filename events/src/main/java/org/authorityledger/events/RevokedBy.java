package org.authorityledger.events;

/** Who signed a revocation. Information: who may revoke is for the law of the state. */
public enum RevokedBy {
    GRANTOR, GUARDIAN, EXECUTOR, COURT, OTHER
}
