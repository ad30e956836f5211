package org.authorityledger.pages.reports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.findings.FindingFilter;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.files.WorkbookFile;
import org.authorityledger.questions.listing.ListingConverter;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.transparencylog.LogReading;
import org.authorityledger.transparencylog.LogRefusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * All about an issuer, a grantor, a span of days or the findings on filings, for a file or a meeting. A link on a page cannot ask for a workbook: it
 * has a path.
 */
@RestController
@Tag(name = "Reports")
class ReportsController {

    static final String PDF = "application/pdf";
    static final String XLSX = WorkbookFile.MEDIA_TYPE;
    private static final List<MediaType> OFFERED = List.of(MediaType.parseMediaType(PDF), MediaType.parseMediaType(XLSX));
    private static final int MOST_AT_ONCE = 2;
    private static final String AS_WORKBOOK = ".xlsx";

    private final Reports reports;
    private final FindingsReports findings;
    private final Directory directory;
    private final LogReading log;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;
    private final DisplayText words;
    private final ListingConverter headers;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    ReportsController(Reports reports, FindingsReports findings, Directory directory, LogReading log, RegisterProgress progress,
            QuestionClock clock,
            Incomplete incomplete, DisplayText words, JsonMapper mapper) {
        this.reports = reports;
        this.findings = findings;
        this.directory = directory;
        this.log = log;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
        this.words = words;
        this.headers = new ListingConverter(mapper);
    }

    /** What is asked for: a title, a name for the file, what the heading says beside the usual, and tables, as of a moment. */
    private record Asked(String title, String file, Moment moment, Position reached, Map<String, Object> about, List<Report.Fact> facts,
            Function<Moment, List<Report.Section>> sections) {

        Asked(String title, String file, Moment moment, Position reached, Map<String, Object> about,
                Function<Moment, List<Report.Section>> sections) {
            this(title, file, moment, reached, about, List.of(), sections);
        }
    }

    @GetMapping(path = { "/api/reports/issuer", "/reports/issuer.xlsx"}, produces = { PDF, XLSX})
    @Operation(summary = "Everything about an issuer: who may sign for whom, signatories, gaps, what ended", description = "All rows, with both clocks, who printed it, and the signed checkpoint of the log.")
    @ApiResponse(responseCode = "200", content = { @Content(mediaType = PDF), @Content(mediaType = XLSX)})
    void issuer(@RequestParam IssuerId issuer, @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        String name = known(PartyKind.ISSUER, issuer.value(), "UNKNOWN_ISSUER", "issuer");
        answer(new Asked("Authority to sign at " + name, "issuer-" + issuer.value() + "-" + moment.on(), moment, reached,
                about(moment, reached, null), at -> reports.issuer(issuer, at)), request, response);
    }

    @GetMapping(path = { "/api/reports/grantor", "/reports/grantor.xlsx"}, produces = { PDF, XLSX})
    @Operation(summary = "Everything about a grantor: who may sign, signatories, gaps, what ended, the instruments, the history on both clocks", description = "All rows, with both clocks, who printed it, and the signed checkpoint of the log.")
    @ApiResponse(responseCode = "200", content = { @Content(mediaType = PDF), @Content(mediaType = XLSX)})
    void grantor(@RequestParam GrantorId grantor, @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        String name = known(PartyKind.GRANTOR, grantor.value(), "UNKNOWN_GRANTOR", "grantor");
        answer(new Asked("Authority to sign for " + name, "grantor-" + grantor.value() + "-" + moment.on(), moment, reached,
                about(moment, reached, grantor), at -> reports.grantor(grantor, at)), request, response);
    }

    @GetMapping(path = { "/api/reports/span", "/reports/span.xlsx"}, produces = { PDF, XLSX})
    @Operation(summary = "Who gained and who lost authority in a span of days, and why", description = "All rows, with both clocks, who printed it, and the signed checkpoint of the log. Each row says whether the authority is in force on the day `on`.")
    @ApiResponse(responseCode = "200", content = { @Content(mediaType = PDF), @Content(mediaType = XLSX)})
    void span(@Parameter(description = "The first day of the span") @RequestParam LocalDate from,
            @Parameter(description = "The first day after the span") @RequestParam LocalDate until,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        if (!until.isAfter(from)) {
            throw Problem.malformed("until", "must be after from");
        }
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        answer(new Asked("Authority gained and lost from " + words.day(from) + " through " + words.lastDay(until),
                "changes-" + from + "-to-" + until.minusDays(1), moment, reached, about(moment, reached, null),
                at -> reports.span(from, until, at)), request, response);
    }

    @GetMapping(path = { "/api/reports/findings", "/reports/findings.xlsx"}, produces = { PDF, XLSX})
    @Operation(summary = "For the audit committee: whether each signature on the filings was covered, by class, with what was done about it", description = "Every signature on the filings of an issuer, of a quarter, or of a span of days, and each of those for whom it was made: how many of each class, then each class with all its rows and the reason, as known now and when it was filed, with the remedies that stand. With both clocks, who printed it, and the signed checkpoint of the log.")
    @ApiResponse(responseCode = "200", content = { @Content(mediaType = PDF), @Content(mediaType = XLSX)})
    void findings(
            @Parameter(description = "An issuer's id in the ledger, a CIK, or words of the name") @RequestParam(required = false) @Nullable String issuer,
            @Parameter(description = "Filed in this quarter, such as 2024Q3") @RequestParam(required = false) @Nullable String quarter,
            @Parameter(description = "Filed on this day or later") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "Filed on this day or earlier") @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        FindingFilter filter = FindingFilter.of(issuer, null, null, quarter, from, until);
        if (filter.issuer() == null && filter.filedFrom() == null && filter.filedUntil() == null) {
            throw Problem.malformed("quarter", "name an issuer, a quarter, or days of filing");
        }
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(null, knownAt);
        try (FindingsReport report = findings.of(filter)) {
            if (!report.issuerKnown()) {
                throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_ISSUER",
                        "Neither the ledger nor a filing has an issuer " + filter.issuer() + ".", List.of());
            }
            answer(new Asked(report.title(), report.file(), moment, reached, about(moment, reached, null), report.facts(),
                    report::sections),
                    request, response);
        }
    }

    private String known(PartyKind kind, String id, String code, String word) {
        Directory.KnownParty found = directory.find(kind, id);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, code, "The ledger knows no " + word + " " + id + ".", List.of());
        }
        return found.name();
    }

    private Map<String, Object> about(Moment moment, Position reached, @Nullable GrantorId grantorId) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("on", moment.on());
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return incomplete.mark(about, grantorId);
    }

    private void answer(Asked asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean workbook = request.getRequestURI().endsWith(AS_WORKBOOK) || Accepts.preferred(request, OFFERED).equals(OFFERED.get(1));
        if (!free.tryAcquire()) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_REPORTS",
                    "This node already writes " + MOST_AT_ONCE + " reports. Try again when one of them has ended.", List.of());
        }
        try {
            Report report = report(asked, request.getUserPrincipal());
            headers.headers(asked.about()).forEach(response::setHeader);
            response.setContentType(workbook ? XLSX : PDF);
            response.setHeader("Content-Disposition",
                    (workbook ? "attachment" : "inline") + "; filename=\"" + asked.file() + (workbook ? AS_WORKBOOK : ".pdf") + "\"");
            if (workbook) {
                WorkbookReport.write(report, response.getOutputStream());
            } else {
                PdfReport.write(report, words, response.getOutputStream());
            }
        } finally {
            free.release();
        }
    }

    private Report report(Asked asked, @Nullable Principal user) {
        Moment moment = asked.moment();
        LogReading.SignedCheckpoint checkpoint = checkpoint(asked.reached());
        List<Report.Fact> facts = new ArrayList<>(List.of(new Report.Fact("Effective date", words.day(moment.on())),
                new Report.Fact("Based on", "everything recorded through " + words.moment(moment.knownAt()) + " ("
                        + words.exact(moment.knownAt()) + ")"),
                new Report.Fact("Printed", printed(user))));
        facts.addAll(asked.facts());
        if (asked.about().get("incomplete") instanceof List<?> waiting) {
            facts.add(new Report.Fact("This report is incomplete", "some records could not be processed"
                    + (waiting.isEmpty() ? "." : ", of " + String.join(", ", waiting.stream().map(String::valueOf).toList()) + ".")));
        }
        if (checkpoint != null) {
            facts.add(new Report.Fact("Transparency log", "The checkpoint below commits to the first %,d records, up to %s.".formatted(
                    checkpoint.size().value(), words.moment(checkpoint.checkpoint().time()))));
        }
        return new Report(asked.title(), facts, checkpoint == null ? null : checkpoint.note().toString().strip(),
                """
                                Keep this checkpoint. With the key of the log (from /log/keys), "ledger verify --since" shows whether anything recorded \
                        before it was changed or removed since. /api/proof/inclusion?recordId=… proves that a record named here is in the log.""",
                "Authority Ledger. Printed " + printed(user),
                "As of " + words.day(moment.on()) + ", as known on " + words.moment(moment.knownAt()), asked.sections().apply(moment));
    }

    private String printed(@Nullable Principal user) {
        return "by " + (user == null ? "no one signed in" : user.getName()) + " on " + words.moment(Instant.now());
    }

    /** One over all that the report holds, where the log signs. */
    private LogReading.@Nullable SignedCheckpoint checkpoint(Position position) {
        try {
            return log.covering(position);
        } catch (LogRefusal notYet) {
            return log.latest().orElse(null);
        }
    }
}
