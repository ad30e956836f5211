package org.authorityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.authorityledger.authority.Acts;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 at any moment costs requests, never a recorded fact. */
@Tag("ledger")
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(900)
class KilledLedgerTest {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private final int port = freePort();
    private final RunningLedger ledger = new RunningLedger(port);

    @Test
    void every_answered_command_is_there_after_a_kill_and_the_register_holds_what_follows_from_it_also_when_it_was_being_rebuilt()
            throws Exception {
        Random random = new Random();
        Set<String> answered = new ConcurrentSkipListSet<>();
        String rebuildId = "";
        for (int life = 0; life < 2; life++) {
            Process process = start();
            awaitOpen(process);
            Thread[] writers = new Thread[4];
            for (int writer = 0; writer < writers.length; writer++) {
                String name = "g" + life + "-" + writer;
                writers[writer] = Thread.ofPlatform().start(() -> writeUntilItDies(name, answered));
            }
            Thread.sleep(1_000 + random.nextInt(2_000));
            rebuildId = RunningLedger.json(ledger.tell("rebuilds", "{}").body()).path("rebuildId").asString();
            Thread.sleep(random.nextInt(500));
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            for (Thread writer : writers) {
                writer.join();
            }
        }
        Process process = start();
        try {
            awaitOpen(process);
            Set<String> kept = new TreeSet<>();
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
            assertThat(answered).isNotEmpty();
            assertThat(kept).containsAll(answered);
            JsonNode health = ledger.ask("/api/authorities?limit=1&minPosition=" + last);
            assertThat(health.path("position").asLong()).isEqualTo(last);
            assertThat(rebuilt(rebuildId).path("state").asString()).as("killed in the middle, or just over").isIn("FAILED", "DONE");
            JsonNode rebuilt = rebuilt(RunningLedger.json(ledger.tell("rebuilds", "{}").body()).path("rebuildId").asString());
            assertThat(rebuilt.path("state").asString()).as(rebuilt.toString()).isEqualTo("DONE");
            assertThat(rebuilt.path("differences").asLong()).as(rebuilt.toString()).isZero();
        } finally {
            // Asked to stop, it stops its database too.
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.exists(directory.resolve("postgresql/postmaster.pid"))).isFalse();
    }

    private JsonNode rebuilt(String rebuildId) throws InterruptedException {
        while (true) {
            JsonNode rebuild = ledger.ask("/api/rebuilds/" + rebuildId);
            if (rebuild.has("finishedAt")) {
                return rebuild;
            }
            Thread.sleep(50);
        }
    }

    @Test
    void a_fetch_from_edgar_goes_on_after_a_kill_and_files_nothing_twice() throws Exception {
        TestEdgar edgar = new TestEdgar();
        String[] accessions = IntStream.range(0, 25).mapToObj("0007700003-24-%06d"::formatted).toArray(String[]::new);
        edgar.company("0007700003", "Skerry Lines, Inc.", accessions);
        Process process = start(edgar.settings());
        awaitOpen(process);
        String path = "/api/filings/fetches/"
                + RunningLedger.json(ledger.tell("filings/fetches", "{\"cik\": \"7700003\"}").body()).path("fetchId").asString();
        while (edgar.asked.size() < 8) {
            Thread.sleep(20);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        int before = edgar.asked.size();
        assertThat(before).as("killed in the middle").isLessThan(accessions.length);

        process = start(edgar.settings());
        try {
            awaitOpen(process);
            JsonNode fetch = ledger.ask(path);
            while (!fetch.has("endedAt")) {
                Thread.sleep(100);
                fetch = ledger.ask(path);
            }
            assertThat(fetch.path("state").asString()).as(fetch.toString()).isEqualTo("DONE");
            assertThat(fetch.path("filed").asInt()).isEqualTo(accessions.length);
            assertThat(edgar.asked.size()).as("one request was lost at most").isLessThanOrEqualTo(accessions.length + 2);
            assertThat(ledger.ask("/api/filings/batches?limit=1000").path("items")).hasSize(accessions.length);
            assertThat(ledger.ask("/api/findings?issuer=Skerry&limit=1000").path("items")).hasSize(accessions.length);
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void what_waits_for_approval_is_there_after_a_kill_and_what_was_being_approved_is_recorded_once() throws Exception {
        String rule = "--ledger.approval.commands=ALL";
        Process process = start(rule);
        awaitOpen(process);
        String first = RunningLedger
                .json(ledger.tell("people", "{\"userName\": \"john\", \"displayName\": \"John\", \"roles\": [\"RECORDER\"]}")
                        .body())
                .path("password").asString();
        assertThat(asJohn(first, "/api/me/password", "{\"current\": \"" + first + "\", \"password\": \"four words of mine\"}").statusCode())
                .isLessThan(300);
        List<String> approvals = IntStream.range(0, 60).mapToObj(n -> ledger.tell(grant("poa-" + n))).map(response -> {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            return "/api/approvals/" + RunningLedger.json(response.body()).path("approvalId").asString() + "/approval";
        }).toList();
        AtomicInteger answered = new AtomicInteger();
        Thread approving = Thread.ofPlatform().start(() -> {
            try {
                for (String approval : approvals) {
                    assertThat(asJohn("four words of mine", approval, "").statusCode()).isEqualTo(201);
                    answered.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                // It was killed.
                assertThat(e).isNotNull();
            }
        });
        while (answered.get() < 20) {
            Thread.sleep(1);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        approving.join();

        process = start(rule);
        try {
            awaitOpen(process);
            int waiting = ledger.ask("/api/approvals?state=WAITING&limit=1000").path("items").size();
            assertThat(waiting).isBetween(1, approvals.size() - answered.get());
            assertThat(ledger.ask("/api/approvals?limit=1000").path("items")).hasSize(approvals.size());
            for (String approval : approvals) {
                HttpResponse<String> response = asJohn("four words of mine", approval, "");
                assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            }
            assertThat(ledger.ask("/api/events?limit=1000").path("items")).hasSize(approvals.size());
            assertThat(ledger.ask("/api/approvals?state=APPROVED&limit=1000").path("items")).hasSize(approvals.size());
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private HttpResponse<String> asJohn(String password, String path, String body) {
        return ledger.send(ledger.request(path).setHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("john:" + password).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    @Test
    void a_second_start_in_the_same_directory_says_who_is_there() throws Exception {
        Process first = start();
        try {
            awaitOpen(first);
            Path said = directory.resolveSibling("said-" + directory.getFileName());
            Process second = command().redirectOutput(said.toFile()).start();
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isNotZero();
            assertThat(Files.readString(said)).contains(Long.toString(first.pid())).contains("--ledger.data-dir").doesNotContain("\tat ");
            Files.delete(said);
        } finally {
            first.destroy();
            assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void writeUntilItDies(String grantor, Set<String> answered) {
        try {
            for (int n = 0; n < 100_000; n++) {
                HttpResponse<String> response = ledger.tell(grant("poa-" + n).with(Map.of(Acts.HEATON.value(), grantor)));
                if (response.statusCode() == 201) {
                    answered.add(RunningLedger.json(response.body()).path("recordId").asString());
                }
            }
        } catch (UncheckedIOException e) {
            // It was killed: what it answered until then is what counts.
            assertThat(e).isNotNull();
        }
    }

    private static RunningLedger.Request grant(String poa) {
        Acts acts = new Acts();
        acts.granted(poa, says -> says.forIssuer(IssuerId.ANY).appointing(Acts.IRVING).onlyPower("a", Form.FORM_4));
        return RunningLedger.Request.of(acts.records().getFirst().act());
    }

    private Process start(String... settings) throws IOException {
        return command(settings).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private ProcessBuilder command(String... settings) {
        ProcessBuilder builder = LedgerCommand.of(port, directory, settings);
        builder.environment().put("LEDGER_ADMIN_PASSWORD", RunningLedger.PASSWORD);
        return builder;
    }

    private void awaitOpen(Process process) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            assertThat(process.isAlive()).as("the ledger runs").isTrue();
            assertThat(System.nanoTime()).as("the ledger opens in time").isLessThan(end);
            try {
                if (ledger.send(ledger.request("/actuator/health").GET().build()).statusCode() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                Thread.sleep(100);
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
