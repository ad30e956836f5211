package org.authorityledger.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemWriter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers a request that the firewall rejects with a problem. The firewall looks at the names of parameters when someone first reads one, which
 * may be in a controller: hence this is an advice too, before the one that takes what it does not know for a fault of the server.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RejectedRequests implements RequestRejectedHandler {

    /** What no path of this ledger has, by itself or escaped. */
    private static final Pattern IN_NO_PATH = Pattern.compile("//|/\\.\\.?(?=/|$)|[;\\\\]|%(?:2f|5c|3b|25|00|0a|0d|e2%80%a[89])|[^!-~]",
            Pattern.CASE_INSENSITIVE);

    private final ProblemWriter problems;
    private final KnownHosts hosts;

    RejectedRequests(ProblemWriter problems, KnownHosts hosts) {
        this.problems = problems;
        this.hosts = hosts;
    }

    @Override
    @ExceptionHandler
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected) throws IOException {
        ResponseHeaders.addTo(response);
        problems.write(request, response, hosts.isKnown(request.getServerName()) ? malformed(request) : unknownHost());
    }

    private static Problem.Report malformed(HttpServletRequest request) {
        Matcher odd = IN_NO_PATH.matcher(request.getRequestURI());
        return odd.find()
                ? Problem.malformed("", "the path has " + odd.group() + ", which no path of this ledger has").report()
                : ProblemWriter.ofStatus(HttpStatus.BAD_REQUEST);
    }

    private static Problem.Report unknownHost() {
        return new Problem.Report(HttpStatus.MISDIRECTED_REQUEST, "UNKNOWN_HOST",
                "This ledger is not known under the host name of this request. If it is yours, add it to the setting ledger.http.hosts.",
                List.of());
    }
}
