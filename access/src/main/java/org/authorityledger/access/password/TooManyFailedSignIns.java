package org.authorityledger.access.password;

import java.time.Duration;
import org.authorityledger.access.people.SignInRefused;
import org.springframework.http.HttpStatus;

/** An attempt to sign in came too early after failed ones, so its password was not looked at. */
public final class TooManyFailedSignIns extends SignInRefused {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyFailedSignIns(long seconds) {
        super(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_FAILED_SIGN_INS",
                "Too many sign-ins of this user failed from your address. Try again in " + seconds + " s.", Duration.ofSeconds(seconds));
        this.seconds = seconds;
    }

    /** After how many seconds the next attempt will be looked at. */
    public long seconds() {
        return seconds;
    }
}
