package org.authorityledger.command;

import java.util.List;
import org.authorityledger.http.Problem;
import org.springframework.http.HttpStatus;

/** A command was refused; nothing was recorded. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String path;
    private final long judgedAt;

    Refused(Refusal refusal, String path) {
        this(refusal, path, 0);
    }

    private Refused(Refusal refusal, String path, long judgedAt) {
        // No stack trace: a refusal is an answer, no failure.
        super(refusal + " " + path, null, false, false);
        this.refusal = refusal;
        this.path = path;
        this.judgedAt = judgedAt;
    }

    Refusal refusal() {
        return refusal;
    }

    String path() {
        return path;
    }

    /** The version of the grantor's stream that was known when it was judged. */
    long judgedAt() {
        return judgedAt;
    }

    Refused at(long version) {
        return new Refused(refusal, path, version);
    }

    /** As it is told. */
    Problem problem() {
        HttpStatus status = switch (refusal.category()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
            case RULE -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return new Problem(status, refusal.name(), path + ": " + refusal.sentence() + ".",
                List.of(new Problem.Fault(path, refusal.sentence())));
    }
}
