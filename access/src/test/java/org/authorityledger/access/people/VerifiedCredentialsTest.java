package org.authorityledger.access.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** A password that was right is not hashed again for a while, unless the person was changed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VerifiedCredentialsTest {

    private final Map<String, Person> people = new HashMap<>(Map.of("jane", person(1, false)));
    private final AtomicInteger hashed = new AtomicInteger();
    private final VerifiedCredentials verified = new VerifiedCredentials(this::hash, people::get, Duration.ofMillis(50));

    private static Person person(long revision, boolean disabled) {
        return new Person("jane", "Jane Doe", "hash", Set.of(Roles.AUDITOR), false, disabled, null, revision, null);
    }

    private Authentication hash(Authentication attempt) {
        hashed.incrementAndGet();
        if (!"right".equals(attempt.getCredentials())) {
            throw new BadCredentialsException("wrong");
        }
        SignedIn signedIn = new SignedIn(Objects.requireNonNull(people.get("jane")), "hash");
        return UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities());
    }

    private Authentication attempt(String password) {
        return verified.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("jane", password));
    }

    @Test
    void the_right_password_is_hashed_once_and_a_wrong_one_each_time() {
        attempt("right");
        assertThat(attempt("right").getName()).isEqualTo("jane");
        assertThat(hashed.get()).isEqualTo(1);
        for (int n = 0; n < 2; n++) {
            assertThatThrownBy(() -> attempt("wrong")).isInstanceOf(BadCredentialsException.class);
        }
        assertThat(hashed.get()).isEqualTo(3);
    }

    @Test
    void a_change_of_the_person_makes_it_be_looked_at_again() {
        attempt("right");
        people.put("jane", person(2, false));
        attempt("right");
        assertThat(hashed.get()).isEqualTo(2);
        people.put("jane", person(2, true));
        attempt("right");
        assertThat(hashed.get()).as("whether they may sign in is not decided here").isEqualTo(3);
    }

    @Test
    void more_than_a_few_hashes_at_a_time_wait_and_then_are_refused_for_now() throws InterruptedException {
        int permits = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CountDownLatch busy = new CountDownLatch(permits);
        CountDownLatch done = new CountDownLatch(1);
        VerifiedCredentials slow = new VerifiedCredentials(attempt -> {
            busy.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return hash(attempt);
        }, people::get, Duration.ofMillis(50));
        for (int n = 0; n < permits; n++) {
            Thread.ofVirtual().start(() -> slow.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("jane", "right")));
        }
        busy.await();
        assertThatThrownBy(() -> slow.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("jane", "right")))
                .isInstanceOf(AuthenticationServiceException.class);
        done.countDown();
    }

    @Test
    @Timeout(60)
    void who_waits_behind_the_same_password_finds_it_verified() throws InterruptedException {
        int permits = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CountDownLatch done = new CountDownLatch(1);
        VerifiedCredentials slow = new VerifiedCredentials(attempt -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return hash(attempt);
        }, people::get, Duration.ofMinutes(1));
        List<Thread> waiting = new ArrayList<>();
        for (int n = 0; n < permits + 8; n++) {
            waiting.add(Thread.ofPlatform()
                    .start(() -> slow.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("jane", "right"))));
        }
        while (!waiting.stream().allMatch(thread -> Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState()))) {
            Thread.onSpinWait();
        }
        done.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(hashed.get()).isBetween(1, permits);
    }

    @Test
    void a_scope_that_was_set_since_counts_from_the_next_request_on() {
        attempt("right");
        people.put("jane", new Person("jane", "Jane Doe", "hash", Set.of(Roles.AUDITOR), false, false, Set.of("one"), 1, null));
        assertThat(ScopedTo.isScoped(attempt("right"))).isTrue();
        assertThat(hashed.get()).isEqualTo(1);
    }
}
