package org.authorityledger.access.looked;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.authorityledger.events.Position;
import org.authorityledger.store.LedgerHead;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes each question that was allowed, whatever became of it. */
public final class AccessLogFilter extends OncePerRequestFilter {

    private final AccessLog log;
    private final Predicate<HttpServletRequest> questions;
    private final LedgerHead head;

    /**
     * Behind the permissions.
     *
     * @param questions whether a request asks about people, companies or records
     */
    public AccessLogFilter(AccessLog log, Predicate<HttpServletRequest> questions, LedgerHead head) {
        this.log = log;
        this.questions = questions;
        this.head = head;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getRemoteUser();
        if (user == null || !questions.test(request)) {
            chain.doFilter(request, response);
            return;
        }
        Position position = head.position();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            log.note(user, request, status, position);
        }
    }
}
