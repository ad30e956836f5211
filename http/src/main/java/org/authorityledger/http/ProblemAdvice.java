package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.authorityledger.events.UnreadableRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers every failure of a request with a problem. */
@RestControllerAdvice
public class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter writer;

    public ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    /** Writes the problem. With a 503, the header says that the same request may be tried again. */
    @ExceptionHandler
    public void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (problem.report().status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        writer.write(request, response, problem.report());
    }

    /** A node with a build that can read the record may answer the same request. */
    @ExceptionHandler
    void answer(UnreadableRecord unreadable, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.error("{} {}: {}", request.getMethod(), request.getRequestURI(), unreadable.getMessage());
        answer(Problem.unreadable(unreadable), request, response);
    }

    @ExceptionHandler
    void answer(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable cause = mismatch.getMostSpecificCause();
        String message = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "not of the right form";
        writer.write(request, response, Problem.malformed(mismatch.getName(), message).report());
    }

    @ExceptionHandler
    void answer(MissingServletRequestParameterException missing, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        writer.write(request, response, Problem.malformed(missing.getParameterName(), "is required").report());
    }

    @ExceptionHandler
    void answer(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem.Report unintelligible = UnintelligibleRequests.report(failure);
        if (unintelligible != null) {
            writer.write(request, response, unintelligible);
        } else if (WholeAnswers.clientGone(failure)) {
            WholeAnswers.logClientGone(request);
            WholeAnswers.cut(request);
        } else if (failure instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            if (known.getHeaders().getAllow() != null && !known.getHeaders().getAllow().isEmpty()) {
                response.setHeader("Allow", String.join(", ", known.getHeaders().getAllow().stream().map(Object::toString).toList()));
            }
            writer.write(request, response, ProblemWriter.ofStatus(status));
        } else if (unavailable(failure)) {
            LOG.warn("the database is not available: {}", failure.getMessage());
            response.setHeader("Retry-After", "1");
            writer.write(request, response, ofFailure(failure));
        } else {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            writer.write(request, response, ofFailure(failure));
        }
    }

    /** What an answer says of a failure that is no fault of the request. */
    public static Problem.Report ofFailure(Throwable failure) {
        return unavailable(failure)
                ? new Problem.Report(HttpStatus.SERVICE_UNAVAILABLE, "DATABASE_UNAVAILABLE",
                        "The database cannot be reached at the moment. Repeat the request; repeat a command with the same Idempotency-Key.",
                        List.of())
                : ProblemWriter.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    /** Whether a failure comes from a database that cannot be reached at the moment. */
    static boolean unavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLTransientConnectionException || cause instanceof java.sql.SQLNonTransientConnectionException
                    || (cause instanceof java.sql.SQLException sql && sql.getSQLState() != null
                            && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P")
                                    || sql.getSQLState().startsWith("53")
                                    || sql.getSQLState().equals("25006")))) {
                return true;
            }
        }
        return false;
    }
}
