package org.authorityledger.access.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who changes something of people or keys, and from where: always a person who signed in, never a program with a key or a token. */
public record Changer(String username, @Nullable String sourceAddress, @Nullable String correlationId) {

    /**
     * Who sends a request.
     *
     * @throws Problem if it comes with a key or a token
     */
    public static Changer of(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Verified signedIn)) {
            throw new Problem(HttpStatus.FORBIDDEN, "KEY_NOT_ENOUGH",
                    "People, passwords and keys are changed by a person who signed in, not by a program with a key or a token.", List.of());
        }
        return new Changer(signedIn.username(), request.getRemoteAddr(), RequestContext.correlationId(request));
    }
}
