package org.authorityledger.questions.directory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which parties does the ledger know, under which names, and what does an instrument say? */
@RestController
@RequestMapping("/api")
@Tag(name = "Directory")
public class DirectoryController {

    private static final String SEARCH = "Part of a name, or words of a name or their beginnings, in any order. Case, accents and punctuation "
            + "do not count. Text without a letter or digit finds no one.";

    private final Directory directory;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public DirectoryController(Directory directory, RegisterProgress progress, QuestionClock clock, Incomplete incomplete) {
        this.incomplete = incomplete;
        this.directory = directory;
        this.progress = progress;
        this.clock = clock;
    }

    @GetMapping(path = "/grantors", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The grantors, or those with a name, past or present, that q finds")
    Listing grantors(
            @Parameter(description = SEARCH) @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        return parties(PartyKind.GRANTOR, "grantorId", q, minPosition, Page.of(limit, cursor, 1, request));
    }

    @GetMapping(path = "/attorneys", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The attorneys, substitutes, offices and office holders, or those with a name, past or present, that q finds")
    Listing attorneys(
            @Parameter(description = SEARCH) @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        return parties(PartyKind.ATTORNEY, "attorneyId", q, minPosition, Page.of(limit, cursor, 1, request));
    }

    @GetMapping(path = "/issuers", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The issuers, or those with a name, past or present, that q finds")
    Listing issuers(
            @Parameter(description = SEARCH) @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        return parties(PartyKind.ISSUER, "issuerId", q, minPosition, Page.of(limit, cursor, 1, request));
    }

    private Listing parties(PartyKind kind, String idField, @Nullable String q, @Nullable Position minPosition, Page page) {
        Limit.SEARCH.require("q", q == null ? 0 : q.length());
        Position reached = progress.await(minPosition);
        List<Directory.KnownParty> found = directory.search(kind, q, page);
        List<Map<String, Object>> items = page.cut(found).stream().map(one -> fields(idField, one)).toList();
        return page.listing(List.of(idField, "name", "cik", "names"), items, page.next(found, one -> List.of(one.id())),
                incomplete.mark(Map.of("position", reached), null));
    }

    private static Map<String, Object> fields(String idField, Directory.KnownParty party) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(idField, party.id());
        fields.put("name", party.name());
        if (party.cik() != null) {
            fields.put("cik", party.cik());
        }
        fields.put("names", party.names());
        return fields;
    }

    @GetMapping(path = "/grantors/{grantorId}", produces = "application/json")
    @Operation(summary = "A grantor, and their known instruments", description = "ETag: the version of the grantor's stream, for If-Match."
            + " At most a hundred instruments at a time; the cursor next leads to the others.")
    Map<String, Object> grantor(@PathVariable GrantorId grantorId, @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request, HttpServletResponse response) {
        Page asked = Page.of(limit, cursor, 1, request);
        Limit.INSTRUMENTS.require("limit", asked.limit());
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", on), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        Map<String, Object> answer = fields("grantorId", known(PartyKind.GRANTOR, grantorId.value(), "UNKNOWN_GRANTOR", "grantor"));
        Directory.Instruments instruments = directory.instruments(grantorId, moment, page);
        answer.put("powersOfAttorney", instruments.items());
        if (instruments.next() != null) {
            answer.put("next", instruments.next());
        }
        if (!Viewer.current().scoped()) {
            // Not as a ResponseEntity, which would answer 304: the same records read otherwise tomorrow.
            response.setHeader("ETag", "\"" + directory.version(grantorId, moment) + "\"");
        }
        return incomplete.mark(about(answer, moment, reached), grantorId);
    }

    @GetMapping(path = "/attorneys/{attorneyId}", produces = "application/json")
    @Operation(summary = "An attorney, and how many grantors and issuers they may sign for")
    Map<String, Object> attorney(@PathVariable AttorneyId attorneyId, @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        Map<String, Object> answer = fields("attorneyId", known(PartyKind.ATTORNEY, attorneyId.value(), "UNKNOWN_ATTORNEY", "attorney"));
        answer.putAll(directory.signsFor(attorneyId, moment));
        return incomplete.mark(about(answer, moment, reached), null);
    }

    @GetMapping(path = "/issuers/{issuerId}", produces = "application/json")
    @Operation(summary = "An issuer, and how many authorities are in force at it")
    Map<String, Object> issuer(@PathVariable IssuerId issuerId, @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        Map<String, Object> answer = fields("issuerId", known(PartyKind.ISSUER, issuerId.value(), "UNKNOWN_ISSUER", "issuer"));
        answer.putAll(directory.authoritiesAt(issuerId, moment));
        return incomplete.mark(about(answer, moment, reached), null);
    }

    @GetMapping(path = "/grantors/{grantorId}/powers-of-attorney/{poaId}", produces = "application/json")
    @Operation(summary = "What an instrument says, as known at a moment, and what became of it")
    Map<String, Object> instrument(@PathVariable GrantorId grantorId, @PathVariable PoaId poaId,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        Map<String, Object> found = directory.instrument(grantorId, poaId, moment)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_INSTRUMENT",
                        "No power of attorney " + poaId + " of grantor " + grantorId + " was known at that moment.", List.of()));
        return incomplete.mark(about(found, moment, reached), grantorId);
    }

    private Directory.KnownParty known(PartyKind kind, String id, String code, String word) {
        Directory.KnownParty party = directory.find(kind, id);
        if (party == null) {
            String who = incomplete.of(null) == null ? Incomplete.ofTheLedger() : Incomplete.OF_A_PART;
            throw new Problem(HttpStatus.NOT_FOUND, code, who + " knows no " + word + " " + id + ".", List.of());
        }
        return party;
    }

    private static Map<String, Object> about(Map<String, Object> answer, Moment moment, Position position) {
        answer.put("on", moment.on());
        answer.put("knownAt", moment.knownAt());
        answer.put("position", position);
        return answer;
    }
}
