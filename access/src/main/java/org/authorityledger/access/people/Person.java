package org.authorityledger.access.people;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may sign in: with a password, or through the provider that they come from.
 *
 * @param username in lower case; what records and the log of changes name
 * @param password as {@link org.springframework.security.crypto.password.DelegatingPasswordEncoder} writes it; null: of the built-in user, or of
 *            someone who comes from a provider
 * @param roles of {@link Roles}
 * @param mustChange whether they must choose a password of their own before anything else
 * @param scope the issuers of whom they see; null: they see everything
 * @param revision moves when sessions and verified passwords from before are no longer good
 * @param origin where they come from; null: from here
 */
public record Person(String username, String name, @Nullable String password, Set<String> roles, boolean mustChange, boolean disabled,
        @Nullable Set<String> scope, long revision, @Nullable Origin origin) {

    /**
     * Which provider signs someone in, and as whom.
     *
     * @param claimedAt when it issued the token that the name and the roles are from
     */
    public record Origin(Outside.Id id, Instant claimedAt) {}

    /** The user that every ledger has from the first start. */
    public static final String BUILT_IN = "admin";

    public Person {
        roles = Set.copyOf(roles);
        scope = scope == null ? null : Set.copyOf(scope);
    }

    /** Whether it is the built-in user: their password is in the environment or in the data directory. */
    public boolean builtIn() {
        return username.equals(BUILT_IN);
    }

    /** Called otherwise, with other roles, disabled or not. What was verified before a disabling is good no longer. */
    Person as(String name, Set<String> roles, boolean disabled) {
        return new Person(username, name, password, roles, mustChange, disabled, scope,
                disabled && !this.disabled ? revision + 1 : revision, origin);
    }

    /** With another password. What was verified with the one before is good no longer. */
    Person withPassword(String encoded, boolean mustChange) {
        return new Person(username, name, encoded, roles, mustChange, disabled, scope, revision + 1, origin);
    }

    /** Seeing what concerns some issuers only; null: everything. */
    Person scopedTo(@Nullable Set<String> issuers) {
        return new Person(username, name, password, roles, mustChange, disabled, issuers, revision, origin);
    }

    /** Signed out everywhere. */
    Person signedOut() {
        return new Person(username, name, password, roles, mustChange, disabled, scope, revision + 1, origin);
    }

    /** Someone of a provider for the first time. */
    static Person from(Outside outside, String username) {
        return new Person(username, outside.name(), null, outside.roles(), false, false,
                outside.scope() == null ? null : outside.scope().issuers(), 1,
                new Origin(outside.id(), outside.issuedAt()));
    }

    /** As their provider describes them now. */
    Person claimed(Outside outside) {
        return new Person(username, outside.name(), null, outside.roles(), false, disabled, scopeBy(outside), revision,
                new Origin(outside.id(), outside.issuedAt()));
    }

    private @Nullable Set<String> scopeBy(Outside outside) {
        return outside.scope() == null ? scope : outside.scope().issuers();
    }

    /** Whether a token is newer than what is known of them, and says otherwise. */
    boolean isOutdatedBy(Outside outside) {
        return origin != null && outside.issuedAt().isAfter(origin.claimedAt())
                && !(name.equals(outside.name()) && roles.equals(outside.roles()) && Objects.equals(scope, scopeBy(outside)));
    }

    /** Whether they administer, also while no provider can be reached. */
    boolean administers() {
        return !disabled && origin == null && roles.contains(Roles.ADMIN);
    }
}
