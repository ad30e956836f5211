package org.authorityledger.transparencylog.witness;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.authorityledger.http.Problem;
import org.authorityledger.proof.witness.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The witness for other logs. Anyone may send a request: it is judged by the log's signature on it. */
@RestController
@Tag(name = "Witness")
public class WitnessController {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessController.class);

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType SIZE = MediaType.parseMediaType("text/x.tlog.size");
    private static final int LONGEST_BODY = 64 * 1024;

    private final Witness witness;
    private final WitnessFiles files;
    private final Clock clock;
    private final MeterRegistry meters;

    WitnessController(Witness witness, WitnessFiles files, Clock clock, MeterRegistry meters) {
        this.witness = witness;
        this.files = files;
        this.clock = clock;
        this.meters = meters;
    }

    @PostMapping("/witness/add-checkpoint")
    @Operation(summary = "Cosigns a checkpoint that continues the last one cosigned of its log (C2SP tlog-witness)", requestBody = @RequestBody(description = "A line old <size>, the hashes of a proof of consistency from there, an empty line, the checkpoint"))
    ResponseEntity<String> add(HttpServletRequest request) {
        String body = body(request);
        Witness.Decision decision = decide(body);
        meters.counter("ledger.witness.requests", "verdict", decision.verdict().name()).increment();
        return switch (decision.verdict()) {
            case COSIGNED -> ResponseEntity.ok().contentType(TEXT).body(decision.body());
            case OTHER_SIZE -> ResponseEntity.status(HttpStatus.CONFLICT).contentType(SIZE).body(decision.body());
            case FORKED -> {
                LOG.error("A log signed two histories: {}, and now{}{}", decision.body(), System.lineSeparator(), body);
                throw refused(decision);
            }
            case MALFORMED, NOT_SIGNED, UNKNOWN_LOG, NOT_PROVEN -> throw refused(decision);
        };
    }

    private static String body(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new Problem(HttpStatus.CONTENT_TOO_LARGE, HttpStatus.CONTENT_TOO_LARGE.name(),
                        "A checkpoint with its proof has at most " + LONGEST_BODY + " bytes.", List.of());
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the body cannot be read", e);
        }
    }

    private Witness.Decision decide(String body) {
        try {
            return files.alone(() -> witness.add(body, clock.instant()));
        } catch (UncheckedIOException e) {
            LOG.error("The witness cannot save what it cosigns: {}", e.getMessage(), e);
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "NOT_KEPT",
                    "The witness cannot save its state at the moment, so it cosigns nothing.", List.of());
        }
    }

    private static Problem refused(Witness.Decision decision) {
        return new Problem(HttpStatus.valueOf(decision.verdict().status()), decision.verdict().name(),
                decision.body().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + decision.body().substring(1) + ".", List.of());
    }

    @GetMapping("/witness/{originHash}/checkpoint")
    @Operation(summary = "The last checkpoint cosigned of a log, by the SHA-256 of its origin in hexadecimal (C2SP tlog-witness)")
    ResponseEntity<String> checkpoint(@PathVariable String originHash) {
        return witness.latest(originHash)
                .map(note -> ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(note.toString()))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, Witness.Verdict.UNKNOWN_LOG.name(),
                        "No checkpoint of a log with this hash was cosigned here.", List.of()));
    }

    @GetMapping("/witness/key")
    @Operation(summary = "The verifier key of this witness, for logs and for anyone who verifies")
    ResponseEntity<String> key() {
        return ResponseEntity.ok().contentType(TEXT).cacheControl(CacheControl.noCache()).body(witness.verifierKey() + "\n");
    }
}
