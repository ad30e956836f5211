package org.authorityledger.access;

import java.util.Set;
import org.authorityledger.access.people.Roles;

/** What a request requires, and the roles that allow it. */
public enum Permission {
    /** Open to everyone, without signing in. */
    PUBLIC,
    /** Open to every signed-in user, with any role or none. */
    SIGNED_IN,
    /** Asking questions. */
    ASK(Roles.AUDITOR, Roles.INVESTIGATOR, Roles.ADMIN),
    /** Seeing documents and what they propose: those who record decide about proposals, and those who ask see what was decided. */
    SEE_DOCUMENTS(Roles.RECORDER, Roles.AUDITOR, Roles.INVESTIGATOR, Roles.ADMIN),
    /** Recording acts: who administers does not thereby record. */
    RECORD(Roles.RECORDER),
    /** Replaying, rebuilding and opening investigations. */
    INVESTIGATE(Roles.INVESTIGATOR, Roles.ADMIN),
    /** Watching how the node works: health in detail, and metrics. */
    MONITOR(Roles.AUDITOR, Roles.ADMIN),
    /** Seeing who was allowed what, and by whom. */
    AUDIT(Roles.AUDITOR, Roles.ADMIN),
    /** Changing what the whole ledger depends on, such as its signing key, and who may do what. */
    ADMINISTER(Roles.ADMIN);

    private final Set<String> roles;

    Permission(String... roles) {
        this.roles = Set.of(roles);
    }

    /** The roles that allow it, any one of which is enough; empty for {@link #PUBLIC} and {@link #SIGNED_IN}. */
    public Set<String> roles() {
        return roles;
    }
}
