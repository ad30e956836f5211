package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Dates;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.ListingConverter;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Of each signature on the filings: was it covered that day? */
@RestController
@Tag(name = "Filings")
public class FindingsController {

    private static final List<String> AUDIT = Stream.concat(FindingFields.COLUMNS.stream(), AnswerLines.PROBLEM.stream()).toList();

    private final FindingList findings;
    private final Findings each;
    private final FilingIntake intake;
    private final FilingStore store;
    private final FilingBatches batches;
    private final JsonMapper mapper;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    FindingsController(FindingList findings, Findings each, FilingIntake intake, FilingStore store, FilingBatches batches,
            QuestionClock clock, RegisterProgress progress, JsonMapper mapper) {
        this.batches = batches;
        this.each = each;
        this.intake = intake;
        this.store = store;
        this.mapper = mapper;
        this.findings = findings;
        this.clock = clock;
        this.progress = progress;
    }

    @GetMapping(path = "/api/findings", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Whether each signature was covered that day, as known now and when it was filed", description = "One row for each signature and each of those for whom it was made, the filings that came last first. The law answers when the list is asked for; all pages of a list are as known at one moment. With `finding`, `hindsight` or `remedy`, a page may have few rows, or none, and still a next one.")
    Listing list(@RequestParam(required = false) Finding.@Nullable Kind finding,
            @RequestParam(required = false) Finding.@Nullable Hindsight hindsight,
            @Parameter(description = "What was done about it") @RequestParam(required = false) Finding.@Nullable Remedied remedy,
            @Parameter(description = "An issuer's id in the ledger, a CIK, or words of the name") @RequestParam(required = false) @Nullable String issuer,
            @Parameter(description = "An id in the ledger of someone who signed, or words of the name as the form spells it") @RequestParam(required = false) @Nullable String signer,
            @Parameter(description = "Words of the name of someone for whom was signed, as the form spells it") @RequestParam(required = false) @Nullable String grantor,
            @Parameter(description = "Filed in this quarter, such as 2024Q3") @RequestParam(required = false) @Nullable String quarter,
            @Parameter(description = "Filed on this day or later") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Filed on this day or earlier") @RequestParam(required = false) @Nullable LocalDate until,
            @Parameter(description = "Of this filing") @RequestParam(required = false) @Nullable String accession,
            @Parameter(description = "Of the filings of this file, as `POST /api/filings` answers") @RequestParam(required = false) @Nullable String batch,
            @RequestParam(required = false) Signature.@Nullable Kind kind,
            @Parameter(description = "What now means; by default the latest moment that the register holds") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        FindingFilter filter = FindingFilter.of(issuer, signer, grantor, quarter, from, until).within(accession, kind,
                batch == null || batch.isEmpty() ? null : batches.find(FilingsController.id(batch)).batchId());
        Page asked = Page.of(limit, cursor, FindingList.PARTS, request);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", null), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        FindingList.Found found = findings.page(filter, new FindingList.Only(finding, hindsight, remedy), page, moment);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return page.listing(FindingFields.COLUMNS, found.rows().stream().map(FindingFields::row).toList(), found.next(),
                about);
    }

    @PostMapping(path = "/api/findings", consumes = MediaType.ALL_VALUE, produces = { "application/x-ndjson", "text/csv"})
    @Operation(summary = "Whether each signature in a file was covered that day; nothing is kept", description = "The body is a file as for `POST /api/filings`. The answer has a line for each signature and each of those for whom it was made, as `GET /api/findings`, and a line `{\"where\", \"problem\"}` for each row or document that could not be read, or is doubtful; in CSV these are the last two columns.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))))
    void audit(@Parameter(description = "How the file is called") @RequestParam(required = false) @Nullable String name,
            @Parameter(description = "What now means") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException, InterruptedException {
        DocumentsController.requireDocument(request.getContentType());
        String called = FilingIntake.name(name);
        progress.await(minPosition);
        Moment moment = clock.of(null, knownAt);
        boolean csv = Accepts.preferred(request, List.of(ListingConverter.NDJSON, ListingConverter.CSV)).equals(ListingConverter.CSV);
        response.setHeader("Ledger-Known-At", Dates.format(moment.knownAt()));
        AnswerLines lines = new AnswerLines(response, mapper, csv ? AUDIT : List.of());
        Audit audit = new Audit(store, each, moment, lines);
        intake.read(request.getInputStream(), called, audit);
        lines.end(audit.end());
    }
}
