package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** kill -9 of the ledger's own PostgreSQL costs requests, never a recorded fact; the ledger starts it again. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class KilledDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path directory = fresh();
    private volatile boolean writing = true;

    @Test
    void it_is_started_again_readiness_says_no_meanwhile_and_every_confirmed_command_is_there() throws Exception {
        try (var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD)) {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            Set<String> confirmed = new ConcurrentSkipListSet<>();
            Thread[] writers = new Thread[2];
            for (int n = 0; n < writers.length; n++) {
                String grantor = "g-" + n;
                writers[n] = Thread.ofPlatform().start(() -> write(ledger, grantor, confirmed));
            }
            await(() -> confirmed.size() > 20);
            assertThat(status(ledger, "readiness")).isEqualTo(200);

            for (int round = 0; round < 2; round++) {
                int before = confirmed.size();
                killDatabase();
                await(() -> status(ledger, "readiness") == 503);
                assertThat(status(ledger, "liveness")).as("the process itself is well").isEqualTo(200);
                await(() -> status(ledger, "readiness") == 200);
                await(() -> confirmed.size() > before + 20);
            }
            writing = false;
            for (Thread writer : writers) {
                writer.join();
            }

            Set<String> kept = new HashSet<>();
            long last = 0;
            JsonNode page;
            String cursor = "";
            do {
                page = ledger.ask("/api/events?limit=1000" + cursor);
                for (JsonNode event : page.path("items")) {
                    kept.add(event.path("recordId").asString());
                    assertThat(event.path("position").asLong()).as("positions have no gaps").isEqualTo(++last);
                }
                cursor = "&cursor=" + page.path("next").asString("");
            } while (page.has("next"));
            assertThat(kept).containsAll(confirmed);
            long reached = last;
            await(() -> status(ledger, "/api/authorities?limit=1&minPosition=" + reached) == 200);
            await(() -> status(ledger, "/actuator/health") == 200);
        }
    }

    @Test
    void what_the_register_has_answered_it_still_answers_afterward() throws Exception {
        try (var context = (ServletWebServerApplicationContext) AuthorityLedger.start("--server.port=0", "--ledger.data-dir=" + directory,
                "--LEDGER_ADMIN_PASSWORD=" + RunningLedger.PASSWORD)) {
            RunningLedger ledger = new RunningLedger(Objects.requireNonNull(context.getWebServer()).getPort());
            for (int round = 0; round < 4; round++) {
                String before = "before-" + round;
                assertThat(authorities(ledger, before, recorded(ledger, before))).isEqualTo(1);
                // At once: nothing has reached the disk by itself.
                killDatabase();
                String after = "after-" + round;
                long position = recorded(ledger, after);
                for (String grantor : Set.of(before, after)) {
                    assertThat(authorities(ledger, grantor, position)).as(grantor).isEqualTo(1);
                }
            }
        }
    }

    /** Records a grant, as soon as the database is there; the position. */
    private static long recorded(RunningLedger ledger, String grantor) {
        Acts acts = new Acts();
        acts.granted("poa", says -> says.forIssuer(IssuerId.ANY).appointing(Acts.IRVING).onlyPower("a", Form.FORM_4));
        RunningLedger.Request grant = RunningLedger.Request.of(acts.records().getFirst().act()).with(Map.of(Acts.HEATON.value(), grantor));
        AtomicLong position = new AtomicLong();
        await(() -> {
            HttpResponse<String> answer = ledger.tell(grant.path(), grant.body(), "Idempotency-Key", grantor);
            position.set(RunningLedger.json(answer.body()).path("position").asLong());
            return answer.statusCode() == 201;
        });
        return position.get();
    }

    /** How many there are, as soon as the database is there: any connection that was open when it was killed can still be the one that is asked. */
    private static int authorities(RunningLedger ledger, String grantor, long position) {
        AtomicInteger found = new AtomicInteger();
        await(() -> {
            HttpResponse<String> answer = ledger
                    .send(ledger.request("/api/authorities?grantor=" + grantor + "&minPosition=" + position).GET().build());
            found.set(RunningLedger.json(answer.body()).path("items").size());
            return answer.statusCode() == 200;
        });
        return found.get();
    }

    /** Not a temporary one: the database runs until this process ends. */
    private static Path fresh() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "ledgers").toAbsolutePath()), "killed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(RunningLedger ledger, String grantor, Set<String> confirmed) {
        for (int n = 0; writing; n++) {
            Acts acts = new Acts();
            acts.granted("poa-" + n, says -> says.forIssuer(IssuerId.ANY).appointing(Acts.IRVING).onlyPower("a", Form.FORM_4));
            HttpResponse<String> response = ledger
                    .tell(RunningLedger.Request.of(acts.records().getFirst().act()).with(Map.of(Acts.HEATON.value(), grantor)));
            if (response.statusCode() == 201) {
                confirmed.add(RunningLedger.json(response.body()).path("recordId").asString());
            } else {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    private void killDatabase() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(directory.resolve("postgresql/postmaster.pid")).getFirst().strip());
        assertThat(ProcessHandle.of(pid)).isPresent().get().satisfies(ProcessHandle::destroyForcibly);
    }

    /** Of a part of health, or of a path. */
    private static int status(RunningLedger ledger, String what) {
        String path = what.startsWith("/") ? what : "/actuator/health/" + what;
        return ledger.send(ledger.request(path).GET().build()).statusCode();
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
