package org.authorityledger.access.provider;

import org.authorityledger.access.people.Person;
import org.authorityledger.access.people.Roles;
import org.authorityledger.access.people.Verified;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Someone whom the provider signed in on a page. Of what it said, the session keeps only the token that signs them out there. */
final class ProviderUser extends DefaultOidcUser implements Verified {

    private static final long serialVersionUID = 1L;

    private final String username;
    private final long revision;

    ProviderUser(Person person, OidcUser user) {
        super(Roles.authorities(person.roles(), person.scope()), user.getIdToken());
        this.username = person.username();
        this.revision = person.revision();
    }

    @Override
    public String getName() {
        return username;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public long revision() {
        return revision;
    }
}
