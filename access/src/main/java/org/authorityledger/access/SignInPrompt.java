package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.authorityledger.access.password.TooManyFailedSignIns;
import org.authorityledger.access.people.Roles;
import org.authorityledger.access.people.ScopedTo;
import org.authorityledger.access.people.SignInRefused;
import org.authorityledger.access.provider.ProviderSignIn;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriUtils;

/** What a request gets that is not signed in, or not allowed; and where a person goes after signing in. */
final class SignInPrompt implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String REALM = "Authority Ledger";

    private static final String CONTINUE = "continue";
    private static final Collection<GrantedAuthority> ASKING = Roles.authorities(Permission.ASK.roles(), null);
    private static final Problem.Report NOT_ACCEPTED = new Problem.Report(HttpStatus.UNAUTHORIZED, HttpStatus.UNAUTHORIZED.name(),
            "This key or token is not accepted: it is unknown, expired or revoked, or not meant for this ledger.", List.of());

    private final ProblemWriter problems;
    private final ObjectProvider<Pages> pages;
    private final SignInWays ways;
    private final FailedSignInNotes notes;

    SignInPrompt(ProblemWriter problems, ObjectProvider<Pages> pages, SignInWays ways, FailedSignInNotes notes) {
        this.problems = problems;
        this.pages = pages;
        this.ways = ways;
        this.notes = notes;
    }

    /**
     * A browser that opens a page is sent to the sign-in page, and comes back. Everything else gets a problem, with the header that makes a browser
     * ask in a window of its own; a script of a page gets it without.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        if (failure instanceof SignInRefused refused) {
            if (refused.retryAfter() != null) {
                response.setHeader("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
            }
            if (refused.report().status() == HttpStatus.UNAUTHORIZED) {
                challenge(request, response);
            }
            problems.write(request, response, refused.report());
            return;
        }
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", "1");
            problems.write(request, response, new Problem.Report(HttpStatus.SERVICE_UNAVAILABLE, "SIGN_IN_BUSY",
                    "Too many sign-ins are being verified at once. Try again.", List.of()));
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
        challenge(request, response);
        problems.write(request, response, PageSession.bringsKey(request) ? NOT_ACCEPTED : ProblemWriter.ofStatus(HttpStatus.UNAUTHORIZED));
    }

    private void challenge(HttpServletRequest request, HttpServletResponse response) {
        if (PageSession.bringsKey(request)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"" + REALM + "\", error=\"invalid_token\"");
        } else if (!ways.passwords()) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"" + REALM + "\"");
        } else if (!Browsers.isScript(request)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        }
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
        response.sendRedirect(begin(continuation(request), user));
    }

    /** The overview is for those who may ask about everything. Who may not begins with their account. */
    private static String begin(String continuation, @Nullable Authentication user) {
        boolean asks = user != null && !ScopedTo.isScoped(user)
                && user.getAuthorities().stream().anyMatch(ASKING::contains);
        return continuation.equals("/") && !asks ? Pages.ACCOUNT : continuation;
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        response.sendRedirect(signIn(continuation(request))
                + (failure instanceof TooManyFailedSignIns early
                        ? "&wait=" + early.seconds()
                        : failure instanceof AuthenticationServiceException ? "&wait=1" : "&failed"));
    }

    /** Answers a browser that comes back from the provider, or could not be sent there. */
    void answer(HttpServletRequest request, HttpServletResponse response, String continuation, ProviderSignIn.@Nullable Failed failed)
            throws IOException {
        if (failed == null) {
            response.sendRedirect(begin(continuation, SecurityContextHolder.getContext().getAuthentication()));
            return;
        }
        notes.note(FailedSignInNotes.With.PROVIDER, null, request.getRemoteAddr(), failed.failure());
        response.sendRedirect(signIn(continuation) + (failed.code() == null ? "&again" : "&refused=" + failed.code()));
    }

    private static String continuation(HttpServletRequest request) {
        return Browsers.localPath(request.getParameter(CONTINUE));
    }

    private static String signIn(String continuation) {
        return Pages.SIGN_IN + "?" + CONTINUE + "=" + UriUtils.encodeQueryParam(continuation, StandardCharsets.UTF_8).replace("&", "%26")
                .replace("+", "%2B").replace("=", "%3D");
    }
}
