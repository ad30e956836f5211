package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        Problem ofTheDatabase = DatabaseProblem.of(failure);
        if (unintelligible != null) {
            writer.write(request, response, unintelligible);
        } else if (WholeAnswers.clientGone(failure)) {
            WholeAnswers.logClientGone(request);
            WholeAnswers.cut(request);
        } else if (ofTheDatabase != null) {
            LOG.warn("{}: {}", ofTheDatabase.report().code(), failure.getMessage());
            answer(ofTheDatabase, request, response);
        } else if (failure instanceof ErrorResponse known) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            if (known.getHeaders().getAllow() != null && !known.getHeaders().getAllow().isEmpty()) {
                response.setHeader("Allow", String.join(", ", known.getHeaders().getAllow().stream().map(Object::toString).toList()));
            }
            writer.write(request, response, ProblemWriter.ofStatus(status));
        } else {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            writer.write(request, response, ofFailure(failure));
        }
    }

    /** What an answer says of a failure that is no fault of the request. */
    public static Problem.Report ofFailure(Throwable failure) {
        Problem ofTheDatabase = DatabaseProblem.of(failure);
        return ofTheDatabase == null ? ProblemWriter.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR) : ofTheDatabase.report();
    }
}
