package org.authorityledger.transparencylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.witness.AddCheckpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.SmartLifecycle;

/**
 * Asks witnesses to cosign each checkpoint that this node signs, as C2SP {@code tlog-witness} specifies it, and adds their cosignatures to the
 * checkpoint that is kept. It works behind the log, with a thread for each witness: no command, no checkpoint and no other witness waits for one
 * that is slow, absent or broken.
 */
final class Cosigning implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RECEIPTS_WAIT = Duration.ofSeconds(2);
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int ATTEMPTS = 3;
    private static final String CONTRADICTED = "CONTRADICTED";

    /** A witness that is asked: its key, and the address before {@code /add-checkpoint}. */
    record WitnessAt(VerifierKey key, URI addCheckpoint) {

        /** @throws IllegalArgumentException when the key is not a witness's, or the address none of HTTP */
        static WitnessAt of(String key, String url) {
            VerifierKey parsed = VerifierKey.parse(key);
            if (parsed.type() != VerifierKey.COSIGNATURE_V1) {
                throw new IllegalArgumentException("the key " + key + " is not a witness's: its type is not that of a cosignature (4)");
            }
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                throw new IllegalArgumentException("the url of " + parsed.name() + " begins with http:// or https://, and not: " + url);
            }
            return new WitnessAt(parsed, URI.create(url.replaceAll("/+$", "") + "/add-checkpoint"));
        }
    }

    private final LogTables tables;
    private final List<Asked> witnesses;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Cosigning(LogTables tables, TransparencyLog log, List<WitnessAt> witnesses, MeterRegistry meters) {
        this.tables = tables;
        this.witnesses = witnesses.stream().map(Asked::new).toList();
        for (Asked asked : this.witnesses) {
            Gauge.builder("ledger.log.witnessed.events", asked, one -> one.state.size()).tag("witness", asked.at.key().name())
                    .description("Records under the newest checkpoint that the witness cosigned").register(meters);
            Gauge.builder("ledger.log.witness.failing", asked, one -> one.state.trouble() == null ? 0 : 1)
                    .tag("witness", asked.at.key().name()).description("1 while the witness does not cosign").register(meters);
        }
        log.whenSigned(() -> this.witnesses.forEach(Asked::wake));
    }

    /**
     * How it stands with a witness.
     *
     * @param size of the newest checkpoint it cosigned since the start; 0: none
     * @param trouble why it does not cosign now; null: it does
     * @param contradicted whether it knows another history of this log than this ledger
     */
    private record State(long size, @Nullable Instant at, @Nullable String trouble, boolean contradicted) {

        State failing(String why, boolean contradiction) {
            return new State(size, at, why, contradiction);
        }
    }

    /** What a witness says that is no cosignature. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean contradiction;

        Refused(String why, boolean contradiction) {
            super(why);
            this.contradiction = contradiction;
        }
    }

    private record Answer(int status, String body) {}

    /** One witness, and the thread that asks it. */
    private final class Asked {

        private final WitnessAt at;
        private final Object monitor = new Object();
        private volatile State state = new State(0, null, null, false);
        private boolean signed = true;
        private @Nullable Thread worker;

        Asked(WitnessAt at) {
            this.at = at;
        }

        void wake() {
            synchronized (monitor) {
                signed = true;
                monitor.notifyAll();
            }
        }

        private void work() {
            int failures = 0;
            while (running) {
                try {
                    ask();
                    if (failures > 0) {
                        LOG.info("The witness {} cosigns again", at.key().name());
                    }
                    failures = 0;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (Refused e) {
                    failed(e.getMessage(), e.contradiction, failures++);
                } catch (IOException | RuntimeException e) {
                    failed(e.toString(), false, failures++);
                }
                pause(failures);
            }
        }

        private void failed(@Nullable String why, boolean contradiction, int before) {
            String words = String.valueOf(why);
            if (before == 0) {
                LOG.warn("The witness {} does not cosign: {}", at.key().name(), words);
            }
            state = state.failing(words, contradiction);
        }

        /** Until the next checkpoint is signed; after a failure for a while, longer after each. */
        private void pause(int failures) {
            synchronized (monitor) {
                try {
                    if (failures > 0) {
                        long end = System.nanoTime()
                                + TimeUnit.SECONDS.toNanos(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures - 1, 6)));
                        for (long left = 1; running && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                            monitor.wait(left);
                        }
                        return;
                    }
                    while (running && !signed) {
                        monitor.wait();
                    }
                    signed = false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Has the newest checkpoint cosigned. */
        private void ask() throws IOException, InterruptedException, Refused {
            long old = state.size();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<SignedNote> newest = tables.latest().map(SignedNote::parse);
                if (newest.isEmpty()) {
                    return;
                }
                SignedNote note = newest.get();
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                if (old > checkpoint.size()) {
                    throw new Refused("it cosigned " + old + " records, and the newest checkpoint here is over " + checkpoint.size()
                            + ": the ledger was rolled back", true);
                }
                Answer answer = send(request(old, note, checkpoint));
                if (answer.status() == 200) {
                    keep(note, checkpoint.size(), answer.body());
                    state = new State(checkpoint.size(), Instant.now(), null, false);
                    return;
                }
                if (answer.status() == 422) {
                    throw new Refused("it saw another history of this log (422): " + answer.body().strip(), true);
                }
                if (answer.status() != 409) {
                    throw new Refused("it answers " + answer.status() + ": " + answer.body().strip(), false);
                }
                // Somebody else had it cosign, or it knows more of this log than the last answer that came back.
                old = size(answer.body());
            }
            throw new Refused("it names another size each time it is asked", false);
        }

        private AddCheckpoint request(long old, SignedNote note, Checkpoint checkpoint) {
            List<Hash> proof = old == 0 || old == checkpoint.size()
                    ? List.of()
                    : tables.tiles().tree().consistency(old, checkpoint.size());
            List<SignedNote.Signature> own = note.signatures().stream().filter(one -> one.name().equals(checkpoint.origin())).toList();
            return new AddCheckpoint(old, proof, new SignedNote(note.text(), own));
        }

        private static long size(String body) throws Refused {
            try {
                return Checkpoint.size(body.strip());
            } catch (IllegalArgumentException e) {
                throw new Refused("it answers 409 without the size it cosigned", false);
            }
        }

        private Answer send(AddCheckpoint body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(at.addCheckpoint()).timeout(PATIENCE)
                    .header("Content-Type", "text/plain; charset=utf-8").POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
            // The client's own timeout does not cover the body.
            Future<Answer> answer = requests.submit(() -> {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    return new Answer(response.statusCode(), new String(in.readNBytes(LONGEST_ANSWER), UTF_8));
                }
            });
            try {
                return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw new IOException("it cannot be asked: " + e.getCause(), e);
            } finally {
                answer.cancel(true);
            }
        }

        private void keep(SignedNote note, long size, String lines) throws Refused {
            List<SignedNote.Signature> given;
            try {
                given = SignedNote.parseSignatures(lines).stream().filter(one -> one.by(at.key())).toList();
            } catch (IllegalArgumentException e) {
                throw new Refused("what it answers is no cosignature: " + e.getMessage(), false);
            }
            if (new SignedNote(note.text(), given).by(at.key()) != SignedNote.Signed.WELL) {
                throw new Refused("its cosignature is not of the key that is set here", false);
            }
            // Another witness's cosignature may come between; where the size was signed anew, that one is asked for next.
            boolean kept = false;
            for (Optional<String> there = tables.checkpoint(size); !kept && there.isPresent(); there = tables.checkpoint(size)) {
                SignedNote now = SignedNote.parse(there.get());
                kept = !now.text().equals(note.text()) || tables.cosign(size, there.get(), now.with(given).toString());
            }
        }
    }

    /**
     * A checkpoint with the cosignatures of the witnesses. It is waited a little for those who cosigned the last time they were asked, and who
     * have not cosigned this one yet.
     */
    SignedNote cosigned(SignedNote note, long size) {
        SignedNote known = note;
        long end = System.nanoTime() + RECEIPTS_WAIT.toNanos();
        while (running && System.nanoTime() < end && awaited(known)) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return known;
            }
            Optional<SignedNote> kept = tables.checkpoint(size).map(SignedNote::parse);
            if (kept.isEmpty() || !kept.get().text().equals(note.text())) {
                // Signed anew meanwhile: nobody will cosign this one any more.
                return known;
            }
            known = kept.get();
        }
        return known;
    }

    private boolean awaited(SignedNote note) {
        return witnesses.stream().filter(one -> one.state.trouble() == null)
                .anyMatch(one -> note.by(one.at.key()) != SignedNote.Signed.WELL);
    }

    /** How it stands with the witnesses: degraded where one does not cosign, down where one knows another history. */
    Health health() {
        Map<String, Object> told = new LinkedHashMap<>();
        boolean failing = false;
        boolean contradicted = false;
        for (Asked asked : witnesses) {
            State state = asked.state;
            failing |= state.trouble() != null;
            contradicted |= state.contradicted();
            String cosigned = state.at() == null ? "nothing cosigned since the start" : "cosigned " + state.size() + " at " + state.at();
            told.put(asked.at.key().name(), state.trouble() == null ? cosigned : cosigned + "; " + state.trouble());
        }
        Health.Builder health = Health.up();
        if (contradicted) {
            health = Health.down().withDetail("code", CONTRADICTED)
                    .withDetail("reason", "a witness knows another history of this log than this ledger has; was an old backup restored?");
        } else if (failing) {
            health = Health.status("DEGRADED").withDetail("reason", "a witness does not cosign");
        }
        return health.withDetails(told).build();
    }

    @Override
    public void start() {
        running = true;
        for (Asked asked : witnesses) {
            asked.worker = Thread.ofPlatform().name("witness-" + asked.at.key().name()).daemon(true).start(asked::work);
        }
    }

    @Override
    public void stop() {
        running = false;
        for (Asked asked : witnesses) {
            Thread worker = asked.worker;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
