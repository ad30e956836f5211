package org.authorityledger.events;

/** How a signed writing reached someone. */
public enum DeliveryMeans {
    /** Handed over. */
    IN_PERSON,
    /** By post or courier. */
    BY_MAIL,
    /** By electronic mail or another electronic message. */
    ELECTRONICALLY,
    /** It is not said how; so it is with everything recorded before the ledger asked. */
    NOT_STATED
}
