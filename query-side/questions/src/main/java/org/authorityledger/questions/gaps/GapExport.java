package org.authorityledger.questions.gaps;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.questions.files.Column;
import org.authorityledger.questions.files.RowFile;
import org.authorityledger.questions.files.RowFiles;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** All gaps of a form as a file. No view can say them: whether someone may sign is judged by the law, from the records of everyone in reach. */
@RestController
@Tag(name = "Export")
class GapExport {

    private static final List<Column> COLUMNS = List.of(new Column("grantor_id", Column.Type.TEXT),
            new Column("grantor_name", Column.Type.TEXT),
            new Column("issuer_id", Column.Type.TEXT), new Column("issuer_name", Column.Type.TEXT), new Column("since", Column.Type.DATE),
            new Column("last_signers", Column.Type.JSON), new Column("since_unknown", Column.Type.TRUTH));
    private static final int AT_ONCE = 200;

    private final GapsController list;
    private final RowFiles files;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;
    private final JsonMapper mapper;

    GapExport(GapsController list, RowFiles files, RegisterProgress progress, QuestionClock clock, Incomplete incomplete,
            JsonMapper mapper) {
        this.list = list;
        this.files = files;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
        this.mapper = mapper;
    }

    @GetMapping(path = "/api/export/gap", produces = { "text/csv", "application/x-ndjson", "application/vnd.apache.parquet"})
    @Operation(summary = "Every grantor required to report for whom no one but they themselves may sign a form", description = "As /api/gaps, with all rows in one file.")
    void gaps(@RequestParam(required = false) @Nullable IssuerId issuer,
            @Parameter(required = true, description = "As named by EDGAR or by this ledger: 4, FORM_4, SC 13D/A") @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        FormAsked asked = GapsController.form(form);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(on, knownAt);
        Page page = new Page(AT_ONCE, List.of());
        Gaps.Found found = list.find(issuer, asked, moment, page);
        RowFile file = files.begin(request, response, "gap", COLUMNS,
                incomplete.mark(GapsController.about(moment, reached), null));
        while (true) {
            for (Map<String, Object> gap : list.fields(page.cut(found.gaps()))) {
                file.row(Arrays.asList(gap.get("grantorId"), gap.get("grantorName"), gap.get("issuerId"), gap.get("issuerName"),
                        gap.get("since"), mapper.writeValueAsString(gap.get("lastSigners")), gap.get("sinceUnknown")));
            }
            List<String> last = found.lookedAt();
            if (last == null && found.gaps().size() <= AT_ONCE) {
                break;
            }
            page = page.following(last == null ? GapsController.key(found.gaps().get(AT_ONCE - 1)) : last);
            found = list.find(issuer, asked, moment, page);
        }
        file.end();
    }
}
