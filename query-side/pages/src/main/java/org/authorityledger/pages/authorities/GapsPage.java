package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For whom, of those required to report, may no one but themselves sign a form? */
@Controller
public class GapsPage {

    public static final String PATH = "/gaps";
    /** The overview shows one form for each obligation to report. */
    public static final List<Form> ON_THE_OVERVIEW = List.of(Form.FORM_4, Form.SCHEDULE_13D, Form.FORM_144);
    static final int KEY = 2;
    private static final int ROWS = 100;
    private static final int MOST_NAMED = 4;
    private static final FormAsked USUAL = new FormAsked(Form.FORM_4, false);

    private final Gaps gaps;
    private final FirstGaps first;
    private final Directory directory;
    private final Register register;

    GapsPage(Gaps gaps, Directory directory, Register register) {
        this.gaps = gaps;
        this.first = new FirstGaps(gaps);
        this.directory = directory;
        this.register = register;
    }

    /**
     * A gap, with the names to show.
     *
     * @param more how many more than are named could sign last
     */
    record GapRow(Gap gap, String grantor, String issuer, List<LastSigner> lastSigners, int more) {

        static GapRow of(Gap gap, Names names) {
            Map<AttorneyId, Gap.LastSigner> last = new LinkedHashMap<>();
            gap.lastSigners().forEach(one -> last.putIfAbsent(one.attorneyId(), one));
            List<LastSigner> named = last.values().stream().limit(MOST_NAMED).map(one -> new LastSigner(one, names.of(
                    one.by() == Link.By.SIGNATORY ? Naming.Part.SIGNATORY : Naming.Part.ATTORNEY, one.attorneyId().value()),
                    one.end() == null || one.end().of().value().equals(gap.grantorId().value())
                            ? null
                            : called(names, one.end().of().value())))
                    .toList();
            return new GapRow(gap, names.of(Naming.Part.GRANTOR, gap.grantorId().value()),
                    names.of(Naming.Part.ISSUER, gap.issuerId().value()), named, last.size() - named.size());
        }

        /** The name in whatever part the ledger has one. */
        private static String called(Names names, String id) {
            List<String> each = Stream.of(Naming.Part.GRANTOR, Naming.Part.SIGNATORY, Naming.Part.ATTORNEY).map(part -> names.of(part, id))
                    .toList();
            return each.stream().filter(name -> !name.contains(id)).findFirst().orElse(id);
        }

        /** What to say where no first day is given. */
        public String unknownSince() {
            return gap.traced() ? "not recorded" : "not determined";
        }

        public String grantorPath() {
            return Links.grantor(gap.grantorId());
        }

        /** The question who may sign the form. */
        public String checkPath(FormAsked form) {
            return CheckPage.PATH + "?grantor=" + Links.encode(gap.grantorId().value()) + "&issuer="
                    + Links.encode(gap.issuerId().value()) + "&form=" + Links.encode(form.toString());
        }
    }

    /**
     * Someone who could sign last.
     *
     * @param recordsOf by name, who else's records say what ended that; null: the grantor's
     */
    record LastSigner(Gap.LastSigner signer, String name, @Nullable String recordsOf) {

        public String path() {
            return Links.attorney(signer.attorneyId());
        }

        /** In which standing, of a signatory; null for an attorney. */
        public @Nullable String capacity() {
            return signer.capacity() == null ? null : DisplayText.signatory(signer.capacity());
        }

        public @Nullable EndCause cause() {
            return signer.ending() == null ? null : signer.ending().cause();
        }
    }

    @GetMapping(PATH)
    String gaps(@RequestParam(required = false) @Nullable String form, @RequestParam(required = false) @Nullable String issuer,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(required = false) @Nullable String print, AsOf asOf,
            Model model, HttpServletResponse response) {
        FormAsked asked = form == null || form.isBlank() ? USUAL : read(form);
        PartyField company = PartyField.of(directory, PartyKind.ISSUER, issuer);
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute("forms", forms(asked == null ? USUAL : asked));
        model.addAttribute("issuer", company);
        if (asked == null) {
            model.addAttribute("formFault", "There is no form “" + form + "”. Choose one.");
        }
        if (asked == null || company.fault() != null) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return PageLayoutInterceptor.VIEWS + "gaps";
        }
        IssuerId only = company.found() == null ? null : IssuerId.of(company.id());
        Page page = Page.of(ROWS, cursor == null || cursor.isBlank() ? null : cursor, KEY, question(asked, only)).keeping("",
                asOf.moment());
        boolean whole = WholeList.asked(print, cursor);
        Gaps.Found found = whole ? whole(only, asked, asOf.moment(), model) : find(gaps, only, asked, asOf.moment(), page);
        String next = whole ? null : next(found, page);
        model.addAttribute("asked", asked);
        model.addAttribute("rows", named(whole ? found.gaps() : page.cut(found.gaps())));
        model.addAttribute("begins", page.first());
        model.addAttribute("lookedAt", found.lookedAt() == null ? null : found.lookedAt().getFirst());
        model.addAttribute("more", next == null ? null : asOf.link(address(PATH, asked, only) + "&cursor=" + next));
        model.addAttribute("pages", asOf.link(address(PATH, asked, only)));
        model.addAttribute("toPrint", asOf.link(WholeList.address(address(PATH, asked, only))));
        model.addAttribute("exported", asOf.link(address("/export/gaps.csv", asked, only)));
        model.addAttribute(PageLayoutInterceptor.ABOUT, PageLayoutInterceptor.ANYONE);
        return PageLayoutInterceptor.VIEWS + "gaps";
    }

    /** All gaps as one page. */
    private Gaps.Found whole(@Nullable IssuerId issuer, FormAsked form, Moment moment, Model model) {
        WholeList<Gap> whole = WholeList.<Gap, List<String>>of((most, from) -> {
            Page page = new Page(most, from == null ? List.of() : from);
            Gaps.Found found = find(gaps, issuer, form, moment, page);
            return new WholeList.Part<>(page.cut(found.gaps()), after(found, page));
        });
        whole.describe(model);
        return new Gaps.Found(whole.rows(), null);
    }

    /** The place after which the next gaps are; null: there are no more. */
    static @Nullable List<String> after(Gaps.Found found, Page page) {
        return found.lookedAt() != null
                ? found.lookedAt()
                : found.gaps().size() > page.limit() ? key(found.gaps().get(page.limit() - 1)) : null;
    }

    /** The first gaps of a form, as a part of the overview, which asks for them when it is shown. */
    @GetMapping(PATH + "/first")
    String first(@RequestParam String form, AsOf asOf, Model model) {
        FormAsked asked = asked(form);
        FirstGaps.First found = first.of(asked, asOf);
        model.addAttribute("asked", asked);
        model.addAttribute("rows", named(found.gaps()));
        model.addAttribute("lookedAt", found.lookedAt());
        model.addAttribute("knownAt", found.moment().knownAt());
        model.addAttribute("more", found.next() == null ? null : asOf.link(address(PATH, asked, null) + "&cursor=" + found.next()));
        model.addAttribute("all", asOf.link(address(PATH, asked, null)));
        return PageLayoutInterceptor.VIEWS + "gaps-first";
    }

    private List<GapRow> named(List<Gap> found) {
        return ActText.named(register, names -> found.stream().map(gap -> GapRow.of(gap, names)).toList());
    }

    /** The gaps, found by the law. */
    public static Gaps.Found find(Gaps gaps, @Nullable IssuerId issuer, FormAsked form, Moment moment, Page page) {
        try {
            return gaps.find(issuer, form, moment, page);
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
    }

    /** The cursor of the next page; null: this is the last. */
    static @Nullable String next(Gaps.Found found, Page page) {
        return found.lookedAt() == null ? page.next(found.gaps(), GapsPage::key) : page.cursor(found.lookedAt());
    }

    /** The place of a gap in the list. */
    public static List<String> key(Gap gap) {
        return List.of(gap.grantorId().value(), gap.issuerId().value());
    }

    /** What the cursors of a list belong to. */
    static String question(FormAsked form, @Nullable IssuerId issuer) {
        return PATH + " " + form + " " + (issuer == null ? "" : issuer);
    }

    private static String address(String path, FormAsked form, @Nullable IssuerId issuer) {
        return path + "?form=" + Links.encode(form.toString()) + (issuer == null ? "" : "&issuer=" + Links.encode(issuer.value()));
    }

    /** The form asked for, refused if there is no such form. */
    static FormAsked asked(String form) {
        try {
            return FormAsked.of(form);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("form", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable FormAsked read(String form) {
        try {
            return FormAsked.of(form);
        } catch (IllegalArgumentException aName) {
            return null;
        }
    }

    /** The forms that someone may be required to file, and the one asked for. */
    private static List<Choice> forms(FormAsked asked) {
        Set<FormAsked> forms = new LinkedHashSet<>();
        Form.seven().stream().filter(form -> form.regime() != null).forEach(form -> forms.add(new FormAsked(form, false)));
        forms.add(asked);
        return forms.stream().map(form -> new Choice(form.toString(), form.title(), form.equals(asked))).toList();
    }
}
