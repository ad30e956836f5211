package org.authorityledger.transparencylog;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.authorityledger.proof.note.Checkpoint;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.Hash;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.proof.witness.AddCheckpoint;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One witness, and the thread that has it cosign each new checkpoint. */
final class CosigningWitness {

    private static final Logger LOG = LoggerFactory.getLogger(CosigningWitness.class);

    /** Between two looks whether it is time to try again after a failure. */
    private static final Duration TICK = Duration.ofMillis(500);
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final int ATTEMPTS = 3;

    private final WitnessAddress address;
    private final WitnessClient client;
    private final LogTables tables;
    private final Worker worker;
    private final AtomicBoolean signed = new AtomicBoolean(true);
    private volatile WitnessStatus status = new WitnessStatus(TreeSize.EMPTY, null, null, false);
    /** Known to the worker alone. */
    private int failures;
    private long pausedUntil;

    /**
     * How a witness does.
     *
     * @param size of the newest checkpoint it cosigned since the start; empty: none
     * @param at when it cosigned that
     * @param trouble why it does not cosign now; null: it does
     * @param contradicted whether it knows another history of this log than this ledger
     */
    record WitnessStatus(TreeSize size, @Nullable Instant at, @Nullable String trouble, boolean contradicted) {

        private WitnessStatus failing(String why, boolean contradiction) {
            return new WitnessStatus(size, at, why, contradiction);
        }
    }

    CosigningWitness(WitnessAddress address, LogTables tables) {
        this.address = address;
        this.client = new WitnessClient(address);
        this.tables = tables;
        this.worker = new Worker("witness-" + address.name(), TICK, this::step);
    }

    WitnessAddress address() {
        return address;
    }

    WitnessStatus status() {
        return status;
    }

    /** A new checkpoint waits for its cosignature. */
    void checkpointSigned() {
        signed.set(true);
        worker.wake();
    }

    List<Pulse> pulses() {
        return worker.pulses();
    }

    void start() {
        signed.set(true);
        worker.start();
    }

    /** Stops at once, even while the witness is being asked. */
    void stop() {
        worker.close(Duration.ZERO);
    }

    private void step() throws InterruptedException {
        if ((failures > 0 && System.nanoTime() - pausedUntil < 0) || !signed.getAndSet(false)) {
            return;
        }
        try {
            cosignNewest();
            if (failures > 0) {
                LOG.info("The witness {} cosigns again", address.name());
            }
            failures = 0;
        } catch (WitnessRefusal e) {
            failed(String.valueOf(e.getMessage()), e.contradiction());
        } catch (IOException | RuntimeException e) {
            failed(e.toString(), false);
        }
    }

    /** It is tried again after a while, longer after each failure. */
    private void failed(String why, boolean contradiction) {
        if (failures == 0) {
            LOG.warn("The witness {} does not cosign: {}", address.name(), why);
        }
        status = status.failing(why, contradiction);
        pausedUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures, 6)));
        failures++;
        signed.set(true);
    }

    private void cosignNewest() throws IOException, InterruptedException, WitnessRefusal {
        TreeSize old = status.size();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<SignedNote> newest = tables.latest().map(SignedNote::parse);
            if (newest.isEmpty()) {
                return;
            }
            SignedNote note = newest.get();
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (old.isLargerThan(checkpoint.size())) {
                throw new WitnessRefusal("it cosigned " + old + " records, and the newest checkpoint here is over " + checkpoint.size()
                        + ": the ledger was rolled back", true);
            }
            switch (client.send(request(old, note, checkpoint))) {
                case WitnessClient.WitnessOutcome.Cosigned cosigned -> {
                    keep(note, checkpoint.size(), cosigned.signatures());
                    status = new WitnessStatus(checkpoint.size(), Instant.now(), null, false);
                    return;
                }
                // Another client had it cosign, or it knows more of this log than the last answer that came back.
                case WitnessClient.WitnessOutcome.KnowsSize known -> old = known.size();
            }
        }
        throw new WitnessRefusal("it names another size each time it is asked", false);
    }

    private AddCheckpoint request(TreeSize old, SignedNote note, Checkpoint checkpoint) {
        List<Hash> proof = old.isEmpty() || old.equals(checkpoint.size())
                ? List.of()
                : tables.tiles().tree().consistency(old, checkpoint.size());
        List<SignedNote.Signature> own = note.signatures().stream().filter(one -> one.name().equals(checkpoint.origin())).toList();
        return new AddCheckpoint(old, proof, new SignedNote(note.text(), own));
    }

    /** Another witness's cosignature may come between. If the size was signed again, that checkpoint is the next to be cosigned. */
    private void keep(SignedNote note, TreeSize size, List<SignedNote.Signature> cosignatures) {
        boolean kept = false;
        for (Optional<String> there = tables.checkpoint(size); !kept && there.isPresent(); there = tables.checkpoint(size)) {
            SignedNote now = SignedNote.parse(there.get());
            kept = !now.text().equals(note.text()) || tables.cosign(size, there.get(), now.with(cosignatures).toString());
        }
    }
}
