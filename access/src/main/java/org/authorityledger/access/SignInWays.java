package org.authorityledger.access;

import org.jspecify.annotations.Nullable;

/**
 * In which ways people sign in to this ledger.
 *
 * @param passwords with a name and a password
 * @param provider what the identity provider is called; null: people sign in here alone
 */
public record SignInWays(boolean passwords, @Nullable String provider) {

    /** @throws IllegalStateException if no one could sign in */
    public SignInWays {
        if (!passwords && provider == null) {
            throw new IllegalStateException("ledger.passwords.enabled is false, and ledger.oidc.issuer-uri names no identity provider: "
                    + "no one could sign in");
        }
    }
}
