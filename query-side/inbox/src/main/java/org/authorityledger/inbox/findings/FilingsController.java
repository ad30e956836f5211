package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.http.ProgressStream;
import org.authorityledger.http.ProgressStream.Source;
import org.authorityledger.http.ProgressStream.StateEvent;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Which forms were filed, and who signed them? */
@RestController
@Tag(name = "Filings")
public class FilingsController {

    private static final int PROBLEMS_SHOWN = 1_000;

    private final FilingBatches batches;
    private final FindingList findings;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final JsonMapper mapper;
    private final ProgressStream stream;

    FilingsController(FilingBatches batches, FindingList findings, QuestionClock clock, RegisterProgress progress, JsonMapper mapper,
            ProgressStream batchProgress) {
        this.batches = batches;
        this.findings = findings;
        this.clock = clock;
        this.progress = progress;
        this.mapper = mapper;
        this.stream = batchProgress;
    }

    @PostMapping(path = "/api/filings", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Takes a file of filings, to be read in the background", description = "The body is a file as it is: XML of Forms 3, 4, 5 and 144 or of a Schedule 13D or 13G, a whole submission to EDGAR, or a zip archive of these or of the SEC's quarterly \"Insider Transactions Data Sets\". It is kept, and read when those before it have been read: `batchId` leads to its progress. Each filing is kept once, by its accession number and what it says; the same file again is the same batch, and changes nothing.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<Map<String, Object>> bring(
            @Parameter(description = "How the file is called") @RequestParam(required = false) @Nullable String name,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        DocumentsController.requireDocument(request.getContentType());
        UUID batchId = batches.bring(request.getInputStream(), name, String.valueOf(request.getRemoteUser()));
        return ResponseEntity.status(HttpStatus.ACCEPTED).header("Location", "/api/filings/batches/" + batchId)
                .body(Map.of("batchId", batchId));
    }

    @GetMapping(path = "/api/filings/batches", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The files of filings that were brought, the last first")
    Listing batches(@RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        List<FilingBatch> read = batches.last(page.first() ? null : page.number(0), page.toRead());
        return page.listing(BatchFields.COLUMNS, page.cut(read).stream().map(BatchFields::row).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    @GetMapping(path = "/api/filings/batches/{batchId}", produces = "application/json")
    @Operation(summary = "How far a file has been read, and what could not be read", description = "`problems` names the first 1,000 rows and documents that could not be read, or are doubtful, each with its place; `problemCount` counts all. With Accept: text/event-stream the progress comes as server-sent events until it is over.")
    Map<String, Object> batch(@PathVariable String batchId) {
        return whole(batches.find(id(batchId)));
    }

    @GetMapping(path = "/api/filings/batches/{batchId}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true)
    ResponseEntity<SseEmitter> watch(@PathVariable String batchId) {
        return ResponseEntity.ok().header("Cache-Control", "no-store")
                .body(stream.open(Source.ofState(batches.find(id(batchId)), batch -> batches.find(batch.batchId()),
                        batch -> new StateEvent("progress",
                                mapper.writeValueAsString(batch.state().over() ? whole(batch) : BatchFields.row(batch))),
                        batch -> batch.state().over())));
    }

    private Map<String, Object> whole(FilingBatch batch) {
        return BatchFields.whole(batch, batches.problems(batch.batchId(), -1, PROBLEMS_SHOWN));
    }

    @GetMapping(path = "/api/filings/batches/{batchId}/problems", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "What could not be read in a file, or is doubtful, in its order")
    Listing problems(@PathVariable String batchId, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        FilingBatch batch = batches.find(id(batchId));
        Page page = Page.of(limit, cursor, 1, request);
        List<FilingBatch.Named> read = batches.problems(batch.batchId(), page.first() ? -1 : page.number(0), page.toRead());
        return page.listing(AnswerLines.PROBLEM, page.cut(read).stream().map(one -> BatchFields.problem(one.problem())).toList(),
                page.next(read, one -> List.of(Long.toString(one.number()))), Map.of());
    }

    static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other text that is not an id.
        }
        throw Problem.malformed("batchId", "is not the id of a batch");
    }

    @GetMapping(path = "/api/filings/{filingId}", produces = "application/json")
    @Operation(summary = "A filing, its signatures, and what is found of each", description = "By its accession number, or by the SHA-256 that a form without one has in the list of findings. `amends` are the kept filings that an amendment may mean, by the form, the day of filing, the issuer and those who report; `amendedBy` those that may mean this one; `addsOnlyAPower` says that by its remarks an amendment only adds a power of attorney.")
    Map<String, Object> one(@Parameter(description = "Such as 0001127602-25-001055") @PathVariable String filingId,
            @RequestParam(required = false) @Nullable Position minPosition) {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(null, null);
        FindingList.FoundFiling found = findings.filing(filingId, moment);
        Map<String, Object> fields = FindingFields.filing(found.filing(), found.findings(), moment, reached);
        fields.put("amends", found.amends().stream().map(KeptFiling::filingId).toList());
        fields.put("amendedBy", found.amendedBy().stream().map(KeptFiling::filingId).toList());
        fields.put("addsOnlyAPower", found.filing().filing().addsOnlyAPower());
        return fields;
    }
}
