package org.authorityledger.access.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may sign in with a password.
 *
 * @param username in lower case; what records and the log of changes name
 * @param password as {@link org.springframework.security.crypto.password.DelegatingPasswordEncoder} writes it; null: of the built-in user
 * @param roles of {@link Roles}
 * @param mustChange whether they must choose a password of their own before anything else
 * @param revision moves when sessions and verified passwords from before are no longer good
 */
public record Person(String username, String name, @Nullable String password, Set<String> roles, boolean mustChange, boolean disabled,
        long revision) {

    /** The user that every ledger has from the first start. */
    public static final String BUILT_IN = "admin";

    public Person {
        roles = Set.copyOf(roles);
    }

    /** Whether it is the built-in user: their password is in the environment or in the data directory. */
    public boolean builtIn() {
        return username.equals(BUILT_IN);
    }

    /** Called otherwise, with other roles, disabled or not. What was verified before a disabling is good no longer. */
    Person as(String name, Set<String> roles, boolean disabled) {
        return new Person(username, name, password, roles, mustChange, disabled, disabled && !this.disabled ? revision + 1 : revision);
    }

    /** With another password. What was verified with the one before is good no longer. */
    Person withPassword(String encoded, boolean mustChange) {
        return new Person(username, name, encoded, roles, mustChange, disabled, revision + 1);
    }

    /** Signed out everywhere. */
    Person signedOut() {
        return new Person(username, name, password, roles, mustChange, disabled, revision + 1);
    }

    boolean administers() {
        return !disabled && roles.contains(Roles.ADMIN);
    }
}
