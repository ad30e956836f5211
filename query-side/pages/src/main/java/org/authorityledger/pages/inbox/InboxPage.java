package org.authorityledger.pages.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.documents.instrument.Proposal;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.KeptDocument;
import org.authorityledger.inbox.KeptProposal;
import org.authorityledger.inbox.ProposalFilter;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.UploadedFile;
import org.authorityledger.pages.wording.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits to be decided? All proposals by a filter, and the ways by which documents come in. */
@Controller
class InboxPage {

    static final String PATH = "/inbox";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "inbox";
    private static final int ROWS = 50;
    private static final int MOST_AT_ONCE = 100;
    private static final String REASON = "reason";

    /** The wording of the kinds. */
    static final Map<Proposal.Kind, String> KINDS = Map.of(Proposal.Kind.GRANT, "Grant", Proposal.Kind.SUBSTITUTION, "Substitution",
            Proposal.Kind.AMENDMENT, "Rider", Proposal.Kind.REVOCATION, "Revocation", Proposal.Kind.SIGNATORY, "Signatory",
            Proposal.Kind.CESSATION, "End of reporting", Proposal.Kind.BEGINNING, "Begin of reporting", Proposal.Kind.CONFIRMATION,
            "On file");
    /** The wording of the states. */
    static final Map<KeptProposal.State, String> STATES = Map.of(KeptProposal.State.PENDING, "Waiting", KeptProposal.State.ACCEPTED,
            "Accepted", KeptProposal.State.REJECTED, "Rejected");

    private final Inbox inbox;

    InboxPage(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Whether the inbox shows those that wait, unless another state is chosen. */
    private static KeptProposal.@Nullable State state(String text) {
        return switch (text) {
            case "" -> KeptProposal.State.PENDING;
            case "ANY" -> null;
            default -> KeptProposal.State.valueOf(text);
        };
    }

    @GetMapping(PATH)
    String list(@RequestParam(defaultValue = "") String state, @RequestParam(required = false) Proposal.@Nullable Kind kind,
            @RequestParam(defaultValue = "") String party, @RequestParam(defaultValue = "") String document,
            @RequestParam(required = false) @Nullable Long before, Model model) {
        if (!List.of("", "ANY", "PENDING", "ACCEPTED", "REJECTED").contains(state)) {
            throw Problem.malformed("state", "must be one of PENDING, ACCEPTED, REJECTED, ANY");
        }
        ProposalFilter filter = filter(state(state), kind, party, document);
        List<KeptProposal> found = inbox.proposals(filter, before, ROWS + 1);
        model.addAttribute("proposals", found.subList(0, Math.min(ROWS, found.size())));
        String question = "state=" + Links.encode(state) + "&kind=" + (kind == null ? "" : kind) + "&party=" + Links.encode(party)
                + "&document=" + Links.encode(document);
        model.addAttribute("older", found.size() > ROWS ? PATH + "?" + question + "&before=" + found.get(ROWS - 1).arrival() : null);
        model.addAttribute("state", state);
        model.addAttribute("kind", kind);
        model.addAttribute("party", party);
        model.addAttribute("document", document);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("states", STATES);
        model.addAttribute("narrowed",
                filter.state() == KeptProposal.State.PENDING && (kind != null || !party.isBlank() || !document.isBlank()));
        model.addAttribute("recordsHere", inbox.records());
        return VIEW;
    }

    private static ProposalFilter filter(KeptProposal.@Nullable State state, Proposal.@Nullable Kind kind, String party, String document) {
        Limit.SEARCH.require("party", party.length());
        if (!document.isBlank() && !document.matches("[0-9a-f]{64}")) {
            throw Problem.malformed("document", "has 64 hexadecimal digits");
        }
        return new ProposalFilter(state, kind, party.isBlank() ? null : party.strip(), document.isBlank() ? null : document);
    }

    /** A text that was pasted. */
    @PostMapping(path = Pages.DOCUMENTS, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String paste(@RequestParam String text, HttpServletRequest request) throws IOException, InterruptedException {
        if (text.isBlank()) {
            throw Problem.malformed("text", "is empty");
        }
        byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        return opened(inbox.keep(new ByteArrayInputStream(bytes), null, sender(request)));
    }

    /**
     * A file. It is read as it comes, so that it need not be held.
     *
     * @param csrf read by the guard against forgery before the file comes, so it stands in the address
     */
    @PostMapping(path = Pages.DOCUMENTS, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(@RequestParam(name = "_csrf", required = false) @Nullable String csrf, HttpServletRequest request)
            throws IOException, InterruptedException {
        return UploadedFile.read(request, (file, name) -> opened(inbox.keep(file, name, sender(request))));
    }

    private static String opened(KeptDocument document) {
        return "redirect:" + DocumentPage.PATH + "/" + document.sha256();
    }

    /** Accepts or rejects those that wait, by the filter of the page. */
    @PostMapping(PATH)
    String decide(@RequestParam String decision, @RequestParam(required = false) Proposal.@Nullable Kind kind,
            @RequestParam(defaultValue = "") String party, @RequestParam(defaultValue = "") String document,
            @RequestParam(defaultValue = "") String reason, HttpServletRequest request, HttpServletResponse response, Model model)
            throws InterruptedException {
        ProposalFilter filter = filter(KeptProposal.State.PENDING, kind, party, document);
        if (kind == null && party.isBlank() && document.isBlank()) {
            throw Problem.malformed("party", "choose a kind, a name or a document first");
        }
        boolean accepts = decision.equals("accept");
        if (!accepts && !decision.equals("reject")) {
            throw Problem.malformed("decision", "must be accept or reject");
        }
        if (!accepts && reason.isBlank()) {
            response.setStatus(422);
            model.addAttribute("refused", "Say why they are rejected.");
            return list("", kind, party, document, null, model);
        }
        Limit.PROSE.require(REASON, reason.length());
        int done = 0;
        int left = 0;
        for (KeptProposal proposal : inbox.undecided(filter, null, MOST_AT_ONCE)) {
            Inbox.Outcome outcome = accepts
                    ? inbox.tryAccept(proposal, sender(request))
                    : inbox.tryReject(proposal, reason, sender(request));
            done += outcome.problem() == null ? 1 : 0;
            left += outcome.problem() == null ? 0 : 1;
        }
        model.addAttribute("done", (accepts ? "Accepted: " : "Rejected: ") + done + ". "
                + (left == 0
                        ? ""
                        : "Still waiting, since something is open, another person must approve it, or the command is refused: " + left
                                + "."));
        return list("", kind, party, document, null, model);
    }

    static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));
    }
}
