package org.authorityledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request a correlation id, from the header {@code X-Correlation-Id} or a new one, and puts it in the log and in the answer. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestContext extends OncePerRequestFilter {

    private static final String HEADER = "X-Correlation-Id";
    private static final String NAME = "correlationId";
    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = identify(request, response);
        request.setAttribute(NAME, id);
        try (MDC.MDCCloseable ignored = MDC.putCloseable(NAME, id)) {
            chain.doFilter(request, response);
        }
    }

    /** Sends back the correlation id that the client gave, or a new one. */
    public static String identify(HttpServletRequest request, HttpServletResponse response) {
        String given = request.getHeader(HEADER);
        String id = given != null && GOOD.matcher(given).matches() ? given : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        return id;
    }

    /** The correlation id of the request that this thread works on; null: none. */
    public static @Nullable String correlationId() {
        return MDC.get(NAME);
    }

    /** The correlation id of a request. */
    public static String correlationId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(NAME));
    }
}
