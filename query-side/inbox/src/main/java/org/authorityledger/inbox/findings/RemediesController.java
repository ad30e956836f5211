package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Document;
import org.authorityledger.events.Position;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people say about findings: that one is remedied, that two ids mean one person or two, and how it came to be so. */
@RestController
@Tag(name = "Filings")
public class RemediesController {

    private static final List<String> IDENTITY = List.of("identityId", "statement", "parties", "reason", "recordedAt", "recordedBy");

    private final FindingStatements statements;
    private final Identities identities;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final StrictJson json;

    RemediesController(FindingStatements statements, Identities identities, QuestionClock clock, RegisterProgress progress,
            StrictJson json) {
        this.statements = statements;
        this.identities = identities;
        this.clock = clock;
        this.progress = progress;
        this.json = json;
    }

    /**
     * What was done about a finding.
     *
     * @param onBehalfOf whose finding, where the signature was made for several
     * @param signedOn when the grantor signed the writing that ratifies it
     */
    record Remedied(Remedy.Kind remedy, @Nullable String onBehalfOf, @Nullable LocalDate signedOn, @Nullable Document document,
            String reason) {}

    /** That two ids mean one person, or two. */
    record Identified(Identities.Statement statement, List<String> parties, String reason) {}

    @PostMapping(path = "/api/filings/{filingId}/signatures/{number}/remedies", produces = "application/json")
    @Operation(summary = "Remedies a finding, with a reason", description = "The body is `{\"remedy\", \"reason\", \"signedOn\"?, \"document\"?: {\"sha256\", \"name\"?}, \"onBehalfOf\"?}`. `RATIFIED`: the grantor approved the signature by a writing signed on `signedOn`, the day of the signature or later. `DISMISSED`: nothing needs to be done. `WITHDRAWN`: the remedy before does not hold. The finding itself stays as the law has it; the last remedy stands beside it. Nothing is ever removed. `onBehalfOf` is needed where the signature was made for several.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> remedy(@PathVariable String filingId, @PathVariable Integer number,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Remedied said = json.as(Remedied.class, json.body(request));
        Moment moment = statements.upToDate();
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(fields(statements.remedy(statements.find(filingId, number, said.onBehalfOf(), moment),
                        new Remedy.Said(said.remedy(), said.signedOn(), said.document(), said.reason()), moment,
                        DocumentsController.sender(request))));
    }

    @GetMapping(path = "/api/filings/{filingId}/signatures/{number}/history", produces = "application/json")
    @Operation(summary = "How a finding came to be what it is", description = "In the order of time: what the ledger would have answered from then on, by which record (`ANSWER`); what was done about the finding (`REMEDY`); and what was said of who is who (`IDENTITY`). Names are matched as they are today.")
    Map<String, Object> history(@PathVariable String filingId, @PathVariable Integer number,
            @RequestParam(required = false) @Nullable String onBehalfOf, @RequestParam(required = false) @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(null, null);
        Finding finding = statements.find(filingId, number, onBehalfOf, moment);
        List<Map<String, Object>> items = statements.history(finding, moment, reached).stream().map(RemediesController::item).toList();
        Map<String, Object> answer = new LinkedHashMap<>(FindingFields.row(finding));
        answer.put("items", items);
        answer.put("knownAt", moment.knownAt());
        answer.put("position", reached);
        return answer;
    }

    private static Map<String, Object> item(FindingStatements.Step step) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("at", step.at());
        FindingStatements.Answered answer = step.answer();
        if (answer != null) {
            item.put("what", "ANSWER");
            item.put("finding", answer.finding());
            item.put("reason", answer.judgment().reason());
            if (answer.recordId() != null) {
                item.put("recordId", answer.recordId());
            }
        } else if (step.remedy() != null) {
            item.put("what", "REMEDY");
            fields(step.remedy()).forEach(item::putIfAbsent);
        } else if (step.identity() != null) {
            item.put("what", "IDENTITY");
            fields(step.identity()).forEach(item::putIfAbsent);
        }
        return item;
    }

    @PostMapping(path = "/api/identities", produces = "application/json")
    @Operation(summary = "Says that two ids mean one person, or two", description = "The body is `{\"statement\", \"parties\": [two ids], \"reason\"}`. An id is one of the ledger, or `CIK` and ten digits. `SAME_PERSON` joins them for all findings, and with them all that are joined to either; `NOT_SAME_PERSON` parts them; `WITHDRAWN` undoes what was said of the two before. The last statement about a pair counts, and none may contradict the others. Nothing is ever removed.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> identify(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Identified said = json.as(Identified.class, json.body(request));
        return ResponseEntity.status(HttpStatus.CREATED).body(fields(statements.identify(said.statement(), said.parties(), said.reason(),
                DocumentsController.sender(request))));
    }

    @GetMapping(path = "/api/identities", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "What was said of who is who, the last first")
    Listing identities(@Parameter(description = "About this id") @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        List<Identities.Stated> read = identities.statements(party == null || party.isEmpty() ? null : FindingStatements.id("party", party),
                page.first() ? null : page.number(0), page.toRead());
        return page.listing(IDENTITY, page.cut(read).stream().map(RemediesController::fields).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    private static Map<String, Object> fields(Remedy remedy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("remedyId", remedy.remedyId());
        fields.put("remedy", remedy.kind());
        fields.put("filingId", remedy.finding().filing());
        fields.put("number", remedy.finding().signature());
        if (remedy.signedOn() != null) {
            fields.put("signedOn", remedy.signedOn());
        }
        if (remedy.document() != null) {
            fields.put("document", remedy.document());
        }
        fields.put("reason", remedy.reason());
        fields.put("recordedAt", remedy.recordedAt());
        fields.put("recordedBy", remedy.recordedBy());
        return fields;
    }

    private static Map<String, Object> fields(Identities.Stated stated) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("identityId", stated.identityId());
        fields.put("statement", stated.statement());
        fields.put("parties", List.of(stated.pair().one(), stated.pair().other()));
        fields.put("reason", stated.reason());
        fields.put("recordedAt", stated.recordedAt());
        fields.put("recordedBy", stated.recordedBy());
        return fields;
    }
}
