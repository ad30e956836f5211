package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.authorityledger.access.SignInWays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A ledger to which people come through an identity provider alone. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithoutPasswordsTest {

    @Test
    void where_passwords_are_switched_off_no_door_takes_one() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "sso");
        var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD, "--ledger.passwords.enabled=false",
                "--ledger.oidc.issuer-uri=http://localhost:9", "--ledger.oidc.client-id=ledger", "--ledger.oidc.roles.auditor=auditors");
        try {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            HttpResponse<String> page = ledger.send(HttpRequest.newBuilder(URI.create(ledger.address("/login"))).build());
            assertThat(page.body()).contains("Sign in with sso").doesNotContain("<form", "password");
            HttpResponse<String> basic = ledger.send(ledger.request("/api/grantors").build());
            assertThat(basic.statusCode()).as(basic.body()).isEqualTo(401);
            assertThat(basic.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"Authority Ledger\"");
            HttpResponse<String> form = ledger.send(HttpRequest.newBuilder(URI.create(ledger.address("/login")))
                    .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "text/html")
                    .POST(HttpRequest.BodyPublishers.ofString("username=admin&password=" + RunningLedger.PASSWORD.replace(' ', '+')))
                    .build());
            assertThat(form.headers().firstValue("Location").orElse("")).doesNotEndWith("/");
            assertThat(form.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("ledger-session="));
        } finally {
            context.close();
        }
    }

    @Test
    void there_is_always_one_way_in() {
        assertThatIllegalStateException().isThrownBy(() -> new SignInWays(false, null)).withMessageContaining("ledger.passwords.enabled");
        assertThat(new SignInWays(true, null).provider()).isNull();
        assertThat(new SignInWays(false, "Corp").passwords()).isFalse();
    }
}
