package org.authorityledger.reminders;

import org.authorityledger.access.Permission;

/** What someone can be reminded of. */
public enum ReminderKind {
    /** Rows that came onto a saved view. */
    VIEW("Rows of a saved view", Permission.ASK),
    /** Instruments that expire within some days. */
    EXPIRING("Expiring instruments", Permission.ASK),
    /** Revocations that have not reached everyone. */
    UNDELIVERED("Revoked, not delivered to everyone", Permission.ASK),
    /** Grantors who must report and have no one to sign a form. */
    GAP("No one may sign", Permission.ASK),
    /** Proposals that wait in the inbox, and records that wait in the register. */
    WAITING("Waiting proposals and records", Permission.SEE_DOCUMENTS);

    private final String label;
    private final Permission permission;

    ReminderKind(String label, Permission permission) {
        this.label = label;
        this.permission = permission;
    }

    /** What it is, in a few words. */
    public String label() {
        return label;
    }

    /** What its owner must be allowed, at each look and at each sending. */
    public Permission permission() {
        return permission;
    }
}
