package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells people's browsers from programs, and says where to go on after signing in. */
public final class Browsers {

    /** The request header by which the pages' own scripts make themselves known; browsers let no other site add it. */
    public static final String SCRIPT = "X-Requested-With";

    private static final String HTMX = "HX-Request";
    private static final int LONGEST_CONTINUATION = 2000;

    private Browsers() {}

    /** Whether a page is the answer to this request: a path of pages, asked for by a browser or for a part of a page. */
    public static boolean wantsPage(HttpServletRequest request) {
        return !isInterface(request) && (takesHtml(request) || request.getHeader(HTMX) != null);
    }

    /** Whether a person goes to an address, so that they can be sent to another one: not a script of a page, which stays where it is. */
    public static boolean navigates(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String mode = request.getHeader("Sec-Fetch-Mode");
        return reads && takesHtml(request) && !isScript(request) && (!isInterface(request) || "navigate".equals(mode));
    }

    /** Whether a script of a page asks. */
    public static boolean isScript(HttpServletRequest request) {
        return request.getHeader(HTMX) != null || request.getHeader(SCRIPT) != null;
    }

    /** Whether the path belongs to the interface for programs, which answers with problems. */
    static boolean isInterface(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/api/") || path.startsWith("/actuator/") || path.startsWith("/v3/");
    }

    private static String path(HttpServletRequest request) {
        // Behind the error page the path is that of the request that failed.
        Object failed = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }

    private static boolean takesHtml(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** The path and query of a request, to come back to. */
    public static String continuation(HttpServletRequest request) {
        return request.getQueryString() == null ? request.getRequestURI() : request.getRequestURI() + "?" + request.getQueryString();
    }

    /** A place to go on to: a path of this ledger as it was given, and the overview for anything that might lead elsewhere. */
    public static String localPath(@Nullable String continuation) {
        String home = "/";
        if (continuation == null || continuation.length() > LONGEST_CONTINUATION || !continuation.startsWith("/")
                || continuation.startsWith("//") || continuation.startsWith(Pages.SIGN_IN)
                || continuation.chars().anyMatch(c -> c == '\\' || c <= ' ' || c == 0x7f)) {
            return home;
        }
        try {
            URI uri = new URI(continuation);
            return uri.getScheme() == null && uri.getRawAuthority() == null ? continuation : home;
        } catch (URISyntaxException e) {
            return home;
        }
    }
}
