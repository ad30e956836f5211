package org.authorityledger.reminders.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.authorityledger.http.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class WebhooksTest {

    private static final byte[] SECRET = "a secret of these tests, not short".getBytes(StandardCharsets.UTF_8);
    private static final Letter LETTER = new Letter(UUID.fromString("0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f"), "subject", "text",
            "{\"type\":\"reminder.test\"}");

    /** Names as this test gives them addresses, one answer after the other; the last one stays. */
    private record Names(Deque<String> answers) implements DnsResolver {

        static Names of(String... answers) {
            return new Names(new ArrayDeque<>(List.of(answers)));
        }

        @Override
        public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            return new InetAddress[]{ InetAddress.getByAddress(host, InetAddress.getByName(answer).getAddress())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static HttpServer server(AtomicInteger asked, int status, String location) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The example that Standard Webhooks gives. */
    @Test
    void a_signature_is_that_of_the_standards_example() {
        byte[] secret = java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Webhooks.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Webhooks.written(secret)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://example.com/", "ftp://example.com/", "https:///path", "https://user:password@example.com/", "/path",
            "https://example.com/#part", "https://example.com:0/", "https://example.com:70000/", "https://exa mple.com/", "javascript:1",
            "file:///etc/passwd", "https://example.com/\r\nHost: other", "https://éxample.com/", ""})
    void only_the_address_of_a_host_with_tls_is_one(String address) {
        assertThatThrownBy(() -> new Webhooks(false, Clock.systemUTC()).require(address)).isInstanceOf(Problem.class)
                .hasMessageStartingWith("MALFORMED");
    }

    @Test
    void a_name_with_a_private_address_is_not_connected_to() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = server(asked, 200, "");
        String address = "https://webhook.example:" + server.getAddress().getPort() + "/";
        try (Webhooks outside = new Webhooks(false, Names.of("127.0.0.1"), Clock.systemUTC())) {
            outside.require(address);
            Outcome outcome = outside.send(address, SECRET, LETTER);

            assertThat(outcome.delivered()).isFalse();
            assertThat(outcome.again()).isTrue();
            assertThat(outcome.result()).contains("may not be at");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_number_in_place_of_a_name_is_looked_at_too() throws IOException {
        try (Webhooks outside = new Webhooks(false, Clock.systemUTC())) {
            for (String address : List.of("https://127.0.0.1:9/", "https://[::1]:9/", "https://10.0.0.1:9/", "https://2130706433:9/",
                    "https://0x7f.1:9/", "https://localhost:9/", "https://[::ffff:127.0.0.1]:9/")) {
                Outcome outcome = outside.send(address, SECRET, LETTER);
                assertThat(outcome.delivered()).as(address).isFalse();
                assertThat(outcome.result()).as(address).containsAnyOf("may not be at", "no host has this name", "no longer allowed");
            }
        }
    }

    @Test
    void a_name_that_changes_its_address_between_two_attempts_is_looked_at_each_time() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = server(asked, 200, "");
        String address = "http://webhook.example:" + server.getAddress().getPort() + "/";
        try (Webhooks inside = new Webhooks(true, Names.of("127.0.0.1", "224.0.0.1"), Clock.systemUTC())) {
            assertThat(inside.send(address, SECRET, LETTER).delivered()).isTrue();
            assertThat(inside.send(address, SECRET, LETTER).result()).contains("may not be at");
            assertThat(asked).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        AtomicInteger followed = new AtomicInteger();
        HttpServer target = server(followed, 200, "");
        AtomicInteger asked = new AtomicInteger();
        for (int status : List.of(301, 302, 303, 307, 308)) {
            HttpServer server = server(asked, status, "http://127.0.0.1:" + target.getAddress().getPort() + "/");
            try (Webhooks inside = new Webhooks(true, Clock.systemUTC())) {
                Outcome outcome = inside.send("http://127.0.0.1:" + server.getAddress().getPort() + "/", SECRET, LETTER);
                assertThat(outcome.delivered()).isFalse();
                assertThat(outcome.again()).isTrue();
                assertThat(outcome.result()).contains(Integer.toString(status));
            } finally {
                server.stop(0);
            }
        }
        target.stop(0);
        assertThat(asked).hasValue(5);
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 204, 299, 300, 400, 404, 410, 429, 500, 503})
    void only_an_answer_between_200_and_299_is_a_delivery_and_410_wants_no_more(int status) throws IOException {
        HttpServer server = server(new AtomicInteger(), status, "");
        try (Webhooks inside = new Webhooks(true, Clock.systemUTC())) {
            Outcome outcome = inside.send("http://127.0.0.1:" + server.getAddress().getPort() + "/", SECRET, LETTER);
            assertThat(outcome.delivered()).isEqualTo(status < 300);
            assertThat(outcome.again()).isEqualTo(status >= 300 && status != 410);
            assertThat(outcome.result()).contains(Integer.toString(status));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void an_answer_without_end_is_not_read_and_a_server_without_answer_is_not_waited_for_without_end() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Webhooks inside = new Webhooks(true, Clock.systemUTC())) {
            Thread writes = Thread.startVirtualThread(() -> {
                try (Socket socket = endless.accept()) {
                    socket.getInputStream().read(new byte[8_192]);
                    byte[] more = new byte[65_536];
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    while (true) {
                        socket.getOutputStream().write("10000\r\n".getBytes(StandardCharsets.UTF_8));
                        socket.getOutputStream().write(more);
                        socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    // The other side has closed.
                }
            });
            assertThat(inside.send("http://127.0.0.1:" + endless.getLocalPort() + "/", SECRET, LETTER).delivered()).isTrue();
            writes.join();
        }
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Webhooks inside = new Webhooks(true, Clock.systemUTC())) {
            Outcome outcome = inside.send("http://127.0.0.1:" + silent.getLocalPort() + "/", SECRET, LETTER);
            assertThat(outcome.again()).isTrue();
            assertThat(outcome.result()).isEqualTo("no answer in time");
        }
    }

    @Test
    void a_server_without_a_certificate_that_is_trusted_gets_nothing(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg",
                "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1", "-keystore", keys.toString(), "-storepass", "of these tests",
                "-alias", "one").inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "of these tests".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "of these tests".toCharArray());
        SSLContext own = SSLContext.getInstance("TLS");
        own.init(managers.getKeyManagers(), null, null);
        AtomicInteger asked = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/", exchange -> asked.incrementAndGet());
        server.start();
        try (Webhooks inside = new Webhooks(true, Clock.systemUTC())) {
            Outcome outcome = inside.send("https://127.0.0.1:" + server.getAddress().getPort() + "/", SECRET, LETTER);
            assertThat(outcome.delivered()).isFalse();
            assertThat(outcome.result()).isEqualTo("no trusted TLS connection");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
