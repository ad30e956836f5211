package org.authorityledger.questions.gaps;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.authorityledger.authority.Authority;
import org.authorityledger.authority.ChainTooLarge;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.Position;
import org.authorityledger.http.Problem;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What ends when someone goes who signs for others, and for whom can no one sign then? */
@RestController
@Tag(name = "Gaps")
public class LeavingController {

    private static final List<String> COLUMNS = List.of("grantorId", "grantorName", "poaId", "issuers", "forms", "roles", "from", "until",
            "signatory", "signsFor", "ends", "alsoEndsFor", "others", "withoutSigner");

    private final Leaving leaving;
    private final Register register;
    private final RegisterProgress progress;
    private final QuestionClock clock;
    private final Incomplete incomplete;

    public LeavingController(Leaving leaving, Register register, RegisterProgress progress, QuestionClock clock, Incomplete incomplete) {
        this.leaving = leaving;
        this.register = register;
        this.progress = progress;
        this.clock = clock;
        this.incomplete = incomplete;
    }

    @GetMapping(path = "/api/attorneys/{attorneyId}/leaving", produces = { "application/json", "text/csv", "application/x-ndjson"})
    @Operation(summary = "What ends if someone goes who signs for others, and for whom no one may sign then", description = "Every instrument under which they hold a place on the day `on` or later, and every entity for which they sign, as if `on` were the first day without them. Nothing is recorded. `ends`: whether their own authority ends; `alsoEndsFor`: whose authority falls with theirs; `others`: who may still sign; `withoutSigner`: by issuer, the forms that someone may sign before, and that then no one may sign but the grantor in person, who is required to report. `signsFor` is the attorney, an entity, for which they sign. A page may be short and have a next: it goes on from there.")
    Listing leaving(@PathVariable AttorneyId attorneyId,
            @Parameter(description = "They resign everywhere (the default), their employment ends, or they die") @RequestParam(required = false) @Nullable Departure by,
            @Parameter(description = "true: only what leaves a grantor without a signer") @RequestParam(required = false, defaultValue = "false") boolean alone,
            @RequestParam(required = false) @Nullable LocalDate on, @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(required = false) @Nullable Position minPosition, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, @Parameter(hidden = true) HttpServletRequest request) {
        Page first = Page.of(limit, cursor, Leaving.KEY, request);
        Leaving.Asked asked = new Leaving.Asked(attorneyId, by == null ? Departure.RESIGNATION : by, alone);
        Position reached = progress.await(minPosition);
        Moment moment = clock.of(first.day("", on), first.knownAt("", knownAt));
        known(attorneyId);
        Page page = first.keeping("", moment);
        Leaving.Found found = find(asked, moment, page);
        List<Leaving.Row> rows = page.cut(found.rows());
        String next = found.lookedAt() != null ? page.cursor(found.lookedAt()) : page.next(found.rows(), Leaving.Row::key);
        Map<String, Object> about = GapsController.about(moment, reached);
        about.put("by", asked.by());
        about.put("instruments", leaving.instruments(attorneyId, moment));
        return page.listing(COLUMNS, fields(rows, attorneyId), next, incomplete.mark(about, null));
    }

    /** Someone the ledger knows as an attorney, or as a signatory: those who sign. */
    private void known(AttorneyId attorneyId) {
        Set<String> id = Set.of(attorneyId.value());
        if (register.names(Map.of(PartyKind.ATTORNEY, id, PartyKind.SIGNATORY, id)).values().stream().allMatch(Map::isEmpty)) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_ATTORNEY", Incomplete.ofTheLedger() + " knows no attorney " + attorneyId + ".",
                    List.of());
        }
    }

    private Leaving.Found find(Leaving.Asked asked, Moment moment, Page page) {
        try {
            return leaving.find(asked, moment, page);
        } catch (ChainTooLarge e) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "CHAIN_TOO_LARGE", "This cannot be answered: " + e.getMessage() + ".",
                    List.of());
        }
    }

    private List<Map<String, Object>> fields(List<Leaving.Row> rows, AttorneyId attorneyId) {
        Set<String> parties = new LinkedHashSet<>();
        Set<String> issuers = new LinkedHashSet<>();
        for (Leaving.Row row : rows) {
            parties.add(row.grantorId().value());
            row.ended().forEach(one -> parties.add(one.value()));
            row.others().forEach(one -> parties.add(one.value()));
            if (row.through() != null) {
                parties.add(row.through().value());
            }
            row.alone().keySet().forEach(one -> issuers.add(one.value()));
        }
        PartyNames names = PartyNames.of(register, parties);
        Map<String, String> companies = issuers.isEmpty()
                ? Map.of()
                : register.names(Map.of(PartyKind.ISSUER, issuers)).getOrDefault(PartyKind.ISSUER, Map.of());
        return rows.stream().map(row -> fields(row, attorneyId, names, companies)).toList();
    }

    private static Map<String, Object> fields(Leaving.Row row, AttorneyId attorneyId, PartyNames names, Map<String, String> companies) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("grantorId", row.grantorId().value());
        fields.put("grantorName", names.grantor(row.grantorId().value()));
        SigningOfficer officer = row.officer();
        if (officer != null) {
            fields.put("forms", officer.forms());
            fields.put("from", officer.from());
            if (officer.until() != null) {
                fields.put("until", officer.until());
            }
            fields.put("signatory", Map.of("capacity", officer.capacity(), "recordId", officer.source()));
        } else {
            fields.put("poaId", Objects.requireNonNull(row.poaId()).value());
            held(row.held(), fields);
        }
        if (row.through() != null) {
            fields.put("signsFor", someone(row.through(), names));
        }
        fields.put("ends", !row.goesOn());
        fields.put("alsoEndsFor",
                row.ended().stream().filter(one -> !one.equals(attorneyId)).map(one -> someone(one, names)).toList());
        fields.put("others", row.others().stream().map(one -> someone(one, names)).toList());
        List<Map<String, Object>> alone = new ArrayList<>();
        row.alone().forEach((issuer, forms) -> alone.add(without(issuer, forms, companies)));
        fields.put("withoutSigner", alone);
        return fields;
    }

    /** What is held under one instrument, taken together: from its first day until its last, open where one of it is. */
    private static void held(List<Authority> held, Map<String, Object> fields) {
        fields.put("issuers", held.stream().map(one -> one.issuerId().value()).distinct().sorted().toList());
        Set<Form> forms = new TreeSet<>();
        held.forEach(one -> forms.addAll(one.forms()));
        fields.put("forms", List.copyOf(forms));
        fields.put("roles", held.stream().map(Authority::role).distinct().sorted().toList());
        fields.put("from", held.stream().map(Authority::from).min(Comparator.naturalOrder()).orElseThrow());
        if (held.stream().allMatch(one -> one.until() != null)) {
            fields.put("until", held.stream().map(Authority::until).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElseThrow());
        }
    }

    private static Map<String, Object> someone(AttorneyId attorneyId, PartyNames names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("attorneyId", attorneyId.value());
        fields.put("attorneyName", names.attorney(attorneyId.value()));
        return fields;
    }

    private static Map<String, Object> without(IssuerId issuerId, List<Form> forms, Map<String, String> companies) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("issuerId", issuerId.value());
        fields.put("issuerName", companies.getOrDefault(issuerId.value(), issuerId.value()));
        fields.put("forms", forms);
        return fields;
    }
}
