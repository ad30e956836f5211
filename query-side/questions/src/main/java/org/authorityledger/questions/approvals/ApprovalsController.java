package org.authorityledger.questions.approvals;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.store.LedgerReader;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitingCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What waits for another person, and what was decided. */
@RestController
@Tag(name = "Approvals")
class ApprovalsController {

    private static final List<String> COLUMNS = List.of("approvalId", "state", "command", "grantorId", "submittedBy", "submittedAt",
            "decidedBy", "decidedAt", "reason");

    private final WaitingCommands waiting;
    private final LedgerReader ledger;
    private final JsonMapper json;

    ApprovalsController(WaitingCommands waiting, LedgerReader ledger, JsonMapper json) {
        this.waiting = waiting;
        this.ledger = ledger;
        this.json = json;
    }

    @GetMapping(path = "/api/approvals", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Commands that wait for another person, and those that were decided, the newest first", description = "What waits has no effect: no answer of the ledger knows of it. A command is `APPROVED` where it is recorded; `REJECTED` by another person, with a reason; `WITHDRAWN` by the person who submitted it.")
    Listing list(@RequestParam(required = false) WaitingCommand.@Nullable State state,
            @Parameter(description = "only commands about this grantor, or about someone everywhere whom this grantor ever named") @RequestParam(required = false) @Nullable GrantorId grantor,
            @Parameter(description = "only commands about this attorney, of one grantor or of all") @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        List<WaitingCommand> read = waiting.list(state, new WaitingCommands.About(grantor, attorney), page.first() ? null : page.number(0),
                page.toRead());
        return page.listing(COLUMNS, page.cut(read).stream().map(ApprovalsController::row).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    @GetMapping(path = "/api/approvals/{approvalId}", produces = "application/json")
    @Operation(summary = "One of them, with the whole command, and the records that it became", description = "`request` is the command as a line of an import. `recordIds` has one id, or one for each grantor of a command about someone everywhere; it is empty unless the command is recorded.")
    Map<String, Object> one(@PathVariable UUID approvalId) {
        WaitingCommand command = waiting.find(approvalId).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_APPROVAL",
                "No command waits, or waited, under this id.", List.of()));
        Map<String, Object> fields = row(command);
        fields.put("request", json.readTree(command.request()));
        fields.put("recordIds", command.state() == WaitingCommand.State.APPROVED
                ? ledger.recordedUnder(command.idempotency().key()).stream().map(event -> event.recordId().toString()).toList()
                : List.of());
        return fields;
    }

    private static Map<String, Object> row(WaitingCommand command) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("approvalId", command.approvalId());
        fields.put("state", command.state());
        fields.put("command", command.command());
        if (command.grantorId() != null) {
            fields.put("grantorId", command.grantorId());
        }
        fields.put("submittedBy", command.submitted().by());
        fields.put("submittedAt", command.submitted().at());
        WaitingCommand.Decision decision = command.decision();
        if (decision != null) {
            fields.put("decidedBy", decision.by());
            fields.put("decidedAt", decision.at());
            if (decision.reason() != null) {
                fields.put("reason", decision.reason());
            }
        }
        return fields;
    }
}
