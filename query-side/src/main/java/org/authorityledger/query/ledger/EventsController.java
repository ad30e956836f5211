package org.authorityledger.query.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.query.answers.Listing;
import org.authorityledger.query.answers.Page;
import org.authorityledger.query.register.Moments;
import org.authorityledger.query.register.RegisterPosition;
import org.authorityledger.history.ActJson;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
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

    private final JdbcTemplate jdbc;
    private final LedgerReader reader;
    private final RegisterPosition position;
    private final JsonMapper mapper;

    public EventsController(JdbcTemplate jdbc, LedgerReader reader, RegisterPosition position, JsonMapper mapper) {
        this.jdbc = jdbc;
        this.reader = reader;
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
        StringBuilder sql = new StringBuilder("select e.position from ledger.event e where true");
        List<Object> arguments = new ArrayList<>();
        and(sql, arguments, " and e.grantor_id = ?", grantor == null ? null : grantor.value());
        and(sql, arguments, concerning("ATTORNEY"), attorney == null ? null : attorney.value());
        and(sql, arguments, concerning("ISSUER"), issuer == null ? null : issuer.value());
        and(sql, arguments, " and e.type = ?", type);
        and(sql, arguments, " and e.position > ?", after);
        and(sql, arguments, " and e.position < ?", before);
        and(sql, arguments, " and e.recorded_at >= ?", recordedFrom == null ? null : Moments.utc(recordedFrom));
        and(sql, arguments, " and e.recorded_at < ?", recordedUntil == null ? null : Moments.utc(recordedUntil));
        and(sql, arguments, " and e.position > ?", page.first() ? null : page.number(0));
        arguments.add(page.toRead());
        List<Long> positions = jdbc.queryForList(sql + " order by e.position limit ?", Long.class, arguments.toArray());
        List<Map<String, Object>> items = reader.at(page.cut(positions)).stream().map(this::fields).toList();
        return new Listing(COLUMNS, items, page.next(positions, last -> List.of(last.toString())), Map.of("position", reached));
    }

    private static String concerning(String kind) {
        return " and e.position in (select p.position from register.event_party p where p.kind = '" + kind + "' and p.id = ?)";
    }

    private static void and(StringBuilder sql, List<Object> arguments, String condition, @Nullable Object argument) {
        if (argument != null) {
            sql.append(condition);
            arguments.add(argument);
        }
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
