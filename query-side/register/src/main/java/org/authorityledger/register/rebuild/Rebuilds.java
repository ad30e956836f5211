package org.authorityledger.register.rebuild;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.authorityledger.register.RegisterRefusal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.authorityledger.register.Generation;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.AdvisoryLocks;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.RecordIds;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts rebuilds, one at a time over all nodes, and tells of them.
 *
 * <p>Who rebuilds holds a lock of the session in the database. A node that is killed lets go of it, and what it left behind is cleared away by the
 * next start or the next rebuild of any node. A node whose code makes another edition of the register than the live one starts a rebuild by itself.
 */
public final class Rebuilds implements SmartLifecycle {

    /** The one register there is. */
    public static final String AUTHORITIES = "authorities";

    static final String NEXT = "register_next_";
    static final String OLD = "register_old_";

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final String OF_ITSELF = "ledger";
    private static final long NOTE_MILLIS = 1_000;
    private static final int TRIES_TO_DROP = 200;
    private static final long BEFORE_NEXT_TRY_MILLIS = 50;

    private final Migrations migrations;
    private final DataSource dataSource;
    private final LedgerReader reader;
    private final RebuildLog log;
    private final JsonMapper mapper;
    private final Generation live;
    private final int workers;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("rebuild").daemon(true).factory());
    private volatile @Nullable RebuildRun run;
    private volatile boolean started;

    public Rebuilds(Migrations migrations, DataSource dataSource, LedgerReader reader, JsonMapper mapper, MeterRegistry meters,
            int workers) {
        this.migrations = migrations;
        this.dataSource = dataSource;
        this.reader = reader;
        this.log = new RebuildLog(new JdbcTemplate(dataSource), mapper);
        this.mapper = mapper;
        this.live = new Generation(new JdbcTemplate(dataSource), RegisterSchema.LIVE);
        this.workers = workers;
        gauge(meters, "ledger.rebuild.running", "Whether this node rebuilds the register", rebuild -> rebuild.state().over() ? 0 : 1);
        gauge(meters, "ledger.rebuild.done", "Records in the new generation", Rebuild::done);
        gauge(meters, "ledger.rebuild.total", "Records that are to be in it", Rebuild::total);
        gauge(meters, "ledger.rebuild.rate", "Records a second", rebuild -> rebuild.rate() == null ? 0 : rebuild.rate());
        gauge(meters, "ledger.rebuild.remaining.seconds", "Until all records are in",
                rebuild -> rebuild.remainingSeconds() == null ? 0 : rebuild.remainingSeconds());
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<Rebuild> value) {
        Gauge.builder(name, this, rebuilds -> {
            Rebuild running = rebuilds.here();
            return running == null ? 0 : value.applyAsDouble(running);
        }).description(description).register(meters);
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
        Connection guard = guard();
        if (guard == null) {
            throw new RegisterRefusal(RegisterRefusal.Code.REBUILD_UNDER_WAY,
                    "The register is being rebuilt already. Wait until that is over, or cancel it first.");
        }
        try {
            tidy(guard);
            RebuildRun next = new RebuildRun(RecordIds.mint(), AUTHORITIES, startedBy, migrations, dataSource, reader, log, mapper,
                    workers);
            log.write(next.rebuild());
            run = next;
            executor.execute(() -> next.run(() -> letGo(guard)));
            return next.rebuild();
        } catch (SQLException | RuntimeException e) {
            letGo(guard);
            throw e instanceof RuntimeException failure ? failure : new DataAccessResourceFailureException("could not begin a rebuild", e);
        }
    }

    /**
     * One rebuild.
     *
     * @throws RegisterRefusal when there is none of this id
     */
    public Rebuild find(UUID rebuildId) {
        Rebuild here = here();
        Rebuild found = here != null && here.rebuildId().equals(rebuildId) ? here : log.find(rebuildId);
        if (found == null) {
            throw new RegisterRefusal(RegisterRefusal.Code.UNKNOWN_REBUILD, "There was no rebuild " + rebuildId + ", or it is long past.");
        }
        return found;
    }

    /** The last rebuilds, the last first, without what differed. */
    public List<Rebuild> last() {
        Rebuild here = here();
        return log.last().stream().map(rebuild -> here != null && here.rebuildId().equals(rebuild.rebuildId()) && !here.state().over()
                ? here
                : rebuild).toList();
    }

    /** The rebuild under way on this node, or the last there was on it. */
    public @Nullable Rebuild here() {
        RebuildRun current = run;
        return current == null ? null : current.rebuild();
    }

    /**
     * Cancels a rebuild. Nothing is left of it; the live register is as it was.
     *
     * @throws RegisterRefusal when there is none of this id, or it is over or about to be
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
        return new RegisterRefusal(RegisterRefusal.Code.REBUILD_OVER, "The rebuild is over; there is nothing left to cancel.");
    }

    /** A connection that holds the one right to rebuild; null when another has it. */
    private @Nullable Connection guard() {
        try {
            Connection connection = migrations.owner().getConnection();
            try (Statement sql = connection.createStatement();
                    ResultSet row = sql.executeQuery("select pg_try_advisory_lock(" + AdvisoryLocks.REBUILD + ")")) {
                row.next();
                if (row.getBoolean(1)) {
                    return connection;
                }
                connection.close();
                return null;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("could not ask for the right to rebuild", e);
        }
    }

    private static void letGo(Connection guard) {
        try (guard; Statement sql = guard.createStatement()) {
            sql.execute("select pg_advisory_unlock(" + AdvisoryLocks.REBUILD + ")");
        } catch (SQLException e) {
            LOG.warn("could not give back the right to rebuild; it goes with the connection", e);
        }
    }

    /** Clears away what a killed node left. Only for who holds the right to rebuild: nobody else's is then under way. */
    private void tidy(Connection guard) throws SQLException {
        List<String> left = new ArrayList<>();
        try (Statement sql = guard.createStatement()) {
            try (ResultSet rows = sql
                    .executeQuery("select nspname from pg_namespace where nspname ~ '^register_(next|old)_[0-9a-f]{32}$'")) {
                while (rows.next()) {
                    left.add(rows.getString(1));
                }
            }
            for (String schema : left) {
                LOG.info("clearing away {}, left by a rebuild that was broken off", schema);
                drop(sql, schema);
            }
        }
        log.markInterrupted();
    }

    /**
     * Drops a register that nobody is to ask any more. A statement that still reads it is waited for, and never made to wait: the tables are only
     * locked all at once, or not at all. The server's own vacuuming gives way.
     */
    static void drop(Statement sql, String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = sql
                .executeQuery("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = '" + schema + "'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        Connection connection = sql.getConnection();
        connection.setAutoCommit(false);
        try {
            for (String table : tables) {
                // Who only tries whether a lock is free does not make a vacuum give way; who waits for this one does.
                sql.execute("alter table " + table + " set (autovacuum_enabled = off)");
            }
            connection.commit();
            for (int n = 1;; n++) {
                try {
                    if (!tables.isEmpty()) {
                        sql.execute("lock table " + String.join(", ", tables) + " in access exclusive mode nowait");
                    }
                    sql.execute("drop schema if exists " + schema + " cascade");
                    connection.commit();
                    return;
                } catch (SQLException e) {
                    connection.rollback();
                    if (n == TRIES_TO_DROP || !"55P03".equals(e.getSQLState())) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(BEFORE_NEXT_TRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void start() {
        started = true;
        Thread.ofPlatform().name("rebuild-watch").daemon(true).start(() -> {
            boolean begun = false;
            while (started) {
                begun = begun || begin();
                noteProgress();
            }
        });
    }

    /**
     * Clears away what was left, and rebuilds what was made by older code.
     *
     * @return false when it is to be tried again, since another node rebuilds or the database is away
     */
    private boolean begin() {
        try {
            Connection guard = guard();
            if (guard != null) {
                try {
                    tidy(guard);
                } finally {
                    letGo(guard);
                }
            }
            if (live.edition() < Generation.EDITION) {
                if (guard == null) {
                    return false;
                }
                LOG.info("the register was made by an older edition of this code: it is rebuilt, and served as it is until then");
                start(null, OF_ITSELF);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.warn("could not look after what an earlier rebuild left; trying again: {}", e.getMessage());
            return false;
        }
    }

    /** Lets other nodes see how far it has come, and cancel it. */
    private void noteProgress() {
        try {
            TimeUnit.MILLISECONDS.sleep(NOTE_MILLIS);
            RebuildRun current = run;
            if (current != null && !current.rebuild().state().over()) {
                current.note();
            }
        } catch (InterruptedException e) {
            started = false;
        } catch (RuntimeException e) {
            LOG.debug("could not note the progress of a rebuild", e);
        }
    }

    @Override
    public void stop() {
        started = false;
        RebuildRun current = run;
        if (current != null) {
            current.cancel();
        }
        executor.shutdown();
        try {
            executor.awaitTermination(8, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
