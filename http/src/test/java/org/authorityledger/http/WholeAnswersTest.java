package org.authorityledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What a client sees of an answer that fails in the middle, byte by byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WholeAnswersTest {

    private static final int BEYOND_THE_BUFFER = 5_000;
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private static @Nullable ConfigurableApplicationContext node;
    private static int port;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.authorityledger.http");

    enum Fault {
        RUNTIME {
            @Override
            void happen() {
                throw new IllegalStateException("a fault in a row");
            }
        },
        MEMORY {
            @Override
            void happen() {
                throw new OutOfMemoryError("as if");
            }
        },
        INPUT_OUTPUT {
            @Override
            void happen() throws IOException {
                throw new IOException("the file with the rows is gone");
            }
        },
        DATABASE {
            @Override
            void happen() {
                throw new IllegalStateException(new java.sql.SQLException("terminated", "57P01", new java.io.EOFException()));
            }
        },
        CLIENT {
            @Override
            void happen() throws IOException {
                throw new ClientAbortException();
            }
        };

        abstract void happen() throws IOException;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ WebConfiguration.class, Rows.class})
    static class Node {}

    /** Failing text in JSON. */
    record Lines(List<String> lines, String end) {

        @SuppressWarnings("unused") // Jackson reads it.
        public String getFault() {
            if (end.equals("fault")) {
                throw new IllegalStateException("a fault in a field");
            }
            return "";
        }
    }

    @RestController
    static class Rows {

        private final ProgressStream stream = new ProgressStream("whole-answers", 10, null);

        @GetMapping(path = "/rows", produces = "text/csv")
        void rows(@RequestParam int rows, @RequestParam(required = false) @Nullable Fault fault,
                @RequestParam(defaultValue = "false") boolean closing, HttpServletResponse response) throws IOException {
            response.setContentType("text/csv");
            response.setHeader("Content-Disposition", "attachment; filename=\"rows.csv\"");
            Writer csv = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
            try {
                for (int row = 0; row < rows; row++) {
                    csv.write("row " + row + "\r\n");
                }
                if (fault != null) {
                    fault.happen();
                }
                csv.flush();
            } finally {
                if (closing) {
                    csv.close();
                }
            }
        }

        @GetMapping(path = "/text", produces = "text/plain")
        void text(@RequestParam int rows, @RequestParam(required = false) @Nullable Fault fault, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/plain");
            response.getWriter().write("row\n".repeat(rows));
            if (fault != null) {
                fault.happen();
            }
        }

        @GetMapping(path = "/json", produces = "application/json")
        Lines json(@RequestParam int rows, @RequestParam String end) {
            return new Lines(IntStream.range(0, rows).mapToObj(row -> "row " + row).toList(), end);
        }

        @GetMapping(path = "/events", produces = "text/event-stream")
        SseEmitter events(@RequestParam(required = false) @Nullable Fault fault) {
            Iterator<String> data = List.of("one", "two").iterator();
            return stream.open(new ProgressStream.Source() {
                @Override
                public List<SseEmitter.SseEventBuilder> next(Duration atMost) {
                    if (data.hasNext()) {
                        return List.of(SseEmitter.event().data(data.next()));
                    }
                    if (fault == Fault.MEMORY) {
                        throw new OutOfMemoryError("as if");
                    }
                    throw new IllegalStateException("a fault between two events");
                }

                @Override
                public boolean over() {
                    return fault == null && !data.hasNext();
                }
            });
        }
    }

    @BeforeAll
    static void start() {
        node = new SpringApplication(Node.class).run("--server.port=0", "--server.compression.enabled=true",
                "--server.compression.mime-types=text/csv,application/json", "--server.compression.min-response-size=1");
        port = Integer.parseInt(node.getEnvironment().getProperty("local.server.port", "0"));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @AfterEach
    void no_longer_listen() {
        ours.setLevel(null);
        ours.detachAppender(logged);
    }

    /** All bytes up to the end of the connection, or until nothing more comes on a connection that is kept. */
    private static String received(String path, String version, String... headers) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            String request = "GET " + path + " " + version + "\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            byte[] some = new byte[8192];
            try {
                for (int read = socket.getInputStream().read(some); read >= 0; read = socket.getInputStream().read(some)) {
                    received.write(some, 0, read);
                    if (received.toString(StandardCharsets.ISO_8859_1).endsWith(LAST_CHUNK)) {
                        break;
                    }
                }
            } catch (SocketException reset) {
                // A reset reports the failure, too.
            }
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_answer_that_fails_after_its_beginning_was_sent_lacks_its_last_chunk(Fault fault) throws IOException {
        String rows = "/rows?rows=" + BEYOND_THE_BUFFER;
        for (String connection : List.of("Connection: keep-alive", "Connection: close", "Accept-Encoding: gzip")) {
            assertThat(received(rows, "HTTP/1.1", connection)).startsWith("HTTP/1.1 200").endsWith(LAST_CHUNK);
            // What was compressed so far may not have left the node: then nothing comes at all.
            assertThat(received(rows + "&fault=" + fault, "HTTP/1.1", connection)).as(connection).doesNotEndWith(LAST_CHUNK)
                    .satisfiesAnyOf(broken -> assertThat(broken).startsWith("HTTP/1.1 200").contains("chunked"),
                            broken -> assertThat(broken).isEmpty());
            // A writer that the failure closes does not end the answer.
            assertThat(received(rows + "&closing=true&fault=" + fault, "HTTP/1.1", connection)).as(connection)
                    .doesNotEndWith(LAST_CHUNK);
        }
        assertThat(received("/rows?rows=1&closing=true&fault=" + fault, "HTTP/1.1")).doesNotEndWith(LAST_CHUNK);
        assertThat(received("/text?rows=" + BEYOND_THE_BUFFER, "HTTP/1.1")).endsWith(LAST_CHUNK);
        assertThat(received("/text?rows=" + BEYOND_THE_BUFFER + "&fault=" + fault, "HTTP/1.1")).doesNotEndWith(LAST_CHUNK);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "RUNTIME", "MEMORY", "INPUT_OUTPUT", "DATABASE"})
    void an_answer_that_fails_before_anything_was_sent_becomes_a_problem_and_no_file(Fault fault) throws IOException {
        String answer = received("/rows?rows=3&fault=" + fault, "HTTP/1.1", "Connection: close");

        assertThat(answer).startsWith(fault == Fault.DATABASE ? "HTTP/1.1 503" : "HTTP/1.1 500")
                .contains("application/problem+json").doesNotContain("row 1", "attachment");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/rows", "/text"})
    void a_client_without_chunks_gets_the_whole_answer_with_its_length_or_a_problem(String path) throws IOException {
        for (int rows : new int[]{ 1, BEYOND_THE_BUFFER, 500_000}) {
            String whole = received(path + "?rows=" + rows, "HTTP/1.0");
            int body = whole.indexOf("\r\n\r\n") + 4;
            assertThat(whole).startsWith("HTTP/1.1 200").contains("Content-Length: " + (whole.length() - body) + "\r\n");
            assertThat(whole.substring(body).lines().count()).isEqualTo(rows);

            for (Fault fault : List.of(Fault.RUNTIME, Fault.MEMORY, Fault.INPUT_OUTPUT)) {
                assertThat(received(path + "?fault=" + fault + "&rows=" + rows, "HTTP/1.0", "Connection: keep-alive"))
                        .startsWith("HTTP/1.1 500").doesNotContain("row");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "10, 500", "100000, 200"})
    void json_that_fails_in_a_field_is_a_problem_or_lacks_its_end(int rows, int status) throws IOException {
        String whole = received("/json?end=good&rows=" + rows, "HTTP/1.1", "Connection: close");
        assertThat(whole).startsWith("HTTP/1.1 200").containsAnyOf("\"fault\":\"\"}\r\n0\r\n\r\n", "Content-Length: ");
        String failed = received("/json?end=fault&rows=" + rows, "HTTP/1.1", "Connection: close");
        assertThat(failed).startsWith("HTTP/1.1 " + status);
        if (status == 200) {
            assertThat(failed).doesNotEndWith(LAST_CHUNK);
        }
    }

    @Test
    void a_stream_of_events_that_fails_lacks_its_end_and_one_that_is_over_has_it() throws IOException {
        assertThat(received("/events", "HTTP/1.1")).contains("data:two").endsWith(LAST_CHUNK);
        assertThat(received("/events?fault=RUNTIME", "HTTP/1.1")).contains("data:two").doesNotEndWith(LAST_CHUNK);
        assertThat(received("/events?fault=MEMORY", "HTTP/1.1")).contains("data:two").doesNotEndWith(LAST_CHUNK);
        assertThat(received("/events", "HTTP/1.0")).contains("data:one", "data:two");
    }

    @Test
    void a_client_that_is_gone_is_logged_in_one_line_for_those_who_look_closely() throws IOException {
        ours.setLevel(Level.DEBUG);
        logged.start();
        ours.addAppender(logged);

        assertThat(received("/rows?rows=1&fault=CLIENT", "HTTP/1.1")).isEmpty();
        received("/rows?fault=CLIENT&rows=" + BEYOND_THE_BUFFER, "HTTP/1.1");

        assertThat(logged.list).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage()).isEqualTo("GET /rows: the client is gone");
        });
    }

    @Test
    void a_broken_connection_to_the_database_is_not_a_client_that_is_gone() {
        Throwable broken = new java.sql.SQLException("broken", "08006", new ClientAbortException());

        assertThat(WholeAnswers.clientGone(new IllegalStateException(broken))).isFalse();
        assertThat(WholeAnswers.clientGone(new IllegalStateException(new ClientAbortException()))).isTrue();
        assertThat(WholeAnswers.clientGone(new IllegalStateException("another"))).isFalse();
    }
}
