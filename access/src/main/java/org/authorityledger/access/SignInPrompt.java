package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.authorityledger.access.password.TooManyFailedSignIns;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriUtils;

/** What a request gets that is not signed in, or not allowed; and where a person goes after signing in. */
final class SignInPrompt implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String REALM = "Authority Ledger";

    private static final String CONTINUE = "continue";

    private final ProblemWriter problems;
    private final ObjectProvider<Pages> pages;

    SignInPrompt(ProblemWriter problems, ObjectProvider<Pages> pages) {
        this.problems = problems;
        this.pages = pages;
    }

    /**
     * A browser that opens a page is sent to the sign-in page, and comes back. Everything else gets a problem, with the header that makes a browser
     * ask in a window of its own; a script of a page gets it without.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        if (failure instanceof TooManyFailedSignIns early) {
            response.setHeader("Retry-After", Long.toString(early.seconds()));
            problems.write(request, response, early.report());
            return;
        }
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", "1");
            problems.write(request, response, new Problem.Report(HttpStatus.SERVICE_UNAVAILABLE, "SIGN_IN_BUSY",
                    "Too many passwords are being verified at once. Try again.", List.of()));
            return;
        }
        if (pages.getIfAvailable() != null && !PageSession.bringsCredentials(request) && Browsers.navigates(request)) {
            response.sendRedirect(signIn(Browsers.continuation(request)));
            return;
        }
        if (pages.getIfAvailable() != null && !PageSession.bringsCredentials(request) && PageSession.isFormOfPage(request)
                && Browsers.wantsPage(request) && !Browsers.isScript(request)) {
            // The session ended while the form was open. The way back is to the page that has it.
            response.sendRedirect(signIn(Browsers.refererOr(request, request.getRequestURI())) + "&again");
            return;
        }
        if (PageSession.bringsKey(request)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"" + REALM + "\", error=\"invalid_token\"");
        } else if (!Browsers.isScript(request)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        }
        problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.UNAUTHORIZED));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) throws IOException {
        if (!(denied instanceof CsrfException)) {
            problems.write(request, response, ProblemWriter.ofStatus(HttpStatus.FORBIDDEN));
        } else if (PageSession.isSigningIn(request)) {
            // The sign-in page had been open for too long: here is a new one.
            response.sendRedirect(signIn(continuation(request)) + "&again");
        } else {
            problems.write(request, response, new Problem.Report(HttpStatus.FORBIDDEN, "FORGERY_TOKEN_MISSING",
                    "This request does not come from a page of your current session. Reload the page and send it again.", List.of()));
        }
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication user) throws IOException {
        response.sendRedirect(continuation(request));
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        response.sendRedirect(signIn(continuation(request))
                + (failure instanceof TooManyFailedSignIns early
                        ? "&wait=" + early.seconds()
                        : failure instanceof AuthenticationServiceException ? "&wait=1" : "&failed"));
    }

    private static String continuation(HttpServletRequest request) {
        return Browsers.localPath(request.getParameter(CONTINUE));
    }

    private static String signIn(String continuation) {
        return Pages.SIGN_IN + "?" + CONTINUE + "=" + UriUtils.encodeQueryParam(continuation, StandardCharsets.UTF_8).replace("&", "%26")
                .replace("+", "%2B").replace("=", "%3D");
    }
}
