package org.authorityledger.access.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Remembers for a minute that a name and a password were verified, so that a program that sends them with each request does not pay for the slow
 * hash each time. What is kept is a keyed digest, by a key that only this process has. What was verified before a change of the person is looked at
 * again. Only a few hashes are computed at a time: guessing must not take the processors from everyone else.
 */
public final class VerifiedCredentials implements AuthenticationManager {

    static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ALGORITHM = "HmacSHA256";

    private final AuthenticationManager slow;
    private final Function<String, @Nullable Person> people;
    private final Duration patience;
    private final SecretKeySpec key;
    private final Semaphore hashing = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final Cache<String, SignedIn> verified = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run).build();

    /**
     * In front of the manager that computes the hash.
     *
     * @param people who may still sign in
     */
    public VerifiedCredentials(AuthenticationManager slow, People people) {
        this(slow, people::find, PATIENCE);
    }

    VerifiedCredentials(AuthenticationManager slow, Function<String, @Nullable Person> people, Duration patience) {
        this.slow = slow;
        this.people = people;
        this.patience = patience;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String digest = digest(attempt.getName() + '\0' + attempt.getCredentials());
        SignedIn before = remembered(digest);
        return before != null ? granted(before, attempt) : verify(digest, attempt);
    }

    private @Nullable SignedIn remembered(String digest) {
        SignedIn before = verified.getIfPresent(digest);
        if (before != null && current(before) == null) {
            verified.invalidate(digest);
            return null;
        }
        return before;
    }

    /**
     * Who sent a name and a password that were verified a short while ago.
     *
     * @return null: they must be verified, or the person may get no further, or does not see everything
     */
    public @Nullable Caller recognize(String name, String password) {
        SignedIn before = verified.getIfPresent(digest(name + '\0' + password));
        Person now = before == null ? null : current(before);
        return now == null || now.mustChange() || now.scope() != null ? null : new Caller(now.username(), now.roles());
    }

    private @Nullable Person current(SignedIn before) {
        Person now = people.apply(before.getUsername());
        return now != null && before.isGood(now) ? now : null;
    }

    private Authentication verify(String digest, Authentication attempt) {
        boolean mine = false;
        try {
            mine = hashing.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!mine) {
                throw new AuthenticationServiceException("too many passwords are being verified");
            }
            // A program with many connections sends the same on all of them: those that waited behind its first find it verified.
            SignedIn meanwhile = remembered(digest);
            if (meanwhile != null) {
                return granted(meanwhile, attempt);
            }
            Authentication granted = slow.authenticate(attempt);
            if (granted.getPrincipal() instanceof SignedIn signedIn) {
                verified.put(digest, signedIn);
            }
            return granted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("interrupted", e);
        } finally {
            if (mine) {
                hashing.release();
            }
        }
    }

    /** As they are now: a scope may have been set since the password was verified. */
    private Authentication granted(SignedIn signedIn, Authentication attempt) {
        Person now = people.apply(signedIn.getUsername());
        UsernamePasswordAuthenticationToken granted = UsernamePasswordAuthenticationToken.authenticated(signedIn, null,
                now == null ? signedIn.getAuthorities() : Roles.authorities(now.roles(), now.scope()));
        granted.setDetails(attempt.getDetails());
        return granted;
    }

    private String digest(@Nullable String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(String.valueOf(text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
