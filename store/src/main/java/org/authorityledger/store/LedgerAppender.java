package org.authorityledger.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.history.ActJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends acts to the ledger: those that wait together are written in one statement and one commit, each command's all or none.
 *
 * <p>Appending is serial in the database, which makes positions gapless and commit-ordered; the throughput that this costs is won back by sharing
 * each commit among all commands that came in during the one before (see ADR 4). Its thread is not a {@link Worker}: it waits on its queue rather
 * than for an interval, and it writes what is left in the queue before it stops.
 */
public final class LedgerAppender implements BackgroundWork, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAppender.class);
    private static final String APPEND = "select * from ledger.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int MOST_IN_ONE_COMMIT = 512;
    private static final int LONGEST_SILENCE_MILLIS = 30_000;

    private final DataSource dataSource;
    private final LedgerHead head;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;
    /** No one takes from the queue any more. */
    private volatile boolean ended;
    private volatile long begunNanos;
    private volatile boolean underWay;

    private record Pending(List<NewEvent> events, CompletableFuture<List<LedgerRecord>> done) {}

    /** Starts the one writer of this process. */
    public LedgerAppender(DataSource dataSource, LedgerHead head) {
        this.dataSource = dataSource;
        this.head = head;
        this.writer = Thread.ofPlatform().name("ledger-appender").daemon(true).start(Viewer.ALL.seeing(this::write));
    }

    /**
     * Appends the events of one command, all or none, and returns when they are durable.
     *
     * @return as recorded, in the order given
     * @throws ConcurrentAppend when one of the places is taken
     * @throws IdempotencyKeyUsed when the request's key was used before
     * @throws StoreUnavailable when the database cannot be reached; whether the events were recorded is then unknown
     */
    public List<LedgerRecord> append(List<NewEvent> events) {
        try {
            return begin(events).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Begins to append events, all or none.
     *
     * @return as recorded, in the order given, when they are durable; it fails with what {@link #append} throws
     */
    public CompletableFuture<List<LedgerRecord>> begin(List<NewEvent> events) {
        Pending pending = new Pending(List.copyOf(events), new CompletableFuture<>());
        queue.add(pending);
        if (closed || ended) {
            failAll(List.of(pending), new StoreUnavailable("the ledger is shutting down", new IllegalStateException("closed")));
        }
        return pending.done();
    }

    private void write() {
        Deque<Pending> waiting = new ArrayDeque<>();
        try {
            writeUntilClosed(waiting);
        } finally {
            ended = true;
            queue.drainTo(waiting);
            failAll(waiting, new StoreUnavailable("the ledger takes no more", new IllegalStateException("ended")));
        }
    }

    private void writeUntilClosed(Deque<Pending> waiting) {
        while (true) {
            try {
                if (waiting.isEmpty()) {
                    Pending first = queue.poll(50, TimeUnit.MILLISECONDS);
                    if (first != null) {
                        waiting.add(first);
                    } else if (closed) {
                        return;
                    }
                }
                queue.drainTo(waiting, MOST_IN_ONE_COMMIT);
                List<Pending> batch = together(waiting);
                if (!batch.isEmpty()) {
                    appendIsolating(batch);
                }
            } catch (InterruptedException e) {
                closed = true;
                LOG.debug("interrupted: writing what is left in the queue, then stopping", e);
            }
        }
    }

    /** Takes from those waiting, in order, what can share a commit: no two of one grantor and no two with one key, for they may conflict. */
    private static List<Pending> together(Deque<Pending> waiting) {
        List<Pending> batch = new ArrayList<>();
        Set<Object> taken = new HashSet<>();
        Deque<Pending> later = new ArrayDeque<>();
        int events = 0;
        while (!waiting.isEmpty() && events < MOST_IN_ONE_COMMIT) {
            Pending pending = waiting.poll();
            Set<Object> concerns = new HashSet<>();
            for (NewEvent event : pending.events()) {
                concerns.add(event.act().grantorId());
                Provenance.Idempotency idempotency = event.provenance().idempotency();
                if (idempotency != null) {
                    concerns.add(idempotency.key());
                }
            }
            boolean free = concerns.stream().noneMatch(taken::contains);
            taken.addAll(concerns);
            if (free) {
                batch.add(pending);
                events += pending.events().size();
            } else {
                later.add(pending);
            }
        }
        while (!later.isEmpty()) {
            waiting.addFirst(later.pollLast());
        }
        return batch;
    }

    /** A batch that cannot be written for its data is tried again one by one, so that only the one at fault fails. */
    private void appendIsolating(List<Pending> batch) {
        try {
            append(batch, dataSource);
        } catch (SQLException | RuntimeException | Error e) {
            if (FatalErrors.in(e) != null) {
                // This thread ends, and the process with it; until then, no one waits for an answer.
                failAll(batch, new StoreUnavailable("the ledger ends: " + e, e));
                FatalErrors.rethrow(e);
            }
            if (batch.size() > 1 && faultOfTheData(e)) {
                batch.forEach(pending -> appendIsolating(List.of(pending)));
            } else {
                failAll(batch, e instanceof RuntimeException failure
                        ? failure
                        : new StoreUnavailable("the ledger's database did not accept the append: " + e.getMessage(), e));
            }
        }
    }

    /** Whether the database refused a value, or a value could not even be handed to it. */
    private static boolean faultOfTheData(Throwable e) {
        if (e instanceof SQLException refusal) {
            String state = refusal.getSQLState();
            return state != null && (state.startsWith("22") || state.startsWith("23"));
        }
        return true;
    }

    private static void failAll(Collection<Pending> batch, RuntimeException failure) {
        batch.forEach(pending -> pending.done().completeExceptionally(failure));
    }

    /**
     * For how long the present append has been under way; zero when nothing is being appended. Usually milliseconds; where it is longer, another
     * transaction holds the lock of the ledger, or the disk is slow.
     */
    public Duration underWay() {
        long begun = begunNanos;
        return underWay ? Duration.ofNanos(Math.max(0, System.nanoTime() - begun)) : Duration.ZERO;
    }

    @Override
    public List<Pulse> pulses() {
        return List.of(new Pulse(writer.getName(), !closed && !writer.isAlive(), underWay(), null));
    }

    private void append(List<Pending> batch, DataSource source) throws SQLException {
        begunNanos = System.nanoTime();
        underWay = true;
        try {
            appendNow(batch, source);
        } finally {
            underWay = false;
        }
    }

    private void appendNow(List<Pending> batch, DataSource source) throws SQLException {
        Map<UUID, LedgerRecord> appended = new HashMap<>();
        Map<UUID, String> conflicts = new HashMap<>();
        try (Connection connection = source.getConnection(); PreparedStatement statement = connection.prepareStatement(APPEND)) {
            // A database that no longer answers at all, as after a network was cut. The pool sets it back.
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
            bind(connection, statement, batch);
            Map<UUID, NewEvent> given = new HashMap<>();
            batch.forEach(pending -> pending.events().forEach(event -> given.put(event.recordId().value(), event)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID recordId = rows.getObject(1, UUID.class);
                    String conflict = rows.getString(4);
                    if (conflict != null) {
                        conflicts.put(recordId, conflict);
                    } else {
                        NewEvent event = Objects.requireNonNull(given.get(recordId));
                        Instant recordedAt = rows.getObject(3, OffsetDateTime.class).toInstant();
                        appended.put(recordId,
                                new LedgerRecord(event.recordId(), Position.of(rows.getLong(2)), event.sequence(), recordedAt,
                                        event.provenance().recordedBy(), event.act()));
                    }
                }
            }
        }
        appended.values().stream().max(Comparator.comparing(LedgerRecord::position))
                .ifPresent(last -> head.advanceTo(new LedgerHead.Reached(last.position(), last.recordedAt())));
        batch.forEach(pending -> complete(pending, appended, conflicts));
    }

    private static void complete(Pending pending, Map<UUID, LedgerRecord> appended, Map<UUID, String> conflicts) {
        List<LedgerRecord> records = new ArrayList<>(pending.events().size());
        for (NewEvent event : pending.events()) {
            String conflict = conflicts.get(event.recordId().value());
            if (conflict != null) {
                pending.done().completeExceptionally(
                        conflict.equals("SEQUENCE") ? new ConcurrentAppend(event.act().grantorId().value()) : new IdempotencyKeyUsed());
            }
            LedgerRecord record = appended.get(event.recordId().value());
            if (record != null) {
                records.add(record);
            }
        }
        // Without effect where a conflict has completed it above.
        pending.done().complete(records);
    }

    private static void bind(Connection connection, PreparedStatement statement, List<Pending> batch) throws SQLException {
        List<Integer> commands = new ArrayList<>();
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            for (NewEvent event : batch.get(i).events()) {
                commands.add(i);
                events.add(event);
            }
        }
        statement.setArray(1, connection.createArrayOf("int4", commands.toArray()));
        statement.setArray(2, array(connection, "uuid", events, event -> event.recordId().value()));
        statement.setArray(3, array(connection, "text", events, event -> event.act().grantorId().value()));
        statement.setArray(4, array(connection, "int8", events, event -> event.sequence().value()));
        statement.setArray(5, array(connection, "text", events, event -> ActJson.type(event.act())));
        statement.setArray(6, array(connection, "text", events, event -> ActJson.revision(event.act())));
        statement.setArray(7, array(connection, "text", events, event -> event.provenance().recordedBy()));
        statement.setArray(8, array(connection, "text", events, event -> event.provenance().sourceAddress()));
        statement.setArray(9, array(connection, "text", events, event -> event.provenance().correlationId()));
        statement.setArray(10, idempotency(connection, "text", events, Provenance.Idempotency::key));
        statement.setArray(11, idempotency(connection, "int4", events, Provenance.Idempotency::part));
        statement.setArray(12, digests(connection, events));
        statement.setArray(13, array(connection, "text", events, event -> ActJson.write(event.act())));
    }

    private static Array array(Connection connection, String type, List<NewEvent> events, Function<NewEvent, @Nullable Object> value)
            throws SQLException {
        @Nullable
        Object[] values = new @Nullable Object[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(events.get(i));
        }
        return connection.createArrayOf(type, values);
    }

    private static Array idempotency(Connection connection, String type, List<NewEvent> events,
            Function<Provenance.Idempotency, Object> value)
            throws SQLException {
        return array(connection, type, events, event -> {
            Provenance.Idempotency idempotency = event.provenance().idempotency();
            return idempotency == null ? null : value.apply(idempotency);
        });
    }

    private static Array digests(Connection connection, List<NewEvent> events) throws SQLException {
        // Of this very type: the driver takes no bytes inside an array of objects.
        byte @Nullable [][] digests = new byte @Nullable [events.size()][];
        for (int i = 0; i < digests.length; i++) {
            Provenance.Idempotency idempotency = events.get(i).provenance().idempotency();
            digests[i] = idempotency == null ? null : HexFormat.of().parseHex(idempotency.requestDigest());
        }
        return connection.createArrayOf("bytea", digests);
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
