package org.authorityledger.questions.refusals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProblemAdvice;
import org.authorityledger.register.RegisterRefusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place that maps a refusal of the register to an HTTP status. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RegisterProblems {

    private final ProblemAdvice advice;

    public RegisterProblems(ProblemAdvice advice) {
        this.advice = advice;
    }

    @ExceptionHandler
    void answer(RegisterRefusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        advice.answer(problem(refusal), request, response);
    }

    /** The problem that says so. */
    public static Problem problem(RegisterRefusal refusal) {
        HttpStatus status = switch (refusal.code()) {
            case POSITION_NOT_REACHED, REGISTER_OF_EARLIER_LAW -> HttpStatus.SERVICE_UNAVAILABLE;
            case UNKNOWN_REGISTER, UNKNOWN_REBUILD -> HttpStatus.NOT_FOUND;
            case AHEAD_OF_THE_LEDGER -> HttpStatus.UNPROCESSABLE_CONTENT;
            case REBUILD_UNDER_WAY, REBUILD_OVER -> HttpStatus.CONFLICT;
        };
        return new Problem(status, refusal.code().name(), String.valueOf(refusal.getMessage()), List.of());
    }
}
