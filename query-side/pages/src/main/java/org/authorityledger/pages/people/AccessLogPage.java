package org.authorityledger.pages.people;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.authorityledger.access.looked.AccessLog;
import org.authorityledger.access.looked.Look;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.files.SpreadsheetFile;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who looked: the access log as a page and as a file. */
@Controller
class AccessLogPage {

    static final String PATH = "/access-log";

    private static final int ROWS = 100;
    private static final int BATCH = 1_000;
    private static final List<String> COLUMNS = List.of("askedAt", "username", "sourceAddress", "method", "path", "query", "status",
            "position");

    private final AccessLog log;
    private final ZoneId zone;

    AccessLogPage(AccessLog log, @Value("${ledger.zone:America/New_York}") ZoneId zone) {
        this.log = log;
        this.zone = zone;
    }

    @GetMapping(PATH)
    String looks(@RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String through,
            @RequestParam(required = false) @Nullable Long before, HttpServletResponse response, Model model) {
        model.addAttribute("username", username);
        model.addAttribute("about", about);
        model.addAttribute("from", from);
        model.addAttribute("through", through);
        String question = "username=" + Links.encode(username) + "&about=" + Links.encode(about) + "&from=" + Links.encode(from)
                + "&through="
                + Links.encode(through);
        model.addAttribute("exported", "/export/access-log.csv?" + question);
        List<Look> found;
        try {
            found = log.looks(asked(username, about, from, through), before, ROWS + 1);
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("fault", "A day: " + e.getMessage() + ".");
            found = List.of();
        }
        model.addAttribute("looks", found.subList(0, Math.min(ROWS, found.size())));
        model.addAttribute("older", found.size() > ROWS ? PATH + "?" + question + "&before=" + found.get(ROWS - 1).lookId() : null);
        return PageLayoutInterceptor.VIEWS + "access-log";
    }

    /** All of them, page by page, so that a long log needs no more memory than a short one. */
    @GetMapping("/export/access-log.csv")
    void export(@RequestParam(defaultValue = "") String username, @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String through, HttpServletResponse response)
            throws IOException {
        AccessLog.Asked asked;
        try {
            asked = asked(username, about, from, through);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("from", String.valueOf(e.getMessage()));
        }
        List<Look> found = log.looks(asked, null, BATCH);
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"access-log.csv\"");
        SpreadsheetFile csv = new SpreadsheetFile(response.getOutputStream(), COLUMNS);
        while (!found.isEmpty()) {
            found.forEach(look -> csv.row(List.of(Dates.format(look.askedAt()), look.username(),
                    Objects.requireNonNullElse(look.sourceAddress(), ""), look.method(), look.path(),
                    Objects.requireNonNullElse(look.query(), ""), Integer.toString(look.status()), look.position().toString())));
            found = log.looks(asked, found.getLast().lookId(), BATCH);
        }
        csv.close();
    }

    private AccessLog.Asked asked(String username, String about, String from, String through) {
        Limit.SEARCH.require("username", username.length());
        Limit.SEARCH.require("about", about.length());
        return new AccessLog.Asked(orNull(username), orNull(about), null, null, day(from, 0), day(through, 1));
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private @Nullable Instant day(String text, int later) {
        LocalDate day = text.isBlank() ? null : Dates.parse(text.strip());
        return day == null ? null : day.plusDays(later).atStartOfDay(zone).toInstant();
    }
}
