package org.authorityledger.inbox.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Document;
import org.authorityledger.events.PartyId;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.inbox.DocumentsController;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people say about findings: that one is remedied, that two ids mean one person or two, and how it came to be so. */
@RestController
@Tag(name = "Filings")
public class RemediesController {

    private static final List<String> IDENTITY = List.of("identityId", "statement", "parties", "reason", "recordedAt", "recordedBy");

    private final Remedies remedies;
    private final Identities identities;
    private final FilingStore store;
    private final Findings findings;
    private final FindingHistory history;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final LedgerReader ledger;
    private final StrictJson json;

    RemediesController(Remedies remedies, Identities identities, FilingStore store, Findings findings, FindingHistory history,
            QuestionClock clock, RegisterProgress progress, LedgerReader ledger, StrictJson json) {
        this.remedies = remedies;
        this.identities = identities;
        this.store = store;
        this.findings = findings;
        this.history = history;
        this.clock = clock;
        this.progress = progress;
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * What was done about a finding.
     *
     * @param onBehalfOf whose finding, where the signature was made for several
     * @param signedOn when the grantor signed the writing that ratifies it
     */
    record Remedied(Remedy.Kind remedy, @Nullable String onBehalfOf, @Nullable LocalDate signedOn, @Nullable Document document,
            String reason) {}

    /** That two ids mean one person, or two. */
    record Identified(Identities.Statement statement, List<String> parties, String reason) {}

    @PostMapping(path = "/api/filings/{filingId}/signatures/{number}/remedies", produces = "application/json")
    @Operation(summary = "Remedies a finding, with a reason", description = "The body is `{\"remedy\", \"reason\", \"signedOn\"?, \"document\"?: {\"sha256\", \"name\"?}, \"onBehalfOf\"?}`. `RATIFIED`: the grantor approved the signature by a writing signed on `signedOn`, the day of the signature or later. `DISMISSED`: nothing needs to be done. `WITHDRAWN`: the remedy before does not hold. The finding itself stays as the law has it; the last remedy stands beside it. Nothing is ever removed. `onBehalfOf` is needed where the signature was made for several.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> remedy(@PathVariable String filingId, @PathVariable Integer number,
            @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Remedied said = json.as(Remedied.class, json.body(request));
        String reason = reason(said.reason());
        progress.await(ledger.head());
        Moment moment = clock.of(null, null);
        Finding finding = finding(filingId, number, said.onBehalfOf(), moment);
        requireSense(said, finding, moment);
        return ResponseEntity.status(HttpStatus.CREATED).body(fields(remedies.record(Remedy.Place.of(finding.signature(), finding.place()),
                finding.signature().signature().text(), said.remedy(), said.signedOn(), said.document(), reason,
                DocumentsController.sender(request))));
    }

    private static void requireSense(Remedied said, Finding finding, Moment moment) {
        LocalDate signedOn = said.signedOn();
        if (said.remedy() != Remedy.Kind.RATIFIED) {
            if (signedOn != null || said.document() != null) {
                throw Problem.malformed(signedOn != null ? "signedOn" : "document", "belongs to a ratification only");
            }
            return;
        }
        if (signedOn == null) {
            throw Problem.malformed("signedOn", "is required: the day on which the grantor signed the writing");
        }
        if (signedOn.isAfter(moment.on())) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "IN_THE_FUTURE", "The writing is signed in the future.",
                    List.of(new Problem.Fault("signedOn", "is in the future")));
        }
        LocalDate made = finding.signature().signature().signedOn();
        if (made != null && signedOn.isBefore(made)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "RATIFIED_BEFORE_SIGNED",
                    "What ratifies a signature is signed on its day, " + made + ", or later.",
                    List.of(new Problem.Fault("signedOn", "is before the signature")));
        }
        if (finding.finding() != Finding.Kind.NOT_COVERED && finding.finding() != Finding.Kind.CANNOT_TELL) {
            throw new Problem(HttpStatus.CONFLICT, "NOTHING_TO_RATIFY", "This signature needs no ratification: it is "
                    + finding.finding() + ".", List.of());
        }
    }

    private Finding finding(String filingId, Integer number, @Nullable String onBehalfOf, Moment moment) {
        KeptFiling filing = store.filing(FilingsController.filingId(filingId));
        List<KeptSignature> signatures = filing == null
                ? List.of()
                : store.signatures(filing).stream().filter(one -> one.number() == number).toList();
        if (signatures.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND, filing == null ? "UNKNOWN_FILING" : "UNKNOWN_SIGNATURE",
                    filing == null ? "No filing of this number is kept." : "The filing has no signature of this number.", List.of());
        }
        List<Finding> all = findings.of(signatures, moment);
        if (onBehalfOf == null && all.size() > 1) {
            throw Problem.malformed("onBehalfOf", "is required: the signature was made for several");
        }
        return all.stream().filter(one -> onBehalfOf == null || onBehalfOf.equals(one.grantorName())).findFirst()
                .orElseThrow(() -> Problem.malformed("onBehalfOf", "names someone for whom the signature was not made"));
    }

    @GetMapping(path = "/api/filings/{filingId}/signatures/{number}/history", produces = "application/json")
    @Operation(summary = "How a finding came to be what it is", description = "In the order of time: what the ledger would have answered from then on, by which record (`ANSWER`); what was done about the finding (`REMEDY`); and what was said of who is who (`IDENTITY`). Names are matched as they are today.")
    Map<String, Object> history(@PathVariable String filingId, @PathVariable Integer number,
            @RequestParam(required = false) @Nullable String onBehalfOf, @RequestParam(required = false) @Nullable Long minPosition) {
        long reached = progress.await(minPosition);
        Moment moment = clock.of(null, null);
        Finding finding = finding(filingId, number, onBehalfOf, moment);
        List<Map<String, Object>> items = new ArrayList<>();
        history.of(findings.questions(finding.signature(), finding.place(), moment), reached).forEach(change -> {
            Map<String, Object> item = item(change.at(), "ANSWER");
            item.put("finding", Finding.kind(change.judgment(), finding.why()));
            item.put("reason", change.judgment().reason());
            if (change.recordId() != null) {
                item.put("recordId", change.recordId());
            }
            items.add(item);
        });
        remedies.history(Remedy.Place.of(finding.signature(), finding.place()))
                .forEach(one -> items.add(joined(item(one.recordedAt(), "REMEDY"), fields(one))));
        List<String> ids = Stream.concat(Stream.ofNullable(finding.grantorId()).map(Object::toString),
                Stream.concat(finding.signerIds().stream().map(Object::toString),
                        Stream.concat(finding.candidates().stream().map(one -> one.id()),
                                finding.signature().filing().filing().owners().stream().filter(one -> one.cik() != null)
                                        .map(one -> Identities.ofCik(String.valueOf(one.cik()))))))
                .distinct().toList();
        identities.about(ids).forEach(one -> items.add(joined(item(one.recordedAt(), "IDENTITY"), fields(one))));
        items.sort(Comparator.comparing(one -> (Instant) one.get("at")));
        Map<String, Object> answer = new LinkedHashMap<>(FindingFields.row(finding));
        answer.put("items", items);
        answer.put("knownAt", moment.knownAt());
        answer.put("position", reached);
        return answer;
    }

    private static Map<String, Object> item(Instant at, String what) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("at", at);
        item.put("what", what);
        return item;
    }

    private static Map<String, Object> joined(Map<String, Object> item, Map<String, Object> more) {
        more.forEach(item::putIfAbsent);
        return item;
    }

    @PostMapping(path = "/api/identities", produces = "application/json")
    @Operation(summary = "Says that two ids mean one person, or two", description = "The body is `{\"statement\", \"parties\": [two ids], \"reason\"}`. An id is one of the ledger, or `CIK` and ten digits. `SAME_PERSON` joins them for all findings, and with them all that are joined to either; `NOT_SAME_PERSON` parts them; `WITHDRAWN` undoes what was said of the two before. The last statement about a pair counts, and none may contradict the others. Nothing is ever removed.", requestBody = @RequestBody(required = true, content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    ResponseEntity<Map<String, Object>> identify(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
        Identified said = json.as(Identified.class, json.body(request));
        String reason = reason(said.reason());
        if (said.parties().size() != 2 || said.parties().stream().distinct().count() != 2) {
            throw Problem.malformed("parties", "has two different ids");
        }
        progress.await(ledger.head());
        for (int i = 0; i < 2; i++) {
            String id = id("parties[" + i + "]", said.parties().get(i));
            if (!Identities.isCik(id) && !findings.knows(id)) {
                throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_PARTY", "The ledger knows no person or entity with the id " + id + ".",
                        List.of(new Problem.Fault("parties[" + i + "]", "is not known")));
            }
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(fields(identities.state(
                Identities.Pair.of(said.parties().get(0), said.parties().get(1)), said.statement(), reason,
                DocumentsController.sender(request))));
    }

    @GetMapping(path = "/api/identities", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "What was said of who is who, the last first")
    Listing identities(@Parameter(description = "About this id") @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable Integer limit, @RequestParam(required = false) @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        Page page = Page.of(limit, cursor, 1, request);
        List<Identities.Stated> read = identities.statements(party == null || party.isEmpty() ? null : id("party", party),
                page.first() ? null : page.number(0), page.toRead());
        return page.listing(IDENTITY, page.cut(read).stream().map(RemediesController::fields).toList(),
                page.next(read, one -> List.of(Long.toString(one.arrival()))), Map.of());
    }

    private static String id(String field, String text) {
        try {
            return PartyId.of(text).value();
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(field, String.valueOf(e.getMessage()));
        }
    }

    private static String reason(String reason) {
        Limit.PROSE.require("reason", reason.length());
        if (reason.isBlank()) {
            throw Problem.malformed("reason", "is required");
        }
        return reason.strip();
    }

    private static Map<String, Object> fields(Remedy remedy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("remedyId", remedy.remedyId());
        fields.put("remedy", remedy.kind());
        fields.put("filingId", remedy.finding().filing());
        fields.put("number", remedy.finding().signature());
        if (remedy.signedOn() != null) {
            fields.put("signedOn", remedy.signedOn());
        }
        if (remedy.document() != null) {
            fields.put("document", remedy.document());
        }
        fields.put("reason", remedy.reason());
        fields.put("recordedAt", remedy.recordedAt());
        fields.put("recordedBy", remedy.recordedBy());
        return fields;
    }

    private static Map<String, Object> fields(Identities.Stated stated) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("identityId", stated.identityId());
        fields.put("statement", stated.statement());
        fields.put("parties", List.of(stated.pair().one(), stated.pair().other()));
        fields.put("reason", stated.reason());
        fields.put("recordedAt", stated.recordedAt());
        fields.put("recordedBy", stated.recordedBy());
        return fields;
    }
}
