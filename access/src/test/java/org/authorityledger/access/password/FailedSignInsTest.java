package org.authorityledger.access.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Password guessing waits longer and longer; no one else waits. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailedSignInsTest {

    private static final String RIGHT = "right";
    private static final Set<String> ACCOUNTS = Set.of("admin", "auditor");

    private final Hands clock = new Hands();
    private final FailedSignIns limit = new FailedSignIns(attempt -> {
        if (!RIGHT.equals(attempt.getCredentials())) {
            throw new BadCredentialsException("wrong");
        }
        return attempt;
    }, name -> Optional.of(name.toLowerCase(Locale.ROOT)).filter(ACCOUNTS::contains), clock);

    /** A clock that a test moves. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-24T12:00:00Z");

        void goOn(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Authentication attempt(String user, String password, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        UsernamePasswordAuthenticationToken attempt = new UsernamePasswordAuthenticationToken(user, password);
        attempt.setDetails(new WebAuthenticationDetails(request));
        return attempt;
    }

    private void signIn(String password) {
        limit.authenticate(attempt("admin", password, "192.0.2.7"));
    }

    private void fail(int times) {
        for (int n = 0; n < times; n++) {
            assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> signIn("wrong"));
        }
    }

    private void assertEarly(long seconds) {
        assertThatExceptionOfType(TooManyFailedSignIns.class).isThrownBy(() -> signIn(RIGHT))
                .satisfies(early -> assertThat(early.seconds()).isEqualTo(seconds))
                .satisfies(early -> assertThat(early.report().code()).isEqualTo("TOO_MANY_FAILED_SIGN_INS"));
    }

    @Test
    void one_failure_less_than_the_limit_costs_no_wait_and_the_right_password_clears_the_count() {
        fail(FailedSignIns.FREE - 1);
        signIn(RIGHT);
        fail(FailedSignIns.FREE - 1);
        assertThatNoException().isThrownBy(() -> signIn(RIGHT));
    }

    @Test
    void at_the_limit_even_the_right_password_waits_until_the_second_is_over() {
        fail(FailedSignIns.FREE);
        assertEarly(1);
        clock.goOn(Duration.ofMillis(999));
        assertEarly(1);
        clock.goOn(Duration.ofMillis(1));
        assertThatNoException().isThrownBy(() -> signIn(RIGHT));
    }

    @Test
    void each_further_failure_doubles_the_wait_up_to_the_longest() {
        fail(FailedSignIns.FREE);
        for (int seconds = 1; seconds < 60; seconds *= 2) {
            clock.goOn(Duration.ofSeconds(seconds));
            fail(1);
            assertEarly(Math.min(60, seconds * 2));
        }
        clock.goOn(FailedSignIns.LONGEST);
        fail(1);
        assertEarly(60);
    }

    @Test
    void an_attempt_refused_as_too_early_does_not_count() {
        fail(FailedSignIns.FREE);
        assertEarly(1);
        assertEarly(1);
        clock.goOn(Duration.ofSeconds(1));
        fail(1);
        assertEarly(2);
    }

    @Test
    void another_user_and_another_address_do_not_wait() {
        fail(FailedSignIns.FREE);
        assertThatNoException().isThrownBy(() -> limit.authenticate(attempt("auditor", RIGHT, "192.0.2.7")));
        assertThatNoException().isThrownBy(() -> limit.authenticate(attempt("admin", RIGHT, "192.0.2.8")));
        assertEarly(1);
    }

    @Test
    void failures_are_forgotten_after_a_while_and_not_a_moment_before() {
        fail(FailedSignIns.FREE - 1);
        clock.goOn(FailedSignIns.REMEMBERED);
        fail(1);
        assertEarly(1);
        clock.goOn(FailedSignIns.REMEMBERED.plusMillis(1));
        fail(FailedSignIns.FREE - 1);
        assertThatNoException().isThrownBy(() -> signIn(RIGHT));
    }

    @Test
    void an_account_has_one_count_however_its_name_is_spelled() {
        for (String spelling : List.of("admin", "Admin", "aDMIN", "ADMIN", "admiN", "adMin", "AdmiN", "aDmiN", "ADmin", "admIN")) {
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt(spelling, "wrong", "192.0.2.7")));
        }
        assertEarly(1);
        assertThatExceptionOfType(TooManyFailedSignIns.class).isThrownBy(() -> limit.authenticate(attempt("ADMin", RIGHT, "192.0.2.7")));
    }

    @Test
    void a_name_of_no_account_waits_like_one_that_is() {
        for (String spelling : List.of("zoé", "Zoé", "ZOÉ", "zoe\u0301", "Zoe\u0301", "ZOE\u0301", "zOé", "zoÉ", "ZoÉ", "zOÉ")) {
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt(spelling, "wrong", "192.0.2.7")));
        }
        assertThatExceptionOfType(TooManyFailedSignIns.class).isThrownBy(() -> limit.authenticate(attempt("zoé", "wrong", "192.0.2.7")));
    }

    @Test
    void attempts_with_any_number_of_other_names_do_not_push_out_the_failures_of_an_account() {
        fail(FailedSignIns.FREE);
        for (int n = 0; n <= FailedSignIns.MOST_REMEMBERED; n++) {
            String user = "stranger-" + n;
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt(user, "wrong", "192.0.2.7")));
        }
        assertEarly(1);
    }

    @Test
    void of_other_names_beyond_the_maximum_number_the_oldest_are_forgotten() {
        for (int n = 0; n < FailedSignIns.FREE; n++) {
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt("first", "wrong", "192.0.2.7")));
        }
        for (int n = 0; n < FailedSignIns.MOST_REMEMBERED; n++) {
            String user = "stranger-" + n;
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt(user, "wrong", "192.0.2.9")));
        }
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> limit.authenticate(attempt("first", "wrong", "192.0.2.7")));
    }

    @Test
    void all_addresses_of_one_network_of_version_6_have_one_count() {
        for (int n = 0; n < FailedSignIns.FREE; n++) {
            String address = "2001:db8:1:2::" + n;
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> limit.authenticate(attempt("admin", "wrong", address)));
        }
        assertThatExceptionOfType(TooManyFailedSignIns.class)
                .isThrownBy(() -> limit.authenticate(attempt("admin", RIGHT, "2001:db8:1:2:3:4:5:6")));
        assertThatNoException().isThrownBy(() -> limit.authenticate(attempt("admin", RIGHT, "2001:db8:1:3::1")));
    }
}
