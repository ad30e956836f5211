package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.authorityledger.http.Accepts;
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
    private static final int BUFFER = 1 << 16;

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

    @PostMapping(path = "/api/authority/checks", consumes = { "application/x-ndjson", "text/csv"}, produces = { "application/x-ndjson",
            "text/csv"})
    @Operation(summary = "Many checks at once: NDJSON or CSV in, NDJSON or CSV out, one line each, in order", description = "Fields of a line: grantor, issuer, form, signer, capacity, on, knownAt. In NDJSON signer and capacity may be lists; in CSV "
            + "several are joined by ' | '.")
    void check(@RequestParam(required = false) @Nullable Long minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        progress.await(minPosition);
        boolean csvIn = csv(MediaType.parseMediaType(Objects.requireNonNullElse(request.getContentType(), "application/x-ndjson")));
        // A client that does not care gets the format of its request.
        boolean csvOut = Accepts.preferred(request, csvIn ? List.of(CSV, NDJSON) : List.of(NDJSON, CSV)).equals(CSV);
        InputStream body = new BufferedInputStream(request.getInputStream(), BUFFER);
        CheckLines lines = csvIn ? new CsvCheckLines(body) : new NdjsonCheckLines(body, json);
        response.setContentType(csvOut ? "text/csv;charset=UTF-8" : "application/x-ndjson");
        OutputStream out = response.getOutputStream();
        if (csvOut) {
            bulk.answer(lines, CsvCheckLineWriter.head(), CsvCheckLineWriter::new, out);
        } else {
            bulk.answer(lines, new byte[0], some -> new NdjsonCheckLineWriter(some, mapper), out);
        }
    }

    private static boolean csv(MediaType type) {
        return type.getSubtype().equals("csv");
    }
}
