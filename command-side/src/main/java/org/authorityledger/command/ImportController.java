package org.authorityledger.command;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many commands in one request, one a line, without a limit on the number of lines. */
@RestController
class ImportController {

    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/json",
            "application/octet-stream", "text/plain");

    private static final List<String> ONE_COMMAND = List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since");

    /** RFC 9652: where the proof of each line's record is, by the {@code recordId} of its answer. */
    private static final String PROOFS = "\"/api/proof/inclusion?recordId={recordId}\"; rel=\"urn:authority-ledger:proof\"";

    private final LineImport lines;

    ImportController(LineImport lines) {
        this.lines = lines;
    }

    @PostMapping(path = "/api/import", consumes = MediaType.ALL_VALUE)
    void importLines(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        requireLines(request.getContentType());
        requireNoConditions(request);
        response.setContentType("application/x-ndjson");
        response.setHeader("Link-Template", PROOFS);
        lines.run(request.getInputStream(), response.getOutputStream(), request);
    }

    /** Of headers that apply to one command, an import has one for each line: to ignore them in silence would promise what is not done. */
    private static void requireNoConditions(HttpServletRequest request) {
        if (request.getHeader("Idempotency-Key") != null) {
            throw Problem.malformed("Idempotency-Key", "is not for an import; give each line its own field idempotencyKey");
        }
        for (String condition : ONE_COMMAND) {
            if (request.getHeader(condition) != null) {
                throw Problem.malformed(condition, "is not for an import: each of its lines is a command of its own");
            }
        }
    }

    private static void requireLines(@Nullable String contentType) {
        boolean good;
        try {
            MediaType type = contentType == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(contentType);
            good = LINES.contains(type.getType() + "/" + type.getSubtype());
        } catch (InvalidMediaTypeException e) {
            good = false;
        }
        if (!good) {
            throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE",
                    "Send the commands as application/x-ndjson, one a line.", List.of());
        }
    }
}
