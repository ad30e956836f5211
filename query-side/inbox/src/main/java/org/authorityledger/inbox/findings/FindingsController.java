package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Of each signature on the filings: was it covered that day? */
@RestController
@Tag(name = "Filings")
public class FindingsController {

    private final FindingList findings;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    FindingsController(FindingList findings, QuestionClock clock, RegisterProgress progress) {
        this.findings = findings;
        this.clock = clock;
        this.progress = progress;
    }

    @GetMapping(path = "/api/findings", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Whether each signature was covered that day, as known now and when it was filed", description = "One row for each signature and each of those for whom it was made, the filings that came last first. The law answers when the list is asked for; all pages of a list are as known at one moment. With `finding` or `hindsight`, a page may have few rows, or none, and still a next one.")
    Listing list(@RequestParam(required = false) Finding.@Nullable Kind finding,
            @RequestParam(required = false) Finding.@Nullable Hindsight hindsight,
            @Parameter(description = "A CIK, or words of the issuer's name") @RequestParam(required = false) @Nullable String issuer,
            @Parameter(description = "Words of the name of someone who signed, as the form spells it") @RequestParam(required = false) @Nullable String signer,
            @Parameter(description = "Words of the name of someone for whom was signed, as the form spells it") @RequestParam(required = false) @Nullable String grantor,
            @Parameter(description = "Filed in this quarter, such as 2024Q3") @RequestParam(required = false) @Nullable String quarter,
            @RequestParam(required = false) @Nullable LocalDate filedFrom, @RequestParam(required = false) @Nullable LocalDate filedUntil,
            @Parameter(description = "What now means; by default the latest moment that the register holds") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Long minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        FindingFilter filter = FindingFilter.of(issuer, signer, grantor, quarter, filedFrom, filedUntil);
        Page asked = Page.of(limit, cursor, FindingList.PARTS, request);
        long reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", null), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        FindingList.Found found = findings.page(filter, finding, hindsight, page, moment);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return page.listing(FindingFields.COLUMNS, found.rows().stream().map(FindingFields::row).toList(), found.next(),
                about);
    }
}
