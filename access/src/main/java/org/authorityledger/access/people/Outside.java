package org.authorityledger.access.people;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone as an OpenID Connect provider describes them in a token that was verified.
 *
 * @param id who it is
 * @param username the one to give them if they are new, such as {@code corp:jane.doe}; if it is taken, they get one like it
 * @param roles of {@link Roles}
 * @param scope what they see; null: the provider does not say it, and they see what the ledger says of them
 * @param issuedAt when the provider issued the token
 */
public record Outside(Id id, String username, String name, Set<String> roles, People.@Nullable Scope scope, Instant issuedAt) {

    public Outside {
        roles = Set.copyOf(roles);
        issuedAt = issuedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Who someone is to their provider, and stays: neither a name nor an address of theirs, which others may have later.
     *
     * @param issuer the provider
     * @param subject unique there, and compared letter by letter
     */
    public record Id(String issuer, String subject) {}
}
