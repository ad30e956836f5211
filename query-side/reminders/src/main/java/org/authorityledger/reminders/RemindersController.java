package org.authorityledger.reminders;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.access.people.Changer;
import org.authorityledger.http.Dates;
import org.authorityledger.http.StrictJson;
import org.authorityledger.reminders.views.ViewsController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own reminders, and what became of what they sent. */
@RestController
@RequestMapping("/api/reminders")
@Tag(name = "Reminders")
class RemindersController {

    private final Reminders reminders;
    private final StrictJson json;

    RemindersController(Reminders reminders, StrictJson json) {
        this.reminders = reminders;
        this.json = json;
    }

    @GetMapping(produces = "application/json")
    @Operation(summary = "Your reminders", description = "With `mailOff` where this node sends no mail, and why.")
    Map<String, Object> all(@Parameter(hidden = true) Principal user) {
        String owner = ViewsController.owner(user);
        Map<UUID, Long> dead = reminders.dead(owner);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items",
                reminders.of(owner).stream().map(one -> fields(one, dead.getOrDefault(one.subscriptionId(), 0L))).toList());
        answer.put("digests", reminders.when());
        String off = reminders.mailOff();
        if (off != null) {
            answer.put("mailOff", off);
        }
        return answer;
    }

    @PostMapping(produces = "application/json")
    @Operation(summary = "Make a reminder", description = "`kind` is `VIEW` with `viewId`, `EXPIRING` with `days` (30, 60 or 90), `UNDELIVERED`, `GAP` with `form`, or `WAITING`; `channel` is `EMAIL` or `WEBHOOK`, and `to` its address. The secret of a webhook is in this answer only. Keys of programs cannot make or change reminders.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> make(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Reminders.Made made = reminders.make(Changer.of(request), json.body(request));
        Map<String, Object> fields = fields(made.subscription(), 0);
        if (made.secret() != null) {
            fields.put("secret", made.secret());
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(fields);
    }

    @GetMapping(path = "/{reminderId}", produces = "application/json")
    @Operation(summary = "One of your reminders")
    Map<String, Object> one(@PathVariable UUID reminderId, @Parameter(hidden = true) Principal user) {
        String owner = ViewsController.owner(user);
        Subscription found = reminders.find(owner, reminderId);
        return fields(found, reminders.dead(owner).getOrDefault(reminderId, 0L));
    }

    @PatchMapping(path = "/{reminderId}", produces = "application/json")
    @Operation(summary = "Pause a reminder, let it go on, or give it another name", description = "The body has `paused` or `name` or both.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Map<String, Object> change(@PathVariable UUID reminderId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Changer by = Changer.of(request);
        Subscription changed = reminders.change(by, reminderId, json.body(request));
        return fields(changed, reminders.dead(by.username()).getOrDefault(reminderId, 0L));
    }

    @DeleteMapping("/{reminderId}")
    @Operation(summary = "Remove a reminder with its delivery log")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID reminderId, @Parameter(hidden = true) HttpServletRequest request) {
        reminders.remove(Changer.of(request), reminderId);
    }

    @PostMapping("/{reminderId}/now")
    @Operation(summary = "Look now, and send what is new", description = "No body, or {}. The log shows what became of it.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void now(@PathVariable UUID reminderId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        reminders.now(Changer.of(request), reminderId);
    }

    @PostMapping("/{reminderId}/test")
    @Operation(summary = "Send a message that says nothing of the ledger, to try the way", description = "No body, or {}.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable UUID reminderId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        reminders.test(Changer.of(request), reminderId);
    }

    @GetMapping(path = "/{reminderId}/deliveries", produces = "application/json")
    @Operation(summary = "The delivery log: the last hundred messages, each with its attempts, the newest first")
    Map<String, Object> deliveries(@PathVariable UUID reminderId, @Parameter(hidden = true) Principal user) {
        return Map.of("items",
                reminders.deliveries(ViewsController.owner(user), reminderId).stream().map(RemindersController::fields).toList());
    }

    @PostMapping("/{reminderId}/deliveries/{messageId}/again")
    @Operation(summary = "Try a message again that failed for good", description = "No body, or {}. It keeps its id.")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void again(@PathVariable UUID reminderId, @PathVariable UUID messageId, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        json.requireNoFields(request);
        reminders.again(Changer.of(request), reminderId, messageId);
    }

    private static Map<String, Object> fields(Subscription one, long dead) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reminderId", one.subscriptionId());
        fields.put("name", one.name());
        fields.put("kind", one.kind());
        put(fields, "viewId", one.viewId());
        put(fields, "days", one.days());
        put(fields, "form", one.form());
        fields.put("channel", one.channel());
        fields.put("to", one.address());
        fields.put("paused", one.paused());
        fields.put("madeAt", Dates.format(one.madeAt()));
        put(fields, "lookedAt", one.lookedAt() == null ? null : Dates.format(one.lookedAt()));
        put(fields, "outcome", one.outcome());
        put(fields, "found", one.found());
        fields.put("dead", dead);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Map<String, Object> fields(Delivery one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", one.messageId());
        fields.put("madeAt", Dates.format(one.madeAt()));
        fields.put("subject", one.subject());
        fields.put("state", one.state());
        put(fields, "nextAt", one.nextAt() == null ? null : Dates.format(one.nextAt()));
        put(fields, "endedAt", one.endedAt() == null ? null : Dates.format(one.endedAt()));
        fields.put("attempts", one.attempts().stream().map(tried -> Map.of("at", Dates.format(tried.at()), "delivered", tried.delivered(),
                "result", tried.result())).toList());
        return fields;
    }
}
