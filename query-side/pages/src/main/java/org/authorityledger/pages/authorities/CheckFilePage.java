package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import org.authorityledger.http.EarlyAnswers;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AnswerFile;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.RefusedForm;
import org.authorityledger.pages.frame.UploadedFile;
import org.authorityledger.questions.check.CheckFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Many checks from a file: how many signatures are authorized, on a page; or all answers, as a file like the one that was sent. */
@Controller
class CheckFilePage {

    static final String PATH = Pages.CHECKS;
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "check-file";

    private final CheckFiles files;

    CheckFilePage(CheckFiles files) {
        this.files = files;
    }

    @GetMapping(PATH)
    String form() {
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
    String check(@RequestParam(name = "_csrf", required = false) @Nullable String csrf, @RequestParam(defaultValue = "") String as,
            HttpServletRequest request, HttpServletResponse response, Model model) throws IOException, InterruptedException {
        boolean wanted = AnswerFile.wanted(as);
        try {
            return UploadedFile.<Optional<String>>read(request, (sent, name) -> {
                BufferedInputStream file = new BufferedInputStream(sent);
                CheckFiles.Format format = CheckFiles.Format.of(file);
                if (wanted) {
                    AnswerFile answers = new AnswerFile(response, format.mediaType(), name, "checks", " - answers" + format.ending());
                    try (EarlyAnswers early = new EarlyAnswers(file, answers)) {
                        files.answer(early.body(), format, early.answers(), format);
                    }
                    answers.end();
                    return Optional.empty();
                }
                CheckFiles.Summary summary = files.summarize(file, format);
                if (summary.all() == 0) {
                    throw Problem.malformed("file", "has no check");
                }
                model.addAttribute("name", name);
                model.addAttribute("summary", summary);
                return Optional.of(VIEW);
            }).orElse(null);
        } catch (Problem problem) {
            RefusedForm.answer(problem, response);
            model.addAttribute("refused", problem.report().detail());
            return VIEW;
        }
    }
}
