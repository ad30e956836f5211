package org.authorityledger.questions.check;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.EarlyAnswers;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Many checks at once, streamed in and out. A malformed line is answered with its problem and does not affect the other lines.
 */
@RestController
@Tag(name = "Check")
public class BulkCheckController {

    private static final Map<MediaType, CheckFiles.Format> FORMATS = Map.of(MediaType.APPLICATION_NDJSON, CheckFiles.Format.NDJSON,
            new MediaType("text", "csv"), CheckFiles.Format.CSV, new MediaType("application", "vnd.apache.parquet"),
            CheckFiles.Format.PARQUET);
    private static final List<MediaType> IN_ORDER = FORMATS.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
            .toList();

    private final CheckFiles files;
    private final RegisterProgress progress;

    public BulkCheckController(CheckFiles files, RegisterProgress progress) {
        this.files = files;
        this.progress = progress;
    }

    @PostMapping(path = "/api/authority/checks", consumes = { "application/x-ndjson", "text/csv",
            "application/vnd.apache.parquet"}, produces = { "application/x-ndjson", "text/csv", "application/vnd.apache.parquet"})
    @Operation(summary = "Many checks at once: NDJSON, CSV or Parquet in and out, one line each, in order", description = "Fields of a line: grantor, issuer, form, signer, capacity, on, knownAt. In NDJSON and Parquet signer and capacity may be lists; in CSV "
            + "several are joined by ' | '. In Parquet on may be a date, and knownAt an instant.")
    void check(@RequestParam(required = false) @Nullable Position minPosition, @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        progress.await(minPosition);
        MediaType in = IN_ORDER.stream().filter(MediaType
                .parseMediaType(Objects.requireNonNullElse(request.getContentType(), "application/x-ndjson"))::equalsTypeAndSubtype)
                .findFirst().orElse(MediaType.APPLICATION_NDJSON);
        // A client that does not care gets the format of its request.
        CheckFiles.Format out = format(Accepts.preferred(request,
                Stream.concat(Stream.of(in), IN_ORDER.stream().filter(format -> !format.equals(in))).toList()));
        response.setContentType(out.mediaType());
        try (EarlyAnswers early = new EarlyAnswers(request.getInputStream(), response.getOutputStream())) {
            files.answer(early.body(), format(in), early.answers(), out);
        }
    }

    private static CheckFiles.Format format(MediaType type) {
        return Objects.requireNonNull(FORMATS.get(type));
    }
}
