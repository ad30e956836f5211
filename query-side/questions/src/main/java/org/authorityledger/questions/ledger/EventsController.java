package org.authorityledger.questions.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.history.ActJson;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What was recorded, in which order? Answered by the ledger itself. */
@RestController
@Tag(name = "Ledger")
public class EventsController {

    private final EventQueries events;
    private final RegisterProgress progress;
    private final JsonMapper mapper;

    public EventsController(EventQueries events, RegisterProgress progress, JsonMapper mapper) {
        this.events = events;
        this.progress = progress;
        this.mapper = mapper;
    }

    @GetMapping(path = "/api/events", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The recorded events in the order of the ledger, or newest first", description = "If you filter by type, recorder or "
            + "text only, a page may have fewer rows than the limit, or none, and still have a next page: each page takes limited time to search.")
    Listing events(@RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable IssuerId issuer, @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Only positions greater than this") @RequestParam(required = false) @Nullable Position after,
            @Parameter(description = "Only positions less than this") @RequestParam(required = false) @Nullable Position before,
            @Parameter(description = "Recorded at this instant or later") @RequestParam(required = false) @Nullable Instant recordedFrom,
            @Parameter(description = "Recorded before this instant") @RequestParam(required = false) @Nullable Instant recordedUntil,
            @Parameter(description = "Recorded by this user") @RequestParam(required = false) @Nullable String recorder,
            @Parameter(description = "With this text in a value of the payload") @RequestParam(required = false) @Nullable String text,
            @Parameter(description = "oldest (first), the default, or newest") @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        EventQueries.Filter filter = new EventQueries.Filter(grantor, attorney, issuer, type(type), after, before, recordedFrom,
                recordedUntil, some("recorder", recorder), some("text", text));
        EventQueries.Order in = order(order);
        Page asked = Page.of(limit, cursor, 1, request);
        Position reached = progress.await(minPosition);
        // Which parties an event concerns only the register knows.
        Position end = asked.position(attorney == null && issuer == null ? Position.max(reached, events.head()) : reached);
        Page page = asked.keeping(end);
        EventQueries.EventPage found = events.find(filter.before(Position.min(before == null ? Position.END : before, end.next())), in,
                page);
        Map<String, Object> about = new LinkedHashMap<>(Map.of("position", end));
        about.putAll(Incomplete.scope());
        return page.listing(EventFields.NAMES, found.events().stream().map(event -> EventFields.of(event, mapper)).toList(), found.next(),
                about);
    }

    static @Nullable String type(@Nullable String type) {
        if (type != null && !ActJson.isType(type)) {
            throw Problem.malformed("type", "no event is of this type");
        }
        return type;
    }

    /** A text to search for: not blank, and not too long. */
    static @Nullable String some(String name, @Nullable String text) {
        Limit.SEARCH.require(name, text == null ? 0 : text.length());
        if (text != null && (text.isBlank() || text.indexOf('\0') >= 0)) {
            throw Problem.malformed(name, "has at least one character that is not blank, and no character of value zero");
        }
        return text;
    }

    private static EventQueries.Order order(@Nullable String order) {
        return switch (order == null ? "oldest" : order) {
            case "oldest" -> EventQueries.Order.OLDEST;
            case "newest" -> EventQueries.Order.NEWEST;
            default -> throw Problem.malformed("order", "must be one of [oldest, newest]");
        };
    }
}
