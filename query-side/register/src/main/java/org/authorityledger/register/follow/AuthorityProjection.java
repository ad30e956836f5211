package org.authorityledger.register.follow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Position;
import org.authorityledger.events.UnreadableRecord;
import org.authorityledger.register.RegisterSchema;
import org.authorityledger.store.EventMessages;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Answers: who may sign for whom, on any day, as known at any moment?
 *
 * <p>A batch of records is gathered and written at once, in the transaction that also moves the token. A record that cannot be processed waits in the
 * {@link DeadLetters} with all later ones of its grantor, and holds up no one else; a database that is away is waited for.
 */
final class AuthorityProjection {

    private static final String BATCH = AuthorityProjection.class.getName() + ".batch";

    private final RegisterFollower follower;
    private final Generation generation;
    private final DeadLetters letters;

    AuthorityProjection(LedgerReader reader, JdbcTemplate jdbc, RegisterSchema schema, DeadLetters letters) {
        this.letters = letters;
        this.follower = new RegisterFollower(reader, jdbc, schema);
        this.generation = new Generation(jdbc, schema);
    }

    /** Axon runs one unit of work for the whole batch; what is gathered in it is written when it is about to commit. */
    @EventHandler
    void on(Object actOrFault, DomainEventMessage<?> message, UnitOfWork<?> unit) {
        List<StoredEvent> batch = unit.root().getOrComputeResource(BATCH, key -> {
            List<StoredEvent> gathered = new ArrayList<>();
            unit.root().onPrepareCommit(committing -> write(gathered, committing));
            return gathered;
        });
        batch.add(EventMessages.stored(message));
    }

    private void write(List<StoredEvent> events, UnitOfWork<?> unit) {
        Position builtTo = generation.follow();
        List<StoredEvent> fresh = events.stream().filter(event -> event.position().isAfter(builtTo)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        // In the order of the ledger: a record may have to wait because an earlier one does.
        SortedMap<Position, FeedRecord> held = new TreeMap<>();
        List<RegisterBatch> applied = follower.process(free(fresh, held),
                (record, failure) -> held.put(record.position(), new FeedRecord(at(record.position(), fresh), failure)));
        held.values().forEach(letters::enqueue);
        // Only what is committed is remembered.
        unit.root().afterCommit(committed -> {
            applied.forEach(follower::remember);
            if (!held.isEmpty()) {
                letters.look();
            }
        });
        unit.root().onRollback(failed -> applied.forEach(follower::forget));
    }

    /** Those that can be read and need not wait behind others of their grantor. */
    private List<LedgerRecord> free(List<StoredEvent> events, SortedMap<Position, FeedRecord> held) {
        Set<GrantorId> waiting = new HashSet<>(letters.waitingOf(events.stream().map(StoredEvent::grantorId).toList()));
        List<LedgerRecord> free = new ArrayList<>(events.size());
        for (StoredEvent event : events) {
            UnreadableRecord fault = fault(event);
            if (fault == null && !waiting.contains(event.grantorId())) {
                free.add(event.record());
            } else {
                held.put(event.position(), new FeedRecord(event, fault));
                waiting.add(event.grantorId());
            }
        }
        return free;
    }

    /** Why a record cannot be read; null where it can. */
    private static @Nullable UnreadableRecord fault(StoredEvent event) {
        try {
            event.record();
            return null;
        } catch (UnreadableRecord unreadable) {
            return unreadable;
        }
    }

    private static StoredEvent at(Position position, List<StoredEvent> events) {
        return events.stream().filter(event -> event.position().equals(position)).findFirst().orElseThrow();
    }
}
