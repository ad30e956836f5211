package org.authorityledger.access;

/** What a user may do. */
public final class Roles {

    /** May record: all commands. */
    public static final String RECORDER = "RECORDER";
    /** May ask: all queries. */
    public static final String AUDITOR = "AUDITOR";
    /** May replay and open investigations. */
    public static final String INVESTIGATOR = "INVESTIGATOR";
    /** May do everything. */
    public static final String ADMIN = "ADMIN";

    private Roles() {}
}
