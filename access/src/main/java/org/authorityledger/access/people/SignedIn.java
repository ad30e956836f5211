package org.authorityledger.access.people;

import org.springframework.security.core.userdetails.User;

/** Someone who signed in with a password. */
final class SignedIn extends User implements Verified {

    private static final long serialVersionUID = 1L;

    private final long revision;

    SignedIn(Person person, String password) {
        super(person.username(), password, !person.disabled(), true, true, true, Roles.authorities(person.roles(), person.scope()));
        this.revision = person.revision();
    }

    @Override
    public String username() {
        return getUsername();
    }

    @Override
    public long revision() {
        return revision;
    }
}
