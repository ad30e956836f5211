package org.authorityledger.access.people;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Someone who signed in with a password, as of the revision of them that was known then. */
final class SignedIn extends User {

    private static final long serialVersionUID = 1L;
    private static final String ROLE = "ROLE_";

    private final long revision;

    SignedIn(Person person, String password) {
        super(person.username(), password, !person.disabled(), true, true, true, authorities(person.roles(), person.scope()));
        this.revision = person.revision();
    }

    /**
     * Roles as Spring Security knows them, and what narrows them.
     *
     * @param scope null: nothing does
     */
    static Collection<GrantedAuthority> authorities(Set<String> roles, @Nullable Set<String> scope) {
        return Stream.concat(roles.stream().sorted().map(role -> new SimpleGrantedAuthority(ROLE + role)),
                Stream.ofNullable(scope).map(ScopedTo::new)).map(granted -> (GrantedAuthority) granted).toList();
    }

    /** Whether nothing has happened since that ends what was verified then. */
    boolean isGood(Person now) {
        return !now.disabled() && now.revision() == revision;
    }
}
