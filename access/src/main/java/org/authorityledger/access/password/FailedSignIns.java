package org.authorityledger.access.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Slows down password guessing: after a number of failures for one account from one address, each further attempt there must wait, twice as long
 * each time, even with the right password. No other user or address waits. An account has one count, however its name is spelled. The failures
 * are kept in memory, for a limited time and in a limited number; attempts with other names cannot push out those of an account.
 */
final class FailedSignIns implements AuthenticationManager {

    /** The failures that cost no wait. */
    static final int FREE = 10;
    static final Duration LONGEST = Duration.ofMinutes(1);
    /** The failures of an account and address are forgotten this long after the last one. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);
    /** For each account the addresses, and for all other names together the names with their addresses. */
    static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 200;

    private final AuthenticationManager users;
    private final Function<String, Optional<String>> accounts;
    private final Clock clock;
    private final Instant start;
    private final Map<String, Cache<Origin, Failures>> ofAccounts = new ConcurrentHashMap<>();
    private final Cache<Origin, Failures> ofOtherNames;

    /**
     * In front of the manager that checks passwords.
     *
     * @param accounts finds an account by a name as someone spelled it, and gives its own name
     * @param clock measures the wait
     */
    FailedSignIns(AuthenticationManager users, Function<String, Optional<String>> accounts, Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.clock = clock;
        this.start = clock.instant();
        this.ofOtherNames = failures();
    }

    private Cache<Origin, Failures> failures() {
        return Caffeine.newBuilder().expireAfterWrite(REMEMBERED.plusNanos(1))
                .ticker(() -> Duration.between(start, clock.instant()).toNanos()).executor(Runnable::run).build();
    }

    private record Origin(String user, String address) {

        static Origin of(String user, Authentication attempt) {
            return new Origin(user,
                    attempt.getDetails() instanceof WebAuthenticationDetails details ? network(details.getRemoteAddress()) : "");
        }

        /** Of an address of version 6 the first half: who has one of them has all that begin with it. */
        private static String network(@Nullable String address) {
            if (address == null || address.indexOf(':') < 0) {
                return String.valueOf(address);
            }
            try {
                // An address, not a name: nothing is looked up.
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
            } catch (UnknownHostException e) {
                return address;
            }
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
        String name = String.valueOf(attempt.getName());
        Optional<String> account = accounts.apply(name);
        // Each account of its own: what strangers try with other names takes no place here.
        Cache<Origin, Failures> failed = account.isPresent()
                ? ofAccounts.computeIfAbsent(account.get(), key -> failures())
                : ofOtherNames;
        Origin origin = Origin.of(account.orElseGet(() -> spelledOneWay(name)), attempt);
        refuseIfEarly(failed, origin);
        try {
            Authentication user = users.authenticate(attempt);
            failed.invalidate(origin);
            return user;
        } catch (AuthenticationServiceException e) {
            // The password was not looked at.
            throw e;
        } catch (AuthenticationException e) {
            remember(failed, origin);
            throw e;
        }
    }

    /** Whether attempts for this account from this address have failed lately. */
    boolean any(String account, String address) {
        Cache<Origin, Failures> failed = ofAccounts.get(account);
        return failed != null && failed.getIfPresent(new Origin(account, Origin.network(address))) != null;
    }

    private static String spelledOneWay(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return folded.length() > LONGEST_NAME ? folded.substring(0, LONGEST_NAME) : folded;
    }

    private void refuseIfEarly(Cache<Origin, Failures> failed, Origin origin) {
        Failures failures = failed.getIfPresent(origin);
        Duration wait = failures == null ? Duration.ZERO : failures.wait(clock.instant());
        if (wait.isPositive()) {
            throw new TooManyFailedSignIns(wait.plusMillis(999).toSeconds());
        }
    }

    private void remember(Cache<Origin, Failures> failed, Origin origin) {
        Instant now = clock.instant();
        failed.asMap().compute(origin, (key, before) -> new Failures(before == null ? 1 : before.count() + 1, now));
        // Not the cache's own limit on its size: that may drop new entries and keep the oldest.
        if (failed.estimatedSize() > MOST_REMEMBERED) {
            failed.policy().expireAfterWrite().ifPresent(byAge -> failed.invalidateAll(byAge.oldest(1).keySet()));
        }
    }
}
