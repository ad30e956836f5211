package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A ledger that speaks TLS itself, with the settings of the page about operations. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TlsTest {

    private static final String SECRET = "a password of tests";

    private static Path certificate(Path directory) throws Exception {
        Path store = directory.resolve("ledger.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                "ledger", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", SECRET).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static HttpClient trusting(Path store) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            known.load(in, SECRET.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("ledger", known.getCertificate("ledger"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static HttpResponse<String> get(HttpClient client, String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void with_a_bundle_it_answers_over_tls_alone_asks_browsers_to_stay_there_and_takes_the_address_of_the_client_from_the_connection()
            throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "tls");
        Path store = certificate(directory);
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--server.ssl.bundle=ledger",
                "--spring.ssl.bundle.jks.ledger.keystore.location=file:" + store,
                "--spring.ssl.bundle.jks.ledger.keystore.password=" + SECRET,
                "--spring.ssl.bundle.jks.ledger.key.alias=ledger");
        try {
            String address = "localhost:" + Objects.requireNonNull(context.getWebServer()).getPort();
            HttpClient client = trusting(store);
            String credentials = "Basic "
                    + Base64.getEncoder().encodeToString(("admin:" + RunningLedger.PASSWORD).getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> asked = get(client, "https://" + address + "/api/grantors", "Authorization", credentials,
                    "X-Forwarded-For",
                    "203.0.113.7", "Forwarded", "for=203.0.113.7");
            assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
            assertThat(asked.headers().firstValue("Strict-Transport-Security").orElse("")).contains("max-age=");
            assertThat(get(client, "http://" + address + "/api/grantors").statusCode()).as("without TLS").isEqualTo(400);
            String looks = get(client, "https://" + address + "/api/access-log?about=grantors", "Authorization", credentials).body();
            assertThat(looks).contains("127.0.0.1").doesNotContain("203.0.113.7");
            HttpResponse<String> page = get(client, "https://" + address + "/login");
            assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));
        } finally {
            context.close();
        }
    }
}
