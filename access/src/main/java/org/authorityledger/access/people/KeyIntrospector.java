package org.authorityledger.access.people;

import java.util.Map;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Finds the key that a program sends as {@code Authorization: Bearer}. Its records name the person and the key: {@code jane/nightly-import}. */
public final class KeyIntrospector implements OpaqueTokenIntrospector {

    /** The attribute with the username of the key's owner. */
    static final String OWNER = "owner";

    private final People people;

    KeyIntrospector(People people) {
        this.people = people;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        People.Bearer bearer = people.bearer(token);
        if (bearer == null) {
            throw new BadOpaqueTokenException("This key is unknown, expired or revoked.");
        }
        return new DefaultOAuth2AuthenticatedPrincipal(bearer.name(), Map.of(OWNER, bearer.owner().username()),
                Roles.authorities(bearer.roles(), bearer.owner().scope()));
    }
}
