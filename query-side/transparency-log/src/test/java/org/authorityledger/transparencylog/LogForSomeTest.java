package org.authorityledger.transparencylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.authorityledger.testsupport.LedgerForTests.getAnonymously;
import static org.authorityledger.testsupport.LedgerForTests.header;
import static org.authorityledger.testsupport.LedgerForTests.json;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.authorityledger.access.Roles;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.WebConfiguration;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.store.LedgerAppender;
import org.authorityledger.store.StoreConfiguration;
import org.authorityledger.testsupport.LedgerForTests;
import org.authorityledger.transparencylog.web.LogWebConfiguration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
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
        long position = LedgerForTests.randomHistory(appender, GrantorId.of("g-" + System.nanoTime()), 7, 3).getLast().position();
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
        VerifierKey old = VerifierKey.parse(before.split(" ")[0]);
        SignedNote handover = SignedNote.parse(json(rotated).path("checkpoint").asString());
        assertThat(handover.by(old)).isEqualTo(SignedNote.Signed.WELL);
        assertThat(handover.by(next)).isEqualTo(SignedNote.Signed.WELL);
        record();
        SignedNote newest = SignedNote.parse(get("auditor", "/log/checkpoint").body());
        assertThat(newest.by(old)).isEqualTo(SignedNote.Signed.NOT);
        assertThat(newest.by(next)).isEqualTo(SignedNote.Signed.WELL);
        assertThat(keys().lines()).hasSize(2);
    }
}
