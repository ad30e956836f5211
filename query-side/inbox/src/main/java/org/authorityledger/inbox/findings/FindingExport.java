package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.events.Position;
import org.authorityledger.questions.files.Column;
import org.authorityledger.questions.files.RowFile;
import org.authorityledger.questions.files.RowFiles;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All findings that a filter lets through, as one file. */
@RestController
@Tag(name = "Export")
public class FindingExport {

    private static final List<Column> COLUMNS = List.of(text("accession"), text("filing_id"), text("form"), day("filed_on"),
            text("issuer_cik"), text("issuer_name"), text("issuer_id"), new Column("number", Column.Type.INTEGER), text("signature"),
            text("kind"), texts("signers"), texts("signer_ids"), text("capacity"), text("on_behalf_of"), text("grantor_id"),
            day("signed_on"),
            text("finding"), text("finding_as_known_then"), text("hindsight"), text("reason"), texts("why"), texts("remarks"),
            text("poa_id"),
            texts("clauses"), text("record_id"), text("remedy"), text("remedy_reason"));
    private static final int AT_ONCE = 1_000;

    private final FindingList findings;
    private final FilingBatches batches;
    private final RowFiles files;
    private final RegisterProgress progress;
    private final QuestionClock clock;

    FindingExport(FindingList findings, FilingBatches batches, RowFiles files, RegisterProgress progress, QuestionClock clock) {
        this.findings = findings;
        this.batches = batches;
        this.files = files;
        this.progress = progress;
        this.clock = clock;
    }

    private static Column text(String name) {
        return new Column(name, Column.Type.TEXT);
    }

    private static Column texts(String name) {
        return new Column(name, Column.Type.TEXTS);
    }

    private static Column day(String name) {
        return new Column(name, Column.Type.DATE);
    }

    @GetMapping(path = "/api/export/finding", produces = { "text/csv", "application/x-ndjson", "application/vnd.apache.parquet"})
    @Operation(summary = "Whether each signature was covered that day, with all rows in one file", description = "As /api/findings, by the same filters.")
    void findings(@RequestParam(required = false) @Nullable String batch, @RequestParam(required = false) Finding.@Nullable Kind finding,
            @RequestParam(required = false) Finding.@Nullable Hindsight hindsight,
            @RequestParam(required = false) Finding.@Nullable Remedied remedy, @RequestParam(required = false) @Nullable String issuer,
            @RequestParam(required = false) @Nullable String signer, @RequestParam(required = false) @Nullable String grantor,
            @Parameter(description = "Filed in this quarter, such as 2024Q3") @RequestParam(required = false) @Nullable String quarter,
            @RequestParam(required = false) @Nullable LocalDate from, @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        FindingFilter filter = FindingFilter.of(issuer, signer, grantor, quarter, from, until).within(null, null,
                batch == null || batch.isEmpty() ? null : batches.find(FilingsController.id(batch)).batchId());
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(null, knownAt);
        FindingList.Only only = new FindingList.Only(finding, hindsight, remedy);
        Page page = Page.of(AT_ONCE, null, FindingList.PARTS, "export");
        FindingList.Found found = findings.page(filter, only, page, moment);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        RowFile file = files.begin(request, response, "finding", COLUMNS, about);
        while (true) {
            for (Finding one : found.rows()) {
                file.row(row(one));
            }
            if (found.next() == null) {
                break;
            }
            page = Page.of(AT_ONCE, found.next(), FindingList.PARTS, "export");
            found = findings.page(filter, only, page, moment);
        }
        file.end();
    }

    private static List<@Nullable Object> row(Finding one) {
        Filing filing = one.signature().filing().filing();
        FiledSignature signature = one.signature().signature();
        Finding.Judgment now = one.now();
        Remedy remedy = one.remedy();
        return Arrays.asList(filing.accession(), one.signature().filing().filingId(), filing.form(), filing.filedOn(),
                filing.issuer() == null ? null : filing.issuer().cik(), filing.issuer() == null ? null : filing.issuer().name(),
                said(one.issuerId()), one.signature().number(), signature.text(), signature.reading().kind().name(),
                signature.reading().signers(), one.signerIds().stream().map(Objects::toString).toList(),
                signature.reading().capacity() == null ? signature.title() : signature.reading().capacity(), one.grantorName(),
                said(one.grantorId()), signature.signedOn(), one.finding().name(), one.findingThen().name(), said(one.hindsight()),
                one.reason(), one.why().stream().map(Enum::name).toList(),
                now == null ? List.of() : now.remarks().stream().map(remark -> remark.code().name()).distinct().toList(),
                now == null ? null : said(now.poaId()), now == null ? List.of() : now.clauses(), now == null ? null : said(now.recordId()),
                remedy == null ? null : remedy.kind().name(), remedy == null ? null : remedy.reason());
    }

    private static @Nullable String said(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
