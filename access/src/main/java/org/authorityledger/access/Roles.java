package org.authorityledger.access;

/** The roles of users. */
public final class Roles {

    /** May record acts. */
    public static final String RECORDER = "RECORDER";
    /** May ask questions. */
    public static final String AUDITOR = "AUDITOR";
    /** May replay, rebuild and open investigations. */
    public static final String INVESTIGATOR = "INVESTIGATOR";
    /** May do everything. */
    public static final String ADMIN = "ADMIN";

    private Roles() {}
}
