package org.authorityledger.access.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who changes something of people or keys, and from where: always a person who signed in with a password, never a key. */
public record Changer(String username, @Nullable String sourceAddress, @Nullable String correlationId) {

    /**
     * Who sends a request.
     *
     * @throws Problem if it comes with a key
     */
    public static Changer of(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
            throw new Problem(HttpStatus.FORBIDDEN, "KEY_NOT_ENOUGH",
                    "People, passwords and keys are changed by a person who signed in with their password, not with a key.", List.of());
        }
        return new Changer(signedIn.getUsername(), request.getRemoteAddr(), RequestContext.correlationId(request));
    }
}
