package org.authorityledger.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Version;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Axon's event storage. Tokens are plain positions: positions have no gaps and no late comers, so there is nothing to guess.
 * There are no snapshots: streams are short, and those in use are cached. To follow the ledger, read the {@link LedgerFeed}.
 */
public final class LedgerEventStorageEngine implements EventStorageEngine {

    private static final String RECORDED = LedgerEventStorageEngine.class.getName() + ".recorded";
    private static final int PAGE = 1000;

    private final LedgerAppender appender;
    private final LedgerReader reader;

    public LedgerEventStorageEngine(LedgerAppender appender, LedgerReader reader) {
        this.appender = appender;
        this.reader = reader;
    }

    /** Appends durably before it returns; what was recorded is then known to the unit of work. */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<LedgerRecord> recorded = appender.append(events.stream().map(EventMessages::toAppend).toList());
        CurrentUnitOfWork.ifStarted(unit -> unit.root().resources().put(RECORDED, recorded));
    }

    /** What a unit of work has recorded; empty before it is committed. */
    public static List<LedgerRecord> recorded(UnitOfWork<?> unit) {
        List<LedgerRecord> recorded = unit.root().getResource(RECORDED);
        return recorded == null ? List.of() : recorded;
    }

    @Override
    public DomainEventStream readEvents(String grantorId, long firstSequenceNumber) {
        List<LedgerRecord> records = reader.forTheLaw(GrantorId.of(grantorId), Sequence.of(firstSequenceNumber));
        Long last = records.isEmpty() ? null : records.getLast().sequence().value();
        return DomainEventStream.of(records.stream().map(EventMessages::message), () -> last);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        return reader.after(LedgerFeed.position(token), PAGE).stream().map(LedgerFeed::tracked);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String grantorId) {
        Version version = reader.version(GrantorId.of(grantorId));
        return version.isNone() ? Optional.empty() : Optional.of(version.value() - 1);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("the ledger keeps no snapshots");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String grantorId) {
        return Optional.empty();
    }
}
