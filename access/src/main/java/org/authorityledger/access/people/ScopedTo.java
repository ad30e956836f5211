package org.authorityledger.access.people;

import java.util.Collection;
import java.util.Set;
import org.authorityledger.events.IssuerId;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * A narrower sight, which stands among what someone is granted: only what concerns these issuers. Whatever way someone signs in, it comes with it.
 *
 * @param issuers ids
 */
public record ScopedTo(Set<String> issuers) implements GrantedAuthority {

    public ScopedTo {
        issuers = Set.copyOf(issuers);
    }

    @Override
    public String getAuthority() {
        return "SCOPED";
    }

    /** Whether someone sees only what concerns some issuers. */
    public static boolean isScoped(@Nullable Authentication who) {
        return who != null && who.getAuthorities().stream().anyMatch(ScopedTo.class::isInstance);
    }

    /** For whom someone reads: everything where nothing narrows their sight. */
    public static Viewer viewer(@Nullable Authentication who) {
        Collection<? extends GrantedAuthority> granted = who == null ? Set.of() : who.getAuthorities();
        return granted.stream().filter(ScopedTo.class::isInstance).map(ScopedTo.class::cast).findFirst()
                .map(scope -> Viewer.of(scope.issuers().stream().map(IssuerId::of).toList())).orElse(Viewer.ALL);
    }
}
