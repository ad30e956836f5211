package org.authorityledger.reminders;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.people.Changer;
import org.authorityledger.http.Dates;
import org.authorityledger.http.StrictJson;
import org.authorityledger.reminders.views.ViewsController;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calendars: one's own, and reading one by its secret. */
@RestController
@Tag(name = "Reminders")
class CalendarController {

    static final String PATH = "/api/reminders/calendar.ics";
    private static final String CALENDARS = "/api/reminders/calendars";

    private final Calendars calendars;
    private final AccessLog log;
    private final StrictJson json;

    CalendarController(Calendars calendars, AccessLog log, StrictJson json) {
        this.calendars = calendars;
        this.log = log;
        this.json = json;
    }

    @GetMapping(path = PATH, produces = "text/calendar")
    @Operation(summary = "What expires, as a calendar (RFC 5545)", description = "Open to who has the secret, so that a calendar program can read it. An event is the last day of an instrument.")
    ResponseEntity<byte[]> read(@RequestParam(required = false) @Nullable String token,
            @Parameter(hidden = true) HttpServletRequest request) {
        Calendars.Read read = calendars.read(token == null ? "" : token);
        // Without the secret, which would be one no longer.
        log.note(read.calendar().owner(), request.getRemoteAddr(), "GET", PATH, "calendarId=" + read.calendar().calendarId(), 200,
                read.position());
        return ResponseEntity.ok().contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore()).header("Ledger-Position", read.position().toString())
                .body(read.text().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(path = CALENDARS, produces = "application/json")
    @Operation(summary = "Your calendars, without their secrets")
    Map<String, Object> all(@Parameter(hidden = true) Principal user) {
        return Map.of("items", calendars.of(ViewsController.owner(user)).stream().map(CalendarController::fields).toList());
    }

    @PostMapping(path = CALENDARS, produces = "application/json")
    @Operation(summary = "Make a calendar of what expires", description = "`name`, and `days` (90) for how far ahead. `path` has the secret and is in this answer only.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> make(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Calendars.Made made = calendars.make(Changer.of(request), json.body(request));
        Map<String, Object> fields = fields(made.calendar());
        fields.put("path", made.path());
        if (made.url() != null) {
            fields.put("url", made.url());
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(fields);
    }

    @DeleteMapping(CALENDARS + "/{calendarId}")
    @Operation(summary = "Revoke a calendar: its address leads nowhere from then on")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID calendarId, @Parameter(hidden = true) HttpServletRequest request) {
        calendars.revoke(Changer.of(request), calendarId);
    }

    private static Map<String, Object> fields(CalendarFeed calendar) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("calendarId", calendar.calendarId());
        fields.put("name", calendar.name());
        fields.put("days", calendar.days());
        fields.put("madeAt", Dates.format(calendar.madeAt()));
        if (calendar.lastReadAt() != null) {
            fields.put("lastReadAt", Dates.format(calendar.lastReadAt()));
        }
        return fields;
    }
}
