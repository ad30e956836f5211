package org.authorityledger.store;

/**
 * The numbers of the advisory locks that nodes on one database take, all in one place: two parts that happened upon one number would wait for each
 * other for nothing.
 */
public final class AdvisoryLocks {

    /** Held by {@code ledger.append}: whoever has passed it sees all that was recorded before. */
    public static final long APPEND_LOCK = 7_227_160_424L;
    /** Held together by whoever follows the feed into a register, alone by whoever replaces it. */
    public static final long REGISTER_SWITCH = 7_227_160_425L;
    /** Held by the one node that rebuilds a register. */
    public static final long REBUILD = 7_227_160_426L;
    /** Held by the one node that works on the transparency log. */
    public static final long LOG = 7_227_160_427L;
    /** Held while an investigation is opened, so that they are counted. */
    public static final long OPENING_AN_INVESTIGATION = 7_227_160_428L;

    private AdvisoryLocks() {}
}
