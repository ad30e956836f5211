package org.authorityledger.register.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.register.DeadLetters;
import org.authorityledger.register.Generation;
import org.authorityledger.register.RegisterBatch;
import org.authorityledger.register.RegisterFollower;
import org.authorityledger.register.RegisterLoad;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoreConfiguration.Migrations;
import org.authorityledger.store.StoredEvent;
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
    /** So near to the head, what is left is added within the switch. */
    private static final int NEAR = 200;
    private static final int DIFFERENCES_KEPT = 500;
    private static final int LOOKS_AT_THE_LIVE_REGISTER = 60;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final UUID rebuildId;
    private final String register;
    private final String startedBy;
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Migrations migrations;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final RebuildLog log;
    private final JsonMapper mapper;
    private final int workers;
    private final RegisterSchema next;

    private final AtomicLong done = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<RegisterDifference> differing = new ArrayList<>();
    private volatile Rebuild.State state = Rebuild.State.LOADING;
    private volatile long total;
    private volatile long began;
    private volatile @Nullable Instant finishedAt;
    private volatile @Nullable Long position;
    private volatile @Nullable Long comparedTo;
    private volatile @Nullable Long differences;
    private volatile @Nullable String reason;
    private volatile @Nullable RegisterComparison comparing;
    private volatile @Nullable Thread thread;
    private final Map<GrantorId, RegisterLoad.Undigested> undigested = new HashMap<>();

    RebuildRun(UUID rebuildId, String register, String startedBy, Migrations migrations, DataSource dataSource, LedgerReader reader,
            RebuildLog log,
            JsonMapper mapper, int workers) {
        this.rebuildId = rebuildId;
        this.register = register;
        this.startedBy = startedBy;
        this.migrations = migrations;
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.reader = reader;
        this.log = log;
        this.mapper = mapper;
        this.workers = workers;
        this.next = RegisterSchema.ofTheLedger(Rebuilds.NEXT + rebuildId.toString().replace("-", ""));
    }

    /** Tells how far it has come. */
    Rebuild rebuild() {
        return rebuild(state);
    }

    private Rebuild rebuild(Rebuild.State now) {
        Long rate = null;
        Long remaining = null;
        if (now == Rebuild.State.LOADING || now == Rebuild.State.FOLLOWING) {
            double seconds = (System.nanoTime() - began) / 1e9;
            if (began != 0 && seconds > 0.2 && done.get() > 0) {
                rate = Math.round(done.get() / seconds);
                remaining = rate == 0 ? null : Math.max(0, (total - done.get()) / rate);
            }
        }
        List<RegisterDifference> differed = null;
        if (differences != null) {
            synchronized (differing) {
                differed = List.copyOf(differing);
            }
        }
        return new Rebuild(rebuildId, register, now, startedBy, startedAt, now.over() ? finishedAt : null, done.get(),
                Math.max(total, done.get()), rate,
                remaining,
                position, comparedTo, differences, differed, reason);
    }

    /**
     * Asks it to stop.
     *
     * @return false when it is too late
     */
    synchronized boolean cancel() {
        if (state == Rebuild.State.SWITCHING || state.over()) {
            return false;
        }
        cancelled.set(true);
        RegisterComparison comparison = comparing;
        if (comparison != null) {
            comparison.cancel();
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        return true;
    }

    /**
     * Does it all; in the end either the new generation is live, or nothing is left of it.
     *
     * @param letGo gives back the right to rebuild: before it is told that this one is over, so that who was told can start the next
     */
    void run(Runnable letGo) {
        thread = Thread.currentThread();
        LOG.info("rebuild {} begins, asked for by {}", rebuildId, startedBy);
        try {
            build();
            finish(Rebuild.State.DONE, null, letGo);
            LOG.info("rebuild {}: {} records, {} rows differed; live up to position {}", rebuildId, done.get(), differences, position);
        } catch (CancellationException | InterruptedException e) {
            over(Rebuild.State.CANCELLED, null, letGo);
            LOG.info("rebuild {} was cancelled", rebuildId);
        } catch (SQLException | RuntimeException e) {
            if (cancelled.get()) {
                over(Rebuild.State.CANCELLED, null, letGo);
                LOG.info("rebuild {} was cancelled", rebuildId);
            } else {
                LOG.error("rebuild {} failed; the live register is as it was", rebuildId, e);
                over(Rebuild.State.FAILED, String.valueOf(e.getMessage()), letGo);
            }
        }
    }

    private void over(Rebuild.State how, @Nullable String why, Runnable letGo) {
        // What broke it off must not break off the clearing away.
        boolean interrupted = Thread.interrupted();
        try {
            drop(next.tables());
        } catch (SQLException | RuntimeException e) {
            LOG.warn("could not clear away {}; the next rebuild or start does", next.tables(), e);
        }
        finish(how, why, letGo);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(Rebuild.State how, @Nullable String why, Runnable letGo) {
        reason = why;
        finishedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        thread = null;
        try {
            Rebuild finished = rebuild(how);
            log.write(finished);
            if (how == Rebuild.State.DONE && finished.differing() != null) {
                log.write(rebuildId, finished.differing());
            }
            log.forgetOldOnes();
        } catch (RuntimeException e) {
            LOG.warn("could not note how rebuild {} ended: {}", rebuildId, how, e);
        }
        letGo.run();
        state = how;
    }

    private void to(Rebuild.State further) {
        synchronized (this) {
            requireGoingOn();
            state = further;
        }
        log.write(rebuild());
        cancelIfAsked();
    }

    /** Tells other nodes how far it has come, and hears from them. */
    void note() {
        log.noteProgress(rebuild());
        cancelIfAsked();
    }

    private void cancelIfAsked() {
        if (log.askedToCancel(rebuildId)) {
            cancel();
        }
    }

    private void requireGoingOn() {
        if (cancelled.get()) {
            throw new CancellationException();
        }
    }

    private void build() throws SQLException, InterruptedException {
        long upTo = reader.head();
        total = upTo;
        log.write(rebuild());
        migrations.migrate("register", next.tables());
        began = System.nanoTime();
        RegisterLoad load = new RegisterLoad(migrations.owner(), dataSource, next, workers);
        load.load(upTo, more -> {
            done.addAndGet(more);
            requireGoingOn();
        }, () -> to(Rebuild.State.INDEXING));
        undigested.putAll(load.undigested());
        to(Rebuild.State.FOLLOWING);
        RegisterFollower follower = new RegisterFollower(reader, jdbc, next);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        long reached = follow(follower, transaction, upTo);
        to(Rebuild.State.COMPARING);
        compare(reached);
        to(Rebuild.State.FOLLOWING);
        reached = follow(follower, transaction, reached);
        to(Rebuild.State.SWITCHING);
        String old = Rebuilds.OLD + rebuildId.toString().replace("-", "");
        done.addAndGet(-reached);
        long built = replace(reached, old);
        done.addAndGet(built);
        position = built;
        // From here on it is done, whatever happens.
        discard(old);
    }

    /** Adds what was recorded since, until the head is near. */
    private long follow(RegisterFollower follower, TransactionTemplate transaction, long from) {
        long reached = from;
        while (true) {
            requireGoingOn();
            List<StoredEvent> records = reader.after(reached, PAGE);
            if (records.isEmpty()) {
                return reached;
            }
            List<RegisterBatch> batches = transaction.execute(status -> follower.digest(readable(records), this::notDigested));
            if (batches != null) {
                batches.forEach(follower::remember);
            }
            reached = records.getLast().position();
            done.addAndGet(records.size());
            total = Math.max(total, reader.head());
            if (records.size() < NEAR) {
                return reached;
            }
        }
    }

    /** Of whom one record could not be taken in, or cannot be read, no later one can. */
    private List<LedgerRecord> readable(List<StoredEvent> events) {
        List<LedgerRecord> records = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            if (undigested.containsKey(event.grantorId())) {
                continue;
            }
            try {
                records.add(event.record());
            } catch (UnreadableRecord unreadable) {
                undigested.put(event.grantorId(), new RegisterLoad.Undigested(event.position(), unreadable));
            }
        }
        return records;
    }

    private void notDigested(LedgerRecord record, @Nullable RuntimeException failure) {
        if (failure != null) {
            undigested.put(record.act().grantorId(), new RegisterLoad.Undigested(record.position(), failure));
        }
    }

    private void compare(long reached) throws SQLException, InterruptedException {
        // A segment without news stores its place once a second: what is waited for here is compared too.
        Generation live = new Generation(jdbc, RegisterSchema.LIVE);
        for (int n = 0; n < LOOKS_AT_THE_LIVE_REGISTER && live.position() < reached; n++) {
            requireGoingOn();
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        AtomicLong count = new AtomicLong();
        RegisterComparison comparison = new RegisterComparison(dataSource, RegisterSchema.LIVE, next, mapper);
        comparing = comparison;
        try {
            comparedTo = comparison.compare(reached, difference -> {
                requireGoingOn();
                if (count.incrementAndGet() <= DIFFERENCES_KEPT) {
                    synchronized (differing) {
                        differing.add(difference);
                    }
                }
            });
        } finally {
            comparing = null;
        }
        differences = count.get();
    }

    /**
     * Puts the new generation in the place of the old one, in one transaction of the owner's: nobody adds to the register meanwhile, and what was
     * recorded up to now is in it. Who asks is not held up; a statement that runs goes on reading the old tables.
     */
    private long replace(long reached, String old) throws SQLException {
        try (Connection connection = migrations.owner().getConnection()) {
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            JdbcTemplate owner = new JdbcTemplate(single);
            JdbcTransactionManager transactions = new JdbcTransactionManager(single);
            TransactionTemplate transaction = new TransactionTemplate(transactions);
            DeadLetters letters = new DeadLetters(single, transactions, next);
            RegisterFollower follower = new RegisterFollower(new LedgerReader(owner), owner, next);
            Generation generation = new Generation(owner, next);
            Long built = transaction.execute(status -> {
                owner.execute("set local lock_timeout = '30s'");
                generation.replace();
                long head = follow(follower, owner, reached);
                generation.builtTo(head);
                letters.replace(undigested, head);
                RegisterLoad.letVacuum(owner, next);
                // Who works on which segment goes on doing so.
                owner.update(next.sql("insert into register.token_entry select * from ") + RegisterSchema.LIVE.table("token_entry"));
                owner.execute("alter schema " + RegisterSchema.LIVE.tables() + " rename to " + old);
                owner.execute("alter schema " + next.tables() + " rename to " + RegisterSchema.LIVE.tables());
                return head;
            });
            return built == null ? reached : built;
        }
    }

    private long follow(RegisterFollower follower, JdbcTemplate owner, long from) {
        LedgerReader reader = new LedgerReader(owner);
        long head = reader.head();
        long reached = from;
        while (reached < head) {
            List<StoredEvent> records = reader.after(reached, (int) Math.min(PAGE, head - reached));
            follower.digest(readable(records), this::notDigested).forEach(follower::remember);
            reached = records.getLast().position();
        }
        return reached;
    }

    private void discard(String old) {
        try {
            drop(old);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("could not clear away {} yet; the next rebuild or start does", old, e);
        }
    }

    private void drop(String schema) throws SQLException {
        try (Connection connection = migrations.owner().getConnection(); Statement sql = connection.createStatement()) {
            Rebuilds.drop(sql, schema);
        }
    }
}
