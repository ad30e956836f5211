package org.authorityledger.inbox.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.authorityledger.questions.check.OtherIds;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.springframework.context.SmartLifecycle;

/** The other ids of those whom a check asks about, from memory. What is stated on another node is known here within a second. */
final class StatedIds implements OtherIds, BackgroundWork, SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Identities identities;
    private final Worker worker;

    StatedIds(Identities identities) {
        this.identities = identities;
        this.worker = new Worker("joined-ids", LOOK, identities::now);
    }

    @Override
    public List<String> of(String id, Instant knownAt) {
        return identities.othersAt(id, knownAt);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.close();
    }

    @Override
    public boolean isRunning() {
        return worker.running();
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }
}
