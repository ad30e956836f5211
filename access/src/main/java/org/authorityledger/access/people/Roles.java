package org.authorityledger.access.people;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The roles of users. */
public final class Roles {

    /** May record acts. */
    public static final String RECORDER = "RECORDER";
    /** May ask questions. */
    public static final String AUDITOR = "AUDITOR";
    /** May replay, rebuild and open investigations. */
    public static final String INVESTIGATOR = "INVESTIGATOR";
    /** May do all but record: manage people, and what the whole ledger depends on. */
    public static final String ADMIN = "ADMIN";
    /** All of them. */
    public static final Set<String> ALL = Collections.unmodifiableSet(new TreeSet<>(Set.of(RECORDER, AUDITOR, INVESTIGATOR, ADMIN)));

    private static final String PREFIX = "ROLE_";

    private Roles() {}

    /**
     * Roles as Spring Security knows them, and what narrows them.
     *
     * @param scope null: nothing does
     */
    public static Collection<GrantedAuthority> authorities(Set<String> roles, @Nullable Set<String> scope) {
        return Stream.concat(roles.stream().sorted().map(role -> new SimpleGrantedAuthority(PREFIX + role)),
                Stream.ofNullable(scope).map(ScopedTo::new)).map(granted -> (GrantedAuthority) granted).toList();
    }
}
