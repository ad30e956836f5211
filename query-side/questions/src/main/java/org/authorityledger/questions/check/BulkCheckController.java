package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.EarlyAnswers;
import org.authorityledger.http.StrictJson;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many checks at once, streamed in and out. A malformed line is answered with its problem and does not affect the other lines.
 */
@RestController
@Tag(name = "Check")
public class BulkCheckController {

    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType NDJSON = MediaType.APPLICATION_NDJSON;
    private static final MediaType PARQUET = new MediaType("application", "vnd.apache.parquet");
    private static final List<MediaType> FORMATS = List.of(NDJSON, CSV, PARQUET);

    private final BulkChecks bulk;
    private final RegisterProgress progress;
    private final StrictJson json;
    private final JsonMapper mapper;

    public BulkCheckController(Checks checks, QuestionClock clock, RegisterProgress progress, StrictJson json, JsonMapper mapper) {
        this.bulk = new BulkChecks(checks, clock, progress);
        this.progress = progress;
        this.json = json;
        this.mapper = mapper;
    }

    @PostMapping(path = "/api/authority/checks", consumes = { "application/x-ndjson", "text/csv",
            "application/vnd.apache.parquet"}, produces = { "application/x-ndjson", "text/csv", "application/vnd.apache.parquet"})
    @Operation(summary = "Many checks at once: NDJSON, CSV or Parquet in and out, one line each, in order", description = "Fields of a line: grantor, issuer, form, signer, capacity, on, knownAt. In NDJSON and Parquet signer and capacity may be lists; in CSV "
            + "several are joined by ' | '. In Parquet on may be a date, and knownAt an instant.")
    void check(@RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        progress.await(minPosition);
        MediaType in = FORMATS.stream().filter(MediaType
                .parseMediaType(Objects.requireNonNullElse(request.getContentType(), "application/x-ndjson"))::equalsTypeAndSubtype)
                .findFirst().orElse(NDJSON);
        // A client that does not care gets the format of its request.
        MediaType out = Accepts.preferred(request,
                Stream.concat(Stream.of(in), FORMATS.stream().filter(format -> !format.equals(in))).toList());
        try (EarlyAnswers early = new EarlyAnswers(request.getInputStream(), response.getOutputStream())) {
            if (in.equals(PARQUET)) {
                try (ParquetCheckLines lines = new ParquetCheckLines(early.body())) {
                    answer(lines, out, response, early.answers());
                }
            } else {
                answer(in.equals(CSV) ? new CsvCheckLines(early.body()) : new NdjsonCheckLines(early.body(), json), out, response,
                        early.answers());
            }
        }
    }

    private void answer(CheckLines lines, MediaType format, HttpServletResponse response, OutputStream out) throws IOException {
        response.setContentType(format.equals(CSV) ? "text/csv;charset=UTF-8" : format.toString());
        if (format.equals(PARQUET)) {
            bulk.answer(lines, new ParquetCheckFormat(out, mapper));
        } else if (format.equals(CSV)) {
            bulk.answer(lines, TextCheckFormat.csv(out));
        } else {
            bulk.answer(lines, TextCheckFormat.ndjson(out, mapper));
        }
    }
}
