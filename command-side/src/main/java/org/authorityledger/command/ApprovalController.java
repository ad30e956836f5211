package org.authorityledger.command;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.WaitingCommand;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Deciding about commands that wait until another person approves them. */
@RestController
@RequestMapping(path = ApprovalController.PATH, produces = "application/json")
@Tag(name = "Approvals")
class ApprovalController {

    static final String PATH = "/api/approvals";

    private final StrictJson json;
    private final Approvals approvals;

    ApprovalController(StrictJson json, Approvals approvals) {
        this.json = json;
        this.approvals = approvals;
    }

    /** What was recorded: of a command about someone everywhere, one record for each grantor. */
    record Approved(UUID approvalId, List<RecordedReply> items) {}

    /** Why a command is rejected. */
    record Rejection(@Nullable String reason) {}

    @PostMapping("/{approvalId}/approval")
    @Operation(summary = "Approve a command that waits", description = "By another person than the one who submitted it. It is judged by what is known now; where it is refused, nothing is recorded and it goes on waiting. With `If-Match`, only where the grantor’s stream still has this version; a command about someone everywhere is about many streams, and takes none. Repeated by the same person, it answers the same.")
    @ApiResponse(responseCode = "201", description = "Recorded", useReturnTypeSchema = true)
    ResponseEntity<Approved> approve(@PathVariable UUID approvalId, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        json.requireNoFields(request);
        List<LedgerRecord> records = approvals.records(approvalId, sender(request), CommandController.ifMatch(request));
        return ResponseEntity.status(HttpStatus.CREATED).header("Ledger-Position", records.getLast().position().toString())
                .body(new Approved(approvalId, records.stream().map(RecordedReply::of).toList()));
    }

    @PostMapping("/{approvalId}/rejection")
    @Operation(summary = "Reject a command that waits", description = "By another person than the one who submitted it, with a reason. Repeated under its key, it stays rejected; a resubmission lets it wait again.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(implementation = Rejection.class))))
    ApprovalReply reject(@PathVariable UUID approvalId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Rejection rejection = json.as(Rejection.class, json.body(request));
        return ApprovalReply.of(approvals.rejected(approvalId, rejection.reason(), sender(request)));
    }

    @PostMapping("/{approvalId}/withdrawal")
    @Operation(summary = "Withdraw a command that waits", description = "By the person who submitted it.")
    ApprovalReply withdraw(@PathVariable UUID approvalId, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        json.requireNoFields(request);
        return ApprovalReply.of(approvals.withdrawn(approvalId, sender(request)));
    }

    @PostMapping("/{approvalId}/resubmission")
    @Operation(summary = "Submit a command again that was rejected", description = "By anyone who may record, as it came: where it was rejected by mistake, or a file or a tracker is sent again and its line has been rejected. It waits under an approval of its own; repeated, it answers the same.")
    @ApiResponse(responseCode = "202", description = "It waits until another person approves it", useReturnTypeSchema = true)
    ResponseEntity<ApprovalReply> resubmit(@PathVariable UUID approvalId, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        json.requireNoFields(request);
        return answer(approvals.resubmitted(approvalId, sender(request)));
    }

    private static ResponseEntity<ApprovalReply> answer(WaitingCommand waits) {
        return ResponseEntity.accepted().location(URI.create(PATH + "/" + waits.approvalId())).body(ApprovalReply.of(waits));
    }

    private static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));
    }

    /** How a command that waits is answered, on every path that takes commands. It is no failure: asked before those. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @RestControllerAdvice
    static class Waiting {

        @ExceptionHandler
        ResponseEntity<ApprovalReply> waits(WaitsForApproval waits) {
            return answer(waits.command());
        }
    }
}
