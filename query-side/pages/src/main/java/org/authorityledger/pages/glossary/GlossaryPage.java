package org.authorityledger.pages.glossary;

import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.Glossary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What does a word on the pages mean, or a code in an answer? */
@Controller
class GlossaryPage {

    private static final int LONGEST = 200;

    private final Glossary glossary;

    GlossaryPage(Glossary glossary) {
        this.glossary = glossary;
    }

    @GetMapping(Glossary.PATH)
    String glossary(@RequestParam(required = false) @Nullable String q, Model model) {
        String asked = q == null ? "" : q.strip();
        if (asked.length() > LONGEST) {
            throw Problem.malformed("q", "must have at most " + LONGEST + " characters");
        }
        model.addAttribute("q", asked);
        model.addAttribute("sections", glossary.found(asked));
        return PageLayoutInterceptor.VIEWS + "glossary";
    }
}
