package org.authorityledger.store;

import java.util.Objects;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Position;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.UnreadableRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Recorded acts as Axon's messages and back. What a message is about travels in its metadata as one value, and is handed over as it is: the
 * {@link Provenance} of an act that is about to be recorded, the {@link LedgerRecord} of one that was recorded, the {@link StoredEvent} of one that
 * comes from the feed.
 */
public final class EventMessages {

    /** The aggregate type of every stream. */
    public static final String STREAM_TYPE = "Grantor";
    /** The name of the metadata that goes from a command to its events, a {@link Provenance}. */
    public static final String PROVENANCE = "provenance";

    private static final String RECORD = "record";
    private static final String STORED = "stored";

    private EventMessages() {}

    static NewEvent toAppend(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> event) || !(event.getPayload() instanceof LegalAct act)) {
            throw new IllegalArgumentException("only legal acts of a grantor's stream are recorded, not " + message.getPayloadType());
        }
        Provenance provenance = (Provenance) Objects.requireNonNull(event.getMetaData().get(PROVENANCE), "every act has a provenance");
        return new NewEvent(RecordId.of(event.getIdentifier()), Sequence.of(event.getSequenceNumber()), act, provenance);
    }

    /** A record as a message of its grantor's stream. */
    public static DomainEventMessage<LegalAct> message(LedgerRecord record) {
        return new GenericDomainEventMessage<>(STREAM_TYPE, record.act().grantorId().value(), record.sequence().value(), record.act(),
                MetaData.with(RECORD, record), record.recordId().toString(), record.recordedAt());
    }

    /**
     * The record that a message is about. An act that was applied and is not recorded yet has no position, for which {@link Position#START} stands,
     * and the instant at which it was applied.
     */
    public static LedgerRecord record(DomainEventMessage<? extends LegalAct> message) {
        MetaData metadata = message.getMetaData();
        if (metadata.get(RECORD) instanceof LedgerRecord record) {
            return record;
        }
        String recordedBy = metadata.get(PROVENANCE) instanceof Provenance provenance ? provenance.recordedBy() : "";
        return new LedgerRecord(RecordId.of(message.getIdentifier()), Position.START, Sequence.of(message.getSequenceNumber()),
                message.getTimestamp(), recordedBy,
                message.getPayload());
    }

    /** A stored event as a message of the feed, with an {@link UnreadableRecord} in the place of an act that cannot be read. */
    static DomainEventMessage<?> fed(StoredEvent event) {
        try {
            // Many wait in the buffers of the follower: their text is not needed any more.
            StoredEvent bare = event.withoutText();
            return fed(bare, bare.record().act());
        } catch (UnreadableRecord unreadable) {
            return fed(event, unreadable);
        }
    }

    private static DomainEventMessage<?> fed(StoredEvent event, Object actOrFault) {
        return new GenericDomainEventMessage<>(STREAM_TYPE, event.grantorId().value(), event.sequence().value(), actOrFault,
                MetaData.with(STORED, event), event.recordId().toString(), event.recordedAt());
    }

    /** The stored event that a message of the {@link LedgerFeed} is about. */
    public static StoredEvent stored(EventMessage<?> message) {
        @Nullable
        Object stored = message.getMetaData().get(STORED);
        return (StoredEvent) Objects.requireNonNull(stored, "only messages of the feed are about a stored event");
    }
}
