package org.authorityledger.pages.lists;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.authorityledger.http.Dates;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.questions.files.TableFile;
import org.authorityledger.questions.files.WorkbookFile;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The lists as pages and as files. */
@Controller
class ListsPage {

    private static final int ROWS = 100;
    private static final int ROWS_OF_A_FILE = 1_000;
    /** A page that finds too little ends here, and the next goes on. */
    private static final int MOST_LOOKED_AT = 4_000;
    private static final String XLSX = WorkbookFile.MEDIA_TYPE;
    private static final String AS_WORKBOOK = ".xlsx";

    private final PartyList grantors;
    private final PartyList attorneys;
    private final PartyList issuers;
    private final InstrumentList instruments;
    private final SignatoryList signatories;
    private final OfficeList offices;
    private final RegisterProgress progress;
    private final DisplayText words;

    ListsPage(PartyList grantorList, PartyList attorneyList, PartyList issuerList, InstrumentList instruments, SignatoryList signatories,
            OfficeList offices, RegisterProgress progress, DisplayText words) {
        this.grantors = grantorList;
        this.attorneys = attorneyList;
        this.issuers = issuerList;
        this.instruments = instruments;
        this.signatories = signatories;
        this.offices = offices;
        this.progress = progress;
        this.words = words;
    }

    /** A column with the address that sorts by it. */
    record Heading(String name, @Nullable String href, String order) {}

    /** A filter with what is chosen. */
    record Field(String name, String label, List<Choice> choices, String value) {}

    /** A value as the page shows it. */
    record Shown(String text, @Nullable String href, @Nullable String about, boolean date) {}

    /** Another list. */
    record Other(String label, String href, boolean here) {}

    @GetMapping("/grantors")
    String grantors(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(grantors, chosen(q, show), sort, cursor, print, asOf, model);
    }

    @GetMapping("/attorneys")
    String attorneys(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(attorneys, chosen(q, show), sort, cursor, print, asOf, model);
    }

    @GetMapping("/issuers")
    String issuers(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(issuers, chosen(q, show), sort, cursor, print, asOf, model);
    }

    @GetMapping("/instruments")
    String instruments(@RequestParam(required = false) @Nullable String show, @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(instruments, chosen(null, show), sort, cursor, print, asOf, model);
    }

    @GetMapping("/signatories")
    String signatories(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(signatories, Map.of(), null, cursor, print, asOf, model);
    }

    @GetMapping("/offices")
    String offices(@RequestParam(required = false) @Nullable String show, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String print, AsOf asOf, Model model) {
        return page(offices, chosen(null, show), null, cursor, print, asOf, model);
    }

    @GetMapping({ "/export/grantors.csv", "/export/grantors.xlsx"})
    void grantors(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, AsOf asOf, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        file(grantors, chosen(q, show), sort, asOf, request, response);
    }

    @GetMapping({ "/export/attorneys.csv", "/export/attorneys.xlsx"})
    void attorneys(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, AsOf asOf, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        file(attorneys, chosen(q, show), sort, asOf, request, response);
    }

    @GetMapping({ "/export/issuers.csv", "/export/issuers.xlsx"})
    void issuers(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String sort, AsOf asOf, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        file(issuers, chosen(q, show), sort, asOf, request, response);
    }

    @GetMapping({ "/export/instruments.csv", "/export/instruments.xlsx"})
    void instruments(@RequestParam(required = false) @Nullable String show, @RequestParam(required = false) @Nullable String sort,
            AsOf asOf,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        file(instruments, chosen(null, show), sort, asOf, request, response);
    }

    @GetMapping({ "/export/signatories.csv", "/export/signatories.xlsx"})
    void signatories(AsOf asOf, HttpServletRequest request, HttpServletResponse response) throws IOException {
        file(signatories, Map.of(), null, asOf, request, response);
    }

    @GetMapping({ "/export/offices.csv", "/export/offices.xlsx"})
    void offices(@RequestParam(required = false) @Nullable String show, AsOf asOf, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        file(offices, chosen(null, show), null, asOf, request, response);
    }

    private static Map<String, String> chosen(@Nullable String q, @Nullable String show) {
        Map<String, String> chosen = new LinkedHashMap<>();
        put(chosen, "q", q);
        put(chosen, "show", show);
        return chosen;
    }

    private static void put(Map<String, String> chosen, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            chosen.put(name, value.strip());
        }
    }

    private String page(LedgerList list, Map<String, String> chosen, @Nullable String sort, @Nullable String cursor,
            @Nullable String print, AsOf asOf, Model model) {
        LedgerList.Asked asked = ListedRows.asked(list, chosen, sort);
        String path = "/" + list.name();
        String order = (asked.descending() ? "-" : "") + asked.sort();
        Page page = Page.of(ROWS, cursor == null || cursor.isBlank() ? null : cursor, LedgerList.KEY, path + " " + chosen + " " + order)
                .keeping("", asOf.moment());
        boolean whole = WholeList.asked(print, cursor);
        LedgerList.Rows found = whole
                ? whole(list, asked, asOf, model)
                : list.find(asked, asOf.moment(), asOf, page, MOST_LOOKED_AT);
        model.addAttribute("list", list);
        model.addAttribute("fields", list.filters().stream().map(filter -> new Field(filter.name(), filter.label(),
                filter.choices().entrySet().stream()
                        .map(one -> new Choice(one.getKey(), one.getValue(), one.getKey().equals(asked.chosen(filter.name())))).toList(),
                asked.chosen(filter.name()))).toList());
        model.addAttribute("headings", list.columns().stream().map(column -> heading(list, column, asked, asOf)).toList());
        model.addAttribute("rows", found.rows().stream().map(row -> row.stream().map(cell -> shown(cell, asOf)).toList()).toList());
        model.addAttribute("total", found.total());
        model.addAttribute("first", page.first());
        model.addAttribute("unfinished", found.unfinished());
        model.addAttribute("sorted", order.equals(list.usualSort()) ? null : order);
        String first = ListedRows.address(path, asked, list, order, null);
        model.addAttribute("begin", page.first() && !whole ? null : asOf.link(first));
        model.addAttribute("toPrint", asOf.link(WholeList.address(first)));
        model.addAttribute("more",
                found.next() == null ? null : asOf.link(ListedRows.address(path, asked, list, order, page.cursor(found.next()))));
        model.addAttribute("csv", asOf.link(ListedRows.address("/export" + path + ".csv", asked, list, order, null)));
        model.addAttribute("xlsx", asOf.link(ListedRows.address("/export" + path + AS_WORKBOOK, asked, list, order, null)));
        model.addAttribute("saved", asked.chosen());
        model.addAttribute("others", List.of(grantors, attorneys, issuers, instruments, signatories, offices).stream()
                .map(other -> new Other(other.title(), asOf.link("/" + other.name()), other == list)).toList());
        model.addAttribute(PageLayoutInterceptor.FORM, "question");
        model.addAttribute(PageLayoutInterceptor.ABOUT, PageLayoutInterceptor.ANYONE);
        return PageLayoutInterceptor.VIEWS + "list";
    }

    /** All rows as one page. */
    private static LedgerList.Rows whole(LedgerList list, LedgerList.Asked asked, AsOf asOf, Model model) {
        WholeList<List<LedgerList.Cell>> whole = WholeList.<List<LedgerList.Cell>, List<String>>of((most, from) -> {
            LedgerList.Rows found = list.find(asked, asOf.moment(), asOf, new Page(most, from == null ? List.of() : from), MOST_LOOKED_AT);
            return new WholeList.Part<>(found.rows(), found.next());
        });
        whole.describe(model);
        return new LedgerList.Rows(whole.rows(), null, false, whole.cut() ? null : (Long) (long) whole.rows().size());
    }

    private Shown shown(LedgerList.Cell cell, AsOf asOf) {
        String text = switch (cell.value()) {
            case null -> "";
            case LocalDate day -> words.shortDay(day);
            case Number number -> "%,d".formatted(number.longValue());
            case Object other -> other.toString();
        };
        return new Shown(text, cell.path() == null ? null : asOf.link(cell.path()), cell.about(), cell.value() instanceof LocalDate);
    }

    private static Heading heading(LedgerList list, LedgerList.Column column, LedgerList.Asked asked, AsOf asOf) {
        if (column.sort() == null || !list.sortable(asked)) {
            return new Heading(column.name(), null, "");
        }
        boolean by = column.sort().equals(asked.sort());
        String other = (by && !asked.descending() ? "-" : "") + column.sort();
        return new Heading(column.name(), asOf.link(ListedRows.address("/" + list.name(), asked, list, other, null)),
                !by ? "" : asked.descending() ? "descending" : "ascending");
    }

    /** All rows. To be closed only at the end, not by a failure: a file of which nothing was sent yet can still become a problem. */
    @SuppressWarnings("resource")
    private void file(LedgerList list, Map<String, String> chosen, @Nullable String sort, AsOf asOf, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        LedgerList.Asked asked = ListedRows.asked(list, chosen, sort);
        boolean workbook = request.getRequestURI().endsWith(AS_WORKBOOK);
        List<String> columns = new ArrayList<>();
        list.columns().forEach(column -> {
            columns.add(column.name());
            if (column.id() != null) {
                columns.add(column.id());
            }
        });
        response.setHeader("Ledger-On", asOf.on().toString());
        response.setHeader("Ledger-Known-At", Dates.format(asOf.knownAt()));
        response.setHeader("Ledger-Position", progress.position().toString());
        response.setContentType(workbook ? XLSX : "text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + list.name()
                + chosen.values().stream().map(value -> "-" + value.replaceAll("[^A-Za-z0-9]+", "-")).collect(Collectors.joining()) + "-"
                + asOf.on() + (workbook ? AS_WORKBOOK : ".csv") + "\"");
        TableFile file = TableFile.begin(response.getOutputStream(), workbook, list.title(), columns);
        for (Page page = new Page(ROWS_OF_A_FILE, List.of()); page != null;) {
            LedgerList.Rows found = list.find(asked, asOf.moment(), asOf, page, ROWS_OF_A_FILE);
            for (List<LedgerList.Cell> row : found.rows()) {
                file.row(values(list, row));
            }
            page = found.next() == null ? null : page.following(found.next());
        }
        file.close();
    }

    private static List<@Nullable Object> values(LedgerList list, List<LedgerList.Cell> row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int n = 0; n < row.size(); n++) {
            LedgerList.Cell cell = row.get(n);
            values.add(cell.about() == null ? cell.value() : cell.value() + " (" + cell.about() + ")");
            if (list.columns().get(n).id() != null) {
                values.add(cell.id());
            }
        }
        return values;
    }
}
