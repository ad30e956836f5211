package org.authorityledger.inbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits to be decided, what was decided, and deciding. */
@RestController
@Tag(name = "Documents")
public class ProposalsController {

    private static final int MOST_AT_ONCE = 100;

    private final Inbox inbox;
    private final StrictJson json;

    ProposalsController(Inbox inbox, StrictJson json) {
        this.inbox = inbox;
        this.json = json;
    }

    /** Why a proposal is rejected. */
    record Rejection(String reason) {}

    /**
     * Which of those that wait are accepted or rejected.
     *
     * @param next from which one on; absent: from the first
     */
    record Some(Proposal.@Nullable Kind kind, @Nullable String party, @Nullable String document, @Nullable String next,
            @Nullable String reason) {}

    @GetMapping(path = "/api/proposals", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "The inbox: what documents propose, the newest first", description = "Each with its state, what it leaves open by its text alone, and who decided. The evidence is with each one.")
    Listing list(@RequestParam(required = false) KeptProposal.@Nullable State state,
            @RequestParam(required = false) Proposal.@Nullable Kind kind,
            @Parameter(description = "The name of anyone in them, or some of its words") @RequestParam(required = false) @Nullable String party,
            @Parameter(description = "The SHA-256 of their document") @RequestParam(required = false) @Nullable String document,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        ProposalFilter filter = filter(state, kind, party, document);
        Page page = Page.of(limit, cursor, 1, request);
        List<KeptProposal> read = inbox.proposals(filter, page.first() ? null : page.number(0), page.toRead());
        return page.listing(ProposalFields.COLUMNS,
                page.cut(read).stream().filter(one -> state == null || one.state() == state).map(ProposalFields::row).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    static ProposalFilter filter(KeptProposal.@Nullable State state, Proposal.@Nullable Kind kind, @Nullable String party,
            @Nullable String document) {
        Limit.SEARCH.require("party", party == null ? 0 : party.length());
        return new ProposalFilter(state, kind, party == null || party.isBlank() ? null : party,
                document == null || document.isEmpty() ? null : DocumentsController.hash("document", document));
    }

    @GetMapping(path = "/api/proposals/{proposalId}", produces = "application/json")
    @Operation(summary = "A proposal with its evidence, what is open, and whom it may mean in the ledger as it is now")
    Map<String, Object> one(@PathVariable UUID proposalId) {
        return ProposalFields.whole(inbox.proposal(proposalId));
    }

    @PostMapping(path = "/api/proposals/{proposalId}/acceptance", produces = "application/json")
    @Operation(summary = "Accepts a proposal: its command is recorded, once", description = "Without a body as it was read, if nothing is open. The body may be the completed command, with every field that was read, or only fields that take the place of those read, by name or by path such as `attorneys[1].attorneyId`; null leaves one out. Then each open field must be among them. The answer is that of the command, with the same problems; accepting again gives the first answer.", requestBody = @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> accept(@PathVariable UUID proposalId, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, InterruptedException {
        return DocumentsController
                .accepted(inbox.accept(proposalId, json.bodyIfAny(request), DocumentsController.sender(request)));
    }

    @PostMapping(path = "/api/proposals/{proposalId}/rejection", produces = "application/json")
    @Operation(summary = "Rejects a proposal, with a reason", description = "The body is `{\"reason\": \"…\"}`. Nothing is recorded in the ledger; who rejected it, when and why is kept.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Map<String, Object> reject(@PathVariable UUID proposalId, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, InterruptedException {
        Rejection rejection = json.as(Rejection.class, json.body(request));
        return ProposalFields.row(inbox.reject(proposalId, rejection.reason(), DocumentsController.sender(request)));
    }

    @PostMapping(path = "/api/proposals/acceptances", produces = "application/json")
    @Operation(summary = "Accepts those that wait, by a filter", description = "The body has one or more of `kind`, `party` and `document`. Up to 100 proposals are tried, the oldest first, each as without a body; one that leaves something open, or is refused, gets its problem as its answer and goes on waiting. Where there are more, `next` is to be sent as a field of the next request.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Map<String, Object> acceptSome(@Parameter(hidden = true) HttpServletRequest request) throws IOException, InterruptedException {
        Some some = json.as(Some.class, json.body(request));
        if (some.reason() != null) {
            throw Problem.malformed("reason", "unknown field");
        }
        List<Map<String, Object>> items = new ArrayList<>();
        List<KeptProposal> waiting = waiting(some);
        for (KeptProposal proposal : cut(waiting)) {
            items.add(ProposalFields.outcome(inbox.tryAccept(proposal, DocumentsController.sender(request))));
        }
        return answer(items, waiting);
    }

    @PostMapping(path = "/api/proposals/rejections", produces = "application/json")
    @Operation(summary = "Rejects those that wait, by a filter", description = "The body has a `reason` and one or more of `kind`, `party` and `document`; up to 100 at a time, as for acceptances.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Map<String, Object> rejectSome(@Parameter(hidden = true) HttpServletRequest request) throws IOException, InterruptedException {
        Some some = json.as(Some.class, json.body(request));
        String reason = some.reason();
        if (reason == null || reason.isBlank()) {
            throw Problem.malformed("reason", "is required");
        }
        List<Map<String, Object>> items = new ArrayList<>();
        List<KeptProposal> waiting = waiting(some);
        for (KeptProposal proposal : cut(waiting)) {
            items.add(ProposalFields.outcome(inbox.tryReject(proposal, reason, DocumentsController.sender(request))));
        }
        return answer(items, waiting);
    }

    private List<KeptProposal> waiting(Some some) {
        ProposalFilter filter = filter(null, some.kind(), some.party(), some.document());
        if (filter.all()) {
            throw Problem.malformed("", "name a kind, a party or a document: everything that waits is not meant");
        }
        return inbox.undecided(filter, some.next() == null ? null : arrival(some.next()), MOST_AT_ONCE + 1);
    }

    private static long arrival(String next) {
        try {
            return Long.parseLong(next);
        } catch (NumberFormatException e) {
            throw Problem.malformed("next", "is not one that an answer gave");
        }
    }

    private static List<KeptProposal> cut(List<KeptProposal> waiting) {
        return waiting.subList(0, Math.min(waiting.size(), MOST_AT_ONCE));
    }

    private static Map<String, Object> answer(List<Map<String, Object>> items, List<KeptProposal> waiting) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", items);
        if (waiting.size() > MOST_AT_ONCE) {
            answer.put("next", Long.toString(waiting.get(MOST_AT_ONCE - 1).arrival()));
        }
        return answer;
    }
}
