package org.authorityledger.pages.inbox;

import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.inbox.findings.FindingList;
import org.authorityledger.inbox.findings.KeptFiling;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.register.QuestionClock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One filing: what it says, and whether each of its signatures was covered. */
@Controller
class FilingPage {

    private final FindingList findings;
    private final QuestionClock clock;

    FilingPage(FindingList findings, QuestionClock clock) {
        this.findings = findings;
        this.clock = clock;
    }

    /** Where the page of a filing is. */
    static String path(KeptFiling filing) {
        return FindingsPage.PATH + "/" + filing.filingId();
    }

    /** Another filing, which amends this one or is amended by it. */
    record Other(KeptFiling filing) {

        /** Where its page is. */
        public String path() {
            return FilingPage.path(filing);
        }
    }

    @GetMapping(FindingsPage.PATH + "/{filingId}")
    String one(@PathVariable String filingId, Model model) {
        Moment moment = clock.of(null, null);
        FindingList.FoundFiling found = findings.filing(filingId, moment);
        model.addAttribute("kept", found.filing());
        model.addAttribute("rows", found.findings().stream().map(FindingsPage.Row::of).toList());
        model.addAttribute("amends", others(found.amends()));
        model.addAttribute("amendedBy", others(found.amendedBy()));
        model.addAttribute("knownAt", moment.knownAt());
        return PageLayoutInterceptor.VIEWS + "filing";
    }

    private static List<Other> others(List<KeptFiling> filings) {
        return filings.stream().map(Other::new).toList();
    }
}
