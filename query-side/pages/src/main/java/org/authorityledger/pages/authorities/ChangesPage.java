package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.AsOfReader;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.authorities.AuthorityChanges;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which authorities began or ended in a span of days? Each once, also one that did both. */
@Controller
public class ChangesPage {

    public static final String PATH = "/changes";
    private static final int ROWS = 100;
    private static final String BEGAN = "began";
    private static final String ENDED = "ended";
    private static final String LATEST_FIRST = "-date";

    private final AuthorityChanges changes;
    private final Directory directory;
    private final Register register;
    private final AsOfReader moments;
    private final DisplayText words;

    ChangesPage(AuthorityChanges changes, Directory directory, Register register, AsOfReader moments, DisplayText words) {
        this.changes = changes;
        this.directory = directory;
        this.register = register;
        this.moments = moments;
        this.words = words;
    }

    /** One authority that began or ended, with the names to show. */
    record ChangeRow(AuthorityChanges.ChangedAuthority change, String attorney, String grantor, String issuer) {

        static ChangeRow of(AuthorityChanges.ChangedAuthority change, Names names) {
            Authority authority = change.authority();
            return new ChangeRow(change, names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()),
                    names.of(Naming.Part.GRANTOR, authority.grantorId().value()),
                    authority.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value()));
        }

        public Authority authority() {
            return change.authority();
        }

        public String attorneyPath() {
            return Links.attorney(authority().attorneyId());
        }

        public String grantorPath() {
            return Links.grantor(authority().grantorId());
        }

        public String instrumentPath() {
            return Links.instrument(authority().grantorId(), authority().poaId());
        }
    }

    @GetMapping(PATH)
    String changes(@RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String through,
            @RequestParam(required = false) @Nullable String change, @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(required = false) @Nullable String print, AsOf asOf,
            Model model) {
        LocalDate first = Objects.requireNonNullElse(moments.day("from", from), asOf.on().with(IsoFields.DAY_OF_QUARTER, 1));
        LocalDate last = Objects.requireNonNullElse(moments.day("through", through), asOf.on());
        if (last.isBefore(first)) {
            throw Problem.malformed("through", "is before the first day");
        }
        EndCause endedFor = cause(cause);
        String kind = kind(change);
        boolean latestFirst = latestFirst(sort);
        List<DifferencePage.Limit> limits = List.of(
                new DifferencePage.Limit("grantor", "Grantor", "GRANTOR", PartyField.of(directory, PartyKind.GRANTOR, grantor)),
                new DifferencePage.Limit("attorney", "Attorney", "ATTORNEY", PartyField.of(directory, PartyKind.ATTORNEY, attorney)),
                new DifferencePage.Limit("issuer", "Issuer", "ISSUER", PartyField.of(directory, PartyKind.ISSUER, issuer)));
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("from", first.toString());
        asked.put("through", last.toString());
        asked.put("change", kind);
        asked.put("cause", endedFor == null ? "" : endedFor.name());
        limits.stream().filter(limit -> limit.party().found() != null).forEach(limit -> asked.put(limit.field(), limit.party().id()));
        asked.put("sort", latestFirst ? LATEST_FIRST : "");
        model.addAttribute("first", first);
        model.addAttribute("last", last);
        model.addAttribute("span", "?from=" + first + "&until=" + last.plusDays(1));
        model.addAttribute("kinds", Stream.of(List.of("", "Began or ended"), List.of(BEGAN, "Began"), List.of(ENDED, "Ended"))
                .map(one -> new Choice(one.getFirst(), one.getLast(), one.getFirst().equals(kind))).toList());
        model.addAttribute("causes",
                Arrays.stream(EndCause.values()).map(one -> new Choice(one.name(), words.cause(one), one == endedFor)).toList());
        model.addAttribute("limits", limits);
        model.addAttribute("limited", limits.stream().anyMatch(limit -> limit.party().given()));
        model.addAttribute("latestFirst", latestFirst);
        model.addAttribute("otherOrder", asOf.link(address(PATH, asked, "sort", latestFirst ? "" : LATEST_FIRST)));
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        if (limits.stream().anyMatch(limit -> limit.party().given() && limit.party().found() == null)) {
            return PageLayoutInterceptor.VIEWS + "changes";
        }
        AuthorityFilter filter = new AuthorityFilter(id(limits.get(1), AttorneyId::of), id(limits.get(0), GrantorId::of),
                id(limits.get(2), IssuerId::of), null, null);
        AuthorityChanges.Span span = span(first, last, endedFor, kind);
        AuthorityChanges.Changes found = WholeList.asked(print, cursor)
                ? whole(span, filter, asOf.knownAt(), order(latestFirst), model)
                : changes.find(span, filter, asOf.knownAt(), order(latestFirst),
                        AuthorityChanges.page(ROWS, cursor == null || cursor.isBlank() ? null : cursor, asked.toString()).keeping("",
                                asOf.moment()));
        model.addAttribute("rows",
                ActText.named(register, names -> found.changed().stream().map(one -> ChangeRow.of(one, names)).toList()));
        model.addAttribute("total", found.total());
        model.addAttribute("more", found.next() == null ? null : asOf.link(address(PATH, asked, "cursor", found.next())));
        model.addAttribute("pages", asOf.link(address(PATH, asked, "cursor", "")));
        model.addAttribute("toPrint", asOf.link(WholeList.address(address(PATH, asked, "cursor", ""))));
        model.addAttribute("exported", asOf.link(address("/export/changes.csv", asked, "", "")));
        model.addAttribute(PageLayoutInterceptor.ABOUT, filter.grantor() == null ? PageLayoutInterceptor.ANYONE : filter.grantor());
        return PageLayoutInterceptor.VIEWS + "changes";
    }

    /** All changes as one page. */
    private AuthorityChanges.Changes whole(AuthorityChanges.Span span, AuthorityFilter filter, Instant knownAt,
            AuthorityChanges.Order order, Model model) {
        WholeList<AuthorityChanges.ChangedAuthority> whole = WholeList.<AuthorityChanges.ChangedAuthority, String>of((most, from) -> {
            AuthorityChanges.Part found = changes.part(span, filter, knownAt, order, AuthorityChanges.page(most, from, PATH));
            return new WholeList.Part<>(found.changed(), found.next());
        });
        whole.describe(model);
        return new AuthorityChanges.Changes(whole.rows(), whole.cut() ? changes.count(span, filter, knownAt) : whole.rows().size(), null);
    }

    /** The changes from a first through a last day that an address asks for. */
    static AuthorityChanges.Span span(LocalDate first, LocalDate last, @Nullable EndCause cause, String kind) {
        return new AuthorityChanges.Span(first, last.plusDays(1), cause, kind.equals(BEGAN) ? true : null,
                kind.equals(ENDED) ? true : null);
    }

    static AuthorityChanges.Order order(boolean latestFirst) {
        return latestFirst ? AuthorityChanges.Order.LATEST_FIRST : AuthorityChanges.Order.EARLIEST_FIRST;
    }

    static boolean latestFirst(@Nullable String sort) {
        if (sort == null || sort.isBlank() || sort.equals(LATEST_FIRST)) {
            return LATEST_FIRST.equals(sort);
        }
        throw Problem.malformed("sort", "must be " + LATEST_FIRST + " or empty");
    }

    static String kind(@Nullable String change) {
        String asked = change == null ? "" : change.strip();
        if (!asked.isEmpty() && !asked.equals(BEGAN) && !asked.equals(ENDED)) {
            throw Problem.malformed("change", "must be began or ended");
        }
        return asked;
    }

    static @Nullable EndCause cause(@Nullable String cause) {
        if (cause == null || cause.isBlank()) {
            return null;
        }
        return Arrays.stream(EndCause.values()).filter(one -> one.name().equals(cause.strip())).findFirst()
                .orElseThrow(() -> Problem.malformed("cause", "must be one of " + Arrays.toString(EndCause.values())));
    }

    private static <T> @Nullable T id(DifferencePage.Limit limit, Function<String, T> of) {
        return limit.party().found() == null ? null : of.apply(limit.party().id());
    }

    private static String address(String path, Map<String, String> asked, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(asked);
        all.put(name, value);
        List<String> parts = new ArrayList<>();
        all.forEach((one, text) -> {
            if (!text.isEmpty()) {
                parts.add(one + "=" + Links.encode(text));
            }
        });
        return path + parts.stream().collect(Collectors.joining("&", "?", ""));
    }
}
