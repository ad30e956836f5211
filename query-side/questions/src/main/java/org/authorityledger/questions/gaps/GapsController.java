package org.authorityledger.questions.gaps;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.authority.Link;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.ChainLink;
import org.authorityledger.questions.listing.Listing;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.Incomplete;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For whom, of those required to report at an issuer, may no one but themselves sign a form? */
@RestController
@Tag(name = "Gaps")
public class GapsController {

    private static final List<String> COLUMNS = List.of("grantorId", "grantorName", "issuerId", "issuerName", "since", "lastSigners",
            "sinceUnknown");

    private final Gaps gaps;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public GapsController(Gaps gaps, Register register, RegisterProgress progress, QuestionClock clock, Incomplete incomplete) {
        this.gaps = gaps;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping(path = "/api/gaps", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "Grantors required to report for whom no one but they themselves may sign a form", description = "A form without an obligation to report has no gaps. The dead and the dissolved count until a cessation is recorded. `since` is the first day of the gap; absent: the records show no first day, or, with `sinceUnknown`, it was not found in reasonable time. `lastSigners` could sign on the day before. A page may be short and have a next: it goes on from there.")
    Listing gaps(
            @Parameter(description = "At this issuer; without it, at every issuer that is named") @RequestParam(required = false) @Nullable IssuerId issuer,
            @Parameter(required = true, description = "As named by EDGAR or by this ledger: 4, FORM_4, SC 13D/A") @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        FormAsked asked = form(form);
        Page first = Page.of(limit, cursor, 2, request);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(first.day("", on), first.knownAt("", knownAt));
        Page page = first.keeping("", moment);
        Gaps.Found read = find(issuer, asked, moment, page);
        List<String> lookedAt = read.lookedAt();
        String next = lookedAt == null
                ? page.next(read.gaps(), GapsController::key)
                : page.cursor(lookedAt);
        return page.listing(COLUMNS, fields(page.cut(read.gaps())), next, incomplete.mark(about(moment, reached), null));
    }

    /** The place of a gap in the list. */
    static List<String> key(Gap gap) {
        return List.of(gap.grantorId().value(), gap.issuerId().value());
    }

    static Map<String, Object> about(Moment moment, Position reached) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("on", moment.on());
        about.put("knownAt", moment.knownAt());
        about.put("position", reached);
        return about;
    }

    Gaps.Found find(@Nullable IssuerId issuer, FormAsked form, Moment moment, Page page) {
        try {
            return gaps.find(issuer, form, moment, page);
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
    }

    static FormAsked form(@Nullable String form) {
        if (form == null) {
            throw Problem.malformed("form", "is required");
        }
        try {
            return FormAsked.of(form);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("form", String.valueOf(e.getMessage()));
        }
    }

    /** The gaps as fields, with names. */
    List<Map<String, Object>> fields(List<Gap> found) {
        Set<String> parties = new LinkedHashSet<>();
        Set<String> issuers = new LinkedHashSet<>();
        for (Gap gap : found) {
            parties.add(gap.grantorId().value());
            issuers.add(gap.issuerId().value());
            gap.lastSigners().forEach(signer -> parties.add(signer.attorneyId().value()));
        }
        PartyNames names = PartyNames.of(register, parties);
        Map<String, String> companies = issuers.isEmpty()
                ? Map.of()
                : register.names(Map.of(PartyKind.ISSUER, issuers)).getOrDefault(PartyKind.ISSUER, Map.of());
        return found.stream().map(gap -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("grantorId", gap.grantorId().value());
            fields.put("grantorName", names.grantor(gap.grantorId().value()));
            fields.put("issuerId", gap.issuerId().value());
            fields.put("issuerName", companies.getOrDefault(gap.issuerId().value(), gap.issuerId().value()));
            if (gap.since() != null) {
                fields.put("since", gap.since());
            }
            if (!gap.traced()) {
                fields.put("sinceUnknown", true);
            }
            fields.put("lastSigners", gap.lastSigners().stream().map(authority -> signer(authority, names)).toList());
            return fields;
        }).toList();
    }

    private static Map<String, Object> signer(Gap.LastSigner signer, PartyNames names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String id = signer.attorneyId().value();
        fields.put("attorneyId", id);
        fields.put("attorneyName", signer.by() == Link.By.SIGNATORY ? names.signatory(id) : names.attorney(id));
        fields.put("by", signer.by());
        if (signer.poaId() != null) {
            fields.put("poaId", signer.poaId().value());
        }
        if (signer.capacity() != null) {
            fields.put("capacity", signer.capacity());
        }
        fields.put("givenBy", signer.source());
        Gap.End end = signer.end();
        if (end != null) {
            fields.put("until", end.ending().on());
            fields.put("endCause", end.ending().cause());
            fields.put("recordId", end.ending().recordId());
            fields.put("endedIn", end.of());
        }
        if (!signer.chains().isEmpty()) {
            fields.put("chains", signer.chains().stream().map(ChainLink::of).toList());
        }
        return fields;
    }
}
