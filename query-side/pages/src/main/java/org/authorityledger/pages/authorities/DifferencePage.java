package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.Difference;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Dates;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.AsOfReader;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.authorities.ListPlace;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What changed between two moments, and by which act? The second moment is that of the as-of bar; the first has parameters of its own, as
 * in the API.
 */
@Controller
class DifferencePage {

    static final String PATH = "/difference";
    private static final int ROWS = 100;

    private final AuthorityQueries authorities;
    private final Directory directory;
    private final Register register;
    private final LedgerReader ledger;
    private final AsOfReader moments;
    private final ActText actText;

    DifferencePage(AuthorityQueries authorities, Directory directory, Register register, LedgerReader ledger, AsOfReader moments,
            ActText actText) {
        this.authorities = authorities;
        this.directory = directory;
        this.register = register;
        this.ledger = ledger;
        this.moments = moments;
        this.actText = actText;
    }

    /** One authority gained, lost or changed. */
    record DifferenceRow(Difference difference, Authority authority, String attorney, String grantor, String issuer, String act,
            String recordPath) {

        public @Nullable Authority before() {
            return difference.before();
        }

        public String attorneyPath() {
            return Links.attorney(authority.attorneyId());
        }

        public String grantorPath() {
            return Links.grantor(authority.grantorId());
        }

        public String instrumentPath() {
            return Links.instrument(authority.grantorId(), authority.poaId());
        }
    }

    /** A pair of moments to choose. */
    record Preset(String label, String href) {}

    /** Whom the page is limited to. */
    record Limit(String field, String label, String kind, PartyField party) {}

    @GetMapping(PATH)
    String difference(@RequestParam(name = "from.on", required = false) @Nullable String fromOn,
            @RequestParam(name = "from.knownAt", required = false) @Nullable String fromKnownAt,
            @RequestParam(required = false) @Nullable String grantor, @RequestParam(required = false) @Nullable String attorney,
            @RequestParam(required = false) @Nullable String issuer, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        LocalDate startOfQuarter = asOf.on().with(IsoFields.DAY_OF_QUARTER, 1);
        LocalDate day = moments.day("from.on", fromOn);
        Instant known = moments.instant("from.knownAt", fromKnownAt);
        AsOf from = moments.of(day == null ? startOfQuarter : day, known == null ? asOf.askedKnownAt() : known);
        List<Limit> limits = List.of(new Limit("grantor", "Grantor", "GRANTOR", PartyField.of(directory, PartyKind.GRANTOR, grantor)),
                new Limit("attorney", "Attorney", "ATTORNEY", PartyField.of(directory, PartyKind.ATTORNEY, attorney)),
                new Limit("issuer", "Issuer", "ISSUER", PartyField.of(directory, PartyKind.ISSUER, issuer)));
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute("from", from);
        model.addAttribute("fromKnownAt", known == null ? "" : Dates.format(known));
        model.addAttribute("limits", limits);
        boolean limited = limits.stream().anyMatch(limit -> limit.party().given());
        model.addAttribute("limited", limited);
        String filter = limits.stream().filter(limit -> limit.party().found() != null)
                .map(limit -> "&" + limit.field() + "=" + Links.encode(limit.party().id())).collect(Collectors.joining());
        model.addAttribute("presets", presets(asOf, filter));
        model.addAttribute("swapped", address(asOf.on(), asOf.askedKnownAt(), from.on(), known, filter));
        model.addAttribute("exported", "/export/difference.csv?" + query(from.on(), known, asOf.on(), asOf.askedKnownAt()) + filter);
        if (from.on().isBefore(asOf.on())) {
            // What began and ended in between is in neither of the two moments.
            model.addAttribute("spanned",
                    asOf.link(ChangesPage.PATH + "?from=" + from.on().plusDays(1) + "&through=" + asOf.on() + filter));
        }
        if (limits.stream().anyMatch(limit -> limit.party().given() && limit.party().found() == null)) {
            return PageLayoutInterceptor.VIEWS + "difference";
        }
        AuthorityFilter asked = new AuthorityFilter(id(limits.get(1), AttorneyId::of), id(limits.get(0), GrantorId::of),
                id(limits.get(2), IssuerId::of), null, null);
        Difference.Moment earlier = moment(from, asOf);
        Page page = Page.of(ROWS, cursor, ListPlace.PARTS, asked.toString()).keeping("from.", earlier).keeping("", asOf.moment());
        AuthorityQueries.Differences found = WholeList.asked(print, cursor)
                ? whole(asked, earlier, asOf.moment(), model)
                : authorities.differences(asked, earlier, asOf.moment(), page);
        Map<Difference.Kind, List<DifferenceRow>> rows = rows(found.differences(), asOf).stream()
                .collect(Collectors.groupingBy(row -> row.difference().kind()));
        model.addAttribute("lost", rows.getOrDefault(Difference.Kind.LOST, List.of()));
        model.addAttribute("gained", rows.getOrDefault(Difference.Kind.GAINED, List.of()));
        model.addAttribute("changed", rows.getOrDefault(Difference.Kind.CHANGED, List.of()));
        String pages = address(from.on(), known, asOf.on(), asOf.askedKnownAt(), filter);
        model.addAttribute("more", found.next() == null ? null : pages + "&cursor=" + Links.encode(found.next()));
        model.addAttribute("pages", pages);
        model.addAttribute("toPrint", WholeList.address(pages));
        model.addAttribute("asked", true);
        model.addAttribute(PageLayoutInterceptor.ABOUT, asked.grantor() == null ? PageLayoutInterceptor.ANYONE : asked.grantor());
        if (limited) {
            model.addAttribute(PageLayoutInterceptor.CHANGES, ChangePoints.of(authorities.lives(asked, 1_000), asOf.moment()));
        }
        return PageLayoutInterceptor.VIEWS + "difference";
    }

    /** All differences as one page. */
    private AuthorityQueries.Differences whole(AuthorityFilter asked, Difference.Moment from, Difference.Moment to, Model model) {
        WholeList<Difference> whole = WholeList.<Difference, String>of((most, cursor) -> {
            AuthorityQueries.Differences found = authorities.differences(asked, from, to, Page.of(most, cursor, ListPlace.PARTS, PATH));
            return new WholeList.Part<>(found.differences(), found.next());
        });
        whole.describe(model);
        return new AuthorityQueries.Differences(whole.rows(), null);
    }

    /** If both sides are now, they are the same moment of knowledge: fewer authorities can differ then, and they are found faster. */
    static Difference.Moment moment(AsOf from, AsOf to) {
        return from.isNow() && to.isNow() ? new Difference.Moment(from.on(), to.knownAt()) : from.moment();
    }

    private static <T> @Nullable T id(Limit limit, java.util.function.Function<String, T> of) {
        return limit.party().found() == null ? null : of.apply(limit.party().id());
    }

    private List<DifferenceRow> rows(List<Difference> differences, AsOf asOf) {
        Map<RecordId, LegalAct> acts = new LinkedHashMap<>();
        ledger.records(differences.stream().map(Difference::recordId).distinct().toList())
                .forEach(event -> acts.put(event.record().recordId(), event.record().act()));
        return ActText.named(register, names -> rows(differences, acts, names, asOf));
    }

    private List<DifferenceRow> rows(List<Difference> differences, Map<RecordId, LegalAct> acts, Names names, AsOf asOf) {
        List<DifferenceRow> rows = new ArrayList<>();
        for (Difference difference : differences) {
            Authority authority = difference.after() != null ? difference.after() : Objects.requireNonNull(difference.before());
            LegalAct act = acts.get(difference.recordId());
            rows.add(new DifferenceRow(difference, authority, names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()),
                    names.of(Naming.Part.GRANTOR, authority.grantorId().value()),
                    authority.issuerId().equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, authority.issuerId().value()),
                    act == null ? "record" : actText.briefly(act, names), asOf.link("/ledger/" + difference.recordId())));
        }
        return rows;
    }

    private List<Preset> presets(AsOf asOf, String filter) {
        LocalDate today = asOf.today();
        LocalDate quarter = today.with(IsoFields.DAY_OF_QUARTER, 1);
        Instant yesterday = moments.instant("from.knownAt", today.minusDays(1).toString());
        return List.of(new Preset("This quarter so far", address(quarter, null, null, null, filter)),
                new Preset("Last quarter", address(quarter.minusMonths(3), null, quarter, null, filter)),
                new Preset("This year so far", address(today.withDayOfYear(1), null, null, null, filter)),
                new Preset("Recorded since yesterday", address(asOf.on(), yesterday, asOf.askedOn(), null, filter)),
                new Preset("The next 90 days", address(today, null, today.plusDays(90), null, filter)));
    }

    private static String address(LocalDate fromOn, @Nullable Instant fromKnownAt, @Nullable LocalDate on, @Nullable Instant knownAt,
            String filter) {
        return PATH + "?" + query(fromOn, fromKnownAt, on, knownAt) + filter;
    }

    private static String query(LocalDate fromOn, @Nullable Instant fromKnownAt, @Nullable LocalDate on, @Nullable Instant knownAt) {
        String from = "from.on=" + fromOn + (fromKnownAt == null ? "" : "&from.knownAt=" + Links.encode(Dates.format(fromKnownAt)));
        return AsOf.linkWith("?" + from, on, knownAt).substring(1);
    }

}
