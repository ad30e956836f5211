package org.authorityledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form that is too large before anything asks for its fields: the first to ask, such as the guard against forgery, would fail instead
 * of answering.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class FormLimit extends OncePerRequestFilter {

    /** What a form adds to a file: boundaries, headers, a token. */
    private static final int WRAPPING = 1 << 16;
    /** How large the file of a form may be, where it has one. */
    private static final Map<String, Limit> FILES = Map.of(Pages.DOCUMENTS, Limit.DOCUMENT_BYTES, Pages.SHEETS, Limit.DOCUMENT_BYTES,
            Pages.FILINGS, Limit.FILINGS_BYTES, Pages.CHECKS, Limit.LINES_BYTES, Pages.COMMANDS, Limit.LINES_BYTES);

    private final ProblemWriter problems;

    public FormLimit(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Limit limit = FILES.getOrDefault(request.getRequestURI(), Limit.FORM_BYTES);
        if (isForm(request) && tooLarge(request, limit)) {
            problems.write(request, response, limit.tooLarge().report());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data"));
    }

    private static boolean tooLarge(HttpServletRequest request, Limit limit) {
        if (request.getContentLengthLong() >= 0) {
            return request.getContentLengthLong() > (long) limit.most() + (limit == Limit.FORM_BYTES ? 0 : WRAPPING);
        }
        try {
            // The length is not announced: the server stops reading at the same limit.
            request.getParameterMap();
            return false;
        } catch (InvalidParameterException e) {
            return e.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value();
        }
    }
}
