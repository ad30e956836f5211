package org.authorityledger.access.people;

import java.time.Duration;
import java.util.List;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;

/** Why someone may not sign in now, if they may know it: nothing about it helps with guessing. */
public class SignInRefused extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient Problem.Report report;
    private final transient @Nullable Duration retryAfter;

    /** @param retryAfter when to try again; null: that does not help */
    public SignInRefused(HttpStatus status, String code, String detail, @Nullable Duration retryAfter) {
        super(code + ": " + detail);
        this.report = new Problem.Report(status, code, detail, List.of());
        this.retryAfter = retryAfter;
    }

    /** The problem that a program receives. */
    public Problem.Report report() {
        return report;
    }

    /** When the next attempt will be looked at; null: trying again does not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
