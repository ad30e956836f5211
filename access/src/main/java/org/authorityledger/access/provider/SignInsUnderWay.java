package org.authorityledger.access.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.authorityledger.http.Browsers;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * What must be remembered of a browser that was sent to the provider: what its answer must contain, and where the person wanted to go. It is in a
 * session that lasts for minutes, since anyone can begin one.
 */
final class SignInsUnderWay implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final String CONTINUE = "continue";
    private static final String CONTINUATION = SignInsUnderWay.class.getName();

    private final HttpSessionOAuth2AuthorizationRequestRepository session = new HttpSessionOAuth2AuthorizationRequestRepository();

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return session.loadAuthorizationRequest(request);
    }

    @Override
    public void saveAuthorizationRequest(OAuth2AuthorizationRequest begun, HttpServletRequest request,
            HttpServletResponse response) {
        HttpSession kept = request.getSession();
        if (kept.isNew()) {
            kept.setMaxInactiveInterval((int) LASTS.toSeconds());
        }
        kept.setAttribute(CONTINUATION, Browsers.localPath(request.getParameter(CONTINUE)));
        session.saveAuthorizationRequest(begun, request, response);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request, HttpServletResponse response) {
        return session.removeAuthorizationRequest(request, response);
    }

    /** Where the person wanted to go. */
    String continuation(HttpServletRequest request) {
        HttpSession kept = request.getSession(false);
        return Browsers.localPath(kept == null ? request.getParameter(CONTINUE) : (String) kept.getAttribute(CONTINUATION));
    }

    /** The person is signed in: the session is from now on as any other. */
    void done(HttpServletRequest request) {
        HttpSession kept = request.getSession();
        kept.removeAttribute(CONTINUATION);
        kept.setMaxInactiveInterval((int) Duration.ofMinutes(request.getServletContext().getSessionTimeout()).toSeconds());
    }
}
