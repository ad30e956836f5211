package org.authorityledger.access.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at each request whether who signed in may still be here, and with which roles: a session lasts longer than what an administrator
 * decides.
 * Who must choose a password of their own gets nowhere before that.
 */
public final class CurrentPerson extends OncePerRequestFilter {

    /** Where one's own password is changed. */
    public static final String PASSWORD_PAGE = "/account/password";

    /** What the page to change a password and the way out need. */
    private static final List<String> ALWAYS = List.of(PASSWORD_PAGE, "/api/me", "/assets/", "/webjars/", "/favicon.ico", "/login",
            "/logout", "/session", "/error");

    private final People people;
    private final ProblemWriter problems;

    public CurrentPerson(People people, ProblemWriter problems) {
        this.people = people;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication != null && authentication.getPrincipal() instanceof Verified signedIn)) {
            chain.doFilter(request, response);
            return;
        }
        Person now = people.find(signedIn.username());
        if (now == null || !signedIn.isGood(now)) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            become(new AnonymousAuthenticationToken("ended", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
            chain.doFilter(request, response);
            return;
        }
        if (now.mustChange() && ALWAYS.stream().noneMatch(request.getRequestURI()::startsWith)) {
            refuse(request, response);
            return;
        }
        // Not into the session: what is decided of a person counts from request to request.
        UsernamePasswordAuthenticationToken current = UsernamePasswordAuthenticationToken.authenticated(signedIn, null,
                Roles.authorities(now.roles(), now.scope()));
        current.setDetails(authentication.getDetails());
        become(current);
        chain.doFilter(request, response);
    }

    private static void become(Authentication authentication) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Browsers.navigates(request)) {
            response.sendRedirect(PASSWORD_PAGE);
        } else {
            problems.write(request, response, new Problem.Report(HttpStatus.FORBIDDEN, "PASSWORD_MUST_BE_CHANGED",
                    "Choose a password of your own first: POST /api/me/password.", List.of()));
        }
    }
}
