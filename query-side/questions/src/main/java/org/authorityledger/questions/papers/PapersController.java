package org.authorityledger.questions.papers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which instruments, of all grantors, come from one paper? */
@RestController
@Tag(name = "Papers")
public class PapersController {

    private static final List<String> COLUMNS = List.of("grantorId", "grantorName", "poaId", "executedOn", "issuers", "recordId");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Papers papers;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public PapersController(Papers papers, Register register, RegisterProgress progress, QuestionClock clock, Incomplete incomplete) {
        this.papers = papers;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping(path = "/api/papers/{sha256}", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "All instruments whose terms, or a rider's, come from one document, with the earliest of these terms")
    Listing paper(@Parameter(description = "The SHA-256 of the document, in hexadecimal digits") @PathVariable String sha256,
            @RequestParam(required = false) @Nullable Instant knownAt, @RequestParam(required = false) @Nullable Position minPosition,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (!SHA_256.matcher(sha256).matches()) {
            throw Problem.malformed("sha256", "has 64 hexadecimal digits");
        }
        Page asked = Page.of(limit, cursor, 1, request);
        Position reached = progress.await(minPosition);
        Instant known = clock.of(null, asked.knownAt("", knownAt)).knownAt();
        Page page = asked.keeping("", known);
        List<Papers.OfPaper> read = papers.find(sha256.toLowerCase(Locale.ROOT), known, page);
        List<Papers.OfPaper> found = page.cut(read);
        PartyNames names = PartyNames.of(register, found.stream().map(Papers.OfPaper::grantorId).toList());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("knownAt", known);
        about.put("position", reached);
        return page.listing(COLUMNS, found.stream().map(one -> fields(one, names)).toList(), page.next(read, Papers.OfPaper::cursor),
                incomplete.mark(about, null));
    }

    private static Map<String, Object> fields(Papers.OfPaper one, PartyNames names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", one.grantorId());
        fields.put("grantorName", names.grantor(one.grantorId()));
        fields.put("poaId", one.poaId());
        fields.put("executedOn", one.terms().executedOn());
        fields.put("issuers", one.terms().issuers().stream().map(issuer -> issuer.issuerId().value()).toList());
        fields.put("recordId", one.statedBy());
        return fields;
    }
}
