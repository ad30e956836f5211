package org.authorityledger.questions.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The maximum number of listeners, and how they are released. {@link EventStreamApiTest} tests what they receive. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamTest {

    private static final int MOST = 2;

    private final ProgressStream listeners = new ProgressStream("event-stream", MOST, EventStream.LONGEST);
    private final EventStream stream = new EventStream(new EventQueries(new JdbcTemplate(), RegisterSchema.LIVE), new Empty(),
            new LedgerHead(), JsonMapper.shared(), listeners);

    /** The progress of an empty ledger. */
    private static final class Empty implements RegisterProgress {

        @Override
        public Position position() {
            return Position.START;
        }

        @Override
        public Position await(@Nullable Position minimum) {
            return Position.START;
        }

        @Override
        public Instant knownUntil() {
            return Instant.MIN;
        }

        @Override
        public void awaitKnown(Instant knownAt) {
            // An empty ledger holds everything.
        }
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("event-stream-"));
        return threads;
    }

    private void listen() {
        stream.stream(null, null, null, null, null, null, null, null);
    }

    @AfterEach
    void stop() {
        listeners.stop();
    }

    @Test
    void the_maximum_number_may_listen_and_one_more_is_refused() {
        listeners.start();
        for (int n = 0; n < MOST; n++) {
            listen();
        }
        assertThatExceptionOfType(Problem.class).isThrownBy(this::listen)
                .satisfies(problem -> assertThat(problem.report().code()).isEqualTo("TOO_MANY_LISTENERS"));
    }

    @Test
    void listeners_are_released_when_the_server_stops_and_may_come_again_when_it_starts() throws InterruptedException {
        listeners.start();
        release(listener());
        assertThat(listener().join(Duration.ofSeconds(30))).as("a listener of a stopped server is released at once").isTrue();
        listeners.start();
        release(listener());
        assertThat(listeners.isRunning()).isFalse();
    }

    private Thread listener() {
        Set<Thread> others = threads();
        listen();
        Set<Thread> listening = threads();
        listening.removeAll(others);
        assertThat(listening).hasSize(1);
        return listening.iterator().next();
    }

    private void release(Thread listener) throws InterruptedException {
        listeners.stop();
        assertThat(listener.join(Duration.ofSeconds(30))).as("the listener was released").isTrue();
    }
}
