package org.authorityledger.pages.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.findings.FilingBatch;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.UploadedFile;
import org.authorityledger.questions.files.TableFile;
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

/** The files of filings: bring one, see how far each has been read, and what could not be read in it. */
@Controller
class FilingsPage {

    static final String PATH = Pages.FILINGS;
    private static final String ONE = PATH + "/{batchId}";
    private static final int ROWS = 50;
    private static final int PROBLEMS = 100;
    private static final int PROBLEMS_AT_ONCE = 1_000;

    /** The wording of the states. */
    static final Map<FilingBatch.State, String> STATES = Map.of(FilingBatch.State.WAITING, "Waiting", FilingBatch.State.READING,
            "Being read", FilingBatch.State.DONE, "Read", FilingBatch.State.FAILED, "Failed");

    private final FilingBatches batches;

    FilingsPage(FilingBatches batches) {
        this.batches = batches;
    }

    @GetMapping(PATH)
    String list(@RequestParam(required = false) @Nullable Long before, Model model) {
        List<FilingBatch> found = batches.last(before, ROWS + 1);
        List<FilingBatch> rows = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("batches", rows);
        model.addAttribute("older", found.size() > ROWS ? PATH + "?before=" + rows.getLast().arrival() : null);
        model.addAttribute("states", STATES);
        return PageLayoutInterceptor.VIEWS + "filings";
    }

    /**
     * A file. It is read as it comes, so that it need not be held.
     *
     * @param csrf read by the guard against forgery before the file comes, so it stands in the address
     */
    @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String bring(@RequestParam(name = "_csrf", required = false) @Nullable String csrf, HttpServletRequest request,
            HttpServletResponse response, Model model) throws IOException, InterruptedException {
        try {
            return UploadedFile.read(request,
                    (file, name) -> "redirect:" + PATH + "/" + batches.bring(file, name, String.valueOf(request.getRemoteUser())));
        } catch (Problem problem) {
            response.setStatus(problem.report().status().value());
            model.addAttribute("refused", problem.report().detail());
            return list(null, model);
        }
    }

    /** @param after only the problems after this number; null: from the first */
    @GetMapping(ONE)
    String one(@PathVariable UUID batchId, @RequestParam(required = false) @Nullable Long after, Model model) {
        FilingBatch batch = batches.find(batchId);
        List<FilingBatch.Named> found = batches.problems(batchId, after == null ? -1 : after, PROBLEMS + 1);
        List<FilingBatch.Named> problems = found.subList(0, Math.min(PROBLEMS, found.size()));
        model.addAttribute("batch", batch);
        model.addAttribute("states", STATES);
        model.addAttribute("problems", problems);
        model.addAttribute("path", PATH + "/" + batchId);
        model.addAttribute("further", found.size() > PROBLEMS ? PATH + "/" + batchId + "?after=" + problems.getLast().number() : null);
        model.addAttribute("mostKept", FilingBatches.MOST_PROBLEMS);
        return PageLayoutInterceptor.VIEWS + "filings-batch";
    }

    @GetMapping(ONE + "/problems.csv")
    void problemsAsCsv(@PathVariable UUID batchId, HttpServletResponse response) throws IOException {
        problems(batchId, false, response);
    }

    @GetMapping(ONE + "/problems.xlsx")
    void problemsAsWorkbook(@PathVariable UUID batchId, HttpServletResponse response) throws IOException {
        problems(batchId, true, response);
    }

    /** All that are kept. Closed only at the end, not by a failure: a file that was cut short must not look whole. */
    @SuppressWarnings("resource")
    private void problems(UUID batchId, boolean workbook, HttpServletResponse response) throws IOException {
        FilingBatch batch = batches.find(batchId);
        response.setContentType(workbook ? WorkbookFile.MEDIA_TYPE : "text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                .filename(batch.name() + " - problems" + (workbook ? ".xlsx" : ".csv"), StandardCharsets.UTF_8).build().toString());
        TableFile file = TableFile.begin(response.getOutputStream(), workbook, "Problems", List.of("Where", "Problem"));
        List<FilingBatch.Named> some = batches.problems(batchId, -1, PROBLEMS_AT_ONCE);
        while (!some.isEmpty()) {
            for (FilingBatch.Named one : some) {
                file.row(List.of(one.problem().where(), one.problem().what()));
            }
            some = batches.problems(batchId, some.getLast().number(), PROBLEMS_AT_ONCE);
        }
        file.close();
    }
}
