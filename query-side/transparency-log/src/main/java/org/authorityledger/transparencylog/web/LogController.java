package org.authorityledger.transparencylog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.authorityledger.events.Position;
import org.authorityledger.http.Accepts;
import org.authorityledger.http.Problem;
import org.authorityledger.proof.tree.Tile;
import org.authorityledger.proof.tree.TreeSize;
import org.authorityledger.transparencylog.LogReading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log as C2SP {@code tlog-tiles} specifies it, for monitors that know nothing of this ledger. */
@RestController
@Tag(name = "Log")
public class LogController {

    private static final String TEXT = "text/plain;charset=utf-8";
    /** Without a preference, the lines: they can be given to the verifier. */
    private static final List<MediaType> KEY_FORMATS = List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON);
    private static final int MOST_CHECKPOINTS = 1000;
    private static final Duration IMMUTABLE = Duration.ofDays(365);

    private final LogReading log;
    private final boolean isPublic;
    private final boolean publicEntries;

    /**
     * Shared caches may keep what anyone may read.
     *
     * @param isPublic whether anyone may read the hashes
     * @param publicEntries whether anyone may read the records
     */
    public LogController(LogReading log, boolean isPublic, boolean publicEntries) {
        this.log = log;
        this.isPublic = isPublic;
        this.publicEntries = publicEntries;
    }

    /**
     * A public key.
     *
     * @param untilSize absent: it signs now
     * @param handover the checkpoint that it and the key before it both signed
     */
    record KeyAnswer(String verifierKey, TreeSize fromSize, @Nullable TreeSize untilSize, @Nullable String handover) {}

    record KeysAnswer(List<KeyAnswer> keys) {}

    @GetMapping(path = "/log/checkpoint", produces = TEXT)
    @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(log.head().note().toString());
    }

    @GetMapping(path = "/log/checkpoints", produces = TEXT)
    @Operation(summary = "Signed checkpoints in order, one after the other, each followed by an empty line; at most 1000", description = "An addition to tlog-tiles: what was signed and is kept.")
    ResponseEntity<String> checkpoints(@RequestParam(required = false) @Nullable TreeSize after) {
        StringBuilder text = new StringBuilder();
        log.checkpoints(after, MOST_CHECKPOINTS).forEach(note -> text.append(note).append('\n'));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(text.toString());
    }

    @GetMapping(path = "/log/keys", produces = { TEXT, MediaType.APPLICATION_JSON_VALUE})
    @Operation(summary = "The public keys of the log: verifier key, first and last size it signed, one a line; - for the one that signs now", description = "With Accept: application/json as JSON, with the checkpoints that two keys signed at a handover.", responses = @ApiResponse(responseCode = "200", content = {
            @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)),
            @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = KeysAnswer.class))}))
    ResponseEntity<Object> keys(@Parameter(hidden = true) HttpServletRequest request) {
        boolean asText = MediaType.TEXT_PLAIN.isCompatibleWith(Accepts.preferred(request, KEY_FORMATS));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).header("Vary", "Accept")
                .contentType(asText ? MediaType.parseMediaType(TEXT) : MediaType.APPLICATION_JSON)
                .body(asText ? keysAsText() : keysAsJson());
    }

    private String keysAsText() {
        StringBuilder text = new StringBuilder();
        log.keys().forEach(key -> text.append(key.verifierKey()).append(' ').append(key.fromSize()).append(' ')
                .append(key.untilSize() == null ? "-" : key.untilSize()).append('\n'));
        return text.toString();
    }

    private KeysAnswer keysAsJson() {
        return new KeysAnswer(log.keys().stream()
                .map(key -> new KeyAnswer(key.verifierKey().toString(), key.fromSize(), key.untilSize(), key.handover())).toList());
    }

    @GetMapping(path = "/log/tile/{level}/{*index}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "A tile of the tree: <L>/<N>[.p/<W>] (C2SP tlog-tiles)")
    ResponseEntity<byte[]> tile(@PathVariable String level, @PathVariable String index) {
        int number = Tile.parseLevel(level)
                .orElseThrow(() -> Problem.malformed("level", "is a number from 0 to 63 without leading zeroes"));
        Tile.ParsedPath path = path(index);
        return immutable(log.tile(new Tile(number, path.index()), path.width()), isPublic).build();
    }

    @GetMapping(path = "/log/tile/entries/{*index}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "A bundle of entries: <N>[.p/<W>] (C2SP tlog-tiles)")
    ResponseEntity<byte[]> entries(@PathVariable String index, @Parameter(hidden = true) HttpServletRequest request) {
        Tile.ParsedPath path = path(index);
        Optional<byte[]> bundle = log.entries(path.index(), path.width());
        return Accepts.gzip(request)
                ? immutable(bundle.map(LogController::gzip), publicEntries).header("Content-Encoding", "gzip")
                        .header("Vary", "Accept-Encoding").build()
                : immutable(bundle, publicEntries).header("Vary", "Accept-Encoding").build();
    }

    @GetMapping(path = "/log/payload/{position}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "The payload of a record, exactly as recorded: for entries that have only its hash")
    ResponseEntity<byte[]> payload(@PathVariable long position) {
        return immutable((position < 1 ? Optional.<String>empty() : log.payload(Position.of(position)))
                .map(payload -> payload.getBytes(java.nio.charset.StandardCharsets.UTF_8)), publicEntries)
                .build();
    }

    private static Tile.ParsedPath path(String index) {
        return Tile.parse(index.startsWith("/") ? index.substring(1) : index)
                .orElseThrow(() -> Problem.malformed("index", "is written as 067, x001/x234/067, or 067.p/8 for a partial tile"));
    }

    private CachedResponse immutable(Optional<byte[]> found, boolean forAnyone) {
        byte[] bytes = found.orElseThrow(
                () -> new Problem(HttpStatus.NOT_FOUND, "BEYOND_THE_LOG", "The signed tree does not have this tile, or has less of it.",
                        List.of()));
        CacheControl cache = CacheControl.maxAge(IMMUTABLE).immutable();
        return new CachedResponse(bytes, ResponseEntity.ok().cacheControl(forAnyone ? cache.cachePublic() : cache.cachePrivate()));
    }

    private record CachedResponse(byte[] bytes, ResponseEntity.BodyBuilder builder) {

        CachedResponse header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        ResponseEntity<byte[]> build() {
            return builder.body(bytes);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
