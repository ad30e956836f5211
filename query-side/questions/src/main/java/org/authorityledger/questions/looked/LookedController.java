package org.authorityledger.questions.looked;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.looked.Look;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who looked, for auditors. */
@RestController
@Tag(name = "People")
class LookedController {

    private static final List<String> COLUMNS = List.of("lookId", "askedAt", "userName", "sourceAddress", "method", "path", "query",
            "status", "position");

    private final AccessLog log;

    LookedController(AccessLog log) {
        this.log = log;
    }

    @GetMapping(path = "/api/access-log", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Who asked what, when and from where, the newest first", description = "Every question that was allowed, by people and by programs, kept apart from the ledger for a limited time. `position` is how far the ledger had come.")
    Listing looks(
            @Parameter(description = "who; of a program with the name of its key, such as jane/import") @RequestParam(required = false) @Nullable String who,
            @Parameter(description = "whose path or parameter names this grantor") @RequestParam(required = false) @Nullable GrantorId grantor,
            @Parameter(description = "whose path or parameter names this attorney or signer") @RequestParam(required = false) @Nullable AttorneyId attorney,
            @Parameter(description = "what the path or the query contains, as it was sent") @RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable Instant from, @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Limit.SEARCH.require("about", about == null ? 0 : about.length());
        Limit.SEARCH.require("who", who == null ? 0 : who.length());
        if (from != null && until != null && !from.isBefore(until)) {
            throw Problem.malformed("until", "must be after from");
        }
        Page page = Page.of(limit, cursor, 1, request);
        List<Look> found = log.looks(new AccessLog.Asked(who, about, grantor == null ? null : grantor.value(),
                attorney == null ? null : attorney.value(), from, until), page.first() ? null : page.number(0),
                page.toRead());
        return page.listing(COLUMNS, page.cut(found).stream().map(LookedController::fields).toList(),
                page.next(found, one -> List.of(Long.toString(one.lookId()))), Map.of());
    }

    private static Map<String, Object> fields(Look look) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lookId", look.lookId());
        fields.put("askedAt", look.askedAt());
        fields.put("userName", look.username());
        if (look.sourceAddress() != null) {
            fields.put("sourceAddress", look.sourceAddress());
        }
        fields.put("method", look.method());
        fields.put("path", look.path());
        if (look.query() != null) {
            fields.put("query", look.query());
        }
        fields.put("status", look.status());
        fields.put("position", look.position());
        return fields;
    }
}
