package org.authorityledger.pages.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What surrounds every page: the user, the pages the user may open, and the CSRF token of its forms. Templates know it as {@code frame}.
 *
 * @param user who is signed in; null: no one
 * @param path the path of the page
 * @param navigation the pages this user may open
 * @param token the CSRF token; null if the request has no session
 */
public record PageLayout(@Nullable String user, boolean mayAsk, boolean mayRecord, boolean mayInvestigate, boolean mayAdminister,
        boolean mayAudit, String path, List<NavigationEntry> navigation, @Nullable CsrfToken token) {

    public PageLayout {
        navigation = List.copyOf(navigation);
    }

    /** Whether this page belongs to an entry of the navigation. */
    public boolean isAt(NavigationEntry entry) {
        return entry.leadsTo(path);
    }

    /** Whether the navigation has this path, so that other pages may link to it. */
    public boolean has(String place) {
        return navigation.stream().anyMatch(entry -> entry.path().equals(place));
    }
}
