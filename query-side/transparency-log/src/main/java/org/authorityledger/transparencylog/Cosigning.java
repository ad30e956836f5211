package org.authorityledger.transparencylog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.authorityledger.proof.note.SignedNote;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.springframework.context.SmartLifecycle;

/**
 * Has witnesses cosign each checkpoint that this node signs, and adds their cosignatures to the checkpoint that is kept. It works behind the log,
 * with a thread for each witness: no command, no checkpoint and no other witness waits for one that is slow, absent or broken.
 */
final class Cosigning implements BackgroundWork, SmartLifecycle {

    private static final Duration RECEIPTS_WAIT = Duration.ofSeconds(2);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final LogTables tables;
    private final List<CosigningWitness> witnesses;
    private volatile boolean running;

    Cosigning(LogTables tables, TransparencyLog log, List<WitnessAddress> addresses, MeterRegistry meters) {
        this.tables = tables;
        this.witnesses = addresses.stream().map(address -> new CosigningWitness(address, tables)).toList();
        for (CosigningWitness witness : witnesses) {
            Gauge.builder("ledger.log.witnessed.events", witness, one -> one.status().size().value())
                    .tag("witness", witness.address().name())
                    .description("Records under the newest checkpoint that the witness cosigned").register(meters);
            Gauge.builder("ledger.log.witness.failing", witness, one -> one.status().trouble() == null ? 0 : 1)
                    .tag("witness", witness.address().name()).description("1 while the witness does not cosign").register(meters);
        }
        log.whenSigned(() -> witnesses.forEach(CosigningWitness::checkpointSigned));
    }

    List<CosigningWitness> witnesses() {
        return witnesses;
    }

    /**
     * A checkpoint with the cosignatures of the witnesses. Waits a little for witnesses that cosigned the last time they were asked and have not
     * cosigned this one yet.
     */
    SignedNote cosigned(SignedNote note, TreeSize size) {
        SignedNote known = note;
        long end = System.nanoTime() + RECEIPTS_WAIT.toNanos();
        while (running && System.nanoTime() < end && isAwaited(known)) {
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return known;
            }
            Optional<SignedNote> kept = tables.checkpoint(size).map(SignedNote::parse);
            if (kept.isEmpty() || !kept.get().text().equals(note.text())) {
                // This size was signed again meanwhile, so no witness will cosign this note any more.
                return known;
            }
            known = kept.get();
        }
        return known;
    }

    private boolean isAwaited(SignedNote note) {
        return witnesses.stream().filter(witness -> witness.status().trouble() == null)
                .anyMatch(witness -> note.by(witness.address().key()) != SignedNote.Signed.WELL);
    }

    @Override
    public List<Pulse> pulses() {
        return witnesses.stream().flatMap(witness -> witness.pulses().stream()).toList();
    }

    @Override
    public void start() {
        running = true;
        witnesses.forEach(CosigningWitness::start);
    }

    @Override
    public void stop() {
        running = false;
        witnesses.forEach(CosigningWitness::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
