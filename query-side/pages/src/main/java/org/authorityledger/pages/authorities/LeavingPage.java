package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.authority.Role;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.questions.files.TableFile;
import org.authorityledger.questions.files.WorkbookFile;
import org.authorityledger.questions.gaps.Departure;
import org.authorityledger.questions.gaps.Leaving;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Someone goes who signs for others: what ends, for whom can no one sign then, and which acts record it? */
@Controller
class LeavingPage {

    private static final String ALONE = "alone";
    private static final int ROWS = 100;
    private static final int ROWS_OF_A_FILE = 1_000;
    private static final int MOST_NAMED = 6;
    private static final String AS_WORKBOOK = ".xlsx";
    private static final List<String> COLUMNS = List.of("Grantor", "Grantor id", "Instrument", "Companies", "Forms", "Place", "From",
            "Through",
            "Ends", "Ends for", "Who may still sign", "Without a signer for");

    private final Leaving leaving;
    private final Directory directory;
    private final Register register;
    private final RegisterProgress progress;
    private final DisplayText words;

    LeavingPage(Leaving leaving, Directory directory, Register register, RegisterProgress progress, DisplayText words) {
        this.leaving = leaving;
        this.directory = directory;
        this.register = register;
        this.progress = progress;
        this.words = words;
    }

    /**
     * An instrument, or an entity, in words.
     *
     * @param instrument its path; null: they sign as a signatory
     * @param through the last day; null: open
     * @param endsFor whose authority ends but theirs
     * @param others who may still sign
     * @param alone for which forms no one may sign then, by company
     * @param record the form that records the end of this place alone; null: the place is not theirs
     */
    record LeavingRow(String title, @Nullable String instrument, String grantor, String grantorPath, String grantorId, String companies,
            String forms, String place, LocalDate from, @Nullable LocalDate through, boolean ends, List<String> endsFor,
            List<String> others,
            List<String> alone, @Nullable String record) {

        /** Who may still sign, as far as there is room. */
        public String othersBriefly() {
            int more = others.size() - MOST_NAMED;
            return others.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                    + (more > 0 ? "; and %,d more".formatted(more) : "");
        }
    }

    /** A form that records the departure for every grantor at once. */
    record Recording(String label, String path, String explanation) {}

    @GetMapping("/attorneys/{attorneyId}/leaving")
    String leaving(@PathVariable AttorneyId attorneyId, @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String show, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        Directory.KnownParty who = known(attorneyId);
        Leaving.Asked asked = asked(attorneyId, by, show);
        Page page = Page.of(ROWS, cursor == null || cursor.isBlank() ? null : cursor, Leaving.KEY, address("", asked)).keeping("",
                asOf.moment());
        WholeList<Leaving.Row> whole = WholeList.asked(print, cursor) ? whole(asked, asOf.moment()) : null;
        Leaving.Found found = whole == null ? find(asked, asOf.moment(), page) : new Leaving.Found(whole.rows(), null);
        List<Leaving.Row> rows = whole == null ? page.cut(found.rows()) : whole.rows();
        List<String> last = whole == null ? after(found, page) : null;
        String next = last == null ? null : page.cursor(last);
        if (whole != null) {
            whole.describe(model);
        }
        String path = Links.attorney(attorneyId) + "/leaving";
        model.addAttribute("who", who);
        model.addAttribute("by", asked.by());
        model.addAttribute("ways", Arrays.stream(Departure.values()).map(one -> new Choice(value(one), label(one), one == asked.by()))
                .toList());
        model.addAttribute("onlyAlone", asked.onlyAlone());
        model.addAttribute("rows", ActText.named(register, names -> rows.stream().map(row -> row(row, asked, names, asOf.on())).toList()));
        model.addAttribute("instruments", leaving.instruments(attorneyId, asOf.moment()));
        model.addAttribute("complete", whole == null ? page.first() && next == null : !whole.cut());
        model.addAttribute("lookedAt", found.lookedAt() != null);
        model.addAttribute("first", page.first());
        model.addAttribute("begin", page.first() && whole == null ? null : asOf.link(path + address("", asked)));
        model.addAttribute("toPrint", asOf.link(WholeList.address(path + address("", asked))));
        model.addAttribute("more", next == null ? null : asOf.link(path + address("", asked) + "&cursor=" + next));
        model.addAttribute("csv", asOf.link("/export/leaving.csv" + address(attorneyId.value(), asked)));
        model.addAttribute("xlsx", asOf.link("/export/leaving" + AS_WORKBOOK + address(attorneyId.value(), asked)));
        model.addAttribute("recordings", recordings(attorneyId, asOf.on()));
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute(PageLayoutInterceptor.ABOUT, PageLayoutInterceptor.ANYONE);
        return PageLayoutInterceptor.VIEWS + "leaving";
    }

    /** All rows. To be closed only at the end, not by a failure: a file of which nothing was sent yet can still become a problem. */
    @GetMapping({ "/export/leaving.csv", "/export/leaving.xlsx"})
    @SuppressWarnings("resource")
    void file(@RequestParam AttorneyId attorney, @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String show, AsOf asOf, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        known(attorney);
        Leaving.Asked asked = asked(attorney, by, show);
        boolean workbook = request.getRequestURI().endsWith(AS_WORKBOOK);
        Page page = new Page(ROWS_OF_A_FILE, List.of());
        Leaving.Found found = find(asked, asOf.moment(), page);
        response.setHeader("Ledger-On", asOf.on().toString());
        response.setHeader("Ledger-Known-At", Dates.format(asOf.knownAt()));
        response.setHeader("Ledger-Position", progress.position().toString());
        response.setContentType(workbook ? WorkbookFile.MEDIA_TYPE : "text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"leaving-" + attorney + "-" + value(asked.by()) + "-" + asOf.on()
                + (workbook ? AS_WORKBOOK : ".csv") + "\"");
        TableFile file = TableFile.begin(response.getOutputStream(), workbook, "Leaving", COLUMNS);
        while (true) {
            List<Leaving.Row> rows = page.cut(found.rows());
            for (LeavingRow row : ActText.named(register,
                    names -> rows.stream().map(one -> row(one, asked, names, asOf.on())).toList())) {
                file.row(Arrays.asList(row.grantor(), row.grantorId(), row.title(), row.companies(), row.forms(), row.place(), row.from(),
                        row.through() == null ? "open" : row.through(), row.ends() ? "yes" : "no", String.join("; ", row.endsFor()),
                        String.join("; ", row.others()), String.join("; ", row.alone())));
            }
            List<String> last = after(found, page);
            if (last == null) {
                break;
            }
            page = page.following(last);
            found = find(asked, asOf.moment(), page);
        }
        file.close();
    }

    /** The place after which the next rows are; null: there are no more. */
    private static @Nullable List<String> after(Leaving.Found found, Page page) {
        return found.lookedAt() != null
                ? found.lookedAt()
                : found.rows().size() > page.limit() ? found.rows().get(page.limit() - 1).key() : null;
    }

    /** All rows as one page. */
    private WholeList<Leaving.Row> whole(Leaving.Asked asked, Moment moment) {
        return WholeList.<Leaving.Row, List<String>>of((most, from) -> {
            Page page = new Page(most, from == null ? List.of() : from);
            Leaving.Found found = find(asked, moment, page);
            return new WholeList.Part<>(page.cut(found.rows()), after(found, page));
        });
    }

    private Directory.KnownParty known(AttorneyId attorneyId) {
        Directory.KnownParty found = directory.find(PartyKind.ATTORNEY, attorneyId.value());
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_ATTORNEY", "The ledger has no attorney " + attorneyId + ".", List.of());
        }
        return found;
    }

    private Leaving.Found find(Leaving.Asked asked, Moment moment, Page page) {
        try {
            return leaving.find(asked, moment, page);
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
    }

    private static Leaving.Asked asked(AttorneyId attorneyId, @Nullable String by, @Nullable String show) {
        Departure departure = by == null || by.isBlank()
                ? Departure.RESIGNATION
                : Arrays.stream(Departure.values()).filter(one -> value(one).equals(by)).findFirst().orElseThrow(() -> Problem.malformed(
                        "by",
                        "must be one of " + Arrays.stream(Departure.values()).map(LeavingPage::value).collect(Collectors.joining(", "))));
        if (show != null && !show.isBlank() && !show.equals(ALONE)) {
            throw Problem.malformed("show", "must be " + ALONE + ", or left out");
        }
        return new Leaving.Asked(attorneyId, departure, ALONE.equals(show));
    }

    private static String address(String attorney, Leaving.Asked asked) {
        return "?" + (attorney.isEmpty() ? "" : "attorney=" + Links.encode(attorney) + "&") + "by=" + value(asked.by())
                + (asked.onlyAlone() ? "&show=" + ALONE : "");
    }

    private static String value(Departure departure) {
        return departure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String label(Departure departure) {
        return switch (departure) {
            case RESIGNATION -> "They give up every place";
            case EMPLOYMENT_END -> "Their employment ends";
            case DEATH -> "They die";
        };
    }

    private static List<Recording> recordings(AttorneyId attorneyId, LocalDate on) {
        String who = "?attorney=" + Links.encode(attorneyId.value()) + "&day=" + on;
        return List.of(
                new Recording("Record that their employment ended, for every grantor", "/record/employment-end-everywhere" + who,
                        "It ends them where the instrument says that their authority ends with their employment."),
                new Recording("Record their death, for every grantor", "/record/attorney-death-everywhere" + who,
                        "It ends them everywhere, and with them those who take their place."));
    }

    private LeavingRow row(Leaving.Row row, Leaving.Asked asked, Names names, LocalDate on) {
        String grantorId = row.grantorId().value();
        String grantor = names.of(Naming.Part.GRANTOR, grantorId);
        List<String> endsFor = row.ended().stream().filter(one -> !one.equals(asked.attorneyId())).map(one -> called(names, one)).toList();
        List<String> others = row.others().stream().map(one -> called(names, one)).toList();
        Map<String, String> alone = new TreeMap<>();
        row.alone().forEach((issuer, forms) -> alone.put(company(issuer, names), words.forms(forms)));
        List<String> lacking = alone.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
        boolean ends = !row.goesOn();
        if (row.officer() != null) {
            return new LeavingRow("Signs without an instrument", null, grantor, Links.grantor(row.grantorId()), grantorId, "",
                    row.officer().forms().isEmpty() ? "every form" : words.forms(row.officer().forms()),
                    capitalized(DisplayText.signatory(row.officer().capacity())), row.officer().from(),
                    row.officer().until() == null ? null : Objects.requireNonNull(row.officer().until()).minusDays(1), ends, endsFor,
                    others,
                    lacking, "/record/signatory-end?grantor=" + Links.encode(grantorId) + "&recordId=" + row.officer().source()
                            + "&day=" + on);
        }
        Authority first = row.held().getFirst();
        boolean open = row.held().stream().anyMatch(one -> one.until() == null);
        String instrument = Links.instrument(row.grantorId(), first.poaId());
        return new LeavingRow(first.poaId().value(), instrument, grantor, Links.grantor(row.grantorId()), grantorId,
                row.held().stream().map(Authority::issuerId).distinct().map(one -> company(one, names)).collect(Collectors.joining("; ")),
                words.forms(row.held().stream().map(Authority::forms).flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new))),
                row.through() != null
                        ? "Signs for " + called(names, row.through())
                        : row.held().stream().map(one -> place(one, names)).distinct().collect(Collectors.joining("; ")),
                row.held().stream().map(Authority::from).min(LocalDate::compareTo).orElseThrow(),
                open
                        ? null
                        : row.held().stream().map(Authority::until).filter(Objects::nonNull).max(LocalDate::compareTo).orElseThrow()
                                .minusDays(1),
                ends, endsFor, others, lacking,
                row.through() != null
                        ? null
                        : "/record/resignation?grantor=" + Links.encode(grantorId) + "&poa=" + Links.encode(first.poaId().value())
                                + "&attorney=" + Links.encode(asked.attorneyId().value()) + "&day=" + on);
    }

    private String place(Authority authority, Names names) {
        return authority.inPlaceOf() == null || authority.role() == Role.NAMED
                ? words.role(authority.role())
                : words.role(authority.role()) + " for " + called(names, authority.inPlaceOf());
    }

    private static String company(IssuerId issuerId, Names names) {
        return issuerId.equals(IssuerId.ANY) ? "any issuer" : names.of(Naming.Part.ISSUER, issuerId.value());
    }

    /** The name in whatever part the ledger has one. */
    private static String called(Names names, AttorneyId attorneyId) {
        String id = attorneyId.value();
        return Stream.of(Naming.Part.ATTORNEY, Naming.Part.SIGNATORY, Naming.Part.GRANTOR).map(part -> names.of(part, id)).toList().stream()
                .filter(name -> !name.equals(id)).findFirst().orElse(id);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
