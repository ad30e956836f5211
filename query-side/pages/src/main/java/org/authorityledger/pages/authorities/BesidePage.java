package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Of two attorneys, who may sign what for whom, and what has one that the other has not? */
@Controller
class BesidePage {

    private static final String DIFFERENT = "different";
    private static final int ROWS = 50;
    private static final int KEY = 2;

    private final Directory directory;
    private final AuthorityQueries authorities;
    private final Register register;
    private final DisplayText words;

    BesidePage(Directory directory, AuthorityQueries authorities, Register register, DisplayText words) {
        this.directory = directory;
        this.authorities = authorities;
        this.register = register;
        this.words = words;
    }

    /**
     * A grantor at a company, or at any other.
     *
     * @param one what the one may sign there, and the other
     * @param onlyOne the forms that the one may sign there and the other may not
     */
    record Compared(GrantorId grantorId, IssuerId issuerId, List<Authority> one, List<Authority> two, List<Form> onlyOne,
            List<Form> onlyTwo) {

        boolean differs() {
            return !onlyOne.isEmpty() || !onlyTwo.isEmpty();
        }

        List<String> key() {
            return List.of(grantorId.value(), issuerId.value());
        }
    }

    /** What someone may sign under one instrument, in words. */
    record Held(String forms, LocalDate since, String instrument, String path, String about) {}

    /** The same with names. */
    record Row(String grantor, String grantorPath, String issuer, @Nullable String issuerPath, List<Held> one, List<Held> two,
            String onlyOne,
            String onlyTwo) {}

    @GetMapping("/attorneys/{attorneyId}/beside")
    String beside(@PathVariable AttorneyId attorneyId, @RequestParam(required = false) @Nullable String other,
            @RequestParam(required = false) @Nullable String show, @RequestParam(required = false) @Nullable String cursor, AsOf asOf,
            Model model, HttpServletResponse response) {
        if (show != null && !show.isBlank() && !show.equals(DIFFERENT)) {
            throw Problem.malformed("show", "must be " + DIFFERENT + ", or left out");
        }
        Directory.KnownParty who = directory.find(PartyKind.ATTORNEY, attorneyId.value());
        if (who == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_ATTORNEY", "The ledger has no attorney " + attorneyId + ".", List.of());
        }
        boolean onlyDifferent = DIFFERENT.equals(show);
        PartyField beside = PartyField.of(directory, PartyKind.ATTORNEY, other);
        String path = Links.attorney(attorneyId) + "/beside";
        if (beside.found() != null && !beside.byId()) {
            return "redirect:" + asOf.link(path + address(beside.id(), onlyDifferent));
        }
        boolean same = beside.found() != null && beside.id().equals(attorneyId.value());
        String fault = same ? "Name someone else than " + NameMarkup.isolated(who.name()) + "." : beside.fault();
        model.addAttribute("who", who);
        model.addAttribute("beside", beside);
        model.addAttribute("fault", fault);
        model.addAttribute("onlyDifferent", onlyDifferent);
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute(PageLayoutInterceptor.ABOUT, PageLayoutInterceptor.ANYONE);
        if (fault != null) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else if (beside.found() != null) {
            compare(attorneyId, AttorneyId.of(beside.id()), onlyDifferent, cursor, path, asOf, model);
        }
        return PageLayoutInterceptor.VIEWS + "beside";
    }

    private static String address(String other, boolean onlyDifferent) {
        return "?other=" + Links.encode(other) + (onlyDifferent ? "&show=" + DIFFERENT : "");
    }

    private void compare(AttorneyId one, AttorneyId two, boolean onlyDifferent, @Nullable String cursor, String path, AsOf asOf,
            Model model) {
        List<AuthorityVersion> versions = new ArrayList<>();
        List<Authority> ofOne = inForce(one, asOf, versions);
        List<Authority> ofTwo = inForce(two, asOf, versions);
        List<Compared> all = compared(ofOne, ofTwo).stream().filter(row -> !onlyDifferent || row.differs()).toList();
        String address = address(two.value(), onlyDifferent);
        Page page = Page.of(ROWS, cursor == null || cursor.isBlank() ? null : cursor, KEY, path + address).keeping("", asOf.moment());
        List<Compared> left = page.first() ? all : all.stream().dropWhile(row -> compare(row.key(), page.after()) <= 0).toList();
        List<Compared> rows = page.cut(left);
        String next = page.next(left, Compared::key);
        Names names = NameMarkup.isolating(NamesOnRecord.of(register,
                rows.stream().flatMap(row -> Stream.concat(row.one().stream(), row.two().stream())).distinct().toList()));
        Set<GrantorId> forOne = grantors(ofOne);
        Set<GrantorId> forTwo = grantors(ofTwo);
        model.addAttribute("both", forOne.stream().filter(forTwo::contains).count());
        model.addAttribute("onlyOne", forOne.stream().filter(each -> !forTwo.contains(each)).count());
        model.addAttribute("onlyTwo", forTwo.stream().filter(each -> !forOne.contains(each)).count());
        model.addAttribute("rows", rows.stream().map(row -> row(row, names)).toList());
        model.addAttribute("more", next == null ? null : asOf.link(path + address + "&cursor=" + next));
        model.addAttribute("begin", page.first() ? null : asOf.link(path + address));
        model.addAttribute("turned", asOf.link(Links.attorney(two) + "/beside" + address(one.value(), onlyDifferent)));
        model.addAttribute(PageLayoutInterceptor.CHANGES, ChangePoints.of(versions, asOf.moment()));
    }

    private List<Authority> inForce(AttorneyId attorneyId, AsOf asOf, List<AuthorityVersion> versions) {
        List<Authority> found = new ArrayList<>();
        authorities.eachVersion(new AuthorityFilter(attorneyId, null, null, null, null), asOf.knownAt(), version -> {
            versions.add(version);
            if (version.knownAt(asOf.knownAt()) && version.authority().inForceOn(asOf.on())) {
                found.add(version.authority());
            }
        });
        return found;
    }

    private static Set<GrantorId> grantors(List<Authority> authorities) {
        return new TreeSet<>(authorities.stream().map(Authority::grantorId).toList());
    }

    /** Grantor by grantor, and there company by company: what is for any issuer is for each of them too, and has a row of its own. */
    static List<Compared> compared(List<Authority> one, List<Authority> two) {
        Map<GrantorId, Set<IssuerId>> places = new TreeMap<>();
        Stream.concat(one.stream(), two.stream())
                .forEach(each -> places.computeIfAbsent(each.grantorId(), any -> new TreeSet<>()).add(each.issuerId()));
        Map<GrantorId, List<Authority>> byOne = one.stream().collect(Collectors.groupingBy(Authority::grantorId));
        Map<GrantorId, List<Authority>> byTwo = two.stream().collect(Collectors.groupingBy(Authority::grantorId));
        List<Compared> rows = new ArrayList<>();
        places.forEach((grantorId, issuers) -> issuers.forEach(issuerId -> {
            List<Authority> ofOne = at(byOne.getOrDefault(grantorId, List.of()), issuerId);
            List<Authority> ofTwo = at(byTwo.getOrDefault(grantorId, List.of()), issuerId);
            Set<Form> named = new TreeSet<>();
            Stream.concat(ofOne.stream(), ofTwo.stream()).map(Authority::forms).forEach(named::addAll);
            if (named.contains(Form.ALL)) {
                named.addAll(Form.seven());
            }
            rows.add(new Compared(grantorId, issuerId, ofOne, ofTwo, only(named, ofOne, ofTwo), only(named, ofTwo, ofOne)));
        }));
        rows.sort(Comparator.comparing(Compared::key, BesidePage::compare));
        return rows;
    }

    private static List<Authority> at(List<Authority> ofGrantor, IssuerId issuerId) {
        return ofGrantor.stream().filter(each -> each.issuerId().covers(issuerId)).toList();
    }

    private static List<Form> only(Set<Form> named, List<Authority> these, List<Authority> those) {
        return named.stream().filter(form -> covers(these, form) && !covers(those, form)).toList();
    }

    private static boolean covers(List<Authority> authorities, Form form) {
        return authorities.stream().anyMatch(each -> each.lists(form));
    }

    private static int compare(List<String> one, List<String> other) {
        int grantors = one.getFirst().compareTo(other.getFirst());
        return grantors != 0 ? grantors : one.getLast().compareTo(other.getLast());
    }

    private Row row(Compared row, Names names) {
        String issuer = row.issuerId().value();
        boolean any = row.issuerId().equals(IssuerId.ANY);
        return new Row(names.of(Naming.Part.GRANTOR, row.grantorId().value()), Links.grantor(row.grantorId()),
                any ? "any issuer" : names.of(Naming.Part.ISSUER, issuer), any ? null : Links.issuer(row.issuerId()),
                row.one().stream().map(each -> held(each, names)).toList(), row.two().stream().map(each -> held(each, names)).toList(),
                words.forms(row.onlyOne()), words.forms(row.onlyTwo()));
    }

    private Held held(Authority authority, Names names) {
        List<String> about = new ArrayList<>();
        if (authority.role() != Role.NAMED) {
            about.add(words.role(authority.role()).toLowerCase(java.util.Locale.ROOT)
                    + (authority.inPlaceOf() == null ? "" : " for " + names.of(Naming.Part.ATTORNEY, authority.inPlaceOf().value())));
        }
        if (authority.powers().stream().noneMatch(power -> authority.signing(power).singly())) {
            about.add("with others");
        }
        return new Held(words.forms(authority.forms()), authority.from(), authority.poaId().value(),
                Links.instrument(authority.grantorId(), authority.poaId()), String.join(", ", about));
    }
}
