package org.authorityledger.questions.authorities;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.authorityledger.authority.AuthorityFields;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Names;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which authorities began or ended in a span of days? */
@RestController
@Tag(name = "Authorities")
public class ChangesController {

    private static final List<String> COLUMNS = Stream.concat(AuthorityFields.NAMES.stream(), Stream.of("began", "ended")).toList();

    private final AuthorityChanges changes;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public ChangesController(AuthorityChanges changes, Register register, RegisterProgress progress, QuestionClock clock,
            Incomplete incomplete) {
        this.changes = changes;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping(path = "/api/authorities/changes", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Every authority that began or ended in a span of days, as known at a moment", description = "Also those that did both within the span, which the difference between its two days does not have. `began` and `ended` say "
            + "what happened within the span; `recordId` is the record that gave the authority, `endedBy` the one that ended it.")
    Listing changes(
            @Parameter(description = "The first day of the span; without it, from the beginning") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "The first day after the span; without it, the span has no end") @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney,
            @Parameter(description = "At this issuer, including authorities for all issuers") @RequestParam(required = false) @Nullable IssuerId issuer,
            @Parameter(description = "Only those that ended within the span for this cause") @RequestParam(required = false) @Nullable EndCause cause,
            @Parameter(description = "true: only those that began within the span; false: only those that did not") @RequestParam(required = false) @Nullable Boolean began,
            @Parameter(description = "true: only those that ended within the span; false: only those that did not") @RequestParam(required = false) @Nullable Boolean ended,
            @Parameter(description = "date: the earliest first, as without it; -date: the latest first") @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        if (from != null && until != null && until.isBefore(from)) {
            throw Problem.malformed("until", "is before from");
        }
        AuthorityChanges.Order order = order(sort);
        Page asked = AuthorityChanges.page(limit, cursor, request);
        Position reached = progress.await(minPosition);
        Instant known = clock.of(null, asked.knownAt("", knownAt)).knownAt();
        Page page = asked.keeping("", known);
        AuthorityChanges.Changes found = changes.find(new AuthorityChanges.Span(from, until, cause, began, ended),
                new AuthorityFilter(attorney, grantor, issuer, null, null), known, order, page);
        Names names = NamesOnRecord.of(register, found.changed().stream().map(AuthorityChanges.ChangedAuthority::authority).toList());
        List<Map<String, Object>> items = found.changed().stream().map(change -> {
            Map<String, Object> item = AuthorityFields.of(change.authority(), names);
            item.put("began", change.began());
            item.put("ended", change.ended());
            return item;
        }).toList();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("total", found.total());
        if (from != null) {
            about.put("from", from);
        }
        if (until != null) {
            about.put("until", until);
        }
        about.put("knownAt", known);
        about.put("position", reached);
        return page.listing(COLUMNS, items, found.next(), incomplete.mark(about, grantor));
    }

    private static AuthorityChanges.Order order(@Nullable String sort) {
        return switch (sort) {
            case null -> AuthorityChanges.Order.EARLIEST_FIRST;
            case "date" -> AuthorityChanges.Order.EARLIEST_FIRST;
            case "-date" -> AuthorityChanges.Order.LATEST_FIRST;
            default -> throw Problem.malformed("sort", "must be date or -date");
        };
    }
}
