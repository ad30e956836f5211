package org.authorityledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.authorityledger.events.Sequence;
import org.authorityledger.history.ExampleActs;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(180)
class FatalErrorsTest {

    private static final long LASTING = TimeUnit.MINUTES.toMillis(2);

    @TempDir
    private Path directory;

    /** A process with workers like those of a node, and little memory. */
    static final class Node {

        private Node() {}

        public static void main(String... arguments) throws InterruptedException {
            FatalErrors.endThisProcess();
            List<byte[]> filled = new ArrayList<>();
            Worker worker = new Worker("a-worker", Duration.ofMillis(5), () -> {
                switch (arguments[0]) {
                    case "memory" -> {
                        while (true) {
                            filled.add(new byte[1 << 20]);
                        }
                    }
                    case "error" -> throw new InternalError("a test");
                    case "wrapped" -> throw new CompletionException(new OutOfMemoryError("a test"));
                    case "kept" -> FatalErrors.report(new IllegalStateException(new OutOfMemoryError("a test")));
                    case "exception" -> throw new IllegalStateException("a test");
                    case "assertion" -> throw new AssertionError("a test");
                    case "deep" -> deep(0);
                    default -> throw new IllegalArgumentException(arguments[0]);
                }
            }).start();
            if (arguments.length > 1) {
                while (worker.failing() == null) {
                    Thread.sleep(5);
                }
                Runtime.getRuntime().halt(worker.running() ? Integer.parseInt(arguments[1]) : 1);
            }
            Thread.sleep(LASTING);
        }

        private static int deep(int depth) {
            return depth < 0 ? 0 : deep(depth + 1) + 1;
        }
    }

    private int exit(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Node.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile()).start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "memory", "error", "wrapped", "kept"})
    void a_worker_that_ends_by_a_fatal_error_takes_the_process_with_it(String how) throws Exception {
        assertThat(exit(how)).isEqualTo(FatalErrors.EXIT);
        assertThat(Files.readString(directory.resolve("said"))).contains("The ledger ends (exit code 3)").contains("a-worker");
    }

    @ParameterizedTest
    @CsvSource({ "exception, 17", "assertion, 18", "deep, 19"})
    void other_failures_do_not(String how, String goesOn) throws Exception {
        assertThat(exit(how, goesOn)).isEqualTo(Integer.parseInt(goesOn));
    }

    @Test
    void where_the_appender_ends_by_a_fatal_error_no_one_waits_for_it_and_its_pulse_says_so() throws InterruptedException {
        AtomicReference<Error> fatal = new AtomicReference<>(new OutOfMemoryError("a test"));
        LedgerAppender appender = new LedgerAppender(new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                throw Objects.requireNonNull(fatal.get());
            }

            @Override
            public Connection getConnection(String username, String password) {
                return getConnection();
            }
        }, new LedgerHead());
        try (appender) {
            List<NewEvent> command = List.of(new NewEvent(new org.authorityledger.events.RecordId(RecordIds.mint()), Sequence.FIRST,
                    ExampleActs.all().getFirst(), new Provenance("corporate.secretary", null, null, null)));
            for (int n = 0; n < 3; n++) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> appender.append(command)))
                        .isInstanceOf(StoreUnavailable.class);
            }
            while (!appender.pulses().getFirst().dead()) {
                Thread.sleep(5);
            }
            assertThat(new WorkersHealth(() -> java.util.stream.Stream.of(appender), Duration.ofDays(1), Duration.ofDays(1)).health()
                    .getStatus().getCode()).isEqualTo("DOWN");
        }
    }
}
