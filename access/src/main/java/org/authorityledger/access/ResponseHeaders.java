package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The headers of every response that limit what a browser does with it. */
final class ResponseHeaders {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    /** Nothing from another host, and no script or style within a page. */
    private static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
    /** The page of the API documentation is not ours, and writes styles into itself. */
    private static final String CONTENT_OF_API_DOCUMENTATION = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final RequestMatcher API_DOCUMENTATION = request -> request.getRequestURI().startsWith("/swagger-ui");

    private ResponseHeaders() {}

    static void add(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(API_DOCUMENTATION,
                new StaticHeadersWriter(CONTENT_SECURITY_POLICY, CONTENT_OF_API_DOCUMENTATION)))
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(API_DOCUMENTATION),
                        new StaticHeadersWriter(CONTENT_SECURITY_POLICY, CONTENT)))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN));
    }

    /** All that the filters add, in their order, for an answer of data that none of them saw. */
    static void addAllTo(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-XSS-Protection", "0");
        response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "0");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(CONTENT_SECURITY_POLICY, CONTENT);
    }

    /** For a problem that none of the filters saw. */
    static void addTo(HttpServletResponse response) {
        response.setHeader(CONTENT_SECURITY_POLICY, CONTENT);
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
