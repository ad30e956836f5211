package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguishes people's browsers from programs, and knows where to continue after signing in. */
public final class Browsers {

    /** The request header that the pages' own scripts add; browsers let no other site add it. */
    public static final String SCRIPT = "X-Requested-With";

    /** Every module's API is below this path. */
    private static final String API = "/api/";
    private static final String HTMX = "HX-Request";
    private static final int LONGEST_CONTINUATION = 2000;

    private Browsers() {}

    /** Whether to answer with a page: to a browser or for a part of a page, and not on a path of the API. */
    public static boolean wantsPage(HttpServletRequest request) {
        return !isForPrograms(request) && (takesHtml(request) || request.getHeader(HTMX) != null);
    }

    /** Whether a person opens this address, and so can be sent to another one: a script of a page stays where it is. */
    public static boolean navigates(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String mode = request.getHeader("Sec-Fetch-Mode");
        return reads && takesHtml(request) && !isScript(request) && (!isForPrograms(request) || "navigate".equals(mode));
    }

    /** Whether the request comes from a script of a page. */
    public static boolean isScript(HttpServletRequest request) {
        return request.getHeader(HTMX) != null || request.getHeader(SCRIPT) != null;
    }

    /** Whether the path is for programs: the API of any module, and what this module itself serves to programs. */
    public static boolean isForPrograms(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith(API) || path.startsWith("/actuator/") || path.startsWith("/v3/");
    }

    private static String path(HttpServletRequest request) {
        // On the error page, the path is that of the request that failed.
        Object failed = request.getAttribute(jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }

    private static boolean takesHtml(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** The path and query of a request, to return to. */
    public static String continuation(HttpServletRequest request) {
        return request.getQueryString() == null ? request.getRequestURI() : request.getRequestURI() + "?" + request.getQueryString();
    }

    /** The path and query of the page that a form was sent from, if the browser says so; otherwise the given path. */
    public static String refererOr(HttpServletRequest request, String path) {
        String referer = request.getHeader("Referer");
        if (referer == null) {
            return path;
        }
        try {
            URI page = new URI(referer);
            return page.getRawPath() == null || page.getRawPath().isEmpty()
                    ? path
                    : page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
        } catch (URISyntaxException e) {
            return path;
        }
    }

    /** Where to continue: the given path if it is one of this ledger, and the overview if it might lead elsewhere. */
    public static String localPath(@Nullable String continuation) {
        String home = "/";
        if (continuation == null || continuation.length() > LONGEST_CONTINUATION || !continuation.startsWith("/")
                || continuation.startsWith("//") || continuation.startsWith(Pages.SIGN_IN)
                || continuation.chars().anyMatch(c -> c == '\\' || c <= ' ' || c == 0x7f)) {
            return home;
        }
        try {
            URI uri = new URI(continuation);
            return uri.getScheme() == null && uri.getRawAuthority() == null && isPlain(uri.getPath()) ? continuation : home;
        } catch (URISyntaxException e) {
            return home;
        }
    }

    /** Whether a browser goes where the path says: without empty or dotted parts, which it or a proxy would fold. */
    private static boolean isPlain(String path) {
        return !path.contains("//") && !path.contains("\\")
                && Arrays.stream(path.split("/", -1)).noneMatch(part -> part.equals(".") || part.equals(".."));
    }
}
