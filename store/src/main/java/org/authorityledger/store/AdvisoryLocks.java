package org.authorityledger.store;

/** The numbers of {@link AdvisoryLock}, until all rooms take them from there. */
public final class AdvisoryLocks {

    public static final long APPEND_LOCK = AdvisoryLock.APPEND_LOCK;
    public static final long REGISTER_SWITCH = AdvisoryLock.REGISTER_SWITCH;
    public static final long REBUILD = AdvisoryLock.REBUILD;
    public static final long LOG = AdvisoryLock.LOG;
    public static final long OPENING_AN_INVESTIGATION = AdvisoryLock.OPENING_AN_INVESTIGATION;

    private AdvisoryLocks() {}
}
