package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class WorkersHealthTest {

    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration STUCK = Duration.ofMinutes(2);

    private static Health of(Pulse... pulses) {
        return new WorkersHealth(() -> Stream.of(() -> List.of(pulses)), SLOW, STUCK).health();
    }

    private static Pulse pulse(boolean dead, Duration busy, Worker.@Nullable Failing failing) {
        return new Pulse("a-worker", dead, busy, failing);
    }

    private static Pulse busy(Duration busy) {
        return new Pulse("a-worker", false, busy, null);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Test
    void workers_that_get_on_are_not_mentioned() {
        Health health = of(busy(Duration.ZERO), busy(SLOW.minusMillis(1)));

        assertThat(health.getStatus().getCode()).isEqualTo("UP");
        assertThat(health.getDetails()).isEmpty();
    }

    @Test
    void one_at_work_for_seconds_is_mentioned_and_for_minutes_is_no_longer_alive() {
        assertThat(of(busy(SLOW)).getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(of(busy(SLOW)).getDetails()).containsEntry("a-worker", "has been at one piece of work for 10 s");
        assertThat(of(busy(STUCK.minusMillis(1))).getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(of(busy(STUCK)).getStatus().getCode()).isEqualTo("DOWN");
    }

    @Test
    void one_that_fails_for_seconds_is_mentioned_with_what_it_threw() {
        Throwable failure = new IllegalStateException("no permission");
        Instant now = Instant.now();

        assertThat(of(pulse(false, Duration.ZERO, new Worker.Failing(now, failure))).getStatus().getCode()).as("once is no matter")
                .isEqualTo("UP");
        Health health = of(pulse(false, Duration.ZERO, new Worker.Failing(now.minusSeconds(4), failure)));
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(String.valueOf(health.getDetails().get("a-worker"))).contains("no permission");
    }

    @Test
    void one_whose_thread_has_ended_is_no_longer_alive_and_is_named() {
        Health health = of(busy(Duration.ZERO), pulse(true, Duration.ZERO, null));

        assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
        assertThat(health.getDetails()).containsOnlyKeys("a-worker");
    }

    @Test
    void a_worker_that_dies_shows_and_one_that_was_closed_does_not() throws InterruptedException {
        Worker dying = new Worker("dying", Duration.ofMillis(5), () -> {
            throw new OutOfMemoryError("a test");
        }).start();
        await(() -> !dying.running());
        assertThat(dying.pulses()).extracting(Pulse::dead).containsExactly(true);

        dying.close();
        assertThat(dying.pulses()).extracting(Pulse::dead).containsExactly(false);
    }

    @Test
    void a_worker_that_hangs_shows_for_how_long() throws InterruptedException {
        Semaphore let = new Semaphore(0);
        try (Worker hanging = new Worker("hanging", Duration.ofDays(1), let::acquire).start()) {
            await(() -> hanging.pulses().getFirst().busy().compareTo(Duration.ofMillis(20)) > 0);
            assertThat(hanging.sinceDone()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            let.release();
            await(() -> hanging.pulses().getFirst().busy().isZero());
        }
    }

    @Test
    void a_worker_that_fails_tries_again_ever_more_slowly_but_within_seconds_and_at_once_when_woken() throws InterruptedException {
        Semaphore tried = new Semaphore(0);
        try (Worker failing = new Worker("failing", Duration.ofMillis(1), () -> {
            tried.release();
            throw new IllegalStateException("no database");
        }).start()) {
            tried.acquire(12);
            Instant before = Instant.now();
            failing.wake();
            tried.acquire();
            tried.acquire();
            assertThat(Duration.between(before, Instant.now())).as("it pauses").isGreaterThan(Duration.ofMillis(900));
        }
    }
}
