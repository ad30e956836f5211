package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkerTest {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration LATE = Duration.ofDays(1);

    private final Semaphore done = new Semaphore(0);

    @Test
    void it_works_again_and_again_until_it_is_closed() throws InterruptedException {
        Worker worker = new Worker("worker", SOON, done::release);
        assertThat(worker.running()).isFalse();

        worker.start();
        assertDone(3);
        assertThat(worker.running()).isTrue();

        worker.close();
        done.drainPermits();
        assertThat(worker.running()).isFalse();
        assertThat(done.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void it_works_at_once_when_woken() throws InterruptedException {
        try (Worker worker = new Worker("worker", LATE, done::release).start()) {
            assertDone(1);
            assertThat(done.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();

            worker.wake();
            assertDone(1);
        }
    }

    @Test
    void woken_while_it_works_it_works_once_more() throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        Semaphore allowed = new Semaphore(0);
        try (Worker worker = new Worker("worker", LATE, () -> {
            begun.release();
            allowed.acquire();
        }).start()) {
            assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            worker.wake();
            allowed.release(2);
            assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_failure_does_not_end_it_and_it_says_since_when_it_fails() throws InterruptedException {
        Semaphore healthy = new Semaphore(0);
        Instant before = Instant.now();
        try (Worker worker = new Worker("worker", SOON, () -> {
            done.release();
            if (healthy.availablePermits() == 0) {
                throw new IllegalStateException("no database");
            }
        }).start()) {
            assertDone(3);
            Worker.Failing failing = Objects.requireNonNull(worker.failing());
            assertThat(failing.since()).isBetween(before, Instant.now());
            assertThat(failing.last()).hasMessage("no database");
            assertThat(worker.running()).isTrue();

            healthy.release();
            assertDone(2);
            done.drainPermits();
            assertDone(2);
            assertThat(worker.failing()).isNull();
        }
    }

    @Test
    void closing_waits_for_the_work_under_way_but_not_for_ages() throws InterruptedException {
        Semaphore interrupted = new Semaphore(0);
        Worker worker = new Worker("worker", SOON, () -> {
            done.release();
            try {
                Thread.sleep(LATE);
            } catch (InterruptedException e) {
                interrupted.release();
            }
        }).start();
        assertDone(1);

        worker.close(Duration.ofMillis(20));

        assertThat(interrupted.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void closed_it_can_be_started_again() throws InterruptedException {
        Worker worker = new Worker("worker", LATE, done::release).start();
        assertDone(1);
        worker.close();

        worker.start();
        assertDone(1);
        worker.close();
    }

    private void assertDone(int times) throws InterruptedException {
        assertThat(done.tryAcquire(times, 10, TimeUnit.SECONDS)).isTrue();
    }
}
