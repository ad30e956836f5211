package org.authorityledger.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No answer ends as if it were complete when it is not. The body of every answer passes here, so nothing that writes one has to see to it.
 *
 * <p>Until its first bytes are sent, an answer that fails becomes a problem. After that its status can no longer be changed: the connection
 * is cut, and the client misses the last chunk, which says that the body is complete. A client of HTTP/1.0 knows no chunks, and to it a
 * closed connection is the end of the body; so it gets the body when all of it is made, with its length.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class WholeAnswers extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(WholeAnswers.class);
    private static final String CUT = WholeAnswers.class.getName() + ".cut";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getProtocol().equals("HTTP/1.0")) {
            try (MeasuredBody body = new MeasuredBody(response)) {
                answer(request, body, chain);
                body.send();
            }
        } else {
            answer(request, new OpenBody(response), chain);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (Throwable failure) {
            if (response.isCommitted()) {
                cut(request);
            }
            throw failure;
        }
    }

    /** Cuts the connection of an answer that was begun and will not be complete. Call it only while the request is being answered. */
    static void cut(HttpServletRequest request) {
        if (request.getAttribute(CUT) instanceof Runnable cut) {
            cut.run();
        }
    }

    /** Whether an answer failed because the client is gone. The connection to a database breaks alike, but is another matter. */
    public static boolean clientGone(Throwable failure) {
        boolean gone = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return false;
            }
            gone |= cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException;
        }
        return gone;
    }

    /** Says in one line that a client is gone: it is no fault of this node. */
    static void logClientGone(HttpServletRequest request) {
        LOG.debug("{} {}: the client is gone", request.getMethod(), request.getRequestURI());
    }

    /** Tomcat's own part: only here can a connection be closed at once. */
    static final class Cutting extends ValveBase {

        Cutting() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            ServletRequest asked = request.getRequest();
            asked.setAttribute(CUT, (Runnable) () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null));
            getNext().invoke(request, response);
        }
    }
}
