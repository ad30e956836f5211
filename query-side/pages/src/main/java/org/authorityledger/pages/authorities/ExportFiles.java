package org.authorityledger.pages.authorities;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.authority.Link;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.PoaId;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.AsOfReader;
import org.authorityledger.pages.wording.InBatches;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.authorities.AuthorityChanges;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.authorities.AuthorityQueries;
import org.authorityledger.questions.files.SpreadsheetFile;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.NamesOnRecord;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Everything a page shows, as a file for a spreadsheet: a link in a browser cannot ask the API for CSV. Unlike the API's raw CSV, it begins
 * with a byte-order mark, and no cell is taken for a formula.
 */
@Controller
class ExportFiles {

    private static final List<String> AUTHORITY = List.of("grantorId", "grantorName", "issuerId", "issuerName", "attorneyId",
            "attorneyName",
            "role", "inPlaceOf", "poaId", "forms", "clauses", "minimumSignatures", "from", "until", "endCause", "endedBy", "recordId");
    private static final List<String> GAP = List.of("grantorId", "grantorName", "issuerId", "issuerName", "since", "lastAttorneyIds",
            "lastAttorneyNames", "lastBy", "lastUntil", "lastEndCauses", "sinceUnknown");
    private static final int BATCH = 1_000;

    private final AuthorityQueries authorities;
    private final AuthorityChanges changes;
    private final Gaps gaps;
    private final Register register;
    private final AsOfReader moments;
    private final QuestionClock clock;
    private final RegisterProgress progress;

    ExportFiles(AuthorityQueries authorities, AuthorityChanges changes, Gaps gaps, Register register, AsOfReader moments,
            QuestionClock clock,
            RegisterProgress progress) {
        this.progress = progress;
        this.authorities = authorities;
        this.changes = changes;
        this.gaps = gaps;
        this.clock = clock;
        this.register = register;
        this.moments = moments;
    }

    /** The address of the file with every version of some authorities. */
    static String history(AuthorityFilter filter) {
        List<String> parts = new ArrayList<>();
        part(parts, "grantor", filter.grantor());
        part(parts, "attorney", filter.attorney());
        part(parts, "issuer", filter.issuer());
        part(parts, "poa", filter.poa());
        return "/export/history.csv?" + String.join("&", parts);
    }

    private static void part(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + Links.encode(value.toString()));
        }
    }

    @GetMapping("/export/history.csv")
    void history(@RequestParam(required = false) @Nullable GrantorId grantor, @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable IssuerId issuer, @RequestParam(required = false) @Nullable PoaId poa,
            HttpServletResponse response) throws IOException {
        List<String> columns = new ArrayList<>(AUTHORITY);
        columns.addAll(List.of("knownFrom", "knownUntil", "openedBy", "closedBy"));
        // One moment for the whole file, however much is recorded while it is written.
        Instant knownAt = clock.of(null, null).knownAt();
        AuthorityFilter filter = new AuthorityFilter(attorney, grantor, issuer, poa, null);
        response.setHeader("Ledger-Known-At", Dates.format(knownAt));
        response.setHeader("Ledger-Total", Long.toString(authorities.countVersions(filter, knownAt)));
        SpreadsheetFile csv = csv(response, "history.csv", columns);
        InBatches<AuthorityVersion> batches = new InBatches<>(rows -> {
            Names names = NamesOnRecord.of(register, rows.stream().map(AuthorityVersion::authority).toList());
            rows.forEach(version -> {
                List<String> row = fields(version.authority(), names);
                row.add(text(version.knownFrom()));
                row.add(text(version.knownUntil()));
                row.add(text(version.openedBy()));
                row.add(text(version.closedBy()));
                csv.row(row);
            });
        });
        authorities.eachVersion(filter, knownAt, batches);
        batches.flush();
        csv.close();
    }

    @GetMapping("/export/difference.csv")
    void difference(@RequestParam(name = "from.on", required = false) @Nullable String fromOn,
            @RequestParam(name = "from.knownAt", required = false) @Nullable String fromKnownAt,
            @RequestParam(required = false) @Nullable GrantorId grantor, @RequestParam(required = false) @Nullable AttorneyId attorney,
            @RequestParam(required = false) @Nullable IssuerId issuer, AsOf asOf, HttpServletResponse response) throws IOException {
        LocalDate day = moments.day("from.on", fromOn);
        Instant known = moments.instant("from.knownAt", fromKnownAt);
        Difference.Moment from = DifferencePage.moment(moments.of(day, known), asOf);
        List<String> columns = new ArrayList<>(List.of("change", "changedBy"));
        columns.addAll(AUTHORITY);
        response.setHeader("Ledger-From-On", from.on().toString());
        response.setHeader("Ledger-From-Known-At", Dates.format(from.knownAt()));
        response.setHeader("Ledger-On", asOf.on().toString());
        response.setHeader("Ledger-Known-At", Dates.format(asOf.knownAt()));
        SpreadsheetFile csv = csv(response, "difference.csv", columns);
        InBatches<Difference> batches = new InBatches<>(rows -> {
            Names names = NamesOnRecord.of(register, rows.stream().map(ExportFiles::shown).toList());
            rows.forEach(difference -> {
                List<String> row = new ArrayList<>(List.of(difference.kind().name(), difference.recordId().toString()));
                row.addAll(fields(shown(difference), names));
                csv.row(row);
            });
        });
        authorities.eachDifference(new AuthorityFilter(attorney, grantor, issuer, null, null), from, asOf.moment(), batches);
        batches.flush();
        csv.close();
    }

    @GetMapping("/export/changes.csv")
    void changes(@RequestParam String from, @RequestParam String through, @RequestParam(required = false) @Nullable String change,
            @RequestParam(required = false) @Nullable String cause, @RequestParam(required = false) @Nullable GrantorId grantor,
            @RequestParam(required = false) @Nullable AttorneyId attorney, @RequestParam(required = false) @Nullable IssuerId issuer,
            @RequestParam(required = false) @Nullable String sort, AsOf asOf, HttpServletResponse response) throws IOException {
        AuthorityChanges.Span span = ChangesPage.span(day("from", from), day("through", through), ChangesPage.cause(cause),
                ChangesPage.kind(change));
        AuthorityChanges.Order order = ChangesPage.order(ChangesPage.latestFirst(sort));
        List<String> columns = new ArrayList<>(List.of("began", "ended"));
        columns.addAll(AUTHORITY);
        response.setHeader("Ledger-Known-At", Dates.format(asOf.knownAt()));
        SpreadsheetFile csv = csv(response, "changes.csv", columns);
        InBatches<AuthorityChanges.ChangedAuthority> batches = new InBatches<>(rows -> {
            Names names = NamesOnRecord.of(register, rows.stream().map(AuthorityChanges.ChangedAuthority::authority).toList());
            rows.forEach(one -> {
                List<String> row = new ArrayList<>(List.of(Boolean.toString(one.began()), Boolean.toString(one.ended())));
                row.addAll(fields(one.authority(), names));
                csv.row(row);
            });
        });
        changes.each(span, new AuthorityFilter(attorney, grantor, issuer, null, null), asOf.knownAt(), order, batches);
        batches.flush();
        csv.close();
    }

    @GetMapping("/export/gaps.csv")
    void gaps(@RequestParam String form, @RequestParam(required = false) @Nullable IssuerId issuer, AsOf asOf,
            HttpServletResponse response) throws IOException {
        FormAsked asked = GapsPage.asked(form);
        response.setHeader("Ledger-On", asOf.on().toString());
        response.setHeader("Ledger-Known-At", Dates.format(asOf.knownAt()));
        SpreadsheetFile csv = csv(response, "gaps.csv", GAP);
        for (List<String> after = List.of(); after != null;) {
            Page page = new Page(BATCH, after);
            Gaps.Found found = GapsPage.find(gaps, issuer, asked, asOf.moment(), page);
            rows(page.cut(found.gaps())).forEach(csv::row);
            after = GapsPage.after(found, page);
        }
        csv.close();
    }

    private List<List<String>> rows(List<Gap> some) {
        Set<String> parties = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Gap gap : some) {
            parties.add(gap.grantorId().value());
            issuers.add(gap.issuerId().value());
            gap.lastSigners().forEach(signer -> parties.add(signer.attorneyId().value()));
        }
        PartyNames names = PartyNames.of(register, parties);
        Map<String, String> companies = register.names(Map.of(PartyKind.ISSUER, issuers)).getOrDefault(PartyKind.ISSUER, Map.of());
        return some.stream().map(gap -> {
            String issuer = gap.issuerId().value();
            return List.of(gap.grantorId().value(), names.grantor(gap.grantorId().value()), issuer, companies.getOrDefault(issuer, issuer),
                    text(gap.since()), joined(gap, one -> one.attorneyId().value()),
                    joined(gap, one -> one.by() == Link.By.SIGNATORY
                            ? names.signatory(one.attorneyId().value())
                            : names.attorney(one.attorneyId().value())),
                    joined(gap, one -> one.poaId() != null ? one.by() + " " + one.poaId() : one.by() + " " + one.capacity()),
                    joined(gap, one -> one.ending() == null ? "" : one.ending().on().toString()),
                    joined(gap, one -> one.ending() == null ? "" : one.ending().cause().name()), gap.traced() ? "" : "true");
        }).toList();
    }

    private static String joined(Gap gap, Function<Gap.LastSigner, String> text) {
        Set<AttorneyId> named = new HashSet<>();
        return gap.lastSigners().stream().filter(one -> named.add(one.attorneyId())).map(text).collect(Collectors.joining("; "));
    }

    private LocalDate day(String name, String text) {
        LocalDate day = moments.day(name, text);
        if (day == null) {
            throw Problem.malformed(name, "is required");
        }
        return day;
    }

    private static Authority shown(Difference difference) {
        Authority after = difference.after();
        return after != null ? after : Objects.requireNonNull(difference.before());
    }

    /** To be closed only at the end, not by a failure: a file of which nothing was sent yet can still become a problem. */
    private SpreadsheetFile csv(HttpServletResponse response, String name, List<String> columns) throws IOException {
        response.setHeader("Ledger-Position", progress.position().toString());
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return new SpreadsheetFile(response.getOutputStream(), columns);
    }

    private static List<String> fields(Authority authority, Names names) {
        return new ArrayList<>(Arrays.asList(authority.grantorId().value(), names.of(Naming.Part.GRANTOR, authority.grantorId().value()),
                authority.issuerId().value(), names.of(Naming.Part.ISSUER, authority.issuerId().value()), authority.attorneyId().value(),
                names.of(Naming.Part.ATTORNEY, authority.attorneyId().value()), authority.role().name(), text(authority.inPlaceOf()),
                authority.poaId().value(), authority.forms().stream().map(Form::name).collect(Collectors.joining(" ")),
                authority.powers().stream().map(power -> power.clause()).collect(Collectors.joining(" ")),
                Integer.toString(authority.minimumSignatures()), authority.from().toString(), text(authority.until()),
                authority.ending() == null ? "" : authority.ending().cause().name(),
                authority.ending() == null ? "" : authority.ending().recordId().toString(), authority.source().toString()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof Instant instant ? Dates.format(instant) : value.toString();
    }
}
