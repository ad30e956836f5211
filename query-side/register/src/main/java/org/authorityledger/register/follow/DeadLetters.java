package org.authorityledger.register.follow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.BackgroundWork;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.Pulse;
import org.authorityledger.store.StoredEvent;
import org.authorityledger.store.Worker;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The records that the register could not process, and all later ones of the same grantors. They wait in Axon's dead-letter queue, in order, and hold
 * up no one else. An answer about such a grantor says that it is incomplete.
 *
 * <p>A letter names a record by its position; the record itself stays in the ledger and is read there when it is tried again.
 */
public final class DeadLetters implements Incomplete, BackgroundWork, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    /** The most letters of one grantor, and the most grantors. The queue also reads this number at once, since its paging loses some. */
    private static final int MOST = 1_000_000;
    private static final int LONGEST_REASON = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final JdbcTemplate jdbc;
    private final JdbcClient letters;
    private final LedgerReader reader;
    private final Generation generation;
    private final RegisterFollower follower;
    private final TransactionTemplate transaction;
    private final SequencedDeadLetterQueue<EventMessage<?>> queue;
    private final Worker watch = new Worker("dead-letters", LOOK_AGAIN, this::watch);
    private volatile Set<GrantorId> waiting = Set.of();
    private volatile boolean tried;

    /**
     * A letter, as it is shown.
     *
     * @param reason what went wrong; null for one that only waits behind another
     */
    public record Letter(GrantorId grantorId, Position position, RecordId recordId, String type, @Nullable String reason,
            Instant enqueuedAt,
            @Nullable Instant lastTriedAt) {

        private static Letter of(ResultSet row, int number) throws SQLException {
            String touched = row.getString("last_touched");
            return new Letter(GrantorId.of(row.getString("sequence_identifier")), Position.of(row.getLong("position")),
                    new RecordId(row.getObject("record_id", UUID.class)), row.getString("type"), row.getString("cause_message"),
                    Instant.parse(row.getString("enqueued_at")), touched == null ? null : Instant.parse(touched));
        }
    }

    public DeadLetters(DataSource dataSource, PlatformTransactionManager transactions, RegisterSchema schema) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.letters = JdbcClient.create(jdbc);
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

    /** The grantors whose records wait, when last looked; usually none. */
    public Set<GrantorId> waiting() {
        return waiting;
    }

    /** Looks for the grantors whose records wait: other nodes put letters there too. */
    public void look() {
        waiting = Set.copyOf(letters.sql("select distinct sequence_identifier from ledger_operations.dead_letter")
                .query((row, n) -> GrantorId.of(row.getString(1))).list());
    }

    /** The letters, in the order of the ledger. */
    public List<Letter> letters(int most) {
        return letters.sql("""
                select d.sequence_identifier, e.position, e.record_id, e.type, d.cause_message, d.enqueued_at, d.last_touched
                from ledger_operations.dead_letter d join ledger.event e on e.record_id = d.event_identifier::uuid
                order by e.position limit :most
                """).param("most", most).query(Letter::of).list();
    }

    /** Those of these grantors whose records wait, as the current transaction sees it. */
    Set<GrantorId> waitingOf(Collection<GrantorId> grantorIds) {
        return letters
                .sql("select distinct sequence_identifier from ledger_operations.dead_letter where sequence_identifier = any(:grantors)")
                .param("grantors", grantorIds.stream().map(GrantorId::value).distinct().toArray(String[]::new))
                .query((row, n) -> GrantorId.of(row.getString(1))).set();
    }

    /** Puts a record behind those of its grantor that wait, within the current transaction. */
    void enqueue(FeedRecord record) {
        StoredEvent event = record.event();
        Throwable cause = record.fault();
        String grantor = event.grantorId().value();
        DomainEventMessage<Long> message = new GenericDomainEventMessage<>(EventMessages.STREAM_TYPE, grantor, event.sequence().value(),
                event.position().value(), MetaData.emptyInstance(), event.recordId().toString(), event.recordedAt());
        queue.enqueue(grantor,
                cause == null ? new GenericDeadLetter<>(grantor, message) : new GenericDeadLetter<>(grantor, message, reason(cause)));
        if (cause != null) {
            LOG.error(
                    "record {} of grantor {}, position {}, could not be processed by the register; it waits, with all later records of that grantor",
                    event.recordId(), grantor, event.position(), cause);
        }
    }

    /** The queue keeps a message: of what went wrong in the end, and not too long. */
    private static Throwable reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getClass().getSimpleName() + ": " + root.getMessage();
        return new IllegalStateException(message.length() > LONGEST_REASON ? message.substring(0, LONGEST_REASON) : message);
    }

    /**
     * Replaces all letters by those of the records that a rebuild could not process, within the current transaction.
     *
     * @param upTo how far the register was built
     */
    public void replace(Map<GrantorId, FirstFailure> failures, Position upTo) {
        letters.sql("delete from ledger_operations.dead_letter").update();
        failures.forEach((grantorId, first) -> reader.streams(List.of(grantorId), upTo).stream()
                .filter(event -> !event.position().isBefore(first.position()))
                .forEach(event -> enqueue(new FeedRecord(event, event.position().equals(first.position()) ? first.cause() : null))));
    }

    /**
     * Tries the waiting records of a grantor again, in order, until one still cannot be processed.
     *
     * @return how many still wait
     */
    public long retry(GrantorId grantorId) {
        Long left = transaction.execute(status -> {
            // No one puts further letters behind these in the meantime.
            generation.replace();
            List<DeadLetter<? extends EventMessage<?>>> sequence = new ArrayList<>();
            queue.deadLetterSequence(grantorId.value()).forEach(sequence::add);
            int done = 0;
            while (done < sequence.size() && retry(sequence.get(done))) {
                done++;
            }
            return (long) sequence.size() - done;
        });
        look();
        return left == null ? 0 : left;
    }

    private boolean retry(DeadLetter<? extends EventMessage<?>> letter) {
        RecordId recordId = RecordId.of(letter.message().getIdentifier());
        RuntimeException failure = Attempt.within(jdbc,
                () -> follower.forget(follower.apply(List.of(reader.record(recordId).getFirst().record()))));
        if (failure == null) {
            queue.evict(letter);
            return true;
        }
        LOG.warn("record {} still cannot be processed by the register", recordId, failure);
        queue.requeue(letter, again -> again.withCause(reason(failure)).markTouched());
        return false;
    }

    /** Tries everything again. */
    public void retryAll() {
        look();
        for (GrantorId grantorId : new TreeSet<>(waiting)) {
            long left = retry(grantorId);
            LOG.info("tried the waiting records of grantor {} again: {} still wait", grantorId, left);
        }
    }

    /** After a start the code may have been fixed; later on, only other nodes' letters matter. */
    private void watch() {
        if (tried) {
            look();
        } else {
            retryAll();
            tried = true;
        }
    }

    @Override
    public @Nullable List<String> of(@Nullable Set<GrantorId> grantorIds) {
        Set<GrantorId> now = waiting;
        if (now.isEmpty()) {
            return null;
        }
        List<String> concerned = now.stream().filter(grantorId -> grantorIds == null || grantorIds.contains(grantorId))
                .map(GrantorId::value).sorted().toList();
        return concerned.isEmpty() ? null : concerned;
    }

    @Override
    public List<Pulse> pulses() {
        return watch.pulses();
    }

    @Override
    public void start() {
        tried = false;
        watch.start();
    }

    @Override
    public void stop() {
        watch.close();
    }

    @Override
    public boolean isRunning() {
        return watch.running();
    }
}
