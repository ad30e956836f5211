package org.authorityledger.inbox.edgar;

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
import java.util.UUID;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fetches filings from EDGAR, and says how far that came. */
@RestController
@Tag(name = "Filings")
public class FetchesController {

    private static final int FAILURES_SHOWN = 1_000;

    private final EdgarFetches fetches;
    private final StrictJson json;

    FetchesController(EdgarFetches fetches, StrictJson json) {
        this.fetches = fetches;
        this.json = json;
    }

    /** Whose filings, and from which day on. */
    record Asked(String cik, @Nullable LocalDate since) {}

    @PostMapping(path = "/api/filings/fetches", produces = "application/json")
    @Operation(summary = "Fetches the filings of a company or person from EDGAR, in the background", description = "The body is `{\"cik\", \"since\"?}`: 1 to 10 digits, and the first day of filing. Forms 3, 4, 5 and 144, Schedules 13D and 13G and their amendments are fetched as whole submissions, those by or about this CIK, and each is filed as `POST /api/filings` files it; `leftOut` counts the others by form. What was fetched once is not fetched again. 503 `FETCHING_IS_OFF` names the setting that is missing.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> fetch(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Asked asked = json.as(Asked.class, json.body(request));
        EdgarFetch fetch = fetches.request(asked.cik(), asked.since(), DocumentsController.sender(request));
        return ResponseEntity.status(HttpStatus.ACCEPTED).header("Location", "/api/filings/fetches/" + fetch.fetchId())
                .body(FetchFields.row(fetch));
    }

    @GetMapping(path = "/api/filings/fetches", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The fetches from EDGAR, the last first")
    Listing fetches(@RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        List<EdgarFetch> read = fetches.last(page.first() ? null : page.number(0), page.toRead());
        return page.listing(FetchFields.COLUMNS, page.cut(read).stream().map(FetchFields::row).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    @GetMapping(path = "/api/filings/fetches/{fetchId}", produces = "application/json")
    @Operation(summary = "How far a fetch came", description = "`found` filings are of forms that are read here; of these, `known` were filed by fetches before, and `toGet` are for this one: `filed`, `failed`, or not fetched yet. `trouble` and `nextTry` say why it waits. `failures` are the first 1,000 that could not be fetched or read.")
    Map<String, Object> fetch(@PathVariable String fetchId) {
        return whole(fetches.find(id(fetchId)));
    }

    @GetMapping(path = "/api/filings/fetches/{fetchId}/filings", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The filings that a fetch has to get, by accession number", description = "Each with its `state` (`WAITING`, `FILED`, `FAILED`), the batch that it became, and the last error. One that a later fetch took over is listed there.")
    Listing filings(@PathVariable String fetchId, @RequestParam(required = false) FetchedFiling.@Nullable State state,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        EdgarFetch fetch = fetches.find(id(fetchId));
        Page page = Page.of(limit, cursor, 1, request);
        List<FetchedFiling> read = fetches.filings(fetch.fetchId(), state, page.first() ? null : page.after().getFirst(), page.toRead());
        return page.listing(FetchFields.FILING, page.cut(read).stream().map(FetchFields::filing).toList(),
                page.next(read, one -> List.of(one.accession())), Map.of());
    }

    @DeleteMapping(path = "/api/filings/fetches/{fetchId}", produces = "application/json")
    @Operation(summary = "Stops a fetch", description = "What was filed stays. A later fetch gets the others.")
    Map<String, Object> cancel(@PathVariable String fetchId, @Parameter(hidden = true) HttpServletRequest request) {
        return whole(fetches.cancel(id(fetchId), DocumentsController.sender(request)));
    }

    @GetMapping(path = "/api/filings/watches", produces = "application/json")
    @Operation(summary = "Whose filings are fetched by themselves, and the last fetch of each", description = "`every` is how often. Where nothing is fetched, `off` says which setting changes that.")
    Map<String, Object> watches() {
        Map<String, Object> fields = new LinkedHashMap<>();
        String off = fetches.whyOff();
        if (off != null) {
            fields.put("off", off);
        }
        fields.put("every", fetches.every().toString());
        fields.put("items", fetches.watched().stream().map(one -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("cik", one.cik().value());
            EdgarFetch last = one.last();
            if (last != null) {
                item.put("last", FetchFields.row(last));
            }
            return item;
        }).toList());
        return fields;
    }

    private Map<String, Object> whole(EdgarFetch fetch) {
        return FetchFields.whole(fetch, fetches.filings(fetch.fetchId(), FetchedFiling.State.FAILED, null, FAILURES_SHOWN));
    }

    private static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other text that is not an id.
        }
        throw Problem.malformed("fetchId", "is not the id of a fetch");
    }
}
