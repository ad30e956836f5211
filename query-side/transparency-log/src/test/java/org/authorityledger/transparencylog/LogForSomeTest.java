package org.authorityledger.transparencylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.getAnonymously;
import static org.authorityledger.testsupport.LedgerForTests.header;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.authorityledger.access.people.Roles;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.verify.Verify;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.StoreConfiguration;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.web.LogWebConfiguration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A log that is not public, and who may rotate its key: a node with three users. */
@SpringBootTest(classes = LogForSomeTest.Node.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ledger.log.public=false")
@DirtiesContext
@DisplayNameGeneration(ReplaceUnderscores.class)
class LogForSomeTest {

    private static final List<String> PATHS = List.of("/log/checkpoint", "/log/checkpoints", "/log/keys", "/log/tile/0/000.p/1",
            "/log/tile/entries/000.p/1", "/log/payload/1");

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private LedgerAppender appender;

    /** The log without a register, and users of one role each. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @Import({ StoreConfiguration.class, WebConfiguration.class, LogWebConfiguration.class})
    static class Node {

        @Bean
        @Primary
        UserDetailsService usersOfOneRole(PasswordEncoder encoder) {
            return new InMemoryUserDetailsManager(user("auditor", Roles.AUDITOR, encoder), user("recorder", Roles.RECORDER, encoder),
                    user("keeper", Roles.ADMIN, encoder));
        }

        private static org.springframework.security.core.userdetails.UserDetails user(String name, String role, PasswordEncoder encoder) {
            return User.withUsername(name).password(encoder.encode(LedgerForTests.PASSWORD)).roles(role).build();
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        LedgerForTests.propertiesOfAnotherLedger(registry, "a_log_for_some");
    }

    private HttpRequest.Builder as(String user, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + LedgerForTests.PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> get(String user, String path) {
        return LedgerForTests.send(as(user, path).build());
    }

    private HttpResponse<String> rotate(String user) {
        return LedgerForTests.send(as(user, "/api/proof/keys").POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private String keys() {
        return LedgerForTests.send(as("auditor", "/log/keys").header("Accept", "text/plain").build()).body();
    }

    private void record() {
        Position position = LedgerForTests.randomHistory(appender, GrantorId.of("g-" + System.nanoTime()), 7, 3).getLast().position();
        assertThat(get("auditor", "/api/proof/checkpoint?minPosition=" + position).statusCode()).isEqualTo(200);
    }

    @Test
    void only_users_who_may_ask_read_a_log_that_is_not_public() {
        record();
        for (String path : PATHS) {
            assertThat(getAnonymously(port, path).statusCode()).as(path).isEqualTo(401);
            assertThat(get("recorder", path).statusCode()).as(path).isEqualTo(403);
            assertThat(json(get("recorder", path)).path("code").asString()).isEqualTo("FORBIDDEN");
            assertThat(get("auditor", path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(header(get("auditor", "/log/tile/0/000.p/1"), "Cache-Control")).contains("private").doesNotContain("public");
    }

    private HttpResponse<String> rotateWith(String body, String... headers) {
        HttpRequest.Builder request = as("keeper", "/api/proof/keys").POST(HttpRequest.BodyPublishers.ofString(body));
        return LedgerForTests.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @Test
    void a_rotation_takes_no_body_or_an_object_without_fields_and_a_body_says_what_it_is() {
        record();
        String before = keys();
        for (String body : List.of("{}", "x", " ")) {
            assertThat(rotateWith(body).statusCode()).as(body).isEqualTo(415);
            assertThat(json(rotateWith(body)).path("code").asString()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
            assertThat(rotateWith(body, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        }
        // In chunks, so that no length announces the body.
        assertThat(LedgerForTests.send(as("keeper", "/api/proof/keys")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[]{ '{', '}'}))).build())
                .statusCode())
                .isEqualTo(415);
        for (String body : List.of("{\"reason\": \"spring\"}", "[]", "null", "x", " ")) {
            HttpResponse<String> refused = rotateWith(body, "Content-Type", "application/json");
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(json(refused).path("code").asString()).isEqualTo("MALFORMED");
        }
        assertThat(keys()).isEqualTo(before);

        assertThat(rotateWith("{}", "Content-Type", "application/json").statusCode()).isEqualTo(200);
        record();
        assertThat(rotateWith("", "Content-Type", "application/json").statusCode()).isEqualTo(200);
        record();
        assertThat(rotateWith("").statusCode()).isEqualTo(200);
        assertThat(keys().lines().count()).isEqualTo(before.lines().count() + 3);
    }

    @Test
    void the_keys_are_lines_that_the_verifier_takes_unless_json_is_preferred() throws Exception {
        record();
        for (String accept : List.of("*/*", "text/*", "text/plain", "text/plain, application/json", "application/json;q=0.5, */*",
                "application/json;q=0, */*")) {
            HttpResponse<String> lines = LedgerForTests.send(as("auditor", "/log/keys").header("Accept", accept).build());
            assertThat(header(lines, "Content-Type")).as(accept).startsWith("text/plain");
            assertThat(Verify.keys(Files.writeString(directory.resolve("keys"), lines.body()).toString())).as(accept).isNotEmpty();
        }
        assertThat(header(get("auditor", "/log/keys"), "Content-Type")).startsWith("text/plain");
        for (String accept : List.of("application/json", "application/*", "application/json, */*;q=0.1",
                "text/plain;q=0.5, application/json")) {
            HttpResponse<String> data = LedgerForTests.send(as("auditor", "/log/keys").header("Accept", accept).build());
            assertThat(header(data, "Content-Type")).as(accept).isEqualTo("application/json");
            assertThat(json(data).path("keys").path(0).path("verifierKey").asString()).contains("+");
        }
        assertThat(LedgerForTests.send(as("auditor", "/log/keys").header("Accept", "image/png").build()).statusCode()).isEqualTo(406);
    }

    @Test
    void only_an_admin_rotates_the_key_and_the_new_one_takes_over_from_a_checkpoint_that_both_signed() {
        record();
        String before = keys();
        assertThat(LedgerForTests.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/proof/keys"))
                .POST(HttpRequest.BodyPublishers.noBody()).build()).statusCode()).isEqualTo(401);
        assertThat(rotate("auditor").statusCode()).isEqualTo(403);
        assertThat(keys()).isEqualTo(before);

        HttpResponse<String> rotated = rotate("keeper");

        assertThat(rotated.statusCode()).isEqualTo(200);
        VerifierKey next = VerifierKey.parse(json(rotated).path("key").asString());
        VerifierKey old = VerifierKey.parse(before.lines().toList().getLast().split(" ")[0]);
        SignedNote handover = SignedNote.parse(json(rotated).path("checkpoint").asString());
        assertThat(handover.by(old)).isEqualTo(SignedNote.Signed.WELL);
        assertThat(handover.by(next)).isEqualTo(SignedNote.Signed.WELL);
        record();
        SignedNote newest = SignedNote.parse(get("auditor", "/log/checkpoint").body());
        assertThat(newest.by(old)).isEqualTo(SignedNote.Signed.NOT);
        assertThat(newest.by(next)).isEqualTo(SignedNote.Signed.WELL);
        assertThat(keys().lines().count()).isEqualTo(before.lines().count() + 1);
    }
}
