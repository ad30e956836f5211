package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Which bodies are cut off, and which are not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowBodiesTest {

    private static final Duration SLOW = SlowBodies.NORMAL.plusMillis(1);

    private final SlowBodies slow = new SlowBodies();

    private WatchedBody body() {
        return new WatchedBody(new Given(), slow, () -> {});
    }

    /** A body of which ten bytes come with each read. */
    private static final class Given implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            handler.setByteBuffer(ByteBuffer.allocate(10));
            return 10;
        }

        @Override
        public int available() {
            return 10;
        }
    }

    private WatchedBody.Progress progress(String address, Duration waited, long bytes, boolean overdue) {
        return new WatchedBody.Progress(body(), address, waited, bytes, overdue);
    }

    private static ApplicationBufferHandler anywhere() {
        return new ApplicationBufferHandler() {
            @Override
            public void setByteBuffer(ByteBuffer buffer) {}

            @Override
            public ByteBuffer getByteBuffer() {
                return ByteBuffer.allocate(0);
            }

            @Override
            public void expand(int size) {}
        };
    }

    @Test
    void of_one_address_the_slowest_beyond_the_most_are_cut_off_and_none_at_the_most() {
        List<WatchedBody.Progress> waiting = new ArrayList<>();
        for (int n = 0; n < SlowBodies.MOST_FROM_ONE_ADDRESS; n++) {
            waiting.add(progress("192.0.2.7", SLOW, 1000 + n, false));
        }
        waiting.add(progress("192.0.2.8", SLOW, 1, false));
        assertThat(SlowBodies.toCut(waiting)).isEmpty();

        WatchedBody.Progress slowest = progress("192.0.2.7", SLOW, 999, false);
        waiting.add(slowest);
        assertThat(SlowBodies.toCut(waiting)).containsExactly(slowest);
    }

    @Test
    void of_all_addresses_together_no_more_than_the_most_wait() {
        List<WatchedBody.Progress> waiting = new ArrayList<>();
        for (int n = 0; n < SlowBodies.MOST; n++) {
            waiting.add(progress("192.0.2." + n, SLOW, 1000, false));
        }
        assertThat(SlowBodies.toCut(waiting)).isEmpty();
        WatchedBody.Progress slowest = progress("198.51.100.1", SLOW, 999, false);
        waiting.add(slowest);
        assertThat(SlowBodies.toCut(waiting)).containsExactly(slowest);
    }

    @Test
    void any_number_may_wait_as_long_as_is_normal_and_one_that_is_overdue_is_cut_off_alone() {
        List<WatchedBody.Progress> waiting = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            waiting.add(progress("192.0.2.7", SlowBodies.NORMAL, 0, false));
        }
        assertThat(SlowBodies.toCut(waiting)).isEmpty();
        WatchedBody.Progress overdue = progress("192.0.2.9", SLOW, 1_000_000, true);
        waiting.add(overdue);
        assertThat(SlowBodies.toCut(waiting)).containsExactly(overdue);
    }

    @Test
    void a_body_may_be_as_long_as_its_bound_and_no_longer() throws IOException {
        WatchedBody body = body();
        body.next("192.0.2.7", 20, Duration.ofSeconds(10));
        body.doRead(anywhere());
        body.doRead(anywhere());
        assertThatExceptionOfType(WatchedBody.Unread.class).isThrownBy(() -> body.doRead(anywhere()))
                .satisfies(unread -> assertThat(unread.status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
        body.next("192.0.2.7", 20, Duration.ofSeconds(10));
        assertThat(body.doRead(anywhere())).isEqualTo(10);
    }

    @Test
    void a_body_is_cut_off_while_it_is_waited_for_and_never_between_two_reads() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        WatchedBody body = new WatchedBody(new InputBuffer() {
            @Override
            public int doRead(ApplicationBufferHandler handler) throws IOException {
                waits.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new EOFException();
            }

            @Override
            public int available() {
                return 0;
            }
        }, slow, ended::countDown);
        body.next("192.0.2.7", 20, Duration.ofSeconds(10));
        assertThat(body.cut()).isFalse();
        List<IOException> failed = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                body.doRead(anywhere());
            } catch (IOException e) {
                failed.add(e);
            }
        });
        waits.await();

        assertThat(body.cut()).isTrue();
        reader.join();
        assertThat(failed).singleElement().isInstanceOfSatisfying(WatchedBody.Unread.class,
                unread -> assertThat(unread.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
        assertThat(body.cut()).isFalse();
    }
}
