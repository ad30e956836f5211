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

/**
 * Keeps the user who signed in on the pages in the session. A request with credentials of its own uses these alone, and not the
 * session.
 */
final class PageSession implements SecurityContextRepository {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final HttpSessionSecurityContextRepository session = new HttpSessionSecurityContextRepository();
    private final NullSecurityContextRepository noUser = new NullSecurityContextRepository();

    private SecurityContextRepository repository(HttpServletRequest request) {
        return bringsCredentials(request) ? noUser : session;
    }

    static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /**
     * A browser adds the session's cookie by itself, and credentials it once asked for, even to a request from another site. So a request that
     * changes anything needs a token against forgery if it uses the session, sends the form of a page, or comes from another site.
     */
    static boolean needsToken(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && (request.getRequestURI().equals(Pages.SIGN_IN) || isAuthenticatedBySession(request)
                        || bringsCredentials(request) && (isFormOfPage(request) || isFromAnotherSite(request)));
    }

    private static boolean isFormOfPage(HttpServletRequest request) {
        String type = request.getContentType();
        return !Browsers.isForPrograms(request) && type != null
                && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data"));
    }

    /** Every current browser says so (W3C Fetch Metadata). */
    private static boolean isFromAnotherSite(HttpServletRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
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
