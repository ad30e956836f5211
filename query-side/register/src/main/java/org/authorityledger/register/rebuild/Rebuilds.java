package org.authorityledger.register.rebuild;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.authorityledger.register.RegisterRefusal;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.register.reporting.ReportingViews;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts, finds and cancels rebuilds. One runs at a time, over all nodes: the node that rebuilds holds a lock in the database. When that node is
 * killed the lock is free, and the next start or the next rebuild of any node drops what it left.
 */
public final class Rebuilds {

    /** The one register there is. */
    public static final String AUTHORITIES = "authorities";

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final String AUTOMATICALLY = "ledger";
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Migrations migrations;
    private final ReportingViews views;
    private final DataSource dataSource;
    private final LedgerReader reader;
    private final RebuildLog log;
    private final JsonMapper mapper;
    private final Generation live;
    private final int workers;
    private volatile @Nullable RebuildRun run;

    public Rebuilds(Migrations migrations, ReportingViews views, DataSource dataSource, LedgerReader reader, JsonMapper mapper,
            int workers) {
        this.migrations = migrations;
        this.views = views;
        this.dataSource = dataSource;
        this.reader = reader;
        this.log = new RebuildLog(new JdbcTemplate(dataSource), mapper);
        this.mapper = mapper;
        this.live = new Generation(new JdbcTemplate(dataSource), RegisterSchema.LIVE);
        this.workers = workers;
    }

    /**
     * Starts a rebuild.
     *
     * @param register which register; null: all there are
     * @throws RegisterRefusal when there is no such register, or a rebuild is under way on any node
     */
    public Rebuild start(@Nullable String register, String startedBy) {
        if (register != null && !register.equals(AUTHORITIES)) {
            throw new RegisterRefusal(RegisterRefusal.Code.UNKNOWN_REGISTER,
                    "There is no register " + register + "; there is " + AUTHORITIES + ".");
        }
        AdvisoryLock lock = AdvisoryLock.tryHold(migrations.owner(), AdvisoryLock.REBUILD)
                .orElseThrow(() -> new RegisterRefusal(RegisterRefusal.Code.REBUILD_UNDER_WAY,
                        "The register is already being rebuilt. Wait until the rebuild has finished, or cancel it."));
        try {
            tidy(lock);
            RebuildRun next = new RebuildRun(new RebuildProgress(RecordIds.mint(), AUTHORITIES, startedBy), migrations, views, dataSource,
                    reader,
                    log, mapper, workers);
            Rebuild begun = next.rebuild();
            log.write(begun);
            run = next;
            next.start(lock);
            return begun;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * One rebuild.
     *
     * @throws RegisterRefusal when there is no rebuild with this id
     */
    public Rebuild find(UUID rebuildId) {
        Rebuild here = here();
        Rebuild found = here != null && here.rebuildId().equals(rebuildId) ? here : log.find(rebuildId);
        if (found == null) {
            throw new RegisterRefusal(RegisterRefusal.Code.UNKNOWN_REBUILD, "There is no rebuild " + rebuildId + ", or no longer.");
        }
        return found;
    }

    /** The latest rebuilds, the last first, without what differed. */
    public List<Rebuild> last() {
        Rebuild here = here();
        return log.last().stream().map(rebuild -> here != null && here.rebuildId().equals(rebuild.rebuildId()) && !here.state().over()
                ? here
                : rebuild).toList();
    }

    /** The rebuild under way on this node, or the last one that was. */
    public @Nullable Rebuild here() {
        RebuildRun current = run;
        return current == null ? null : current.rebuild();
    }

    /**
     * Cancels a rebuild. Nothing is left of it; the live register is as it was.
     *
     * @throws RegisterRefusal when there is no rebuild with this id, or it is over or about to be
     */
    public Rebuild cancel(UUID rebuildId) {
        Rebuild found = find(rebuildId);
        RebuildRun current = run;
        if (found.state().over() || found.state() == Rebuild.State.SWITCHING) {
            throw tooLate();
        }
        if (current == null || !current.rebuild().rebuildId().equals(rebuildId)) {
            log.askToCancel(rebuildId);
            return found;
        }
        if (!current.cancel()) {
            throw tooLate();
        }
        return current.rebuild();
    }

    private static RegisterRefusal tooLate() {
        return new RegisterRefusal(RegisterRefusal.Code.REBUILD_OVER, "This rebuild has finished; it can no longer be canceled.");
    }

    /**
     * Drops what a killed node left, and rebuilds a register that older code made.
     *
     * @return false while another node rebuilds, which may end without success
     */
    boolean tidyAndUpgrade() {
        boolean alone = AdvisoryLock.tryHold(migrations.owner(), AdvisoryLock.REBUILD).map(lock -> {
            try (lock) {
                tidy(lock);
            }
            return true;
        }).orElse(false);
        if (live.edition() < Generation.EDITION) {
            if (!alone) {
                return false;
            }
            LOG.info("an older edition of this code made the register: it is rebuilt");
            start(null, AUTOMATICALLY);
        }
        return true;
    }

    /** Only while holding the lock: no other rebuild is under way then. */
    private void tidy(AdvisoryLock lock) {
        new RetiredRegisters(lock.connection()).dropAll();
        log.markInterrupted();
    }

    /** Lets other nodes see how far a rebuild on this node has come, and cancel it. */
    void noteProgress() {
        RebuildRun current = run;
        if (current != null && !current.rebuild().state().over()) {
            current.note();
        }
    }

    /** Cancels the rebuild on this node, and waits for its end for a few seconds. */
    void stop() {
        RebuildRun current = run;
        if (current != null) {
            current.stop(GRACE);
        }
    }
}
