package org.authorityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.BadCredentialsException;

/** What is kept of a sign-in that failed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailedSignInNotesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FailedSignInNotes notes = new FailedSignInNotes("jane"::equals, meters);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(FailedSignInNotes.class);
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private String line() {
        return log.list.getLast().getFormattedMessage();
    }

    @Test
    void the_name_of_an_account_is_logged_and_what_else_was_typed_there_is_not() {
        notes.note(FailedSignInNotes.With.PASSWORD, "jane", "192.0.2.7", new BadCredentialsException("Bad credentials"));
        assertThat(line()).isEqualTo("A sign-in failed: by password, name jane, from 192.0.2.7: Bad credentials");
        notes.note(FailedSignInNotes.With.PASSWORD, "my secret", "192.0.2.7", new BadCredentialsException("Bad credentials"));
        assertThat(line()).contains("name unknown").doesNotContain("my secret");
        notes.note(FailedSignInNotes.With.TOKEN, null, "192.0.2.7", new BadCredentialsException("expired"));
        assertThat(line()).contains("by token, name none");
        assertThat(meters.get("ledger.sign.ins.failed").tag("with", "password").counter().count()).isEqualTo(2);
        assertThat(meters.get("ledger.sign.ins.failed").tag("with", "token").counter().count()).isEqualTo(1);
        assertThat(meters.get("ledger.sign.ins.failed").tag("with", "key").counter().count()).isZero();
    }

    @Test
    void what_someone_sent_cannot_forge_a_line() {
        notes.note(FailedSignInNotes.With.TOKEN, null, "192.0.2.7",
                new BadCredentialsException("x\n2026-01-01 INFO A sign-in failed\u001b[31m" + "y".repeat(400)));
        assertThat(line()).doesNotContain("\n", "\u001b").hasSizeLessThan(400).contains("x?2026-01-01");
    }
}
