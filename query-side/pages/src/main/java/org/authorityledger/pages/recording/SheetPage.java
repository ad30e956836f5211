package org.authorityledger.pages.recording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.documents.sheet.SheetCell;
import org.authorityledger.documents.sheet.SheetColumn;
import org.authorityledger.documents.sheet.SheetDefaults;
import org.authorityledger.documents.sheet.SheetField;
import org.authorityledger.documents.sheet.TrackerSheet;
import org.authorityledger.events.Form;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.inbox.sheet.KeptSheet;
import org.authorityledger.inbox.sheet.KeptSheets;
import org.authorityledger.inbox.sheet.SheetCounts;
import org.authorityledger.inbox.sheet.SheetItem;
import org.authorityledger.inbox.sheet.SheetRequest;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.RefusedForm;
import org.authorityledger.pages.frame.UploadedFile;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.questions.files.WorkbookFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tracker that exists today: upload it, say what its columns hold, see what each row would record, and record it. */
@Controller
class SheetPage {

    static final String PATH = Pages.SHEETS;
    private static final String VIEW = PageLayoutInterceptor.VIEWS;
    private static final int ROWS = 50;
    private static final String COLUMN = "column.";
    /** Chosen where it does not matter what a column says. */
    private static final String DISMISSED = "none";
    /** The wording of the states. */
    static final Map<SheetItem.State, String> STATES = Map.of(SheetItem.State.NEW, "New", SheetItem.State.RECORDED, "Recorded",
            SheetItem.State.UNCHANGED, "In the ledger", SheetItem.State.CHANGED, "Differs", SheetItem.State.OPEN, "Incomplete",
            SheetItem.State.REFUSED, "Refused", SheetItem.State.WAITING, "Waits for approval");

    private static final int LONGEST_SAMPLE = 40;
    private static final Map<String, String> LABELS = Arrays.stream(SheetField.values())
            .collect(Collectors.toUnmodifiableMap(SheetField::key, SheetField::label));

    private final KeptSheets sheets;
    private final DisplayText words;

    SheetPage(KeptSheets sheets, DisplayText words) {
        this.sheets = sheets;
        this.words = words;
    }

    /** Which of the instruments are shown. */
    enum Show {
        ALL, NEW, BACK;

        boolean shows(SheetItem item) {
            return switch (this) {
                case ALL -> true;
                case NEW -> item.state() == SheetItem.State.NEW;
                case BACK -> item.state().comesBack();
            };
        }
    }

    @GetMapping(PATH)
    String start(HttpServletRequest request, Model model) {
        model.addAttribute("recordsHere", sheets.records());
        model.addAttribute("last", sheets.last(owner(request)).orElse(null));
        model.addAttribute("fields", SheetField.values());
        return VIEW + "sheet-upload";
    }

    /**
     * A file. It is read as it comes, so that it need not be held.
     *
     * @param csrf read by the guard against forgery before the file comes, so it stands in the address
     */
    @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(@RequestParam(name = "_csrf", required = false) @Nullable String csrf, HttpServletRequest request,
            HttpServletResponse response,
            Model model) throws IOException, InterruptedException {
        try {
            return UploadedFile.read(request, (file, name) -> at(sheets.keep(owner(request), name, file)));
        } catch (Problem problem) {
            RefusedForm.answer(problem, response);
            model.addAttribute("refused", problem.report().detail());
            return start(request, model);
        }
    }

    private static String at(KeptSheet sheet) {
        return "redirect:" + PATH + "/" + sheet.sheetId();
    }

    @GetMapping(PATH + "/{sheetId}")
    String one(@PathVariable UUID sheetId, @RequestParam(defaultValue = "ALL") Show show, @RequestParam(defaultValue = "0") Integer from,
            HttpServletRequest request, Model model) throws IOException {
        if (from < 0) {
            throw Problem.malformed("from", "is not negative");
        }
        return shown(sheets.find(owner(request), sheetId), show, from, request, model);
    }

    private String shown(KeptSheet sheet, Show show, int from, HttpServletRequest request, Model model) throws IOException {
        TrackerSheet opened = sheets.open(owner(request), sheet);
        SheetCounts counts = new SheetCounts();
        List<SheetItem> items = new ArrayList<>(ROWS);
        Map<String, String> samples = new LinkedHashMap<>();
        long[] fitting = new long[1];
        sheets.preview(owner(request), sheet, words::day, item -> {
            counts.add(item);
            sample(item, opened.columns(), samples);
            if (show.shows(item)) {
                if (fitting[0] >= from && items.size() < ROWS) {
                    items.add(item);
                }
                fitting[0]++;
            }
        });
        model.addAttribute("recordsHere", sheets.records());
        model.addAttribute("sheet", sheet);
        model.addAttribute("opened", opened);
        model.addAttribute("fields", SheetField.values());
        model.addAttribute("forms", String.join(", ", sheet.request().defaults().forms().stream().map(SheetPage::form).toList()));
        model.addAttribute("needs", needs(opened.columns(), sheet.request().defaults()));
        model.addAttribute("counts", counts);
        model.addAttribute("show", show);
        model.addAttribute("items", items);
        model.addAttribute("states", STATES);
        model.addAttribute("samples", samples);
        model.addAttribute("labels", LABELS);
        model.addAttribute("fresh", counts.of(SheetItem.State.NEW));
        model.addAttribute("known", counts.of(SheetItem.State.UNCHANGED));
        model.addAttribute("fitting", fitting[0]);
        model.addAttribute("from", from);
        model.addAttribute("path", PATH + "/" + sheet.sheetId());
        model.addAttribute("earlier",
                from == 0 ? null : PATH + "/" + sheet.sheetId() + "?show=" + show + "&from=" + Math.max(0, from - ROWS));
        model.addAttribute("later",
                from + ROWS >= fitting[0] ? null : PATH + "/" + sheet.sheetId() + "?show=" + show + "&from=" + (from + ROWS));
        return VIEW + "sheet";
    }

    /** What stands first in each column. */
    private static void sample(SheetItem item, List<SheetColumn> columns, Map<String, String> samples) {
        if (samples.size() == columns.size()) {
            return;
        }
        List<SheetCell> cells = item.instrument().lines().getFirst().cells();
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            String text = cells.get(i).text();
            if (!text.isEmpty()) {
                samples.putIfAbsent(columns.get(i).letters(),
                        text.length() > LONGEST_SAMPLE ? text.substring(0, LONGEST_SAMPLE) + " …" : text);
            }
        }
    }

    private static String form(Form form) {
        return form.equals(Form.ALL) ? "All" : form.title().replace("Form ", "").replace("Schedule ", "");
    }

    /** What every instrument needs and no column says. */
    private static List<String> needs(List<SheetColumn> columns, SheetDefaults defaults) {
        List<String> needs = new ArrayList<>();
        Map<SheetField, Boolean> said = new LinkedHashMap<>();
        said.put(SheetField.GRANTOR, false);
        said.put(SheetField.ATTORNEYS, false);
        said.put(SheetField.SIGNED, false);
        said.put(SheetField.ISSUER, defaults.issuer() != null);
        said.put(SheetField.FORMS, !defaults.forms().isEmpty());
        said.forEach((field, elsewhere) -> {
            boolean mapped = columns.stream().anyMatch(column -> column.field() == field
                    || field == SheetField.GRANTOR && column.field() == SheetField.LAST_NAME);
            if (!mapped && !elsewhere) {
                needs.add(field.label());
            }
        });
        return needs;
    }

    /** Says what the columns hold, and what holds for every row. */
    @PostMapping(PATH + "/{sheetId}/mapping")
    String map(@PathVariable UUID sheetId, @RequestParam(defaultValue = "") String sheet, @RequestParam(defaultValue = "") String issuer,
            @RequestParam(defaultValue = "") String issuerCik, @RequestParam(defaultValue = "") String forms,
            @RequestParam(defaultValue = "false") boolean termsSeen, @RequestParam Map<String, String> all, HttpServletRequest request,
            HttpServletResponse response, Model model) throws IOException {
        KeptSheet kept = sheets.find(owner(request), sheetId);
        try {
            Map<String, @Nullable SheetField> mapping = new LinkedHashMap<>();
            // Of another sheet of the workbook, the columns are others.
            boolean sameSheet = sheet.equals(kept.request().sheet());
            for (Map.Entry<String, String> one : all.entrySet()) {
                if (sameSheet && one.getKey().startsWith(COLUMN) && !one.getValue().isEmpty()) {
                    SheetField field = SheetField.of(one.getValue());
                    if (field == null && !one.getValue().equals(DISMISSED)) {
                        throw Problem.malformed(one.getKey(), "there is no such field");
                    }
                    mapping.put("$" + one.getKey().substring(COLUMN.length()), field);
                }
            }
            SheetRequest asked = new SheetRequest(sheet, sameSheet ? mapping : null,
                    SheetRequest.defaults(issuer, issuerCik, forms, termsSeen));
            sheets.map(owner(request), kept, asked);
            return at(kept);
        } catch (Problem problem) {
            if (problem.report().code().equals("UNKNOWN_SHEET")) {
                throw problem;
            }
            RefusedForm.answer(problem, response);
            model.addAttribute("refused", problem.report().detail());
            return shown(kept, Show.ALL, 0, request, model);
        }
    }

    /** Records what can be recorded; the page then says what it was. */
    @PostMapping(PATH + "/{sheetId}/recording")
    String record(@PathVariable UUID sheetId, HttpServletRequest request) throws IOException {
        KeptSheet sheet = sheets.find(owner(request), sheetId);
        sheets.record(owner(request), sheet, new CommandRecorder.Sender(owner(request), request.getRemoteAddr(),
                RequestContext.correlationId(request)));
        return at(sheet);
    }

    @PostMapping(PATH + "/{sheetId}/removal")
    String remove(@PathVariable UUID sheetId, HttpServletRequest request) {
        sheets.remove(owner(request), sheets.find(owner(request), sheetId));
        return "redirect:" + PATH;
    }

    @GetMapping(PATH + "/{sheetId}/not-recorded.csv")
    void refusedCsv(@PathVariable UUID sheetId, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refused(sheetId, false, request, response);
    }

    @GetMapping(PATH + "/{sheetId}/not-recorded.xlsx")
    void refusedWorkbook(@PathVariable UUID sheetId, HttpServletRequest request, HttpServletResponse response) throws IOException {
        refused(sheetId, true, request, response);
    }

    private void refused(UUID sheetId, boolean workbook, HttpServletRequest request, HttpServletResponse response) throws IOException {
        KeptSheet sheet = sheets.find(owner(request), sheetId);
        String name = sheet.name().replaceFirst("\\.[A-Za-z]{2,5}$", "");
        response.setContentType(workbook ? WorkbookFile.MEDIA_TYPE : "text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                .filename(name + " - not recorded" + (workbook ? ".xlsx" : ".csv"), StandardCharsets.UTF_8).build().toString());
        sheets.refused(owner(request), sheet, workbook, response.getOutputStream());
    }

    private static String owner(HttpServletRequest request) {
        return String.valueOf(request.getRemoteUser());
    }
}
