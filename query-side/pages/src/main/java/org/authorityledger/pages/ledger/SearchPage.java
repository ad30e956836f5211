package org.authorityledger.pages.ledger;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.authorityledger.http.Limit;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameSearch;
import org.authorityledger.register.PartyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who has this name, or part of it, and what has this id or number? */
@Controller
class SearchPage {

    private final NameSearch names;
    private final RecordSearch records;
    private final Palette palette;

    SearchPage(NameSearch names, RecordSearch records, Palette palette) {
        this.names = names;
        this.records = records;
        this.palette = palette;
    }

    /**
     * Parties of a kind.
     *
     * @param all the list of all of them
     */
    record Kind(String title, List<NameSearch.Match> found, String all) {}

    @GetMapping("/search")
    String search(@RequestParam(required = false) @Nullable String q, AsOf asOf, Model model) {
        String asked = read(q);
        model.addAttribute(PageLayoutInterceptor.FORM, "names");
        model.addAttribute("q", asked);
        List<Kind> kinds = asked.isEmpty()
                ? List.of()
                : records.byKind(records.parties(asked), names, asked).entrySet().stream()
                        .map(one -> new Kind(title(one.getKey()), one.getValue(), asOf.link(all(one.getKey(), asked)))).toList();
        List<RecordSearch.FoundInstrument> instruments = records.instruments(asked, asOf);
        List<RecordSearch.FoundRecord> found = records.records(asked, asOf);
        model.addAttribute("kinds", kinds);
        model.addAttribute("instruments", instruments);
        model.addAttribute("records", found);
        model.addAttribute("none", kinds.isEmpty() && instruments.isEmpty() && found.isEmpty());
        return PageLayoutInterceptor.VIEWS + "search";
    }

    /** The rows of a list to choose from while typing. */
    @GetMapping("/search/suggestions")
    String suggestions(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable PartyKind kind,
            AsOf asOf, Model model) {
        model.addAttribute("found", names.search(kind, read(q)));
        return PageLayoutInterceptor.VIEWS + "suggestions";
    }

    /** Where to go from anywhere: pages by their names, and what the search finds. */
    @GetMapping("/search/palette")
    String palette(@RequestParam(required = false) @Nullable String q, AsOf asOf, HttpServletRequest request, Model model) {
        model.addAttribute("found", palette.find(read(q), asOf, request::isUserInRole));
        return PageLayoutInterceptor.VIEWS + "palette";
    }

    private static String title(PartyKind kind) {
        return switch (kind) {
            case GRANTOR -> "Grantors";
            case ATTORNEY -> "Attorneys-in-fact";
            case ISSUER -> "Issuers";
            case SIGNATORY -> "Signatories";
        };
    }

    /** Signatories are listed by their entities. */
    private static String all(PartyKind kind, String q) {
        return kind == PartyKind.SIGNATORY
                ? "/signatories"
                : "/" + kind.name().toLowerCase(Locale.ROOT) + "s?q=" + Links.encode(q);
    }

    private static String read(@Nullable String q) {
        Limit.SEARCH.require("q", q == null ? 0 : q.length());
        // No database has the character NUL in a text.
        return q == null ? "" : q.replace('\0', ' ').strip();
    }
}
