package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.NameKey;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Of each signature on the filings: was it covered that day? */
@RestController
@Tag(name = "Filings")
public class FindingsController {

    private static final Pattern QUARTER = Pattern.compile("((?:19|20)\\d{2})-?[qQ]([1-4])");
    private static final int PARTS = 3;
    /** How many signatures one page looks at before it is given out as it is. */
    private static final int MOST_LOOKED_AT = 10_000;
    /** Behind all for whom a signature was made. */
    private static final String BEHIND_ALL = Integer.toString(Integer.MAX_VALUE);

    private final FilingStore store;
    private final Findings findings;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    FindingsController(FilingStore store, Findings findings, QuestionClock clock, RegisterProgress progress) {
        this.store = store;
        this.findings = findings;
        this.clock = clock;
        this.progress = progress;
    }

    @GetMapping(path = "/api/findings", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Whether each signature was covered that day, as known now and when it was filed", description = "One row for each signature and each of those for whom it was made, the filings that came last first. The law answers when the list is asked for; all pages of a list are as known at one moment. With `finding` or `hindsight`, a page may have few rows, or none, and still a next one.")
    Listing list(@RequestParam(required = false) Finding.@Nullable Kind finding,
            @RequestParam(required = false) Finding.@Nullable Hindsight hindsight,
            @Parameter(description = "A CIK, or words of the issuer's name") @RequestParam(required = false) @Nullable String issuer,
            @Parameter(description = "Words of the name of someone who signed, as the form spells it") @RequestParam(required = false) @Nullable String signer,
            @Parameter(description = "Words of the name of someone for whom was signed, as the form spells it") @RequestParam(required = false) @Nullable String grantor,
            @Parameter(description = "Filed in this quarter, such as 2024Q3") @RequestParam(required = false) @Nullable String quarter,
            @RequestParam(required = false) @Nullable LocalDate filedFrom, @RequestParam(required = false) @Nullable LocalDate filedUntil,
            @Parameter(description = "What now means; by default the latest moment that the register holds") @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Long minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        FindingFilter filter = filter(issuer, signer, grantor, quarter, filedFrom, filedUntil);
        Page asked = Page.of(limit, cursor, PARTS, request);
        long[] from = asked.first() ? null : new long[] { asked.number(0), asked.number(1)};
        long place = asked.first() ? 0 : asked.number(2);
        long reached = progress.await(minPosition);
        Moment moment = clock.of(asked.day("", null), asked.knownAt("", knownAt));
        Page page = asked.keeping("", moment);
        List<Finding> rows = new ArrayList<>();
        boolean all = finding == null && hindsight == null;
        int step = all ? page.toRead() + 1 : Limit.PAGE_ROWS.most();
        String next = null;
        int looked = 0;
        boolean first = true;
        while (true) {
            List<KeptSignature> signatures = store.signatures(filter, from, step);
            boolean more = signatures.size() == step;
            List<KeptSignature> these = more ? signatures.subList(0, step - 1) : signatures;
            for (Finding one : findings.of(these, moment)) {
                boolean before = first && from != null && one.signature().filing().number() == from[0]
                        && one.signature().number() == from[1] && one.place() <= place;
                if (!before && (finding == null || one.finding() == finding) && (hindsight == null || one.hindsight() == hindsight)) {
                    rows.add(one);
                }
            }
            looked += these.size();
            if (rows.size() > page.limit() || !more) {
                next = page.next(rows, FindingsController::key);
                break;
            }
            KeptSignature following = signatures.getLast();
            from = new long[] { following.filing().number(), following.number()};
            first = false;
            if (looked >= MOST_LOOKED_AT) {
                KeptSignature last = these.getLast();
                next = page.cursor(List.of(Long.toString(last.filing().number()), Integer.toString(last.number()), BEHIND_ALL));
                break;
            }
        }
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return page.listing(FindingFields.COLUMNS, page.cut(rows).stream().map(FindingFields::row).toList(), next, about);
    }

    private static List<String> key(Finding finding) {
        return List.of(Long.toString(finding.signature().filing().number()), Integer.toString(finding.signature().number()),
                Integer.toString(finding.place()));
    }

    private static FindingFilter filter(@Nullable String issuer, @Nullable String signer, @Nullable String grantor,
            @Nullable String quarter, @Nullable LocalDate filedFrom, @Nullable LocalDate filedUntil) {
        LocalDate from = filedFrom;
        LocalDate until = filedUntil;
        if (quarter != null && !quarter.isEmpty()) {
            Matcher matcher = QUARTER.matcher(quarter);
            if (!matcher.matches()) {
                throw Problem.malformed("quarter", "is a year and a quarter, such as 2024Q3");
            }
            LocalDate begin = LocalDate.of(Integer.parseInt(matcher.group(1)), 3 * Integer.parseInt(matcher.group(2)) - 2, 1);
            LocalDate end = begin.plusMonths(3).minusDays(1);
            from = from == null || from.isBefore(begin) ? begin : from;
            until = until == null || until.isAfter(end) ? end : until;
        }
        return new FindingFilter(name("issuer", issuer), name("signer", signer), name("grantor", grantor), from, until);
    }

    private static @Nullable String name(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Limit.SEARCH.require(parameter, text.length());
        if (NameKey.plain(text).isEmpty()) {
            throw Problem.malformed(parameter, "has a letter or a digit");
        }
        return text.strip();
    }
}
