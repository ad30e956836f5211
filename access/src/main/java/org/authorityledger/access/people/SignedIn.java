package org.authorityledger.access.people;

import java.util.Collection;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Someone who signed in with a password, as of the revision of them that was known then. */
final class SignedIn extends User {

    private static final long serialVersionUID = 1L;
    private static final String ROLE = "ROLE_";

    private final long revision;

    SignedIn(Person person, String password) {
        super(person.username(), password, !person.disabled(), true, true, true, authorities(person.roles()));
        this.revision = person.revision();
    }

    /** Roles as Spring Security knows them. */
    static Collection<GrantedAuthority> authorities(Set<String> roles) {
        return roles.stream().sorted().map(role -> (GrantedAuthority) new SimpleGrantedAuthority(ROLE + role)).toList();
    }

    /** Whether nothing has happened since that ends what was verified then. */
    boolean isGood(Person now) {
        return !now.disabled() && now.revision() == revision;
    }
}
