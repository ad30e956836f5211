package org.authorityledger.pages.inbox;

import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.KeptDocument;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A document: what it proposes, and its text. */
@Controller
class DocumentPage {

    static final String PATH = "/documents";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "document";

    private final Inbox inbox;

    DocumentPage(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping(PATH + "/{sha256}")
    String one(@PathVariable String sha256, Model model) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw Problem.malformed("sha256", "has 64 hexadecimal digits in lower case");
        }
        KeptDocument document = inbox.document(sha256);
        model.addAttribute("document", document);
        model.addAttribute("proposals", inbox.proposals(document).stream().map(Inbox.Shown::proposal).toList());
        model.addAttribute("kinds", InboxPage.KINDS);
        model.addAttribute("states", InboxPage.STATES);
        return VIEW;
    }
}
