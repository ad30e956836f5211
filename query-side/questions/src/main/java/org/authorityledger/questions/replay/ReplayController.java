package org.authorityledger.questions.replay;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.PartyAnnouncement;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.ListingConverter;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A grantor's records, one by one: which authorities did each gain, lose and change? */
@RestController
@Tag(name = "Ledger")
public class ReplayController {

    private static final List<String> STEP = List.of("record", "gained", "lost", "changed", "sentences");
    private static final List<String> ROW = Stream
            .concat(Stream.of("position", "changedBy", "type", "recordedAt", "recordedBy", "change", "before"),
                    AuthorityFields.NAMES.stream())
            .toList();

    private final Replay replay;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final JsonMapper mapper;

    public ReplayController(Replay replay, Register register, RegisterProgress progress, QuestionClock clock, JsonMapper mapper) {
        this.replay = replay;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.mapper = mapper;
    }

    @GetMapping(path = "/api/grantors/{grantorId}/replay", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "A grantor's records one by one, each with the authorities gained, lost and changed by it", description = "In the order of recording. Each step compares what was known before and after the record, over all effective "
            + "days, by the law alone. CSV has one row for each authority, and one for a record that changed none.")
    ResponseEntity<?> replay(@PathVariable GrantorId grantorId,
            @Parameter(description = "Only what was recorded up to this instant") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page asked = Page.of(limit, cursor, 1, request);
        Position reached = progress.await(minPosition);
        Instant known = clock.of(null, asked.knownAt("", knownAt)).knownAt();
        Page page = asked.keeping("", known);
        List<LedgerRecord> life = replay.life(grantorId, known);
        if (life.isEmpty() && !replay.knows(grantorId)) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_GRANTOR", Incomplete.ofTheLedger() + " knows no grantor " + grantorId + ".",
                    List.of());
        }
        int first = page.first() ? 0 : skipped(page);
        List<Replay.Step> steps = replay.steps(life, first, page.limit());
        String next = first + steps.size() < life.size() && !steps.isEmpty()
                ? page.cursor(List.of(Integer.toString(first + steps.size())))
                : null;
        Names names = NamesOnRecord.of(register, steps.stream().flatMap(step -> everyone(step.consequences())).toList());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("grantorId", grantorId);
        about.put("knownAt", known);
        about.put("position", reached);
        about.putAll(Incomplete.scope());
        MediaType format = Accepts.preferred(request, ListingConverter.FORMATS);
        if (format.equals(ListingConverter.CSV)) {
            return ResponseEntity
                    .ok(page.listing(ROW, steps.stream().flatMap(step -> rows(step, names).stream()).toList(), next, about));
        }
        List<Map<String, Object>> items = steps.stream().map(step -> item(step, names)).toList();
        if (format.equals(ListingConverter.NDJSON)) {
            return ResponseEntity.ok(page.listing(STEP, items, next, about));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("steps", items);
        if (next != null) {
            answer.put("next", next);
        }
        answer.putAll(about);
        return ResponseEntity.ok(answer);
    }

    private static int skipped(Page page) {
        long number = page.number(0);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw Problem.malformed("cursor", "is not a cursor that this list gave out");
        }
        return (int) number;
    }

    private static Stream<Authority> everyone(Consequences consequences) {
        return Stream.of(consequences.gained().stream(), consequences.lost().stream(),
                consequences.changed().stream().flatMap(changed -> Stream.of(changed.before(), changed.after()))).flatMap(some -> some);
    }

    private Map<String, Object> item(Replay.Step step, Names names) {
        Map<String, Object> record = record(step.event());
        record.put("payload", mapper.readValue(step.event().json(), Map.class));
        Consequences consequences = step.consequences();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("record", record);
        item.put("gained", consequences.gained().stream().map(authority -> AuthorityFields.of(authority, names)).toList());
        item.put("lost", consequences.lost().stream().map(authority -> AuthorityFields.of(authority, names)).toList());
        item.put("changed", consequences.changed().stream().map(changed -> {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("before", AuthorityFields.of(changed.before(), names));
            both.put("after", AuthorityFields.of(changed.after(), names));
            return both;
        }).toList());
        List<String> sentences = new ArrayList<>(Announcement.of(consequences, names));
        sentences.addAll(PartyAnnouncement.of(PartyId.of(step.event().grantorId().value()), step.before(), step.after(), names,
                LocalDate::toString));
        item.put("sentences", sentences);
        return item;
    }

    private static Map<String, Object> record(StoredEvent event) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("position", event.record().position());
        record.put("recordId", event.record().recordId());
        record.put("type", event.type());
        record.put("recordedAt", event.record().recordedAt());
        record.put("recordedBy", event.record().recordedBy());
        if (event.record().recordId().supposed()) {
            record.put("hypothetical", true);
        }
        return record;
    }

    private static List<Map<String, Object>> rows(Replay.Step step, Names names) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Consequences consequences = step.consequences();
        consequences.gained().forEach(authority -> rows.add(row(step, "GAINED", AuthorityFields.of(authority, names))));
        consequences.lost().forEach(authority -> rows.add(row(step, "LOST", AuthorityFields.of(authority, names))));
        consequences.changed().forEach(changed -> {
            Map<String, Object> row = row(step, "CHANGED", AuthorityFields.of(changed.after(), names));
            row.put("before", AuthorityFields.of(changed.before(), names));
            rows.add(row);
        });
        if (rows.isEmpty()) {
            rows.add(row(step, "", Map.of()));
        }
        return rows;
    }

    private static Map<String, Object> row(Replay.Step step, String change, Map<String, Object> authority) {
        Map<String, Object> row = record(step.event());
        // The field recordId of an authority names the record that gave it.
        row.put("changedBy", row.remove("recordId"));
        row.put("change", change);
        row.putAll(authority);
        return row;
    }
}
