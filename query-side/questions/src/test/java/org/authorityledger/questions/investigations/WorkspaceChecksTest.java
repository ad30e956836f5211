package org.authorityledger.questions.investigations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.authorityledger.questions.check.ChecksContract;
import org.authorityledger.register.Authorities;
import org.authorityledger.register.Register;
import org.authorityledger.testsupport.LedgerForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;

/** The workspace of an investigation that leaves nothing out answers checks as the live register does. */
@Tag("nodes")
class WorkspaceChecksTest extends ChecksContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Investigations investigations;

    private UUID id = new UUID(0, 0);

    @Override
    protected Authorities answering(long position) {
        HttpResponse<String> response = LedgerForTests.post(port, "/api/investigations",
                "{\"name\": \"everything\", \"position\": " + position + "}",
                "Content-Type", "application/json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        id = UUID.fromString(LedgerForTests.json(response).path("investigationId").asString());
        awaitOpen();
        return new Register(jdbc, investigations.find(id).register(jdbc));
    }

    private void awaitOpen() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (investigations.find(id).state() == Investigation.State.REPLAYING) {
            assertThat(System.nanoTime()).as("the investigation is replayed in time").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(investigations.find(id).state()).isEqualTo(Investigation.State.OPEN);
    }

    @AfterAll
    void the_investigation_is_closed() {
        investigations.close(id, "the test");
    }
}
