package org.authorityledger.questions.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.files.RowFiles;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The views for dashboards as files, each with all its rows: a file has the columns of its view. */
@RestController
@RequestMapping(path = "/api/export", produces = { "text/csv", "application/x-ndjson", "application/vnd.apache.parquet"})
@Tag(name = "Export")
class ExportController {

    private static final String IN_ORDER = " order by position, attorney_id";

    private final ViewRows views;
    private final RowFiles files;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    ExportController(ViewRows views, RowFiles files, RegisterProgress progress, QuestionClock clock, Incomplete incomplete) {
        this.views = views;
        this.files = files;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping("/authority_current")
    @Operation(summary = "The authorities in force today, as known now")
    void current(@RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        Position reached = progress.await(minPosition);
        answer("authority_current", "select * from reporting.authority_as_of(:on, :knownAt)" + IN_ORDER, clock.of(null, null), reached,
                request, response);
    }

    @GetMapping("/authority_as_of")
    @Operation(summary = "The authorities in force on a day, as known at a moment")
    void asOf(@RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        Position reached = progress.await(minPosition);
        answer("authority_as_of", "select * from reporting.authority_as_of(:on, :knownAt)" + IN_ORDER, clock.of(on, knownAt), reached,
                request, response);
    }

    @GetMapping("/authority_history")
    @Operation(summary = "Every version of every authority, on both clocks, as known at a moment")
    void history(@RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Position reached = progress.await(minPosition);
        answer("authority_history", "select * from reporting.authority_history(:knownAt)" + IN_ORDER, knownAt, reached, request, response);
    }

    @GetMapping("/authority_changes")
    @Operation(summary = "Every authority that began or ended in a span of days, as known at a moment")
    void changes(
            @Parameter(description = "The first day of the span; without it, from the beginning") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "The first day after the span; without it, the span has no end") @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        if (from != null && until != null && until.isBefore(from)) {
            throw Problem.malformed("until", "is before from");
        }
        Position reached = progress.await(minPosition);
        Instant known = clock.of(null, knownAt).knownAt();
        Map<String, Object> parameters = new HashMap<>(Map.of("knownAt", QuestionClock.utc(known)));
        parameters.put("from", from);
        parameters.put("until", until);
        answer("authority_changes", "select * from reporting.authority_changes(coalesce(:from::date, '-infinity'), "
                + "coalesce(:until::date, 'infinity'), :knownAt)" + IN_ORDER, parameters, about(null, known, reached), request, response);
    }

    @GetMapping("/power_of_attorney")
    @Operation(summary = "The powers of attorney with their terms, as known at a moment, whether in force or not")
    void powersOfAttorney(@RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        Position reached = progress.await(minPosition);
        answer("power_of_attorney", "select * from reporting.power_of_attorney(:knownAt) order by grantor_id, poa_id", knownAt, reached,
                request, response);
    }

    @GetMapping("/signatory")
    @Operation(summary = "The signatories in force on a day, as known at a moment")
    void signatories(@RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        Position reached = progress.await(minPosition);
        answer("signatory", "select * from reporting.signatory(:on, :knownAt) order by grantor_id, record_id", clock.of(on, knownAt),
                reached, request, response);
    }

    @GetMapping("/event")
    @Operation(summary = "Every recorded act in the order of the ledger")
    void events(@Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Position after,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        // A client that has seen a position that the ledger does not have must not take an empty file for nothing new.
        progress.await(after);
        Position reached = progress.await(minPosition);
        answer("event", "select * from reporting.event where position > :after and position <= :reached order by position",
                Map.of("after", (after == null ? Position.START : after).value(), "reached", reached.value()), Map.of("position", reached),
                request, response);
    }

    private void answer(String view, String sql, Moment moment, Position reached, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(view, sql, Map.of("on", moment.on(), "knownAt", QuestionClock.utc(moment.knownAt())),
                about(moment.on(), moment.knownAt(), reached), request, response);
    }

    private void answer(String view, String sql, @Nullable Instant knownAt, Position reached, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        Instant known = clock.of(null, knownAt).knownAt();
        answer(view, sql, Map.of("knownAt", QuestionClock.utc(known)), about(null, known, reached), request, response);
    }

    private void answer(String view, String sql, Map<String, Object> parameters, Map<String, Object> about, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        views.write(sql, parameters, columns -> files.begin(request, response, view, columns, incomplete.mark(about, null)));
    }

    private static Map<String, Object> about(@Nullable LocalDate on, Instant knownAt, Position reached) {
        Map<String, Object> about = new LinkedHashMap<>();
        if (on != null) {
            about.put("on", on);
        }
        about.put("knownAt", knownAt);
        about.put("position", reached);
        return about;
    }
}
