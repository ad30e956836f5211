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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Which forms were filed, and who signed them? */
@RestController
@Tag(name = "Filings")
public class FilingsController {

    private static final Pattern FILING_ID = Pattern.compile("\\d{10}-\\d{2}-\\d{6}|[0-9a-f]{64}");

    private final FilingIntake intake;
    private final FilingStore store;
    private final Findings findings;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final JsonMapper mapper;

    FilingsController(FilingIntake intake, FilingStore store, Findings findings, QuestionClock clock, RegisterProgress progress,
            JsonMapper mapper) {
        this.intake = intake;
        this.store = store;
        this.findings = findings;
        this.clock = clock;
        this.progress = progress;
        this.mapper = mapper;
    }

    @PostMapping(path = "/api/filings", consumes = MediaType.ALL_VALUE, produces = "application/x-ndjson")
    @Operation(summary = "Keeps filings and their signatures", description = "The body is a file as it is: XML of Forms 3, 4, 5 and 144 or of a Schedule 13D or 13G, a whole submission to EDGAR, or a zip archive of these or of the SEC's quarterly \"Insider Transactions Data Sets\". Each filing is kept once, by its accession number and what it says, so sending a file again changes nothing. The answer has a line for each row or document that could not be read, or is doubtful, `{\"where\", \"problem\"}`, and a last line that counts: `{\"filings\", \"signatures\", \"newFilings\", \"newSignatures\", \"problems\"}`. Without that line the answer is not complete: send the file again.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))))
    void keep(@Parameter(description = "How the file is called") @RequestParam(required = false) @Nullable String name,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException, InterruptedException {
        DocumentsController.requireDocument(request.getContentType());
        AnswerLines lines = new AnswerLines(response, mapper, List.of());
        FilingIntake.Taken taken = intake.take(request.getInputStream(), FilingIntake.name(name), String.valueOf(request.getRemoteUser()),
                lines::problem);
        if (taken.filings() > 0 || lines.begun()) {
            lines.write(taken.fields());
        }
        lines.end(taken.filings());
    }

    @GetMapping(path = "/api/filings/{filingId}", produces = "application/json")
    @Operation(summary = "A filing, its signatures, and what is found of each", description = "By its accession number, or by the SHA-256 that a form without one has in the list of findings.")
    Map<String, Object> one(@Parameter(description = "Such as 0001127602-25-001055") @PathVariable String filingId,
            @RequestParam(required = false) @Nullable Long minPosition) {
        if (!FILING_ID.matcher(filingId).matches()) {
            throw Problem.malformed("filingId", "is an accession number, such as 0001127602-25-001055, or a SHA-256");
        }
        KeptFiling filing = store.filing(filingId);
        if (filing == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_FILING", "No filing of this number is kept.", List.of());
        }
        long reached = progress.await(minPosition);
        Moment moment = clock.of(null, null);
        return FindingFields.filing(filing, findings.of(store.signatures(filing), moment), moment, reached);
    }
}
