package org.authorityledger.access;

import org.authorityledger.access.FailedSignInNotes.With;
import org.authorityledger.access.people.KeyIntrospector;
import org.authorityledger.access.people.People;
import org.authorityledger.access.provider.ProviderSignIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Who signs in, whatever they bring: a password, a key of this ledger, or what the provider gave them. One place tells these apart. */
final class SignIns implements AuthenticationManager {

    private final AuthenticationManager passwords;
    private final AuthenticationManager keys;
    private final AuthenticationManager provider;
    private final FailedSignInNotes notes;

    /** @param provider null: no token of any is accepted */
    SignIns(AuthenticationManager passwords, KeyIntrospector keys, @Nullable ProviderSignIn provider, FailedSignInNotes notes) {
        this.passwords = passwords;
        this.keys = new ProviderManager(new OpaqueTokenAuthenticationProvider(keys));
        this.provider = provider == null ? this.keys : provider::authenticate;
        this.notes = notes;
    }

    private static With with(Authentication attempt) {
        if (attempt instanceof BearerTokenAuthenticationToken bearer) {
            return People.isKey(bearer.getToken()) ? With.KEY : With.TOKEN;
        }
        return attempt instanceof OAuth2LoginAuthenticationToken ? With.PROVIDER : With.PASSWORD;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        With with = with(attempt);
        try {
            return switch (with) {
                case PASSWORD -> passwords.authenticate(attempt);
                case KEY -> keys.authenticate(attempt);
                case TOKEN, PROVIDER -> provider.authenticate(attempt);
            };
        } catch (AuthenticationException e) {
            // Of the provider's answers, some fail before they come here: what answers the browser notes them all.
            if (with != With.PROVIDER) {
                notes.note(with, with == With.PASSWORD ? attempt.getName() : null,
                        attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : null, e);
            }
            throw e;
        }
    }
}
