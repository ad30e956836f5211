package org.authorityledger.query.register;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerFeed;
import org.authorityledger.store.LedgerReader;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Answers: who may sign for whom, on any day, as known at any moment?
 *
 * <p>A batch of records is gathered and written at once, in the transaction that also moves the token.
 */
public final class AuthorityProjection {

    private static final String BATCH = AuthorityProjection.class.getName() + ".batch";

    private final RegisterFollower follower;
    private final Generation generation;

    public AuthorityProjection(LedgerReader reader, JdbcTemplate jdbc, RegisterSchema schema) {
        this.follower = new RegisterFollower(reader, jdbc, schema);
        this.generation = new Generation(jdbc, schema);
    }

    @EventHandler
    void on(LegalAct act, DomainEventMessage<?> message, TrackingToken token, UnitOfWork<?> unit) {
        // Axon runs one unit of work for the whole batch; what is gathered in it is written when it is about to commit.
        List<LedgerRecord> batch = unit.root().getOrComputeResource(BATCH, key -> {
            List<LedgerRecord> gathered = new ArrayList<>();
            unit.root().onPrepareCommit(committing -> write(gathered, committing));
            return gathered;
        });
        batch.add(new LedgerRecord(RecordId.of(message.getIdentifier()), LedgerFeed.position(token), message.getSequenceNumber(),
                message.getTimestamp(), EventMessages.recordedBy(message), act));
    }

    private void write(List<LedgerRecord> records, UnitOfWork<?> unit) {
        long builtTo = generation.follow();
        List<LedgerRecord> fresh = records.stream().filter(record -> record.position() > builtTo).toList();
        if (fresh.isEmpty()) {
            return;
        }
        RegisterBatch batch = follower.apply(fresh);
        // Only what is committed is remembered.
        unit.root().afterCommit(committed -> follower.remember(batch));
        unit.root().onRollback(failed -> follower.forget(batch));
    }
}
