package org.authorityledger.inbox.sheet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.documents.sheet.TrackerSheet;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.inbox.ReceivedFile;
import org.authorityledger.questions.files.WorkbookFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What would a tracker record? And records it. */
@RestController
@Tag(name = "Import")
public class SheetController {

    private final SheetImport sheets;
    private final StrictJson json;
    private final JsonMapper mapper;

    SheetController(SheetImport sheets, StrictJson json, JsonMapper mapper) {
        this.sheets = sheets;
        this.json = json;
        this.mapper = mapper;
    }

    @PostMapping(path = "/api/import/sheet", consumes = MediaType.ALL_VALUE, produces = { "application/json", "application/x-ndjson",
            "text/csv",
            WorkbookFile.MEDIA_TYPE})
    @Operation(summary = "Reads a tracker of powers of attorney: a preview of every row, or records them", description = "The body is the spreadsheet as it is: CSV in UTF-8 or an Excel workbook (.xlsx), up to 25 MiB and 200,000 rows, with one row for each instrument or for each attorney of one. Columns are guessed from their headings, or given by `mapping`. Without `record=true` nothing is recorded: each instrument is answered with its rows, the acts in a sentence, the whole commands, and what stays `open`. With it, those of state `NEW` are recorded by the same path and rules as `POST /api/import`; the same sheet again changes nothing, and a row that the ledger knows otherwise is answered as `CHANGED` and not recorded. As `text/csv` or as a workbook, the answer is the sheet of the rows that are not recorded, with the reason beside them.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))))
    void read(@Parameter(description = "The sheet of a workbook; absent: its first") @RequestParam(required = false) @Nullable String sheet,
            @Parameter(description = "What columns hold, by heading or letter, as a JSON object: `{\"Insider\": \"grantor\", \"C\": \"attorneys\"}`. A column that it does not name is not read; if it seems to end or limit the power, its row stays open, unless the column is mapped to `null`. Absent: guessed") @RequestParam(required = false) @Nullable String mapping,
            @Parameter(description = "The company of every row that names none") @RequestParam(required = false) @Nullable String issuer,
            @Parameter(description = "Its CIK") @RequestParam(required = false) @Nullable String issuerCik,
            @Parameter(description = "The forms of every row that names none, such as `3, 4, 5`") @RequestParam(required = false) @Nullable String forms,
            @Parameter(description = "Whether the papers themselves were seen. Absent: only the sheet was, and the instruments say so (`termsSeen`: false)") @RequestParam(required = false) @Nullable Boolean termsSeen,
            @Parameter(description = "Record what can be recorded") @RequestParam(required = false) @Nullable Boolean record,
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException, InterruptedException {
        DocumentsController.requireDocument(request.getContentType());
        SheetRequest asked = SheetRequest.read(sheet, mapping, issuer, issuerCik, forms, Boolean.TRUE.equals(termsSeen), json);
        CommandRecorder.Sender sender = Boolean.TRUE.equals(record)
                ? new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                        RequestContext.correlationId(request))
                : null;
        MediaType format = format(request);
        try (ReceivedFile file = KeptSheets.receive(request.getInputStream())) {
            if (format.getSubtype().equals("csv") || format.toString().equals(WorkbookFile.MEDIA_TYPE)) {
                refused(file.path(), asked, sender, format, response);
            } else {
                new Answer(response, format.getSubtype().equals("json")).write(file.path(), asked, sender);
            }
        }
    }

    /** As the mapping chose it from what the client accepts. */
    private static MediaType format(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        List<MediaType> accepted = accept == null ? List.of(MediaType.ALL) : MediaType.parseMediaTypes(accept);
        List<MediaType> offered = List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON, new MediaType("text", "csv"),
                MediaType.parseMediaType(WorkbookFile.MEDIA_TYPE));
        return accepted.stream().sorted(java.util.Comparator.comparingDouble(MediaType::getQualityValue).reversed())
                .flatMap(one -> offered.stream().filter(one::includes)).findFirst().orElse(MediaType.APPLICATION_JSON);
    }

    private void refused(Path file, SheetRequest asked, CommandRecorder.@Nullable Sender sender, MediaType format,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        RefusedSheet[] sheet = new RefusedSheet[1];
        sheets.read(file, asked, sender, LocalDate::toString, opened -> {
            boolean workbook = !format.getSubtype().equals("csv");
            response.setContentType(workbook ? WorkbookFile.MEDIA_TYPE : "text/csv;charset=UTF-8");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"not-recorded." + (workbook ? "xlsx" : "csv") + "\"");
            sheet[0] = RefusedSheet.begin(response.getOutputStream(), opened.columns(), workbook);
        }, item -> {
            if (item.state().comesBack()) {
                sheet[0].add(item);
            }
        });
        sheet[0].close();
    }

    /** An answer as JSON, or as lines of it. */
    private final class Answer {
        private final HttpServletResponse response;
        private final boolean one;
        private final SheetCounts counts = new SheetCounts();
        private boolean begun;

        Answer(HttpServletResponse response, boolean one) {
            this.response = response;
            this.one = one;
        }

        void write(Path file, SheetRequest asked, CommandRecorder.@Nullable Sender sender) throws IOException, InterruptedException {
            sheets.read(file, asked, sender, LocalDate::toString, this::begin, this::item);
            put(one ? "]," + inner(counts.fields()) + "}\n" : line(counts.fields()));
            response.getOutputStream().flush();
        }

        private void begin(TrackerSheet sheet) throws IOException {
            response.setContentType(one ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_NDJSON_VALUE);
            put(one ? "{" + inner(SheetFields.of(sheet)) + ",\"items\":[" : line(SheetFields.of(sheet)));
        }

        private void item(SheetItem item) throws IOException {
            counts.add(item);
            put(one ? (begun ? "," : "") + mapper.writeValueAsString(SheetFields.of(item)) : line(SheetFields.of(item)));
            begun = true;
        }

        /** The fields of an object, without its braces. */
        private String inner(Map<String, Object> fields) {
            String object = mapper.writeValueAsString(fields);
            return object.substring(1, object.length() - 1);
        }

        private String line(Map<String, Object> fields) {
            return mapper.writeValueAsString(fields) + "\n";
        }

        private void put(String text) throws IOException {
            response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
