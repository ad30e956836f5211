package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.register.follow.FirstFailure;
import org.authorityledger.register.follow.Generation;
import org.authorityledger.register.follow.RegisterBatch;
import org.authorityledger.register.follow.RegisterFollower;
import org.authorityledger.register.reporting.ReportingViews;
import org.authorityledger.store.AdvisoryLock;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** One rebuild, from an empty schema to the switch. */
final class RebuildRun {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);
    private static final int PAGE = 1000;
    /** When no more records than these are left, they are added during the switch. */
    private static final int NEAR = 200;
    private static final int LOOKS_AT_THE_LIVE_REGISTER = 60;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final RebuildProgress progress;
    private final Migrations migrations;
    private final ReportingViews views;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final RebuildLog log;
    private final JsonMapper mapper;
    private final int workers;
    private final String name;
    private final RegisterSchema next;
    private final String old;
    private final Map<GrantorId, FirstFailure> failures = new HashMap<>();

    private volatile boolean canceled;
    private volatile @Nullable RegisterComparison comparing;
    private volatile @Nullable Thread thread;
    private boolean finishing;

    RebuildRun(RebuildProgress progress, Migrations migrations, ReportingViews views, DataSource dataSource, LedgerReader reader,
            RebuildLog log,
            JsonMapper mapper,
            int workers) {
        this.progress = progress;
        this.migrations = migrations;
        this.views = views;
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.reader = reader;
        this.log = log;
        this.mapper = mapper;
        this.workers = workers;
        this.name = progress.rebuildId().toString().replace("-", "");
        this.next = RegisterSchema.ofTheLedger(RetiredRegisters.NEXT + name);
        this.old = RetiredRegisters.OLD + name;
    }

    /** How far it has come. */
    Rebuild rebuild() {
        return progress.rebuild();
    }

    /**
     * Begins to rebuild, on a thread of its own.
     *
     * @param lock the right to rebuild, released at the end
     */
    synchronized void start(AdvisoryLock lock) {
        thread = Thread.ofPlatform().name("rebuild").daemon(true).start(Viewer.ALL.seeing(() -> run(lock)));
    }

    /**
     * Asks it to stop.
     *
     * @return false when it is too late
     */
    synchronized boolean cancel() {
        if (progress.state() == Rebuild.State.SWITCHING || progress.state().over()) {
            return false;
        }
        canceled = true;
        RegisterComparison comparison = comparing;
        if (comparison != null) {
            comparison.cancel();
        }
        Thread running = thread;
        if (running != null && !finishing) {
            running.interrupt();
        }
        return true;
    }

    /** Asks it to stop, and waits for that. */
    void stop(Duration grace) {
        Thread running = thread;
        cancel();
        try {
            if (running != null && !running.join(grace)) {
                LOG.warn("rebuild {} did not stop within {}", progress.rebuildId(), grace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the end either the new generation is live, or nothing is left of it. */
    private void run(AdvisoryLock lock) {
        LOG.info("rebuild {} begins, started by {}", progress.rebuildId(), progress.startedBy());
        try {
            build();
            finish(Rebuild.State.DONE, null, lock);
            Rebuild done = rebuild();
            LOG.info("rebuild {}: {} records, {} rows differed; live up to position {}", done.rebuildId(), done.done(), done.differences(),
                    done.position());
        } catch (CancellationException | InterruptedException e) {
            giveUp(Rebuild.State.CANCELLED, null, lock);
        } catch (SQLException | RuntimeException e) {
            if (canceled) {
                giveUp(Rebuild.State.CANCELLED, null, lock);
            } else {
                LOG.error("rebuild {} failed; the live register is as it was", progress.rebuildId(), e);
                giveUp(Rebuild.State.FAILED, String.valueOf(e.getMessage()), lock);
            }
        }
    }

    private void giveUp(Rebuild.State how, @Nullable String why, AdvisoryLock lock) {
        // The interruption that ended it must not keep it from tidying up.
        boolean interrupted = Thread.interrupted();
        drop(next.tables());
        finish(how, why, lock);
        LOG.info("rebuild {} ended: {}", progress.rebuildId(), how);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(Rebuild.State how, @Nullable String why, AdvisoryLock lock) {
        progress.finished(why);
        synchronized (this) {
            finishing = true;
        }
        try {
            Rebuild finished = progress.rebuild(how);
            log.write(finished);
            if (how == Rebuild.State.DONE && finished.differing() != null) {
                log.write(finished.rebuildId(), finished.differing());
            }
            log.forgetOldOnes();
        } catch (RuntimeException e) {
            LOG.warn("could not record how rebuild {} ended: {}", progress.rebuildId(), how, e);
        }
        // Released first: a caller that sees this rebuild is over can start the next.
        lock.close();
        progress.state(how);
    }

    private void to(Rebuild.State further) {
        synchronized (this) {
            requireGoingOn();
            progress.state(further);
        }
        log.write(rebuild());
        cancelIfAsked();
    }

    /** Lets other nodes see how far it has come, and cancel it. */
    void note() {
        log.noteProgress(rebuild());
        cancelIfAsked();
    }

    private void cancelIfAsked() {
        if (log.askedToCancel(progress.rebuildId())) {
            cancel();
        }
    }

    private void requireGoingOn() {
        if (canceled) {
            throw new CancellationException();
        }
    }

    private void build() throws SQLException, InterruptedException {
        Position upTo = reader.head();
        progress.expect(upTo.value());
        log.write(rebuild());
        migrations.migrate("register", next.tables());
        views.prepare(next, ReportingViews.NEXT + name);
        progress.startCounting();
        load(upTo);
        to(Rebuild.State.FOLLOWING);
        RegisterFollower follower = new RegisterFollower(reader, jdbc, next);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        Position reached = follow(follower, transaction, upTo);
        to(Rebuild.State.COMPARING);
        compare(reached);
        to(Rebuild.State.FOLLOWING);
        reached = follow(follower, transaction, reached);
        to(Rebuild.State.SWITCHING);
        Position built = replace(reached);
        progress.add(built.recordsSince(reached));
        progress.live(built);
        // From here on it is done, even if the old register cannot be dropped yet.
        drop(old);
    }

    private void load(Position upTo) throws SQLException, InterruptedException {
        RegisterLoad load = new RegisterLoad(migrations.owner(), dataSource, next, workers);
        load.load(upTo, more -> {
            progress.add(more);
            requireGoingOn();
        }, () -> to(Rebuild.State.INDEXING));
        failures.putAll(load.failures());
    }

    /** Adds what was recorded since, until few records are left. */
    private Position follow(RegisterFollower follower, TransactionTemplate transaction, Position from) {
        Position reached = from;
        while (true) {
            requireGoingOn();
            List<StoredEvent> records = reader.after(reached, PAGE);
            if (records.isEmpty()) {
                return reached;
            }
            List<RegisterBatch> batches = transaction.execute(status -> follower.process(readable(records), this::failed));
            if (batches != null) {
                batches.forEach(follower::remember);
            }
            reached = records.getLast().position();
            progress.add(records.size());
            progress.expect(reader.head().value());
            if (records.size() < NEAR) {
                return reached;
            }
        }
    }

    /** Without the later records of a grantor of whom one could not be processed or read. */
    private List<LedgerRecord> readable(List<StoredEvent> events) {
        List<LedgerRecord> records = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            if (failures.containsKey(event.grantorId())) {
                continue;
            }
            try {
                records.add(event.record());
            } catch (UnreadableRecord unreadable) {
                failures.put(event.grantorId(), new FirstFailure(event.position(), unreadable));
            }
        }
        return records;
    }

    private void failed(LedgerRecord record, @Nullable RuntimeException failure) {
        if (failure != null) {
            failures.put(record.act().grantorId(), new FirstFailure(record.position(), failure));
        }
    }

    private void compare(Position reached) throws SQLException, InterruptedException {
        // A segment without news stores its place once a second: by waiting for it, what it has done is compared too.
        Generation live = new Generation(jdbc, RegisterSchema.LIVE);
        for (int n = 0; n < LOOKS_AT_THE_LIVE_REGISTER && live.position().isBefore(reached); n++) {
            requireGoingOn();
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        RegisterComparison comparison = new RegisterComparison(dataSource, RegisterSchema.LIVE, next, mapper);
        comparing = comparison;
        try {
            progress.comparedTo(comparison.compare(reached, difference -> {
                requireGoingOn();
                progress.differs(difference);
            }));
        } finally {
            comparing = null;
        }
    }

    /**
     * Puts the new generation in the place of the old one, in one transaction of the owner's. Nothing is added to the register meanwhile, and what
     * was recorded up to now is in it. Questions are not held up; a statement that runs goes on reading the old tables.
     */
    private Position replace(Position reached) throws SQLException {
        try (Connection connection = migrations.owner().getConnection()) {
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            JdbcTemplate owner = new JdbcTemplate(single);
            JdbcTransactionManager transactions = new JdbcTransactionManager(single);
            DeadLetters letters = new DeadLetters(single, transactions, next);
            Generation generation = new Generation(owner, next);
            Position built = new TransactionTemplate(transactions).execute(status -> {
                owner.execute("set local lock_timeout = '30s'");
                generation.replace();
                Position head = followToTheHead(owner, reached);
                generation.builtTo(head);
                letters.replace(failures, head);
                BulkLoadTables.letVacuum(owner, next);
                // The nodes keep the segments they work on.
                owner.update(next.sql("insert into register.token_entry select * from ") + RegisterSchema.LIVE.table("token_entry"));
                owner.execute("alter schema " + RegisterSchema.LIVE.tables() + " rename to " + old);
                owner.execute("alter schema " + next.tables() + " rename to " + RegisterSchema.LIVE.tables());
                ReportingViews.replace(owner, ReportingViews.NEXT + name, ReportingViews.OLD + name);
                return head;
            });
            return built == null ? reached : built;
        }
    }

    private Position followToTheHead(JdbcTemplate owner, Position from) {
        LedgerReader ownersReader = new LedgerReader(owner);
        RegisterFollower follower = new RegisterFollower(ownersReader, owner, next);
        Position head = ownersReader.head();
        Position reached = from;
        while (reached.isBefore(head)) {
            List<StoredEvent> records = ownersReader.after(reached, (int) Math.min(PAGE, head.recordsSince(reached)));
            follower.process(readable(records), this::failed).forEach(follower::remember);
            reached = records.getLast().position();
        }
        return reached;
    }

    private void drop(String schema) {
        try (Connection connection = migrations.owner().getConnection()) {
            new RetiredRegisters(connection).drop(schema);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("could not drop {} yet; the next rebuild or start does", schema, e);
        }
    }
}
