package org.authorityledger.questions.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.authorityledger.http.Problem;
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

/** How many may listen to the ledger, and how they are let go; what they are told is tested over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamTest {

    private static final int MOST = 2;

    private final EventStream stream = new EventStream(new EventQueries(new JdbcTemplate(), RegisterSchema.LIVE), new Empty(),
            new LedgerHead(), JsonMapper.shared(), MOST);

    /** A ledger in which nothing is recorded. */
    private static final class Empty implements RegisterProgress {

        @Override
        public long position() {
            return 0;
        }

        @Override
        public long await(@Nullable Long minimum) {
            return 0;
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
        stream.stop();
    }

    @Test
    void as_many_listen_as_may_and_the_next_is_told_to_come_later() {
        stream.start();
        for (int n = 0; n < MOST; n++) {
            listen();
        }
        assertThatExceptionOfType(Problem.class).isThrownBy(this::listen)
                .satisfies(problem -> assertThat(problem.report().code()).isEqualTo("TOO_MANY_LISTENERS"));
    }

    @Test
    void whoever_listens_is_let_go_when_the_server_stops_and_may_come_again_when_it_starts() throws InterruptedException {
        stream.start();
        letGo(listener());
        assertThat(listener().join(Duration.ofSeconds(30))).as("who comes to a stopped server is let go at once").isTrue();
        stream.start();
        letGo(listener());
        assertThat(stream.isRunning()).isFalse();
    }

    private Thread listener() {
        Set<Thread> others = threads();
        listen();
        Set<Thread> listening = threads();
        listening.removeAll(others);
        assertThat(listening).hasSize(1);
        return listening.iterator().next();
    }

    private void letGo(Thread listener) throws InterruptedException {
        stream.stop();
        assertThat(listener.join(Duration.ofSeconds(30))).as("the listener was let go").isTrue();
    }
}
