package org.authorityledger.access.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Slows down password guessing: after a number of failures for one user name from one address, each further attempt there must wait, twice as long
 * each time, even with the right password. No other user or address waits. The failures are kept in memory, for a limited time and in a limited
 * number.
 */
final class FailedSignIns implements AuthenticationManager {

    /** The failures that cost no wait. */
    static final int FREE = 10;
    static final Duration LONGEST = Duration.ofMinutes(1);
    /** The failures of a user name and address are forgotten this long after the last one. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);
    static final int MOST_REMEMBERED = 10_000;

    private final AuthenticationManager users;
    private final Clock clock;
    private final Cache<Origin, Failures> failed;

    /**
     * In front of the manager that checks passwords.
     *
     * @param clock measures the wait
     */
    FailedSignIns(AuthenticationManager users, Clock clock) {
        this.users = users;
        this.clock = clock;
        Instant start = clock.instant();
        this.failed = Caffeine.newBuilder().expireAfterWrite(REMEMBERED.plusNanos(1))
                .ticker(() -> Duration.between(start, clock.instant()).toNanos()).executor(Runnable::run).build();
    }

    private record Origin(String user, String address) {

        static Origin of(Authentication attempt) {
            return new Origin(String.valueOf(attempt.getName()),
                    attempt.getDetails() instanceof WebAuthenticationDetails details ? String.valueOf(details.getRemoteAddress()) : "");
        }
    }

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

    @Override
    public Authentication authenticate(Authentication attempt) {
        Origin origin = Origin.of(attempt);
        refuseIfEarly(origin);
        try {
            Authentication user = users.authenticate(attempt);
            failed.invalidate(origin);
            return user;
        } catch (AuthenticationException e) {
            remember(origin);
            throw e;
        }
    }

    private void refuseIfEarly(Origin origin) {
        Failures failures = failed.getIfPresent(origin);
        Duration wait = failures == null ? Duration.ZERO : failures.wait(clock.instant());
        if (wait.isPositive()) {
            throw new TooManyFailedSignIns(wait.plusMillis(999).toSeconds());
        }
    }

    private void remember(Origin origin) {
        Instant now = clock.instant();
        failed.asMap().compute(origin, (key, before) -> new Failures(before == null ? 1 : before.count() + 1, now));
        // Not the cache's own limit on its size: that may drop new entries and keep the oldest.
        if (failed.estimatedSize() > MOST_REMEMBERED) {
            failed.policy().expireAfterWrite().ifPresent(byAge -> failed.invalidateAll(byAge.oldest(1).keySet()));
        }
    }
}
