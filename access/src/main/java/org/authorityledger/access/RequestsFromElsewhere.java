package org.authorityledger.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses each request that may change something and comes from a page of another origin. A browser adds a session's cookie and a remembered
 * password to such a request by itself.
 */
final class RequestsFromElsewhere extends OncePerRequestFilter {

    private final KnownHosts hosts;
    private final ProblemWriter problems;

    RequestsFromElsewhere(KnownHosts hosts, ProblemWriter problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PageSession.changes(request) && hosts.isFromElsewhere(request)) {
            problems.write(request, response, new Problem.Report(HttpStatus.FORBIDDEN, "FOREIGN_ORIGIN",
                    "This request comes from a page of another origin. Changes are accepted only from programs and from pages of this ledger.",
                    List.of()));
        } else {
            chain.doFilter(request, response);
        }
    }
}
