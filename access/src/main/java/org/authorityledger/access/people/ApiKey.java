package org.authorityledger.access.people;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a program acts for a person, with some of their roles.
 *
 * @param username whose it is
 * @param name what for, unique among their keys that are not revoked
 * @param scope the issuers of whom it sees, within what its owner sees; null: all that its owner sees
 * @param expiresAt from then on it is refused
 * @param lastUsedAt to the minute; null: never
 */
public record ApiKey(UUID keyId, String username, String name, Set<String> roles, @Nullable Set<String> scope, Instant madeAt,
        Instant expiresAt,
        @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {

    public ApiKey {
        roles = Set.copyOf(roles);
        scope = scope == null ? null : Set.copyOf(scope);
    }
}
