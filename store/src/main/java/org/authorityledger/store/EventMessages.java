package org.authorityledger.store;

import java.util.Map;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.UnreadableRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Recorded acts as Axon's messages and back. */
public final class EventMessages {

    /** The aggregate type of every stream. */
    public static final String STREAM_TYPE = "Grantor";

    private static final String RECORDED_BY = "recordedBy";
    private static final String SOURCE_ADDRESS = "sourceAddress";
    private static final String CORRELATION_ID = "correlationId";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";
    private static final String IDEMPOTENCY_PART = "idempotencyPart";
    private static final String REQUEST_DIGEST = "requestDigest";

    private EventMessages() {}

    /** The names of the metadata that go from a command to its events. */
    public static String[] metadataNames() {
        return new String[]{ RECORDED_BY, SOURCE_ADDRESS, CORRELATION_ID, IDEMPOTENCY_KEY, IDEMPOTENCY_PART, REQUEST_DIGEST};
    }

    /** Provenance as metadata of a message. */
    public static MetaData metadata(Provenance provenance) {
        MetaData metadata = MetaData.with(RECORDED_BY, provenance.recordedBy());
        if (provenance.sourceAddress() != null) {
            metadata = metadata.and(SOURCE_ADDRESS, provenance.sourceAddress());
        }
        if (provenance.correlationId() != null) {
            metadata = metadata.and(CORRELATION_ID, provenance.correlationId());
        }
        Provenance.Idempotency idempotency = provenance.idempotency();
        return idempotency == null
                ? metadata
                : metadata.mergedWith(
                        Map.of(IDEMPOTENCY_KEY, idempotency.key(), IDEMPOTENCY_PART, Integer.toString(idempotency.part()), REQUEST_DIGEST,
                                idempotency.requestDigest()));
    }

    /** Who recorded the act of a message. */
    public static String recordedBy(EventMessage<?> message) {
        return text(message.getMetaData(), RECORDED_BY, "unknown");
    }

    private static Provenance provenance(MetaData metadata) {
        Object key = metadata.get(IDEMPOTENCY_KEY);
        Provenance.Idempotency idempotency = key == null
                ? null
                : new Provenance.Idempotency((String) key, Integer.parseInt(text(metadata, IDEMPOTENCY_PART, "0")),
                        text(metadata, REQUEST_DIGEST, ""));
        return new Provenance(text(metadata, RECORDED_BY, "unknown"), (String) metadata.get(SOURCE_ADDRESS),
                (String) metadata.get(CORRELATION_ID), idempotency);
    }

    private static String text(MetaData metadata, String name, String otherwise) {
        @Nullable
        Object value = metadata.get(name);
        return value == null ? otherwise : (String) value;
    }

    static NewEvent toAppend(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> event) || !(event.getPayload() instanceof LegalAct act)) {
            throw new IllegalArgumentException("only legal acts of a grantor's stream are recorded, not " + message.getPayloadType());
        }
        return new NewEvent(RecordId.of(event.getIdentifier()), event.getSequenceNumber(), act, provenance(event.getMetaData()));
    }

    /**
     * What a stored event says, as a message.
     *
     * @throws UnreadableRecord when this build cannot read it
     */
    static DomainEventMessage<?> message(StoredEvent event) {
        return message(event, event.record().act());
    }

    /** The same, with an {@link UnreadableRecord} in the place of an act that cannot be read: for who follows the ledger past it. */
    static DomainEventMessage<?> messageInAnyCase(StoredEvent event) {
        try {
            return message(event);
        } catch (UnreadableRecord unreadable) {
            return message(event, unreadable);
        }
    }

    private static DomainEventMessage<?> message(StoredEvent event, Object payload) {
        return new GenericDomainEventMessage<>(STREAM_TYPE, event.grantorId().value(), event.sequence(), payload,
                metadata(event.provenance()), event.recordId().toString(), event.recordedAt());
    }
}
