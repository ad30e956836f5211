package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.authorityledger.http.ProgressStream.Source;
import org.authorityledger.http.ProgressStream.StateEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** What a listener receives, the maximum number of listeners, and how they are released. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgressStreamTest {

    private static final int MOST = 2;
    private static final Source QUIET = atMost -> {
        new CountDownLatch(1).await();
        return List.of();
    };

    private final ProgressStream stream = new ProgressStream("progress-test", MOST, Duration.ofMinutes(30));

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("progress-test-"));
        return threads;
    }

    private Thread listener(Source source) {
        Set<Thread> others = threads();
        stream.open(source);
        Set<Thread> listening = threads();
        listening.removeAll(others);
        assertThat(listening).hasSize(1);
        return listening.iterator().next();
    }

    private void assertReleased(Thread listener) throws InterruptedException {
        assertThat(listener.join(Duration.ofSeconds(30))).as("the listener was released").isTrue();
    }

    private static String text(List<SseEventBuilder> events) {
        return events.stream().flatMap(event -> event.build().stream()).map(DataWithMediaType::getData).map(Object::toString)
                .collect(Collectors.joining());
    }

    @AfterEach
    void stop() {
        stream.stop();
    }

    @Test
    void the_maximum_number_may_listen_and_one_more_is_refused() {
        for (int n = 0; n < MOST; n++) {
            stream.open(QUIET);
        }
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> stream.open(QUIET))
                .satisfies(problem -> assertThat(problem.report().code()).isEqualTo("TOO_MANY_LISTENERS"));
    }

    @Test
    void listeners_are_released_when_the_node_stops_and_may_come_again_when_it_starts() throws InterruptedException {
        Thread first = listener(QUIET);
        stream.stop();
        assertReleased(first);
        assertReleased(listener(QUIET));

        stream.start();
        Thread second = listener(QUIET);
        assertThat(second.isAlive()).isTrue();
        stream.stop();
        assertReleased(second);
        assertThat(stream.isRunning()).isFalse();
    }

    @Test
    void a_source_that_fails_releases_its_listener() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        Thread listener = listener(atMost -> {
            seen.await();
            throw new IllegalArgumentException("broken");
        });
        seen.countDown();
        assertReleased(listener);
    }

    @Test
    void a_state_is_sent_at_first_and_on_each_change_until_it_is_final() throws InterruptedException {
        Iterator<Integer> later = List.of(1, 1, 2, 3).iterator();
        Source source = Source.ofState(1, state -> later.next(), state -> new StateEvent("progress", "{\"done\":" + state + "}"),
                state -> state == 3);
        Duration atMost = Duration.ofMillis(1);

        assertThat(source.over()).isFalse();
        assertThat(text(source.next(atMost))).isEqualTo("event:progress\ndata:{\"done\":1}\n\n");
        assertThat(source.next(atMost)).isEmpty();
        assertThat(source.next(atMost)).isEmpty();
        assertThat(text(source.next(atMost))).isEqualTo("event:progress\ndata:{\"done\":2}\n\n");
        assertThat(source.over()).isFalse();
        assertThat(text(source.next(atMost))).isEqualTo("event:progress\ndata:{\"done\":3}\n\n");
        assertThat(source.over()).isTrue();
    }

    @Test
    void a_state_that_is_final_already_is_sent_once_and_ends_the_stream() throws InterruptedException {
        Source source = Source.ofState(3, state -> {
            throw new AssertionError("a final state is read no more");
        }, state -> new StateEvent("done", "{}"), state -> true);

        assertThat(source.over()).isFalse();
        assertThat(source.next(Duration.ZERO)).hasSize(1);
        assertThat(source.over()).isTrue();
        stream.open(source);
    }
}
