package org.authorityledger.command;

import java.util.List;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Version;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A command was refused; nothing was recorded. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String path;
    private final @Nullable JudgedBy judgedBy;

    /** The state of a grantor that a command was judged by: the first {@code version} records of their stream. */
    record JudgedBy(GrantorId grantorId, Version version) {}

    Refused(Refusal refusal, String path) {
        this(refusal, path, null);
    }

    private Refused(Refusal refusal, String path, @Nullable JudgedBy judgedBy) {
        // No stack trace: a refusal is an answer, not a failure.
        super(refusal + " " + path, null, false, false);
        this.refusal = refusal;
        this.path = path;
        this.judgedBy = judgedBy;
    }

    Refusal refusal() {
        return refusal;
    }

    String path() {
        return path;
    }

    /** The state that it was judged by; null where no single grantor judged it. */
    @Nullable
    JudgedBy judgedBy() {
        return judgedBy;
    }

    Refused by(GrantorId grantorId, Version version) {
        return new Refused(refusal, path, new JudgedBy(grantorId, version));
    }

    /** The answer to the client. */
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
