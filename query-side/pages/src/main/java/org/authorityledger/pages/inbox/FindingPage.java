package org.authorityledger.pages.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Document;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.findings.Finding;
import org.authorityledger.inbox.findings.FindingStatements;
import org.authorityledger.inbox.findings.Identities;
import org.authorityledger.inbox.findings.Remedy;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.RefusedForm;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One finding: what it rests on, what people did about it, whom its names may mean, and how it came to be so. */
@Controller
class FindingPage {

    private static final String ONE = FindingsPage.PATH + "/{filingId}/{number}/{place}";
    private static final String VIEW = PageLayoutInterceptor.VIEWS + "finding";
    private static final String REMEDY = "remedy";
    private static final String SIGNED_ON = "signedOn";
    private static final String DOCUMENT = "document";
    private static final String REASON = "reason";
    private static final String STATEMENT = "statement";

    /** The wording of what is done about a finding. */
    static final Map<Remedy.Kind, String> REMEDIES = wording(Remedy.Kind.RATIFIED, "Ratified: the grantor approved it in a later writing",
            Remedy.Kind.DISMISSED, "Dismissed: nothing needs to be done", Remedy.Kind.WITHDRAWN,
            "Withdrawn: what was said before does not hold");
    /** The wording of who is who. */
    private static final Map<Identities.Statement, String> STATEMENTS = wording(Identities.Statement.SAME_PERSON, "They are one person",
            Identities.Statement.NOT_SAME_PERSON, "They are two", Identities.Statement.WITHDRAWN,
            "Withdrawn: what was said of them does not hold");

    private final FindingStatements statements;
    private final Inbox inbox;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    FindingPage(FindingStatements statements, Inbox inbox, QuestionClock clock, RegisterProgress progress) {
        this.statements = statements;
        this.inbox = inbox;
        this.clock = clock;
        this.progress = progress;
    }

    private static <K> Map<K, String> wording(K one, String ofOne, K other, String ofOther, K third, String ofThird) {
        Map<K, String> wording = new LinkedHashMap<>();
        wording.put(one, ofOne);
        wording.put(other, ofOther);
        wording.put(third, ofThird);
        return wording;
    }

    /** Where the page of a finding is. */
    static String path(Finding finding) {
        return FindingsPage.PATH + "/" + finding.signature().filing().filingId() + "/" + finding.signature().number() + "/"
                + finding.place();
    }

    /**
     * A step of the history, in words.
     *
     * @param what happened
     * @param more details of it
     * @param by whom; null: it follows from a record
     * @param why the reason that was given
     */
    record Step(FindingStatements.Step step, String what, String more, @Nullable String by, @Nullable String why) {

        static Step of(FindingStatements.Step step) {
            Remedy remedy = step.remedy();
            Identities.Stated identity = step.identity();
            if (remedy != null) {
                return new Step(step, REMEDIES.getOrDefault(remedy.kind(), ""), "", remedy.recordedBy(), remedy.reason());
            }
            if (identity != null) {
                return new Step(step, STATEMENTS.getOrDefault(identity.statement(), ""),
                        identity.pair().one() + ", " + identity.pair().other(), identity.recordedBy(), identity.reason());
            }
            FindingStatements.Answered answer = step.answer();
            return new Step(step, answer == null ? "" : FindingWords.kind(answer.finding()), "", null, null);
        }
    }

    @GetMapping(ONE)
    String one(@PathVariable String filingId, @PathVariable Integer number, @PathVariable Integer place, Model model) {
        Moment moment = clock.of(null, null);
        return show(statements.find(filingId, number, place, moment), moment, Map.of(), null, model);
    }

    private String show(Finding finding, Moment moment, Map<String, String> sent, Problem.@Nullable Report problem, Model model) {
        List<Step> steps = statements.history(finding, moment, progress.position()).stream().map(Step::of).toList();
        Map<String, String> faults = new LinkedHashMap<>();
        if (problem != null) {
            model.addAttribute("refused", problem.detail());
            problem.errors().forEach(one -> faults.putIfAbsent(one.path(), one.message()));
        }
        model.addAttribute("row", FindingsPage.Row.of(finding));
        model.addAttribute("then", FindingWords.kind(finding.findingThen()));
        model.addAttribute("steps", steps);
        model.addAttribute("kept", inbox.kept(steps.stream().map(one -> one.step().remedy())
                .map(remedy -> remedy == null || remedy.document() == null ? "" : remedy.document().sha256()).distinct().toList()));
        model.addAttribute("identifiable", statements.identifiable(finding));
        model.addAttribute("remedies", REMEDIES.entrySet());
        model.addAttribute("statements", STATEMENTS.entrySet());
        model.addAttribute("knownAt", moment.knownAt());
        model.addAttribute("path", path(finding));
        model.addAttribute("sent", sent);
        model.addAttribute("faults", faults);
        return VIEW;
    }

    /** Says what was done about it. */
    @PostMapping(ONE + "/remedies")
    String remedy(@PathVariable String filingId, @PathVariable Integer number, @PathVariable Integer place,
            @RequestParam(defaultValue = "") String remedy, @RequestParam(defaultValue = "") String signedOn,
            @RequestParam(defaultValue = "") String document, @RequestParam(defaultValue = "") String reason, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        Moment moment = statements.upToDate();
        Finding finding = statements.find(filingId, number, place, moment);
        return recorded(finding, moment, Map.of(REMEDY, remedy, SIGNED_ON, signedOn, DOCUMENT, document, "remedyReason", reason),
                () -> statements.remedy(finding, new Remedy.Said(chosen(Remedy.Kind.class, REMEDY, remedy), day(signedOn),
                        document(document), reason), moment, InboxPage.sender(request)),
                response, model);
    }

    /** Says who is who. */
    @PostMapping(ONE + "/identities")
    String identify(@PathVariable String filingId, @PathVariable Integer number, @PathVariable Integer place,
            @RequestParam(defaultValue = "") String statement, @RequestParam(defaultValue = "") String one,
            @RequestParam(defaultValue = "") String other, @RequestParam(defaultValue = "") String reason, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        Moment moment = statements.upToDate();
        Finding finding = statements.find(filingId, number, place, moment);
        return recorded(finding, moment, Map.of(STATEMENT, statement, "one", one, "other", other, "identityReason", reason),
                () -> statements.identify(chosen(Identities.Statement.class, STATEMENT, statement), List.of(one.strip(), other.strip()),
                        reason, InboxPage.sender(request)),
                response, model);
    }

    /** Shows the page with what was recorded, or with what is wrong where it is wrong. */
    private String recorded(Finding finding, Moment moment, Map<String, String> sent, Runnable recording, HttpServletResponse response,
            Model model) {
        try {
            recording.run();
            return "redirect:" + path(finding) + "#history";
        } catch (Problem problem) {
            RefusedForm.answer(problem, response);
            return show(finding, moment, sent, problem.report(), model);
        }
    }

    private static <E extends Enum<E>> E chosen(Class<E> type, String field, String text) {
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(field, text.isEmpty() ? "is required" : "must be one of those to choose from");
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : Dates.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(SIGNED_ON, String.valueOf(e.getMessage()));
        }
    }

    /** The writing, under the name by which it is kept. */
    private @Nullable Document document(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            Document given = new Document(text.strip(), null);
            return inbox.kept(List.of(given.sha256())).isEmpty()
                    ? given
                    : new Document(given.sha256(), inbox.document(given.sha256()).name());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(DOCUMENT, String.valueOf(e.getMessage()));
        }
    }
}
