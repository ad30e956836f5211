package org.authorityledger.transparencylog.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemAdvice;
import org.authorityledger.transparencylog.LogRefusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place that maps a refusal of the log to an HTTP status. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class LogProblems {

    private final ProblemAdvice advice;

    public LogProblems(ProblemAdvice advice) {
        this.advice = advice;
    }

    @ExceptionHandler
    void answer(LogRefusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        advice.answer(problem(refusal), request, response);
    }

    private static Problem problem(LogRefusal refusal) {
        return switch (refusal.code()) {
            case LOG_STOPPED, NOT_IN_THE_LOG_YET -> problem(refusal, HttpStatus.SERVICE_UNAVAILABLE, "");
            case UNKNOWN_RECORD -> problem(refusal, HttpStatus.NOT_FOUND, "is not a record");
            case BEYOND_THE_LOG -> problem(refusal, HttpStatus.NOT_FOUND, "is beyond the log");
            case MALFORMED -> Problem.malformed(String.valueOf(refusal.parameter()), refusal.detail());
        };
    }

    private static Problem problem(LogRefusal refusal, HttpStatus status, String fault) {
        String parameter = refusal.parameter();
        return new Problem(status, refusal.code().name(), refusal.detail(),
                parameter == null ? List.of() : List.of(new Problem.Fault(parameter, fault)));
    }
}
