package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Pages;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Keeps the user who signed in on the pages in the session. A request with credentials of its own uses these alone, and not the
 * session.
 */
final class PageSession implements SecurityContextRepository {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final RequestMatcher SIGN_IN = PathPatternRequestMatcher.withDefaults().matcher(Pages.SIGN_IN);

    private final HttpSessionSecurityContextRepository session = new HttpSessionSecurityContextRepository();
    private final NullSecurityContextRepository noUser = new NullSecurityContextRepository();

    private SecurityContextRepository repository(HttpServletRequest request) {
        return bringsCredentials(request) ? noUser : session;
    }

    static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /** Whether the request brings a key (RFC 6750). */
    static boolean bringsKey(HttpServletRequest request) {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        return credentials != null && credentials.regionMatches(true, 0, "Bearer ", 0, 7);
    }

    /** Whether the request may change something. */
    static boolean changes(HttpServletRequest request) {
        return !READING.contains(request.getMethod());
    }

    /** Whether the request is for the sign-in page, however its path is written: as the filter that signs in sees it. */
    static boolean isSigningIn(HttpServletRequest request) {
        return SIGN_IN.matches(request);
    }

    /**
     * A browser adds the session's cookie by itself, and credentials it once asked for. So a request that changes anything needs a token against
     * forgery if it uses the session or sends the form of a page. The page of the API documentation has no token; but of its requests the browser
     * itself says that they come from here, and no form can send them.
     */
    static boolean needsToken(HttpServletRequest request) {
        return changes(request)
                && (isSigningIn(request) || isAuthenticatedBySession(request) && !isOfApiDocumentation(request)
                        || bringsCredentials(request) && isFormOfPage(request));
    }

    static boolean isFormOfPage(HttpServletRequest request) {
        return !Browsers.isForPrograms(request) && isForm(request);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data"));
    }

    private static boolean isOfApiDocumentation(HttpServletRequest request) {
        return Browsers.isForPrograms(request) && "same-origin".equals(request.getHeader("Sec-Fetch-Site")) && !isForm(request);
    }

    private static boolean isAuthenticatedBySession(HttpServletRequest request) {
        if (bringsCredentials(request) || request.getSession(false) == null) {
            return false;
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.isAuthenticated() && !(authentication instanceof AnonymousAuthenticationToken);
    }

    // The interface requires this method; nothing calls it any more.
    @Deprecated
    @Override
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return repository(request).loadDeferredContext(request);
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        repository(request).saveContext(context, request, response);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return repository(request).containsContext(request);
    }
}
