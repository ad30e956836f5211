package org.authorityledger.reminders.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import org.authorityledger.http.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MailerTest {

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static JavaMailSenderImpl at(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    private Mailer mailer(String... domains) {
        return new Mailer(at(server.getSmtp().getPort()), "ledger@example.com", List.of(domains));
    }

    private static Letter letter(String subject, String text) {
        return new Letter(UUID.fromString("0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f"), subject, text, "{}");
    }

    @Test
    void a_mail_arrives_as_it_was_written_in_any_script() throws Exception {
        Outcome outcome = mailer().send("jane@example.com", letter("Fristen für Ōe 大江 🖋, 3 new", "- Ōe Kenzaburō <b>大江</b>\n  ﷽ שלום\n"));

        assertThat(outcome).isEqualTo(Outcome.done("handed to the mail server"));
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Fristen für Ōe 大江 🖋, 3 new");
        assertThat(message.getContent().toString()).contains("- Ōe Kenzaburō <b>大江</b>").contains("שלום");
        assertThat(message.getContentType()).startsWith("text/plain");
        assertThat(message.getMessageID()).isEqualTo("<0197c1f3-5f0a-7cc1-8d3e-1b2a3c4d5e6f@example.com>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getAllRecipients()).hasSize(1);
    }

    @Test
    void no_text_becomes_a_header() throws Exception {
        mailer().send("jane@example.com", letter("one\r\nBcc: other@example.com\r\n\r\nbody\u2028two", "text"));

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("one Bcc: other@example.com body two");
    }

    @ParameterizedTest
    @ValueSource(strings = { "jane", "jane@", "@example.com", "jane@example.com, other@example.com", "Jane <jane@example.com>",
            "jane@exa mple.com",
            "jane@example.com\r\nBcc: other@example.com", "jane@[127.0.0.1]", "j\u00e4ne@example.com", "group:jane@example.com;",
            "jane@example..com"})
    void only_one_plain_address_is_one(String address) {
        assertThatThrownBy(() -> mailer().require(address)).isInstanceOf(Problem.class).hasMessageStartingWith("MALFORMED");
    }

    @Test
    void where_domains_are_set_mail_goes_to_them_alone() {
        Mailer mailer = mailer("example.com", " Example.ORG ");

        assertThatCode(() -> mailer.require("jane@EXAMPLE.com")).doesNotThrowAnyException();
        assertThatCode(() -> mailer.require("jane.doe+ledger@example.org")).doesNotThrowAnyException();
        assertThatThrownBy(() -> mailer.require("jane@sub.example.com")).isInstanceOf(Problem.class);
        // Also of a subscription from before it was set.
        assertThat(mailer.send("jane@other.example", letter("s", "t")).again()).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void without_a_server_or_a_sender_mail_is_off_and_says_which() {
        assertThat(new Mailer(null, "ledger@example.com", List.of()).off()).contains("spring.mail.host");
        assertThat(new Mailer(at(1), "", List.of()).off()).contains("ledger.reminders.mail.from");
        assertThatThrownBy(() -> new Mailer(null, "", List.of()).require("jane@example.com")).hasMessageStartingWith("MAIL_NOT_SET_UP");
        assertThat(new Mailer(null, "", List.of()).send("jane@example.com", letter("s", "t")).again()).isTrue();
        assertThatThrownBy(() -> new Mailer(at(1), "not an address", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_server_that_refuses_or_says_nothing_is_a_failure_that_may_pass() throws IOException {
        int nothing;
        try (ServerSocket closed = new ServerSocket(0)) {
            nothing = closed.getLocalPort();
        }
        Outcome refused = new Mailer(at(nothing), "ledger@example.com", List.of()).send("jane@example.com", letter("s", "t"));
        assertThat(refused.again()).isTrue();

        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            JavaMailSenderImpl sender = at(silent.getLocalPort());
            sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "300");
            Outcome late = new Mailer(sender, "ledger@example.com", List.of()).send("jane@example.com", letter("s", "t"));
            assertThat(late.again()).isTrue();
            assertThat(late.result()).isEqualTo("the mail server did not answer in time");
        }
    }

    @Test
    void a_server_is_never_waited_for_without_end() {
        JavaMailSenderImpl sender = at(1);
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "77");
        new Mailer(sender, "ledger@example.com", List.of());

        assertThat(sender.getJavaMailProperties()).containsEntry("mail.smtp.timeout", "77")
                .containsEntry("mail.smtp.connectiontimeout", "10000").containsEntry("mail.smtps.timeout", "10000")
                .containsEntry("mail.smtp.writetimeout", "10000");
    }
}
