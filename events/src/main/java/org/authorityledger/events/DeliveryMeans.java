package org.authorityledger.events;

/** How a signed writing reached someone. */
public enum DeliveryMeans {
    /** Handed over. */
    IN_PERSON,
    /** By post or courier. */
    BY_MAIL,
    /** By electronic mail or another electronic message. */
    ELECTRONICALLY,
    /** Not stated, as in everything recorded before the ledger asked for it. */
    NOT_STATED
}
