package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.authorityledger.http.StrictJson;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** An import whose lines meet faults that no answer foresees: it fails, rather than ending short or waiting without end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ImportRunTest {

    private final TestNode node = TestNode.ONE;
    private final String lines = ("{\"command\": \"RecordGrantorDeath\", \"grantorId\": \"" + Bodies.newGrantor()
            + "\", \"on\": \"2023-02-20\"}\n").repeat(3);

    private void run(Executor workers) throws IOException, InterruptedException {
        LineImport with = new LineImport(node.bean(StrictJson.class), node.bean(CommandReader.class), node.bean(BatchRecorder.class),
                node.bean(Recorder.class), node.bean(JsonMapper.class), workers);
        new ImportRun(with, new Submission("admin", "127.0.0.1", "correlation", IfMatch.NOT_GIVEN, null))
                .run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3})
    void when_no_worker_takes_a_line_or_the_memory_ends_the_import_fails(int nth) {
        for (Throwable fault : List.of(new RejectedExecutionException("stopping"), new OutOfMemoryError("as if"))) {
            AtomicInteger taken = new AtomicInteger();
            assertThatExceptionOfType(Throwable.class).isThrownBy(() -> run(work -> {
                if (taken.incrementAndGet() == nth) {
                    if (fault instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) fault;
                }
                Thread.ofVirtual().start(work);
            }));
            assertThat(taken).hasValueGreaterThanOrEqualTo(nth);
        }
    }
}
