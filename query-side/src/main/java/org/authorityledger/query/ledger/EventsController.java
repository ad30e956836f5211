package org.authorityledger.query.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.history.ActJson;
import org.authorityledger.http.Problem;
import org.authorityledger.query.answers.Listing;
import org.authorityledger.query.answers.Page;
import org.authorityledger.query.register.Reach;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What was recorded, in order? The ledger itself, not a register of it. */
@RestController
@Tag(name = "Ledger")
public class EventsController {

    private static final List<String> COLUMNS = List.of("position", "recordId", "type", "revision", "grantorId", "sequence", "recordedAt",
            "recordedBy",
            "sourceAddress", "correlationId", "idempotencyKey", "payload");

    private final EventQueries events;
    private final Reach position;
    private final JsonMapper mapper;

    public EventsController(EventQueries events, Reach position, JsonMapper mapper) {
        this.events = events;
        this.position = position;
        this.mapper = mapper;
    }

    @GetMapping(path = "/api/events", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The recorded events in the order of the ledger")
    Listing events(@RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable IssuerId issuer, @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Long after,
            @Parameter(description = "Only positions less than this") @RequestParam(required = false) @Nullable Long before,
            @Parameter(description = "Recorded at this instant or later") @RequestParam(required = false) @Nullable Instant recordedFrom,
            @Parameter(description = "Recorded before this instant") @RequestParam(required = false) @Nullable Instant recordedUntil,
            @RequestParam(required = false) @Nullable Long minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (type != null && !ActJson.isType(type)) {
            throw Problem.malformed("type", "no event is of this type");
        }
        long reached = position.await(minPosition);
        Page page = Page.of(limit, cursor, 1);
        List<Long> positions = events.positions(
                new EventQueries.Filter(grantor, attorney, issuer, type, after, before, recordedFrom, recordedUntil), page);
        List<Map<String, Object>> items = events.at(page.cut(positions)).stream().map(this::fields).toList();
        return new Listing(COLUMNS, items, page.next(positions, last -> List.of(last.toString())), Map.of("position", reached));
    }

    private Map<String, Object> fields(StoredEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("position", event.record().position());
        fields.put("recordId", event.record().recordId());
        fields.put("type", event.type());
        fields.put("revision", event.revision());
        fields.put("grantorId", event.record().act().grantorId());
        fields.put("sequence", event.record().sequence());
        fields.put("recordedAt", event.record().recordedAt());
        fields.put("recordedBy", event.record().recordedBy());
        if (event.record().recordId().supposed()) {
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
