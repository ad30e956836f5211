package org.authorityledger.questions.investigations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.authority.Announcement;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.Consequences;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.TouchedSignatures;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.http.ProgressStream.Source;
import org.authorityledger.http.ProgressStream.StateEvent;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.authorities.ListPlace;
import org.authorityledger.questions.investigations.Investigation.State;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.ListingConverter;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What if? Opens investigations, and answers how far they have come and how they differ from the live ledger. */
@RestController
@RequestMapping("/api/investigations")
@Tag(name = "Investigations")
class InvestigationsController {

    private static final String NO_FILINGS = "This ledger keeps no filings. Look up elsewhere whether such a form was filed.";
    private static final List<String> COLUMNS = List.of("investigationId", "name", "note", "state", "done", "total", "position", "knownAt",
            "openedBy", "openedAt", "closesAt", "digest", "endedAt", "endedBy", "reason", "grantors", "attorneys", "issuers", "without",
            "assuming", "queuePosition", "replay");

    private final Investigations investigations;
    private final InvestigationPlanner planner;
    private final InvestigationDifference difference;
    private final StrictJson json;
    private final JsonMapper mapper;
    private final ProgressStream progress;

    InvestigationsController(Investigations investigations, InvestigationPlanner planner, InvestigationDifference difference,
            StrictJson json, JsonMapper mapper, ProgressStream progress) {
        this.investigations = investigations;
        this.planner = planner;
        this.difference = difference;
        this.json = json;
        this.mapper = mapper;
        this.progress = progress;
    }

    /** Whether the filings of the signatures affected were looked up, and if not, why. */
    private record Filings(boolean considered, String reason) {}

    @PostMapping(consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Open an investigation: replay what was known at a moment, without some records, and with some assumed commands", description = "What its records touch is replayed in the background, or with replay FULL everything. Then it answers every question below its path, as in "
            + "/api/investigations/{investigationId}/authority/check. The opening is recorded permanently.")
    ResponseEntity<Map<String, Object>> open(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        ObjectNode body = json.body(request);
        String canonical = json.canonical(body);
        InvestigationRequest wanted = InvestigationRequest.read(body, json);
        Investigations.Opener opener = new Investigations.Opener(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));

        Investigation opened = investigations.open(wanted, canonical, planner.plan(wanted, opener.user()), opener);

        return ResponseEntity.created(URI.create("/api/investigations/" + opened.id())).body(fields(opened));
    }

    @GetMapping(produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "All investigations that were ever opened, newest first", description = "Of those with large requests a page may be short and have a next: it goes on from there.")
    Listing list(
            @Parameter(description = "REPLAYING, OPEN, FAILED, CLOSED or EXPIRED") @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        Investigations.Found found = investigations.list(state(state), page);
        return page.listing(COLUMNS, found.items().stream().map(this::fields).toList(), found.next(), Map.of());
    }

    private static @Nullable State state(@Nullable String state) {
        try {
            return state == null ? null : State.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("state", "must be one of " + Arrays.toString(State.values()));
        }
    }

    @GetMapping(path = "/{investigationId}", produces = "application/json")
    @Operation(summary = "An investigation: its request, who opened it, and how far its replay has come")
    Map<String, Object> investigation(@PathVariable UUID investigationId) {
        return fields(investigations.find(investigationId));
    }

    @GetMapping(path = "/{investigationId}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Its progress as server-sent events, until it is open or has ended")
    SseEmitter progress(@PathVariable UUID investigationId) {
        return progress.open(Source.ofState(investigations.find(investigationId), before -> investigations.find(before.id()),
                now -> new StateEvent(eventName(now.state()), mapper.writeValueAsString(fields(now))),
                now -> now.state() != State.REPLAYING));
    }

    private static String eventName(State state) {
        return state == State.REPLAYING ? "progress" : state.name().toLowerCase(Locale.ROOT);
    }

    @DeleteMapping(path = "/{investigationId}", produces = "application/json")
    @Operation(summary = "Close an investigation and drop its workspace; its opening and closing stay recorded")
    Map<String, Object> close(@PathVariable UUID investigationId, @Parameter(hidden = true) HttpServletRequest request) {
        return fields(investigations.close(investigationId, String.valueOf(request.getRemoteUser())));
    }

    @GetMapping(path = "/{investigationId}/difference", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "What differs from the live ledger at that point, because of which records, and which signatures are affected; on the first page also the parties of whom something else is known otherwise, by which an answer about others may differ")
    ResponseEntity<?> difference(@PathVariable UUID investigationId, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, ListPlace.PARTS, request);
        InvestigationDifference.DifferencesWithCauses found = difference.page(investigationId, page);
        if (!Accepts.preferred(request, ListingConverter.FORMATS).equals(MediaType.APPLICATION_JSON)) {
            return ResponseEntity.ok(page.listing(rowColumns(), rows(found), found.next(),
                    Map.of("knownAt", found.investigation().knownAt(), "position", found.investigation().position())));
        }
        return ResponseEntity.ok(grouped(found));
    }

    private static Map<String, Object> grouped(InvestigationDifference.DifferencesWithCauses found) {
        Names names = found.names();
        Consequences consequences = found.consequences();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("gained", consequences.gained().stream().map(authority -> item(authority, found, names)).toList());
        answer.put("lost", consequences.lost().stream().map(authority -> item(authority, found, names)).toList());
        answer.put("changed", consequences.changed().stream().map(changed -> {
            Map<String, Object> item = item(changed.after(), found, names);
            item.put("before", AuthorityFields.of(changed.before(), names));
            item.put("after", AuthorityFields.of(changed.after(), names));
            return item;
        }).toList());
        answer.put("sentences", Announcement.of(consequences, names));
        answer.put("signatures", TouchedSignatures.by(consequences).stream().map(touched -> signature(touched, names)).toList());
        PartyDifference.ChangedParties parties = found.parties();
        if (parties != null) {
            answer.put("parties", parties.parties());
            if (parties.more()) {
                answer.put("moreParties", true);
            }
        }
        answer.put("filings", new Filings(false, NO_FILINGS));
        if (found.next() != null) {
            answer.put("next", found.next());
        }
        answer.put("knownAt", found.investigation().knownAt());
        answer.put("position", found.investigation().position());
        return answer;
    }

    private static Map<String, Object> item(Authority authority, InvestigationDifference.DifferencesWithCauses found, Names names) {
        Map<String, Object> item = AuthorityFields.of(authority, names);
        item.put("changedBy", found.causes().getOrDefault(authority.key(), List.of()));
        return item;
    }

    private static Map<String, Object> signature(TouchedSignatures touched, Names names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("change", touched.kind());
        fields.put("attorneyId", touched.attorneyId());
        fields.put("attorneyName", names.of(Naming.Part.ATTORNEY, touched.attorneyId().value()));
        fields.put("form", touched.form());
        fields.put("grantorId", touched.grantorId());
        fields.put("grantorName", names.of(Naming.Part.GRANTOR, touched.grantorId().value()));
        fields.put("issuerId", touched.issuerId());
        fields.put("issuerName", names.of(Naming.Part.ISSUER, touched.issuerId().value()));
        fields.put("poaId", touched.poaId());
        fields.put("from", touched.from());
        if (touched.until() != null) {
            fields.put("until", touched.until());
        }
        return fields;
    }

    private static List<String> rowColumns() {
        List<String> columns = new ArrayList<>(List.of("change", "changedBy", "before"));
        columns.addAll(AuthorityFields.NAMES);
        return columns;
    }

    private static List<Map<String, Object>> rows(InvestigationDifference.DifferencesWithCauses found) {
        Names names = found.names();
        Consequences consequences = found.consequences();
        List<Map<String, Object>> rows = new ArrayList<>();
        consequences.gained().forEach(authority -> rows.add(row("GAINED", authority, null, found, names)));
        consequences.lost().forEach(authority -> rows.add(row("LOST", authority, null, found, names)));
        consequences.changed().forEach(changed -> rows.add(row("CHANGED", changed.after(), changed.before(), found, names)));
        return rows;
    }

    private static Map<String, Object> row(String change, Authority authority, @Nullable Authority before,
            InvestigationDifference.DifferencesWithCauses found, Names names) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("change", change);
        row.put("changedBy",
                found.causes().getOrDefault(authority.key(), List.of()).stream().map(cause -> cause.recordId().toString()).toList());
        if (before != null) {
            row.put("before", AuthorityFields.of(before, names));
        }
        row.putAll(AuthorityFields.of(authority, names));
        return row;
    }

    private Map<String, Object> fields(Investigation one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("investigationId", one.id());
        fields.put("name", one.name());
        optional(fields, "note", one.note());
        fields.put("state", one.state());
        if (one.queued()) {
            fields.put("queuePosition", one.queuePosition());
        }
        fields.put("replay", one.replay());
        fields.put("done", one.done());
        fields.put("total", one.total());
        fields.put("position", one.position());
        fields.put("knownAt", one.knownAt());
        fields.put("openedBy", one.openedBy());
        fields.put("openedAt", one.openedAt());
        fields.put("closesAt", one.closesAt());
        optional(fields, "digest", one.digest());
        optional(fields, "endedAt", one.endedAt());
        optional(fields, "endedBy", one.endedBy());
        optional(fields, "reason", one.reason());
        JsonNode request = mapper.readTree(one.request());
        for (String list : List.of("grantors", "attorneys", "issuers", "without", "assuming")) {
            if (request.path(list).isArray() && !request.path(list).isEmpty()) {
                fields.put(list, mapper.treeToValue(request.path(list), List.class));
            }
        }
        return fields;
    }

    private static void optional(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
