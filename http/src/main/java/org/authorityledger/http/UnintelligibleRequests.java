package org.authorityledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a request whose parameters or body cannot be read with a problem, wherever that is noticed: parameters are decoded when someone first
 * asks for one, in a filter as well as in a controller.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnintelligibleRequests extends OncePerRequestFilter {

    private final ProblemWriter problems;

    UnintelligibleRequests(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException failure) {
            Problem.Report report = report(failure);
            if (report == null || response.isCommitted()) {
                throw failure;
            }
            problems.write(request, response, report);
        }
    }

    /** The problem, if the failure is one of reading the request. */
    static Problem.@Nullable Report report(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WatchedBody.Unread unread) {
                return unread.status() == HttpStatus.REQUEST_TIMEOUT
                        ? new Problem.Report(HttpStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "The body came too slowly.", List.of())
                        : ProblemWriter.ofStatus(unread.status());
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException invalid) {
                HttpStatus status = HttpStatus.resolve(invalid.getErrorCode());
                return status == null || status == HttpStatus.BAD_REQUEST || !status.is4xxClientError()
                        ? new Problem.Report(HttpStatus.BAD_REQUEST, "MALFORMED",
                                "The parameters cannot be read: they must be encoded as UTF-8 with percent signs, and not be too many.",
                                List.of())
                        : ProblemWriter.ofStatus(status);
            }
        }
        // The management endpoints read a body even with a GET.
        return failure instanceof HttpMessageNotReadableException
                ? new Problem.Report(HttpStatus.BAD_REQUEST, "MALFORMED", "The body is not well-formed JSON.", List.of())
                : null;
    }
}
