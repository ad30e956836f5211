package org.authorityledger.access;

import org.authorityledger.http.Problem;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Slows down whoever guesses passwords: after some failures of one user name from one address, each further attempt there must wait, twice as long each
 * time, also with the right password. Kept in memory for a while, and of the last ones alone: nobody else ever waits.
 */
final class FailedSignIns implements AuthenticationManager {

    /** So often one may err. */
    static final int FREE = 10;
    static final Duration LONGEST = Duration.ofMinutes(1);
    /** After so long without an attempt everything is forgotten. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);
    static final int MOST_REMEMBERED = 10_000;

    private final AuthenticationManager judge;
    private final Clock clock;
    private final Map<Who, Failures> failed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Who, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private volatile boolean any;

    /**
     * In front of whoever judges.
     *
     * @param clock by which the waiting is measured
     */
    FailedSignIns(AuthenticationManager judge, Clock clock) {
        this.judge = judge;
        this.clock = clock;
    }

    private record Who(String user, String address) {}

    private record Failures(int count, Instant last) {

        Duration wait(Instant now) {
            if (count < FREE) {
                return Duration.ZERO;
            }
            Duration pause = Duration.ofSeconds(1L << Math.min(count - FREE, 10));
            Duration left = Duration.between(now, last.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** That an attempt came too early to be looked at. */
    static final class TooEarly extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        private final long seconds;

        TooEarly(long seconds) {
            super("too many sign-ins failed");
            this.seconds = seconds;
        }

        /** After how many seconds the next attempt will be looked at. */
        long seconds() {
            return seconds;
        }

        /** As a program is told. */
        Problem.Report report() {
            return new Problem.Report(org.springframework.http.HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_FAILED_SIGN_INS",
                    "Too many sign-ins of this user failed from your address. Try again in " + seconds + " s.", java.util.List.of());
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        Who who = new Who(String.valueOf(attempt.getName()),
                attempt.getDetails() instanceof WebAuthenticationDetails details ? String.valueOf(details.getRemoteAddress()) : "");
        refuseIfEarly(who);
        try {
            Authentication judged = judge.authenticate(attempt);
            if (any) {
                forget(who);
            }
            return judged;
        } catch (AuthenticationException e) {
            remember(who);
            throw e;
        }
    }

    private void refuseIfEarly(Who who) {
        if (!any) {
            return;
        }
        synchronized (failed) {
            Failures failures = failed.get(who);
            Duration wait = failures == null ? Duration.ZERO : failures.wait(clock.instant());
            if (wait.isPositive()) {
                throw new TooEarly(wait.plusMillis(999).toSeconds());
            }
        }
    }

    private void remember(Who who) {
        synchronized (failed) {
            Instant now = clock.instant();
            Failures before = failed.get(who);
            int count = before == null || before.last().plus(REMEMBERED).isBefore(now) ? 1 : before.count() + 1;
            failed.put(who, new Failures(count, now));
            any = true;
        }
    }

    private void forget(Who who) {
        synchronized (failed) {
            failed.remove(who);
            any = !failed.isEmpty();
        }
    }
}
