package org.authorityledger.pages.ledger;

import org.authorityledger.http.Limit;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who has this name, or part of it? */
@Controller
class SearchPage {

    private final NameSearch names;

    SearchPage(NameSearch names) {
        this.names = names;
    }

    @GetMapping("/search")
    String search(@RequestParam(required = false) @Nullable String q, AsOf asOf, Model model) {
        String asked = read(q);
        model.addAttribute(PageLayoutInterceptor.FORM, "names");
        model.addAttribute("q", asked);
        model.addAttribute("found", names.search(null, asked));
        return PageLayoutInterceptor.VIEWS + "search";
    }

    /** The rows of a list to choose from while typing. */
    @GetMapping("/search/suggestions")
    String suggestions(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable PartyKind kind,
            AsOf asOf, Model model) {
        model.addAttribute("found", names.search(kind, read(q)));
        return PageLayoutInterceptor.VIEWS + "suggestions";
    }

    private static String read(@Nullable String q) {
        Limit.SEARCH.require("q", q == null ? 0 : q.length());
        return q == null ? "" : q.strip();
    }
}
