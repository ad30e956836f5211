package org.authorityledger.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.RecordId;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerReader;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The records that the register could not take in, with all later ones of the same grantors: they wait in Axon's dead-letter queue, in order, and
 * stop nobody else. What is answered about such a grantor says that it is incomplete.
 *
 * <p>A letter names a record by its position; the record itself stands in the ledger and is read there when it is tried again.
 */
public final class DeadLetters implements Incomplete, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    /** So many letters may wait for one grantor, and so many grantors; the queue reads as many at once, since its paging loses some. */
    private static final int MOST = 1_000_000;
    private static final int LONGEST_REASON = 1000;
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final Generation generation;
    private final RegisterFollower follower;
    private final TransactionTemplate transaction;
    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private volatile Set<GrantorId> waiting = Set.of();
    private volatile boolean started;

    /**
     * A letter, as it is shown.
     *
     * @param reason what went wrong; null for one that only waits behind another
     */
    public record Letter(GrantorId grantorId, long position, RecordId recordId, String type, @Nullable String reason, Instant enqueuedAt,
            @Nullable Instant lastTriedAt) {}

    public DeadLetters(DataSource dataSource, PlatformTransactionManager transactions, RegisterSchema schema) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.reader = new LedgerReader(jdbc);
        this.generation = new Generation(jdbc, schema);
        this.follower = new RegisterFollower(reader, jdbc, schema);
        this.transaction = new TransactionTemplate(transactions);
        Jackson3Serializer serializer = Jackson3Serializer.builder().build();
        this.queue = JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder().processingGroup(Generation.PROCESSOR)
                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource)))
                .transactionManager(new SpringTransactionManager(transactions)).genericSerializer(serializer).eventSerializer(serializer)
                .schema(DeadLetterSchema.builder().deadLetterTable("ledger_operations.dead_letter").deadLetterIdentifierColumn("letter_id")
                        .processingGroupColumn("processing_group").sequenceIdentifierColumn("sequence_identifier")
                        .sequenceIndexColumn("sequence_index").messageTypeColumn("message_type").eventIdentifierColumn("event_identifier")
                        .timestampColumn("timestamp").payloadTypeColumn("payload_type").payloadRevisionColumn("payload_revision")
                        .payloadColumn("payload").metaDataColumn("meta_data").aggregateTypeColumn("aggregate_type")
                        .aggregateIdentifierColumn("aggregate_id").sequenceNumberColumn("sequence_number").tokenTypeColumn("token_type")
                        .tokenColumn("token").enqueuedAtColumn("enqueued_at").lastTouchedColumn("last_touched")
                        .processingStartedColumn("processing_started").causeTypeColumn("cause_type").causeMessageColumn("cause_message")
                        .diagnosticsColumn("diagnostics").build())
                .maxSequences(MOST).maxSequenceSize(MOST).pageSize(MOST).build();
    }

    /** Whose records wait, as last looked; nobody's, as a rule. */
    public Set<GrantorId> waiting() {
        return waiting;
    }

    /** Looks whose records wait: other nodes put letters there too. */
    public void look() {
        waiting = Set.copyOf(jdbc.query("select distinct sequence_identifier from ledger_operations.dead_letter",
                (row, n) -> GrantorId.of(row.getString(1))));
    }

    /** The letters, in the order of the ledger. */
    public List<Letter> letters(int most) {
        return jdbc.query("""
                select d.sequence_identifier, e.position, e.record_id, e.type, d.cause_message, d.enqueued_at, d.last_touched
                from ledger_operations.dead_letter d join ledger.event e on e.record_id = d.event_identifier::uuid
                order by e.position limit ?
                """, (row, n) -> new Letter(GrantorId.of(row.getString(1)), row.getLong(2),
                new RecordId(row.getObject(3, java.util.UUID.class)), row.getString(4), row.getString(5), Instant.parse(row.getString(6)),
                row.getString(7) == null ? null : Instant.parse(row.getString(7))), most);
    }

    /** Those of these grantors whose records wait, seen from within the transaction there is. */
    Set<GrantorId> waitingOf(Collection<FeedRecord> arrivals) {
        return new HashSet<>(jdbc.query(
                "select distinct sequence_identifier from ledger_operations.dead_letter where sequence_identifier = any(?)",
                (row, n) -> GrantorId.of(row.getString(1)),
                (Object) arrivals.stream().map(arrival -> arrival.grantorId().value()).distinct().toArray(String[]::new)));
    }

    /** Puts a record behind those of its grantor that wait, within the transaction there is. */
    void enqueue(FeedRecord record, @Nullable Throwable cause) {
        String grantor = record.grantorId().value();
        DomainEventMessage<Long> message = new GenericDomainEventMessage<>(EventMessages.STREAM_TYPE, grantor, record.sequence(),
                record.position(), MetaData.emptyInstance(), record.recordId().toString(), record.recordedAt());
        queue.enqueue(grantor,
                cause == null ? new GenericDeadLetter<>(grantor, message) : new GenericDeadLetter<>(grantor, message, told(cause)));
        if (cause != null) {
            LOG.error(
                    "record {} of grantor {}, position {}, cannot be taken into the register; it waits, and all later ones of that grantor do",
                    record.recordId(), grantor, record.position(), cause);
        }
    }

    /** The queue keeps the message of what was thrown: what went wrong in the end, not too long. */
    private static Throwable told(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getClass().getSimpleName() + ": " + root.getMessage();
        return new IllegalStateException(message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) : message);
    }

    /**
     * Has those wait whose records a rebuild could not take in, and nobody else any more. Within the transaction there is.
     *
     * @param upToPosition how far the register was built
     */
    public void replace(Map<GrantorId, RegisterLoad.Undigested> undigested, long upToPosition) {
        jdbc.update("delete from ledger_operations.dead_letter");
        undigested.forEach((grantorId, first) -> reader.streams(List.of(grantorId), upToPosition).stream().map(FeedRecord::of)
                .filter(record -> record.position() >= first.position())
                .forEach(record -> enqueue(record, record.position() == first.position() ? first.cause() : null)));
    }

    /**
     * Tries the waiting records of a grantor again, in order, until one still cannot be taken in.
     *
     * @return how many are left waiting
     */
    public long retry(GrantorId grantorId) {
        Long left = transaction.execute(status -> {
            // Nobody puts further letters behind these while they are worked through.
            generation.replace();
            List<DeadLetter<? extends EventMessage<?>>> letters = new ArrayList<>();
            queue.deadLetterSequence(grantorId.value()).forEach(letters::add);
            int done = 0;
            for (DeadLetter<? extends EventMessage<?>> letter : letters) {
                RecordId recordId = RecordId.of(letter.message().getIdentifier());
                RuntimeException failure = within(jdbc, () -> {
                    follower.forget(follower.apply(List.of(reader.record(recordId).getFirst().record())));
                });
                if (failure != null) {
                    LOG.warn("record {} of grantor {} still cannot be taken into the register", recordId, grantorId, failure);
                    queue.requeue(letter, again -> again.withCause(told(failure)).markTouched());
                    break;
                }
                queue.evict(letter);
                done++;
            }
            return (long) letters.size() - done;
        });
        look();
        return left == null ? 0 : left;
    }

    /** Tries everything again: after a start, when the code may have been mended. */
    public void retryAll() {
        look();
        for (GrantorId grantorId : new TreeSet<>(waiting)) {
            long left = retry(grantorId);
            LOG.info("tried the waiting records of grantor {} again: {} are left", grantorId, left);
        }
    }

    /**
     * Does something within the transaction there is, or nothing of it where its data cannot be digested.
     *
     * @return what was wrong with the data; null when it was done
     * @throws RuntimeException when not the data was at fault but the database
     */
    static @Nullable RuntimeException within(JdbcTemplate jdbc, Runnable work) {
        Savepoint before = jdbc.execute((ConnectionCallback<Savepoint>) Connection::setSavepoint);
        try {
            work.run();
            return null;
        } catch (RuntimeException e) {
            if (!faultOfTheData(e)) {
                throw e;
            }
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                connection.rollback(before);
                return true;
            });
            return e;
        }
    }

    /** Whether a record could not be digested; a database that is away, full or in disorder is no fault of the record's. */
    static boolean faultOfTheData(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                String state = refusal.getSQLState();
                return state != null && (state.startsWith("22") || state.startsWith("23"));
            }
        }
        return !(failure instanceof DataAccessException) && !(failure instanceof org.springframework.transaction.TransactionException);
    }

    /**
     * Answers whose records wait, of those a question is about.
     *
     * @param grantorIds null: about everyone
     * @return null when nobody's do, so that nothing is said
     */
    @Override
    public @Nullable List<String> of(@Nullable Set<GrantorId> grantorIds) {
        Set<GrantorId> now = waiting;
        if (now.isEmpty()) {
            return null;
        }
        List<String> concerned = now.stream().filter(grantorId -> grantorIds == null || grantorIds.contains(grantorId))
                .map(GrantorId::value)
                .sorted().toList();
        return concerned.isEmpty() ? null : concerned;
    }

    @Override
    public void start() {
        started = true;
        Thread.ofPlatform().name("dead-letters").daemon(true).start(() -> {
            boolean tried = false;
            while (started) {
                try {
                    if (tried) {
                        look();
                    } else {
                        retryAll();
                        tried = true;
                    }
                } catch (RuntimeException e) {
                    // The database may be away for a while.
                    LOG.debug("could not look for records that wait", e);
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
