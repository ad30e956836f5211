package org.authorityledger.register.follow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.register.RegisterSchema;
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
 * <p>A batch of records is gathered and written at once, in the transaction that also moves the token. A record that cannot be digested waits in
 * the {@link DeadLetters} with all later ones of its grantor, and stops nobody else; a database that is away is waited for.
 */
public final class AuthorityProjection {

    private static final String BATCH = AuthorityProjection.class.getName() + ".batch";

    private final RegisterFollower follower;
    private final Generation generation;
    private final DeadLetters letters;

    public AuthorityProjection(LedgerReader reader, JdbcTemplate jdbc, RegisterSchema schema, DeadLetters letters) {
        this.letters = letters;
        this.follower = new RegisterFollower(reader, jdbc, schema);
        this.generation = new Generation(jdbc, schema);
    }

    @EventHandler
    void on(LegalAct act, DomainEventMessage<?> message, TrackingToken token, UnitOfWork<?> unit) {
        gather(FeedRecord.of(new LedgerRecord(RecordId.of(message.getIdentifier()), LedgerFeed.position(token), message.getSequenceNumber(),
                message.getTimestamp(), EventMessages.recordedBy(message), act)), unit);
    }

    @EventHandler
    void on(UnreadableRecord unreadable, DomainEventMessage<?> message, TrackingToken token, UnitOfWork<?> unit) {
        gather(new FeedRecord(GrantorId.of(message.getAggregateIdentifier()), RecordId.of(message.getIdentifier()), LedgerFeed.position(token),
                message.getSequenceNumber(), message.getTimestamp(), null, unreadable), unit);
    }

    /** Axon runs one unit of work for the whole batch; what is gathered in it is written when it is about to commit. */
    private void gather(FeedRecord arrival, UnitOfWork<?> unit) {
        List<FeedRecord> batch = unit.root().getOrComputeResource(BATCH, key -> {
            List<FeedRecord> gathered = new ArrayList<>();
            unit.root().onPrepareCommit(committing -> write(gathered, committing));
            return gathered;
        });
        batch.add(arrival);
    }

    private void write(List<FeedRecord> arrivals, UnitOfWork<?> unit) {
        long builtTo = generation.follow();
        List<FeedRecord> fresh = arrivals.stream().filter(arrival -> arrival.position() > builtTo).toList();
        if (fresh.isEmpty()) {
            return;
        }
        Set<GrantorId> waiting = letters.waitingOf(fresh);
        List<LedgerRecord> free = new ArrayList<>(fresh.size());
        List<FeedRecord> held = new ArrayList<>();
        for (FeedRecord arrival : fresh) {
            if (arrival.record() == null || waiting.contains(arrival.grantorId())) {
                waiting.add(arrival.grantorId());
                held.add(arrival);
            } else {
                free.add(arrival.record());
            }
        }
        List<RegisterBatch> applied = follower.digest(free, (record, failure) -> held.add(FeedRecord.of(record, failure)));
        // After those before them, one of which may have to wait too.
        held.sort(Comparator.comparingLong(FeedRecord::position));
        held.forEach(arrival -> letters.enqueue(arrival, arrival.fault()));
        // Only what is committed is remembered.
        unit.root().afterCommit(committed -> {
            applied.forEach(follower::remember);
            if (!held.isEmpty()) {
                letters.look();
            }
        });
        unit.root().onRollback(failed -> applied.forEach(follower::forget));
    }
}
