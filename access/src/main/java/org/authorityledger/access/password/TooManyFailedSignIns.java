package org.authorityledger.access.password;

import java.util.List;
import org.authorityledger.http.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;

/** An attempt to sign in came too early after failed ones, so its password was not looked at. */
public final class TooManyFailedSignIns extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyFailedSignIns(long seconds) {
        super("too many sign-ins failed");
        this.seconds = seconds;
    }

    /** After how many seconds the next attempt will be looked at. */
    public long seconds() {
        return seconds;
    }

    /** The problem that a program receives. */
    public Problem.Report report() {
        return new Problem.Report(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_FAILED_SIGN_INS",
                "Too many sign-ins of this user failed from your address. Try again in " + seconds + " s.", List.of());
    }
}
