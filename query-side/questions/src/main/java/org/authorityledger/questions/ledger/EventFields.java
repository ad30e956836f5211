package org.authorityledger.questions.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An event of the ledger as named fields, the same in lists and in the stream. */
final class EventFields {

    /** The names of the fields, in order. */
    static final List<String> NAMES = List.of("position", "recordId", "type", "revision", "grantorId", "sequence", "recordedAt",
            "recordedBy", "sourceAddress", "correlationId", "idempotencyKey", "payload");

    private EventFields() {}

    /** The fields of an event, in order. A field without a value is left out. */
    static Map<String, Object> of(StoredEvent event, JsonMapper mapper) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("position", event.position());
        fields.put("recordId", event.recordId());
        fields.put("type", event.type());
        fields.put("revision", event.revision());
        fields.put("grantorId", event.grantorId());
        fields.put("sequence", event.sequence());
        fields.put("recordedAt", event.recordedAt());
        fields.put("recordedBy", event.provenance().recordedBy());
        if (event.recordId().supposed()) {
            fields.put("hypothetical", true);
        }
        optional(fields, "sourceAddress", event.provenance().sourceAddress());
        optional(fields, "correlationId", event.provenance().correlationId());
        optional(fields, "idempotencyKey", event.provenance().idempotency() == null ? null : event.provenance().idempotency().key());
        fields.put("payload", mapper.readValue(event.json(), Map.class));
        return fields;
    }

    private static void optional(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
