package org.authorityledger.pages.recording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.authorityledger.http.CommandImport;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AnswerFile;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.RefusedForm;
import org.authorityledger.pages.frame.UploadedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A file of commands, one a line: recorded, and answered on a page in brief, or by a file with an answer for each line. */
@Controller
class ImportPage {

    static final String PATH = Pages.COMMANDS;
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "import";

    private static final int LOOKED_AT = 4096;

    private final ObjectProvider<CommandImport> imports;

    ImportPage(ObjectProvider<CommandImport> imports) {
        this.imports = imports;
    }

    @GetMapping(PATH)
    String form(Model model) {
        model.addAttribute("recordsHere", imports.getIfAvailable() != null);
        return VIEW;
    }

    /**
     * A file. It is read as it comes, so that it need not be held.
     *
     * @param csrf read by the guard against forgery before the file comes, so it stands in the address
     * @param as {@code file}: all answers are wanted
     */
    @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Nullable
    String record(@RequestParam(name = "_csrf", required = false) @Nullable String csrf, @RequestParam(defaultValue = "") String as,
            HttpServletRequest request, HttpServletResponse response, Model model) throws IOException, InterruptedException {
        boolean wanted = AnswerFile.wanted(as);
        CommandImport recording = imports.getIfAvailable();
        if (recording == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NODE_DOES_NOT_RECORD",
                    "This node only answers questions. Send this to a node that records.", List.of());
        }
        try {
            return UploadedFile.<Optional<String>>read(request, (sent, name) -> {
                InputStream file = ofCommands(sent);
                if (wanted) {
                    AnswerFile answers = new AnswerFile(response, "application/x-ndjson", name, "commands", " - answers.ndjson");
                    recording.run(file, answers, request);
                    answers.end();
                    return Optional.empty();
                }
                ImportSummary summary = new ImportSummary();
                recording.run(file, summary, request);
                if (summary.all() == 0) {
                    throw Problem.malformed("file", "has no command");
                }
                model.addAttribute("name", name);
                model.addAttribute("summary", summary);
                return Optional.of(form(model));
            }).orElse(null);
        } catch (Problem problem) {
            RefusedForm.answer(problem, response);
            model.addAttribute("refused", problem.report().detail());
            return form(model);
        }
    }

    /**
     * The file from its beginning, if that looks like a command.
     *
     * @throws Problem for a spreadsheet, and whatever else has no JSON object in its first line
     */
    private static InputStream ofCommands(InputStream sent) throws IOException {
        BufferedInputStream file = new BufferedInputStream(sent, LOOKED_AT);
        file.mark(LOOKED_AT);
        String beginning = new String(file.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
        file.reset();
        String first = beginning.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (!first.isEmpty() && (!first.contains("{") || first.indexOf('\0') >= 0)) {
            throw Problem.malformed("file", "is no file of commands: each line has to be one, as a JSON object");
        }
        return file;
    }
}
