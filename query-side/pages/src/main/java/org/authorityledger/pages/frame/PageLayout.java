package org.authorityledger.pages.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What surrounds every page: who looks at it, where they may go, and the token that their forms must carry. Templates know it as {@code frame}.
 *
 * @param user who is signed in; null: nobody
 * @param path the path of the page
 * @param navigation the places this user may go to
 * @param token against forgery; null where the session does not matter
 */
public record PageLayout(@Nullable String user, boolean mayAsk, boolean mayRecord, boolean mayInvestigate, String path,
        List<NavigationEntry> navigation,
        @Nullable CsrfToken token) {

    public PageLayout {
        navigation = List.copyOf(navigation);
    }

    /** Whether this page belongs to an entry of the navigation. */
    public boolean isAt(NavigationEntry entry) {
        return entry.leadsTo(path);
    }

    /** Whether the navigation leads to this path, so that other pages may link to it. */
    public boolean has(String place) {
        return navigation.stream().anyMatch(entry -> entry.path().equals(place));
    }
}
