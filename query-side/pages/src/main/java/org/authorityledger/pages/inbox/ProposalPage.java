package org.authorityledger.pages.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.documents.instrument.Evidence;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.DocumentPart;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.KeptDocument;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.RefusedForm;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.store.WaitsForApproval;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** A proposal beside the text that it was read in, and the forms by which a person decides about it. */
@Controller
class ProposalPage {

    private static final String ONE = InboxPage.PATH + "/{proposalId}";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "proposal";
    private static final String REASON = "reason";
    private static final String BODY = "body";

    private final Inbox inbox;
    private final StrictJson json;
    private final DisplayText words;

    ProposalPage(Inbox inbox, StrictJson json, DisplayText words) {
        this.inbox = inbox;
        this.json = json;
        this.words = words;
    }

    @GetMapping(ONE)
    String one(@PathVariable UUID proposalId, Model model) {
        return show(inbox.proposal(proposalId), Map.of(), null, model);
    }

    private String show(Inbox.Shown shown, Map<String, String> sent, Problem.@Nullable Report problem, Model model) {
        KeptDocument document = inbox.document(shown.proposal().sha256());
        String text = document.parts().stream().filter(part -> part.part() == shown.proposal().part()).findFirst().map(DocumentPart::text)
                .orElse(null);
        FieldNames names = FieldNames.of(inbox.command(shown.proposal()));
        List<Evidence> evidence = shown.proposal().evidence();
        model.addAttribute("proposal", shown.proposal());
        model.addAttribute("document", document);
        model.addAttribute("rows", ProposalForm.rows(shown, text, names, words::form));
        model.addAttribute("open", ProposalForm.open(shown, names, sent, problem));
        model.addAttribute("pieces", text == null
                ? List.of()
                : EvidenceText.pieces(text, evidence, evidence.stream().map(one -> names.label(one.field())).toList()));
        model.addAttribute("kinds", InboxPage.KINDS);
        model.addAttribute("states", InboxPage.STATES);
        model.addAttribute(BODY, sent.getOrDefault(BODY, shown.settled().body().toPrettyString()));
        model.addAttribute("bodyOpen", sent.containsKey(BODY));
        model.addAttribute("why", sent.getOrDefault(REASON, ""));
        model.addAttribute("recordsHere", inbox.records());
        model.addAttribute("approval", inbox.approval(shown.proposal()).orElse(null));
        if (problem != null) {
            model.addAttribute("refused", problem.detail());
            model.addAttribute("faults", problem.errors());
        }
        return VIEW;
    }

    /** The parameters are the open fields of the proposal, or the whole body. */
    @PostMapping(ONE + "/acceptance")
    String accept(@PathVariable UUID proposalId, HttpServletRequest request, HttpServletResponse response, Model model)
            throws InterruptedException {
        Inbox.Shown shown = inbox.proposal(proposalId);
        Map<String, String> sent = sent(request);
        try {
            ObjectNode given = sent.containsKey(BODY)
                    ? json.object(String.valueOf(sent.get(BODY)).getBytes(StandardCharsets.UTF_8))
                    : ProposalForm.given(shown, sent, inbox::company);
            inbox.accept(proposalId, given.isEmpty() ? null : given, InboxPage.sender(request));
        } catch (WaitsForApproval waits) {
            return "redirect:/approvals/" + waits.command().approvalId();
        } catch (Problem problem) {
            return refused(shown, sent, problem, response, model);
        }
        return "redirect:" + InboxPage.PATH + "/" + proposalId;
    }

    @PostMapping(ONE + "/rejection")
    String reject(@PathVariable UUID proposalId, HttpServletRequest request, HttpServletResponse response, Model model)
            throws InterruptedException {
        Map<String, String> sent = sent(request);
        try {
            inbox.reject(proposalId, sent.getOrDefault(REASON, ""), InboxPage.sender(request));
        } catch (Problem problem) {
            return refused(inbox.proposal(proposalId), sent, problem, response, model);
        }
        return "redirect:" + InboxPage.PATH + "/" + proposalId;
    }

    private String refused(Inbox.Shown shown, Map<String, String> sent, Problem problem, HttpServletResponse response, Model model) {
        RefusedForm.answer(problem, response);
        return show(shown, sent, problem.report(), model);
    }

    private static Map<String, String> sent(HttpServletRequest request) {
        Map<String, String> sent = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> sent.put(name, values[0]));
        return sent;
    }
}
