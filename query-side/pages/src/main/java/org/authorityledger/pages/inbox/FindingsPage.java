package org.authorityledger.pages.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Cik;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.inbox.edgar.EdgarFetch;
import org.authorityledger.inbox.edgar.EdgarFetches;
import org.authorityledger.inbox.findings.FilingBatch;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.inbox.findings.Finding;
import org.authorityledger.inbox.findings.FindingFilter;
import org.authorityledger.inbox.findings.FindingList;
import org.authorityledger.pages.authorities.CheckPage;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.frame.WholeList;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Was each signature on the filings covered that day? */
@Controller
class FindingsPage {

    static final String PATH = "/findings";
    /** Where a fetch from EDGAR is started. */
    static final String FETCHES = PATH + "/fetches";
    private static final int ROWS = 50;
    private static final int FETCHES_SHOWN = 5;
    private static final int WATCHED_SHOWN = 50;
    /** What is shown, before anyone narrows it. */
    private static final String ANYTHING = "";

    /** The wording of what becomes of a fetch. */
    private static final Map<EdgarFetch.State, String> FETCH_STATES = Map.of(EdgarFetch.State.WAITING, "Waiting",
            EdgarFetch.State.FETCHING, "Fetching", EdgarFetch.State.DONE, "Done", EdgarFetch.State.FAILED, "Failed",
            EdgarFetch.State.CANCELLED, "Stopped");

    private final FindingList findings;
    private final FilingBatches batches;
    private final EdgarFetches fetches;
    private final QuestionClock clock;

    FindingsPage(FindingList findings, FilingBatches batches, EdgarFetches fetches, QuestionClock clock) {
        this.batches = batches;
        this.findings = findings;
        this.fetches = fetches;
        this.clock = clock;
    }

    /**
     * A company or person whose filings are fetched.
     *
     * @param last its last fetch; null: there was none
     * @param state of that, in words
     * @param watched whether it is fetched by itself
     */
    record Fetched(String cik, @Nullable EdgarFetch last, String state, boolean watched) {

        static Fetched of(Cik cik, @Nullable EdgarFetch last, boolean watched) {
            return new Fetched(cik.value(), last, last == null ? "Not fetched yet" : FETCH_STATES.getOrDefault(last.state(), ""), watched);
        }

        /** Why it waits, or failed; null: neither. */
        public @Nullable String trouble() {
            return last == null ? null : last.detail() == null ? last.trouble() : last.detail();
        }
    }

    /** A finding, with the words to show. */
    record Row(Finding finding, String kind, String why, String hindsight, String remedy) {

        static Row of(Finding finding) {
            return new Row(finding, FindingWords.kind(finding.finding()), FindingWords.why(finding), FindingWords.hindsight(finding),
                    FindingWords.remedy(finding.remedy()));
        }

        /** Where the page of the finding is. */
        public String path() {
            return FindingPage.path(finding);
        }

        /** Where the page of its filing is. */
        public String filingPath() {
            return FilingPage.path(finding.signature().filing());
        }

        /** The question that was asked; null where the ledger does not know everyone in it. */
        public @Nullable String checkPath() {
            String query = finding.query();
            return query == null ? null : CheckPage.PATH + query;
        }
    }

    @GetMapping(PATH)
    String list(@RequestParam(required = false) Finding.@Nullable Kind finding,
            @RequestParam(required = false) Finding.@Nullable Hindsight hindsight,
            @RequestParam(required = false) Finding.@Nullable Remedied remedy, @RequestParam(defaultValue = "") String issuer,
            @RequestParam(defaultValue = "") String signer, @RequestParam(defaultValue = "") String grantor,
            @RequestParam(defaultValue = "") String quarter, @RequestParam(required = false) @Nullable UUID batch,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(required = false) @Nullable String print, Model model) {
        FilingBatch file = batch == null ? null : batches.find(batch);
        FindingFilter filter = FindingFilter.of(issuer, signer, grantor, quarter, null, null).within(null, null, batch);
        String question = "?finding=" + (finding == null ? "" : finding) + "&hindsight=" + (hindsight == null ? "" : hindsight) + "&remedy="
                + (remedy == null ? "" : remedy) + "&issuer="
                + Links.encode(issuer) + "&signer=" + Links.encode(signer) + "&grantor=" + Links.encode(grantor) + "&quarter="
                + Links.encode(quarter) + (batch == null ? "" : "&batch=" + batch);
        Page asked = Page.of(ROWS, cursor, FindingList.PARTS, PATH + question);
        Moment moment = clock.of(asked.day("", null), asked.knownAt("", null));
        FindingList.Only only = new FindingList.Only(finding, hindsight, remedy);
        FindingList.Found found = WholeList.asked(print, cursor)
                ? whole(filter, only, moment, model)
                : findings.page(filter, only, asked.keeping("", moment), moment);
        List<Row> rows = found.rows().stream().map(Row::of).toList();
        model.addAttribute("rows", rows);
        model.addAttribute("next", found.next() == null ? null : PATH + question + "&cursor=" + found.next());
        model.addAttribute("pages", PATH + question);
        model.addAttribute("exported",
                "/api/export/finding" + question + "&knownAt=" + Links.encode(Dates.format(moment.knownAt())));
        model.addAttribute("toPrint", WholeList.address(PATH + question));
        model.addAttribute("finding", finding);
        model.addAttribute("hindsight", hindsight);
        model.addAttribute("remedy", remedy);
        model.addAttribute("remedies", FindingWords.REMEDIES.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
        model.addAttribute("issuer", issuer);
        model.addAttribute("signer", signer);
        model.addAttribute("grantor", grantor);
        model.addAttribute("quarter", quarter);
        model.addAttribute("file", file);
        if (!model.containsAttribute("reported")) {
            model.addAttribute("reported", Map.of("issuer", issuer, "quarter", quarter));
            model.addAttribute("reportFaults", Map.of());
        }
        model.addAttribute("kinds", FindingWords.KINDS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
        model.addAttribute("hindsights", FindingWords.HINDSIGHTS.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
        model.addAttribute("knownAt", moment.knownAt());
        addFetches(model);
        return PageLayoutInterceptor.VIEWS + "findings";
    }

    /** All findings as one page. */
    private FindingList.Found whole(FindingFilter filter, FindingList.Only only, Moment moment, Model model) {
        WholeList<Finding> whole = WholeList.<Finding, String>of((most, from) -> {
            FindingList.Found found = findings.page(filter, only, Page.of(most, from, FindingList.PARTS, PATH), moment);
            return new WholeList.Part<>(found.rows(), found.next());
        });
        whole.describe(model);
        return new FindingList.Found(whole.rows(), null);
    }

    /** Those that are watched, and the last others that were fetched. */
    private void addFetches(Model model) {
        List<EdgarFetches.Watched> watched = fetches.watched();
        Set<Cik> ciks = watched.stream().map(EdgarFetches.Watched::cik).collect(Collectors.toSet());
        model.addAttribute("moreWatched", watched.size() > WATCHED_SHOWN);
        model.addAttribute("fetched", Stream
                .concat(watched.stream().limit(WATCHED_SHOWN).map(one -> Fetched.of(one.cik(), one.last(), true)),
                        fetches.last(null, FETCHES_SHOWN).stream().filter(one -> !ciks.contains(one.cik()))
                                .map(one -> Fetched.of(one.cik(), one, false)))
                .toList());
        model.addAttribute("fetchingIsOff", fetches.whyOff());
        Duration every = fetches.every();
        model.addAttribute("every", every.toHours() > 0 && every.equals(Duration.ofHours(every.toHours()))
                ? every.toHours() + " h"
                : every.toMinutes() + " min");
    }

    /** Leads to the report for the audit committee, as PDF or as a workbook; what is left empty is not asked for. */
    @GetMapping(PATH + "/report")
    String report(@RequestParam(defaultValue = "") String issuer, @RequestParam(defaultValue = "") String quarter,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "pdf") String as, HttpServletResponse response, Model model) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("issuer", issuer);
        asked.put("quarter", quarter);
        asked.put("from", from);
        asked.put("until", until);
        asked.values().removeIf(String::isBlank);
        try {
            if (asked.isEmpty()) {
                throw Problem.malformed("quarter", "name an issuer, a quarter, or days of filing");
            }
            FindingFilter.of(issuer, null, null, quarter, day("from", from), day("until", until));
        } catch (Problem problem) {
            response.setStatus(problem.report().status().value());
            model.addAttribute("reported", asked);
            model.addAttribute("reportFaults", problem.report().errors().stream()
                    .collect(Collectors.toMap(Problem.Fault::path, Problem.Fault::message, (one, other) -> one)));
            return list(null, null, null, ANYTHING, ANYTHING, ANYTHING, ANYTHING, null, null, null, model);
        }
        return "redirect:" + (as.equals("xlsx") ? "/reports/findings.xlsx" : "/api/reports/findings") + asked.entrySet().stream()
                .map(one -> one.getKey() + "=" + Links.encode(one.getValue().strip())).collect(Collectors.joining("&", "?", ""));
    }

    /** Starts a fetch from EDGAR. */
    @PostMapping(FETCHES)
    String fetch(@RequestParam(defaultValue = "") String cik, @RequestParam(defaultValue = "") String since, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        try {
            fetches.request(cik, day("since", since), InboxPage.sender(request));
            return "redirect:" + PATH + "#edgar";
        } catch (Problem problem) {
            response.setStatus(problem.report().status().value());
            model.addAttribute("refused", problem.report().detail());
            model.addAttribute("cik", cik);
            model.addAttribute("since", since);
            return list(null, null, null, ANYTHING, ANYTHING, ANYTHING, ANYTHING, null, null, null, model);
        }
    }

    private static @Nullable LocalDate day(String field, String text) {
        try {
            return text.isBlank() ? null : Dates.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(field, String.valueOf(e.getMessage()));
        }
    }
}
