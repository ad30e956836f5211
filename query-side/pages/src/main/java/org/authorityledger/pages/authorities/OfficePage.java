package org.authorityledger.pages.authorities;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.EndCause;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.ChangePoints;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.ledger.EventQueries;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Who holds an office, who held it from when to when, and which instruments name it? */
@Controller
class OfficePage {

    private static final int MOST_VERSIONS = 3_000;
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_ROWS = 100;
    private static final int MOST_BARS = 30;
    private static final int MOST_NAMED = 4;

    private final OfficeHolders holders;
    private final InstrumentTexts instruments;
    private final EventQueries events;
    private final Directory directory;
    private final Register register;
    private final DisplayText words;

    OfficePage(OfficeHolders holders, InstrumentTexts instruments, EventQueries events, Directory directory, Register register,
            DisplayText words) {
        this.holders = holders;
        this.instruments = instruments;
        this.events = events;
        this.directory = directory;
        this.register = register;
        this.words = words;
    }

    /** From when to when someone holds it, and why that ends: the same under several instruments is one term. */
    private record Term(AttorneyId holder, LocalDate from, @Nullable LocalDate until, @Nullable EndCause cause) {

        static Term of(Authority authority) {
            return new Term(authority.attorneyId(), authority.from(), authority.until(),
                    authority.ending() == null ? null : authority.ending().cause());
        }
    }

    /** An instrument, in words. */
    record Under(String title, String path, String grantor) {}

    /**
     * A term of a holder, in words.
     *
     * @param under the first instruments by which they sign
     * @param more how many more there are
     */
    record HolderRow(String name, String path, LocalDate from, @Nullable LocalDate until, @Nullable EndCause cause, String record,
            @Nullable String endedBy, List<Under> under, int more, String onThisDay) {}

    /**
     * An instrument that names the office.
     *
     * @param holder who signs under it on the day; empty: no one
     * @param record the form that records a holder
     */
    record InstrumentRow(Under instrument, String grantorPath, String companies, String forms, LocalDate signed, LocalDate effective,
            String holder, String record) {}

    @GetMapping("/offices/{officeId}")
    String office(@PathVariable AttorneyId officeId, AsOf asOf, Model model) {
        Directory.KnownParty who = directory.find(PartyKind.ATTORNEY, officeId.value());
        List<AuthorityVersion> versions = who == null ? List.of() : holders.versions(officeId, MOST_VERSIONS);
        List<InstrumentTexts.Naming> naming = who == null ? List.of() : naming(officeId);
        if (who == null || versions.isEmpty() && naming.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_OFFICE", "No instrument of this ledger appoints an office " + officeId + ".",
                    List.of());
        }
        List<Authority> known = versions.stream().filter(version -> version.knownAt(asOf.knownAt())).map(AuthorityVersion::authority)
                .toList();
        Map<Term, List<Authority>> terms = new LinkedHashMap<>();
        known.stream().sorted(Comparator.comparing(Authority::from).thenComparing(one -> one.attorneyId().value()))
                .forEach(one -> terms.computeIfAbsent(Term.of(one), term -> new ArrayList<>()).add(one));
        Names names = NameMarkup.isolating(NamesOnRecord.of(register, known));
        List<HolderRow> rows = terms.values().stream().limit(MOST_ROWS).map(some -> row(some, names, asOf)).toList();
        List<InstrumentTexts.Naming> now = naming.stream().filter(one -> one.text().knownAt(asOf.knownAt())).toList();
        model.addAttribute("who", who);
        model.addAttribute("holders", rows);
        model.addAttribute("moreHolders", terms.size() - rows.size());
        model.addAttribute("cut", versions.size() == MOST_VERSIONS || naming.size() == InstrumentTexts.MOST_NAMING);
        model.addAttribute("present", known.stream().filter(one -> one.inForceOn(asOf.on())).map(one -> one.attorneyId().value()).distinct()
                .map(id -> names.of(Naming.Part.ATTORNEY, id)).toList());
        model.addAttribute("instruments", instrumentRows(now, known, names, asOf));
        model.addAttribute("moreInstruments", Math.max(0, now.size() - MOST_ROWS));
        model.addAttribute("timeline", Timeline.of(terms.values().stream().limit(MOST_BARS)
                .map(some -> new Timeline.Lane(some.getFirst(), names.of(Naming.Part.ATTORNEY, some.getFirst().attorneyId().value()),
                        count(under(some, names).size()), asOf.link(Links.attorney(some.getFirst().attorneyId()))))
                .toList(), List.of(), asOf, words));
        model.addAttribute(PageLayoutInterceptor.CHANGES, ChangePoints.of(versions, asOf.moment()));
        model.addAttribute(PageLayoutInterceptor.ABOUT, PageLayoutInterceptor.ANYONE);
        return PageLayoutInterceptor.VIEWS + "office";
    }

    private static String count(int instruments) {
        return instruments == 1 ? "1 instrument" : instruments + " instruments";
    }

    /** All that instruments of those whose records name the office ever said of it. */
    private List<InstrumentTexts.Naming> naming(AttorneyId officeId) {
        EventQueries.Filter filter = new EventQueries.Filter(null, officeId, null, null, null, null, null, null, null, null);
        Set<GrantorId> grantors = new LinkedHashSet<>(
                events.find(filter, EventQueries.Order.OLDEST, new Page(MOST_EVENTS, List.of())).events().stream()
                        .map(event -> event.record().act().grantorId()).toList());
        return instruments.naming(grantors, officeId);
    }

    private HolderRow row(List<Authority> some, Names names, AsOf asOf) {
        Authority first = some.getFirst();
        Set<Under> under = under(some, names);
        return new HolderRow(names.of(Naming.Part.ATTORNEY, first.attorneyId().value()), Links.attorney(first.attorneyId()), first.from(),
                first.until(), first.ending() == null ? null : first.ending().cause(), "/ledger/" + first.source(),
                first.ending() == null ? null : "/ledger/" + first.ending().recordId(), under.stream().limit(MOST_NAMED).toList(),
                Math.max(0, under.size() - MOST_NAMED),
                first.inForceOn(asOf.on()) ? "holds it" : first.from().isAfter(asOf.on()) ? "not yet" : "no longer");
    }

    private static Set<Under> under(List<Authority> some, Names names) {
        return some.stream()
                .map(one -> new Under(one.poaId().value(), Links.instrument(one.grantorId(), one.poaId()),
                        names.of(Naming.Part.GRANTOR, one.grantorId().value())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<InstrumentRow> instrumentRows(List<InstrumentTexts.Naming> naming, List<Authority> known, Names names, AsOf asOf) {
        List<InstrumentTexts.Naming> shown = naming.stream().limit(MOST_ROWS).toList();
        PartyNames grantors = PartyNames.of(register, shown.stream().map(one -> one.grantorId().value()).distinct().toList());
        return shown.stream().map(one -> {
            Terms terms = one.text().terms();
            String grantorId = one.grantorId().value();
            Set<Form> forms = new TreeSet<>();
            terms.powers().forEach(power -> forms.addAll(power.forms()));
            String holder = known.stream()
                    .filter(held -> held.grantorId().equals(one.grantorId()) && held.poaId().equals(one.text().poaId())
                            && held.inForceOn(asOf.on()))
                    .map(held -> names.of(Naming.Part.ATTORNEY, held.attorneyId().value())).distinct().collect(Collectors.joining("; "));
            return new InstrumentRow(
                    new Under(one.text().poaId().value(), Links.instrument(one.grantorId(), one.text().poaId()),
                            NameMarkup.isolated(grantors.grantor(grantorId))),
                    Links.grantor(one.grantorId()),
                    terms.issuers().stream().map(issuer -> issuer.name() == null ? "any issuer" : words.name(issuer.name()))
                            .collect(Collectors.joining("; ")),
                    words.forms(forms), terms.executedOn(), Stream.of(terms.effectiveOn(), terms.executedOn())
                            .filter(java.util.Objects::nonNull).findFirst().orElseThrow(),
                    holder,
                    "/record/incumbency?grantor=" + Links.encode(grantorId) + "&poa=" + Links.encode(one.text().poaId().value()));
        }).toList();
    }
}
