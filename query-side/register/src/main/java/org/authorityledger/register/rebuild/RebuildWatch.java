package org.authorityledger.register.rebuild;

import java.time.Duration;
import java.util.List;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.Worker;
import org.springframework.context.SmartLifecycle;

/**
 * What a node does about rebuilds without being asked: after its start it drops what a killed node left, and rebuilds a register made by older code;
 * while it rebuilds, it lets other nodes see how far it has come, and cancel it.
 */
public final class RebuildWatch implements BackgroundWork, SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Rebuilds rebuilds;
    private final Worker worker = new Worker("rebuild-watch", INTERVAL, this::work);
    private volatile boolean begun;

    public RebuildWatch(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    private void work() {
        begun = begun || rebuilds.tidyAndUpgrade();
        rebuilds.noteProgress();
    }

    @Override
    public List<Pulse> pulses() {
        return worker.pulses();
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.close();
        rebuilds.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.running();
    }
}
