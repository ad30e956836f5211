package org.authorityledger.inbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.authorityledger.authority.CommandRecorder;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.http.StrictJson;
import org.authorityledger.store.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What does a document say, and what does it propose? */
@RestController
@Tag(name = "Documents")
public class DocumentsController {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String POSITION = "Ledger-Position";

    private final Inbox inbox;
    private final StrictJson json;

    DocumentsController(Inbox inbox, StrictJson json) {
        this.inbox = inbox;
        this.json = json;
    }

    @PostMapping(path = "/api/documents", consumes = MediaType.ALL_VALUE, produces = "application/json")
    @Operation(summary = "Keeps a document and says what it proposes", description = "The body is the document as it is: text, HTML, a PDF with text, or a whole submission to EDGAR, up to 25 MiB. It is kept by its SHA-256, once, and proposals are what it seems to say: bodies of commands, with the place in the text where each field was found, how sure the reader is, and what stays open. Nothing is recorded, unless `record=true` asks to accept those proposals that leave nothing open.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<Map<String, Object>> keep(
            @Parameter(description = "How the file is called") @RequestParam(required = false) @Nullable String name,
            @Parameter(description = "Accept the proposals that leave nothing open") @RequestParam(required = false) @Nullable Boolean record,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException, InterruptedException {
        requireDocument(request.getContentType());
        KeptDocument document = inbox.keep(request.getInputStream(), name, sender(request));
        List<Inbox.Outcome> outcomes = Boolean.TRUE.equals(record) ? inbox.acceptAll(document, sender(request)) : List.of();
        Map<String, Object> answer = ProposalFields.document(document, inbox.proposals(document), false);
        if (!outcomes.isEmpty()) {
            answer.put("recorded", outcomes.stream().map(ProposalFields::outcome).toList());
        }
        ResponseEntity.BodyBuilder created = ResponseEntity.created(URI.create("/api/documents/" + document.sha256()));
        outcomes.stream().map(Inbox.Outcome::record).filter(Objects::nonNull).map(StoredEvent::position).max(Comparator.naturalOrder())
                .ifPresent(position -> created.header(POSITION, position.toString()));
        return created.body(answer);
    }

    /**
     * Refuses what a form sends. It is wrapped in something else: what would be kept is not the document.
     *
     * @throws Problem if this is the type of a form
     */
    public static void requireDocument(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
            throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE",
                    "Send the document itself as the body, as application/octet-stream or with its own type.", List.of());
        }
    }

    @GetMapping(path = "/api/documents/{documentId}", produces = "application/json")
    @Operation(summary = "A document: its parts, the text of the one that matters, and what it proposes", description = "`text` is that of the first part with proposals, or else of the first with text. Evidence counts the UTF-16 characters of the text of its part.")
    Map<String, Object> one(@Parameter(description = "The SHA-256 of its bytes") @PathVariable String documentId) {
        KeptDocument document = document(documentId);
        return ProposalFields.document(document, inbox.proposals(document), true);
    }

    @GetMapping(path = "/api/documents/{documentId}/text", produces = "text/plain")
    @Operation(summary = "The text of a document as it was read")
    ResponseEntity<byte[]> text(@PathVariable String documentId,
            @Parameter(description = "Which part; absent: the first with proposals, or else with text") @RequestParam(required = false) @Nullable Integer part) {
        KeptDocument document = document(documentId);
        DocumentPart found = part == null
                ? document.main()
                : document.parts().stream().filter(one -> one.part() == part).findFirst().orElse(null);
        if (found == null || found.text() == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "NO_TEXT", "This part of the document has no text.", List.of());
        }
        return ResponseEntity.ok().contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
                .body(found.text().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(path = "/api/documents/{documentId}/bytes", produces = "application/octet-stream")
    @Operation(summary = "A document as it came, to be saved")
    void bytes(@PathVariable String documentId, @Parameter(hidden = true) HttpServletResponse response) throws IOException {
        KeptDocument document = document(documentId);
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        // Whatever it holds, a browser saves it and does not show it.
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                .filename(document.name() == null ? document.sha256() : document.name(), StandardCharsets.UTF_8).build().toString());
        inbox.write(document, response.getOutputStream());
    }

    @PostMapping(path = "/api/documents/{documentId}/proposals/{number}/acceptance", produces = "application/json")
    @Operation(summary = "Accepts a proposal by its place in its document", description = "As `POST /api/proposals/{proposalId}/acceptance`.")
    ResponseEntity<Map<String, Object>> accept(@PathVariable String documentId, @PathVariable Integer number,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException, InterruptedException {
        return accepted(inbox.accept(inbox.proposalId(document(documentId).sha256(), number), json.bodyIfAny(request), sender(request)));
    }

    static ResponseEntity<Map<String, Object>> accepted(StoredEvent event) {
        return ResponseEntity.status(HttpStatus.CREATED).header(POSITION, event.position().toString())
                .eTag(event.sequence().version().toString()).body(ProposalFields.recorded(event));
    }

    private KeptDocument document(String sha256) {
        return inbox.document(hash("documentId", sha256));
    }

    static String hash(String name, String sha256) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw Problem.malformed(name, "has 64 hexadecimal digits");
        }
        return sha256.toLowerCase(Locale.ROOT);
    }

    /** Who sends a request. */
    public static CommandRecorder.Sender sender(HttpServletRequest request) {
        return new CommandRecorder.Sender(String.valueOf(request.getRemoteUser()), request.getRemoteAddr(),
                RequestContext.correlationId(request));
    }
}
